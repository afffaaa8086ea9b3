"""The audit of a survey: thirty checks, each with how it is detected, its threshold, and what was found."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

Area: TypeAlias = Literal["design", "frame", "fieldwork", "data"]
Result: TypeAlias = Literal["clear", "remark", "finding", "not proved", "not applicable"]
"""`not proved` where neither the file nor an answer of the checklist shows it."""
WORST_FIRST: Final[tuple[Result, ...]] = ("finding", "not proved", "remark", "clear", "not applicable")


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A check as the playbook of audits states it; `asked` is the question of the checklist, a yes being good."""

    id: str
    number: int
    area: Area
    title: str
    detector: str
    threshold: str
    severity: Literal["high", "medium", "low"]
    computed: bool
    asked: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What one detector found for a check, before it is weighed with answers of the checklist."""

    check: str
    result: Result
    found: str
    figures: tuple[tuple[str, str], ...] = ()
    where: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found; `figures` are the numbers under it, `where` the cases to look at, never a person.

    `evidence` is what an answer of the checklist rests on, `by` whose answer it is.
    """

    check: Check
    result: Result
    found: str
    figures: tuple[tuple[str, str], ...] = ()
    where: tuple[str, ...] = ()
    evidence: str = ""
    by: str = ""


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """All outcomes for a survey, in the order of the checks' numbers.

    `read` names the files that were read again, `unread` those that were not, each with the reason. `covers` says which
    months were looked at: all that the files have, whatever window a report is of.
    """

    survey: str
    covers: str = ""
    outcomes: tuple[Outcome, ...]
    read: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def of(self, check: str) -> Outcome:
        """Return the outcome of a check by its id. Raises KeyError."""
        return {one.check.id: one for one in self.outcomes}[check]

    def results(self, *results: Result) -> tuple[Outcome, ...]:
        """Return the outcomes with one of these results."""
        return tuple(one for one in self.outcomes if one.result in results)


def worst(results: tuple[Result, ...]) -> Result:
    """Return the worst of several results; a gap weighs more than a remark, as it hides one."""
    return min(results, key=WORST_FIRST.index)
