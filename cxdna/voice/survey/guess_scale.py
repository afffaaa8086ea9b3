"""The scale of a question, from what its header says and the scores that were seen."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from cxdna.voice.survey.header_words import EFFORT, GRADES, MUCH, RECOMMENDS, SATISFIED, plain
from cxdna.voice.survey.look import Column
from cxdna.voice.survey.model import About, Scale

_SAYS: Final = re.compile(
    r"(?<![0-9])(-?[0-9]{1,2})\s*(?:-|–|\.\.\.?|/|to|bis|a|à)\s*(100|[0-9]{1,2})(?![0-9])", re.IGNORECASE
)
_OUT_OF: Final = re.compile(r"(?:/|out of|von|sur|de)\s*(100|10|[3-9])(?![0-9])", re.IGNORECASE)
_USUAL: Final = ((1, 5), (1, 7), (0, 10), (1, 10), (0, 100))
_SCHOOL: Final = (1, 6)
_LEAST_POINTS: Final = 2


class ScaleGuess(msgspec.Struct, frozen=True):
    """A scale, what it was taken from, and why it may be another; "" where nothing speaks against it."""

    scale: Scale
    because: str
    unsure: str = ""


def guess_scale(header: str, scores: tuple[int, ...], about: About) -> ScaleGuess:
    """Return the likely scale of scores; `header` is where its ends may be named: (1-5), 0 to 10."""
    found = _by_ends(header, scores, about)
    words = plain(header)
    grade = GRADES.intersection(words.split()) or "schulnote" in words
    school = (found.scale.low, found.scale.high) == _SCHOOL
    if school or grade:
        scale = msgspec.structs.replace(found.scale, direction="low_is_good") if school else found.scale
        good = "1 is the best, as of school grades" if school else f"{scale.high} is the best"
        return ScaleGuess(scale, found.because, _and(found.unsure, f"that {good}, is a guess: look at 'direction'"))
    if about == "effort" and any(f" {word}" in f" {words}" for word in MUCH):
        doubt = "whether a high score means little effort cannot be told: look at 'direction'"
        return ScaleGuess(found.scale, found.because, _and(found.unsure, doubt))
    return found


def _and(*doubts: str) -> str:
    return "; ".join(filter(None, doubts))


def _by_ends(header: str, scores: tuple[int, ...], about: About) -> ScaleGuess:
    low, high = min(scores), max(scores)
    said = _said(header)
    if said and said[0] <= low and high <= said[1]:
        return ScaleGuess(Scale(low=said[0], high=said[1]), f"its header says {said[0]} to {said[1]}")
    seen = (low, high) if (low, high) in {*_USUAL, _SCHOOL} else None
    if "schulnote" in plain(header) and low >= _SCHOOL[0] and high <= _SCHOOL[1]:
        seen = _SCHOOL
    around = next(((a, b) for a, b in _USUAL if a <= low and high <= b), (min(low, 0), max(high, 1)))
    usual = _zero_to_ten(about, low, high) or seen or around
    scale = Scale(low=usual[0], high=usual[1])
    because = f"scores from {low} to {high} were seen"
    return ScaleGuess(scale, because, "" if (low, high) == usual else _doubt(scale, low, high))


def about_of(column: Column) -> tuple[About, bool]:
    """Return what a question is likely to measure, and whether its header says so."""
    kinds: tuple[tuple[About, tuple[str, ...]], ...] = (
        ("recommendation", RECOMMENDS),
        ("effort", EFFORT),
        ("satisfaction", SATISFIED),
    )
    for about, words in kinds:
        if column.has(*words):
            return about, True
    return "satisfaction", False


def _said(header: str) -> tuple[int, int] | None:
    found = _SAYS.search(header)
    if found and int(found[2]) - int(found[1]) >= _LEAST_POINTS:
        return int(found[1]), int(found[2])
    out_of = _OUT_OF.search(header)
    return (0 if out_of[1] == "100" else 1, int(out_of[1])) if out_of else None


def _zero_to_ten(about: About, low: int, high: int) -> tuple[int, int] | None:
    """Recommendation is asked from 0 to 10 nearly everywhere; scores up to 5 speak for another scale."""
    return (0, 10) if about == "recommendation" and low >= 0 and 5 < high <= 10 else None  # noqa: PLR2004 - as said


def _doubt(scale: Scale, low: int, high: int) -> str:
    ends = f"{scale.low} to {scale.high}"
    return f"its scale was taken to be {ends}, but only scores from {low} to {high} were seen"
