"""Award readiness: a self-check of the rules that such an award has, line by line. The award body decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

import msgspec

Verdict: TypeAlias = Literal["pass", "pass with remarks", "not proved", "fail"]
"""From best to worst, but for `not proved`: a gap in the data never passes and never fails."""
SELF_CHECK: Final = (
    "This is a self-check. The body that gives an award decides by its own rules; this tool is not affiliated with any."
)


WORST_FIRST: Final[tuple[Verdict, ...]] = ("fail", "not proved", "pass with remarks", "pass")


class Asked(msgspec.Struct, frozen=True):
    """A line that somebody answers: the rule, the question, and what would show that the answer is true."""

    id: str
    rule: str
    question: str
    evidence: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: what is asked, what was found, the verdict, and the evidence that an auditor can walk through.

    `figures` are the numbers that the finding rests on, as names and texts; `missing` says what would settle a line
    that is not proved, in words for everybody, and `command` what to type for it, where there is such a command;
    `source` names files by name and SHA-256, windows, checklist answers.
    """

    id: str
    rule: str
    found: str
    verdict: Verdict
    figures: tuple[tuple[str, str], ...] = ()
    missing: str = ""
    command: str = ""
    source: tuple[str, ...] = ()


class Readiness(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict for a calendar year, of the whole company or of one unit; `surveys` are those that are entered."""

    year: int
    unit: str
    strict: bool
    verdict: Verdict
    lines: tuple[Line, ...]
    award_years: tuple[int, ...]
    consecutive: int
    distinction: tuple[Line, ...]
    loyalty_zone: tuple[Line, ...]
    surveys: tuple[str, ...] = ()


def overall(lines: Iterable[Line]) -> Verdict:
    """Return what lines come to: one that fails fails all; without one, a gap keeps it from being proved."""
    return min((line.verdict for line in lines), key=WORST_FIRST.index, default="not proved")
