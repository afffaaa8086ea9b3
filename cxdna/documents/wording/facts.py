"""The claims that drafted sentences are made of; each names the fact, so that a test can recompute it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.documents.draft import Claim, in_words
from cxdna.statistics.display import listed, percent, shown, signed


def name(part_id: str, said: str) -> Claim:
    """The name of a part."""
    return Claim(kind="name", of=(part_id,), said=said)


def names(parts: Sequence[tuple[str, str]], kind: str = "names") -> Claim:
    """The names of several parts; `kind` says by what they were chosen."""
    return Claim(kind=kind, of=tuple(part for part, _ in parts), said=listed([said for _, said in parts]))


def score(part_id: str, value: Fraction | None, kind: str = "score") -> Claim:
    """A score on the basis of the assessment, or another number of a part named by `kind`, to one decimal."""
    return Claim(kind=kind, of=(part_id,), said=shown(value))


def change(part_id: str, value: Fraction | None) -> Claim:
    """A change on comparable questions, with its sign."""
    return Claim(kind="change", of=(part_id,), said=signed(value))


def share(part_ids: Sequence[str], value: Fraction) -> Claim:
    """The share of the whole gap that parts hold together."""
    return Claim(kind="gap_share", of=tuple(part_ids), said=percent(value))


def count(kind: str, of: Sequence[str], said: str | None = None) -> Claim:
    """How many parts or questions there are of a kind, in words or as said."""
    return Claim(kind=kind, of=tuple(of), said=in_words(len(of)) if said is None else said)


def words(kind: str, of: Sequence[str], said: str) -> Claim:
    """A claim in words: higher than last time, the only one that fell, a level's name."""
    return Claim(kind=kind, of=tuple(of), said=said)
