"""Findings: each names the scores and answers it rests on, and nothing else."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import msgspec

from cxdna.scores.model import Dispute


class Gap(msgspec.Struct, frozen=True):
    """A leaf part below its target, with its share of all gaps weighted as the parts weigh in the whole."""

    id: str
    part: str
    score: Fraction
    target: Fraction
    gap: Fraction
    share: Fraction
    lowest: tuple[str, ...]


class Strength(msgspec.Struct, frozen=True):
    """A leaf part among the highest, with its highest questions."""

    id: str
    part: str
    score: Fraction
    highest: tuple[str, ...]


class WeakestLink(msgspec.Struct, frozen=True):
    """The lowest child of a part, where it stands clearly below the part's own score."""

    id: str
    part: str
    child: str
    part_score: Fraction
    child_score: Fraction


class UnprovedClaim(msgspec.Struct, frozen=True):
    """An answer above what its evidence shows."""

    id: str
    question: str
    claimed: Fraction
    shown: Fraction
    reason: str


class OpenGround(msgspec.Struct, frozen=True):
    """A question that applies and has no number: nobody answered, or only don't-knows."""

    id: str
    question: str
    dont_know: int
    reason: str


class Disputed(msgspec.Struct, frozen=True):
    """A question people see differently."""

    id: str
    question: str
    disputes: tuple[Dispute, ...]


class PartChange(msgspec.Struct, frozen=True):
    """One part (or the whole) before and now, both on the same comparable questions."""

    part: str
    before: Fraction | None
    now: Fraction | None
    change: Fraction | None
    questions: int


class Panel(msgspec.Struct, frozen=True, omit_defaults=True):
    """The same comparison among those who answered both times; no whole and no parts when they are too few.

    In assessments that are not named the people are counted only where none of these groups is small; `kept` says why
    they are not.
    """

    people: int | None
    before_only: int | None
    now_only: int | None
    comparable: bool
    parts: tuple[PartChange, ...]
    whole: PartChange | None
    kept: str = ""


class Change(msgspec.Struct, frozen=True):
    """What changed since an earlier assessment.

    `asked` counts the questions that this assessment asks, of which those in `comparable` were asked last time as well;
    `carried_over` names those of them that stand for earlier ones, with these.
    """

    earlier_id: str
    earlier_title: str
    earlier_date: dt.date
    earlier_whole: Fraction | None
    earlier_parts: tuple[tuple[str, Fraction | None], ...]
    asked: int
    comparable: tuple[str, ...]
    carried_over: tuple[tuple[str, tuple[str, ...]], ...]
    not_comparable: tuple[tuple[str, str], ...]
    whole: PartChange
    parts: tuple[PartChange, ...]
    questions: tuple[PartChange, ...]
    panel: Panel


class Findings(msgspec.Struct, frozen=True):
    """All findings of one assessment; the order within each list is its rank."""

    gaps: tuple[Gap, ...]
    strengths: tuple[Strength, ...]
    weakest_links: tuple[WeakestLink, ...]
    claims: tuple[UnprovedClaim, ...]
    open_ground: tuple[OpenGround, ...]
    disputed: tuple[Disputed, ...]
    change: Change | None
