"""The status of an assessment in the tables and lines that a terminal shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cxdna.definitions.wording import shortened
from cxdna.findings.out_of_sight import out_of_sight_words
from cxdna.findings.pair import comparable_words
from cxdna.scores.fingerprint import short
from cxdna.scores.words import number
from cxdna.statistics.display import NO_NUMBER, counted, listed, long_date, shown
from cxdna.workflows.status.look import Lacking, Status
from cxdna.workflows.status.people import Progress, Stage
from cxdna.workflows.status.unanswered import unanswered_lines
from cxdna.workflows.tabulate import Row, ScoreTable

MOST_PEOPLE: Final = 30
MOST_LISTED: Final = 8
_STAGES: Final[dict[Stage, str]] = {"not_started": "not started", "under_way": "under way", "done": "done"}


def people_table(status: Status, *, everything: bool = False) -> ScoreTable:
    """Return who is how far; of very many people, those who are not done, unless everything is wanted."""
    persons = status.people.persons
    few = everything or len(persons) <= MOST_PEOPLE
    listed_ones = persons if few else [one for one in persons if one.stage != "done"]
    more = 0 if few else len(listed_ones) - MOST_PEOPLE
    return ScoreTable(
        heading=tuple(_heading(status)),
        columns=("Answered", "Minutes left", "State"),
        rows=tuple(_person(one) for one in (listed_ones if few else listed_ones[:MOST_PEOPLE])),
        notes=(f"And {more} more who are not done; all of them: cxdna status --all",) if more > 0 else (),
    )


def heading_lines(status: Status) -> tuple[str, ...]:
    """Return what stands above everything: which assessment, and how many people are how far."""
    return tuple(_heading(status))


def _heading(status: Status) -> Iterator[str]:
    state = f"closed {long_date(status.closed)}" if status.closed else f"open since {long_date(status.opened)}"
    yield f"{status.organisation}: {status.title}, {state}"
    if status.fingerprint:
        yield f"Fingerprint: {short(status.fingerprint)}"
    people = status.people
    if not people.asked:
        yield "Nobody has answered yet."
        return
    what = ("sheet", "sheets") if status.mode == "anonymous" else ("person", "people")
    parts = [
        f"{count} {word}"
        for count, word in ((people.done, "done"), (people.under_way, "under way"), (people.not_started, "not started"))
        if count
    ]
    yield f"{counted(people.asked, *what)}: {', '.join(parts)}"
    if status.mode == "anonymous":
        yield "Anonymous: nobody knows who answered, so only counts are shown."
    elif status.mode == "confidential":
        yield "Confidential: who is how far is shown, who answered what never is."


def _person(one: Progress) -> Row:
    left = str(one.minutes_left) if one.minutes_left else NO_NUMBER
    return Row(1, shortened(f"{one.name}, {one.role}"), (f"{one.answered} of {one.asked}", left, _stage(one)))


def _stage(one: Progress) -> str:
    blank = one.asked - one.answered
    return f"handed in, {blank} left blank" if one.handed_in and blank else _STAGES[one.stage]


def component_table(status: Status) -> ScoreTable:
    """Return the parts with their numbers as far as the mode of the assessment lets them be seen."""
    basis = "what people answered" if status.basis == "as_answered" else "what evidence shows"
    return ScoreTable(
        heading=("By component", f"The gap rests on {basis}; it is worked out before rounding."),
        columns=("Answered", "Shown", "Target", "Gap", "People"),
        rows=tuple(
            Row(
                one.tier,
                one.name,
                (
                    shown(one.as_answered),
                    shown(one.as_shown),
                    shown(one.target),
                    shown(one.gap),
                    NO_NUMBER if one.answered_by is None else str(one.answered_by),
                ),
            )
            for one in status.components
        ),
        notes=tuple(_hidden(status)),
    )


def _hidden(status: Status) -> Iterator[str]:
    if status.mode == "named" or not status.people.asked:
        return
    if not status.closed:
        yield (
            "Scores are shown once the assessment is closed: "
            "figures that change with each new answer would tell whose it is."
        )
    elif any(one.as_answered is None for one in status.components):
        yield f"{NO_NUMBER}: no answers, or too few people for it to be shown."


def matter_lines(status: Status, *, everything: bool = False) -> Iterator[str]:
    """Yield what nobody answered, what lacks evidence, what to talk about, what grows too old and who is missing.

    At last the next step. Of long lists the first few, unless everything is wanted.
    """
    most = sys.maxsize if everything else MOST_LISTED
    if status.people.asked > status.people.not_started:
        yield from unanswered_lines(status.unanswered, named=status.mode == "named", everything=everything)
    yield from _section(
        "Answered above what evidence shows",
        [_lacking(one) for one in status.lacking],
        most,
    )
    talk = [_dispute(one.question, one.practice, one.reasons) for one in status.disputes]
    yield from _section("To talk about", talk, most)
    yield from _section(
        "Evidence that will soon be too old",
        [f"{one.record} {one.title}: {one.what}" for one in status.soon_too_old],
        most,
    )
    if unseen := out_of_sight_words(status.out_of_sight):
        yield f"{unseen}."
        yield ""
    if status.to_confirm:
        waiting = counted(len(status.to_confirm), "record")
        yield f"Evidence of the assessment before, to be looked at again: {waiting} (cxdna evidence list)"
        yield ""
    if status.compared:
        same = comparable_words(status.compared.comparable, status.compared.asked)
        yield f"{same} with {shortened(status.compared.title)}, where they have a number both times."
        yield ""
    if not status.closed:
        yield from _people("Not started", status.missing, everything=everything)
        yield from _people("Not finished", status.unfinished, everything=everything)
    yield f"Next:  {status.next.command}   {status.next.why}"


def _section(heading: str, lines: Sequence[str], most: int) -> Iterator[str]:
    if not lines:
        return
    yield f"{heading}: {len(lines)}"
    for line in lines[:most]:
        yield f"  {line}"
    if len(lines) > most:
        yield f"  and {len(lines) - most} more; all of them: cxdna status --all"
    yield ""


def _lacking(one: Lacking) -> str:
    levels = f"answered {number(one.answered)}, shown {number(one.supported)}"
    return f"{one.question} {one.practice}: {levels}; {one.needs}"


def _dispute(question: str, practice: str, reasons: Iterable[str]) -> str:
    why = "; ".join(reasons)
    return f"{question} {practice}" + (f": {why}" if why else "")


def _people(what: str, names: Sequence[str], *, everything: bool) -> Iterator[str]:
    if names:
        most = len(names) if everything else MOST_PEOPLE
        more = [f"{len(names) - most} more"] if len(names) > most else []
        yield f"{what}: {listed([*map(shortened, names[:most]), *more])}"
        yield ""
