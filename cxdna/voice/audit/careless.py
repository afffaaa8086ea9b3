"""Answers without reading, and answers that were given twice."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.statistics.display import counted, shown
from cxdna.voice.audit.model import Found, Result, worst
from cxdna.voice.audit.shares import beside
from cxdna.voice.audit.waves import ENOUGH

ENOUGH_QUESTIONS: Final = 4
"""With fewer questions, answers that are all alike say nothing."""
ALIKE: Final = (Fraction(10, 100), Fraction(25, 100))
FAST: Final = (Fraction(2, 100), Fraction(5, 100))
"""From which share on it is a remark, and a finding."""
FAST_OF_MIDDLE: Final = 3
"""Who needs less than the middle time by this is fast."""
MANY_TWICE: Final = Fraction(2, 100)
FROM_ONE_DEVICE: Final = 2
LONG_COMMENT: Final = 60
MANY_WORDS: Final = 10
"""Shorter comments of fewer words, such as "all fine, thank you very much", are written alike by many."""
SAME_COMMENT: Final = "the same long comment"


class Alike(msgspec.Struct, frozen=True):
    """People who answered enough questions, those whose answers are all alike, and all alike at the best score."""

    people: int
    alike: int
    best: int


def straight_lines(questions: int, found: Alike) -> Found:
    """Return the share of people whose answers are all alike, with enough questions to tell."""
    if questions < ENOUGH_QUESTIONS or found.people < ENOUGH:
        why = (
            f"the survey has {counted(questions, 'question')}, and {ENOUGH_QUESTIONS} are needed to tell"
            if questions < ENOUGH_QUESTIONS
            else f"fewer than {ENOUGH} people answered {ENOUGH_QUESTIONS} questions and more"
        )
        return Found(check="careless", result="not proved", found=f"answers all alike: {why}")
    share = Fraction(found.alike, found.people)
    figures = (
        ("answers all alike", f"{found.alike:,} of {found.people:,} people ({beside(share, *ALIKE)})"),
        ("of them all at the best score", f"{found.best:,}"),
    )
    text = f"{beside(share, *ALIKE)} gave the same score everywhere"
    return Found(check="careless", result=_by(share, ALIKE), found=text, figures=figures)


def speeders(seconds: Mapping[Fraction, int] | None) -> Found:
    """Return the share of people who took less than a third of the middle time; None where no column tells the time."""
    people = sum(seconds.values()) if seconds else 0
    if not seconds or people < ENOUGH:
        why = "no column says the seconds" if seconds is None else f"fewer than {ENOUGH} people have seconds"
        return Found(check="careless", result="not proved", found=f"answering too fast: {why}")
    middle = _median(seconds, people)
    fast = sum(n for took, n in seconds.items() if took * FAST_OF_MIDDLE < middle)
    share = Fraction(fast, people)
    figures = (("middle time", f"{shown(middle, 0)} seconds"), ("faster than a third of it", f"{fast:,} of {people:,}"))
    text = f"{beside(share, *FAST)} took less than a third of the middle time"
    return Found(check="careless", result=_by(share, FAST), found=text, figures=figures)


def _median(seconds: Mapping[Fraction, int], people: int) -> Fraction:
    """Return the middle of grouped values, or the mean of the two middle ones."""
    wanted = ((people - 1) // 2, people // 2)
    middles: list[Fraction] = []
    held = 0
    for took in sorted(seconds):
        held += seconds[took]
        while len(middles) < len(wanted) and wanted[len(middles)] < held:
            middles.append(took)
    return sum(middles, Fraction(0)) / len(wanted)


def _by(share: Fraction, limits: tuple[Fraction, Fraction]) -> Result:
    return "finding" if share > limits[1] else "remark" if share > limits[0] else "clear"


class Twice(msgspec.Struct, frozen=True):
    """Answers too many of one kind, and all that were looked at; both None where no column tells."""

    surplus: int | None
    of: int | None


def duplicates(repeated: Twice, devices: Twice, comments: Twice) -> Found:
    """Return what was answered twice: for one event by one respondent, from one device, in the same long words.

    Each counts the answers beyond the first of their kind, beyond the second from one device. Comments alone prove no
    second answer, as stock phrases are long, too: they are a remark.
    """
    kinds = {
        "the same respondent for one event": repeated,
        "over two from one device": devices,
        SAME_COMMENT: comments,
    }
    figures = tuple((name, _said(one)) for name, one in kinds.items())
    seen = {name: one for name, one in kinds.items() if one.surplus is not None and one.of}
    if not seen:
        text = "no column tells respondents, devices or comments"
        return Found(check="duplicates", result="not proved", found=text, figures=figures)
    results: list[Result] = ["not proved"] if repeated.of is None and devices.of is None else []
    for name, one in seen.items():
        many = Fraction(one.surplus or 0, one.of or 1) > MANY_TWICE and name != SAME_COMMENT
        results.append("finding" if many else "remark" if one.surplus else "clear")
    told = [f"{name}: {one.surplus:,}" for name, one in seen.items() if one.surplus]
    text = "; ".join(told) or "nothing was answered twice as far as the columns tell"
    return Found(check="duplicates", result=worst(tuple(results)), found=text, figures=figures)


def _said(twice: Twice) -> str:
    if twice.surplus is None or twice.of is None:
        return "no column tells"
    return f"{twice.surplus:,} of {twice.of:,}"
