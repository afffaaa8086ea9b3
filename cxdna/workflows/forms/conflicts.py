"""Answers that contradict each other, in words. Who answered what is said only where documents may say it, too."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from cxdna.answers.forms.merge import Conflict, Rule, Settled, Standing, agreement, by_rule
from cxdna.answers.forms.model import Given
from cxdna.answers.model import Answer
from cxdna.answers.typed import said_in_words
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem
from cxdna.statistics.display import listed, long_date
from cxdna.workflows.current import Current

_RULES: Final[tuple[tuple[Rule, str], ...]] = (
    ("newest", "newest (what was saved last)"),
    ("stored", "stored (what is there already)"),
    ("form", "form (what the form says)"),
)
COPIES: Final = "; if two people filled in copies of one form, let one of them use another: cxdna invite --more"


def conflict_problems(now: Current, conflicts: Sequence[Conflict]) -> list[Problem]:
    """Return each conflict as a problem with the first of its cells."""
    return [_problem(now, conflict) for conflict in conflicts]


def _problem(now: Current, conflict: Conflict) -> Problem:
    standing = conflict.standing
    # The stored answer may be one of the given: then the form that says something else is the one to look at.
    ours = next((one for one in conflict.given if standing and not _agree(one.said, standing.said)), conflict.given[0])
    others = [one for one in conflict.given if not _agree(one.said, ours.said)]
    against = [f"{one.file} ({one.cell}{_says(now, conflict, one.said)})" for one in others]
    if standing and not _agree(standing.said, ours.said):
        against.append(f"the answer stored {_since(now, standing)}{_says(now, conflict, standing.said)}")
    what = f"{ours.cell}{_says(now, conflict, ours.said)} contradicts {listed(against)}"
    copies = COPIES if now.assessment.mode == "anonymous" and others else ""
    return Problem(ours.file, 0, what, _how(conflict, keep_one=bool(others)) + copies, ours.row)


def _how(conflict: Conflict, *, keep_one: bool) -> str:
    """Return what to do: the rules that would decide this conflict, and to be asked."""
    rules = [said for rule, said in _RULES if by_rule(rule)(conflict) is not None]
    how = f"decide for all with --on-conflict {' or '.join(rules)}, or one by one" if rules else "decide one by one"
    return f"{'keep one form, or ' if keep_one else ''}{how} on a terminal, which asks about each"


def _agree(one: Answer, other: Answer) -> bool:
    return agreement([one, other]) is not None


def _says(now: Current, conflict: Conflict, said: Answer) -> str:
    """Return what an answer says, "" where the assessment is not one that names who answered what."""
    return f": {in_short(now, conflict.question, said)}" if now.assessment.mode == "named" else ""


def in_short(now: Current, question: str, said: Answer) -> str:
    """Return an answer in a few words."""
    asked = next(one for one in now.questionnaire.questions if one.id == question)
    answer = (
        "" if said.value is None and said.not_applicable is None else said_in_words(said, asked, now.playbook.levels)
    )
    comment = f"'{shortened(said.comment)}'" if said.comment else ""
    return shortened(", ".join(part for part in (answer, comment) if part), 100)


def _since(now: Current, standing: Standing) -> str:
    by = {"terminal": "at the terminal", "form": "from a form", "web": "in the browser"}.get(standing.source, "")
    on = f"on {long_date(_local(now, standing.at).date())}" if standing.at else ""
    return " ".join(part for part in (by, on) if part) or "before"


def _local(now: Current, moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(ZoneInfo(now.workspace.settings.organisation.time_zone))


def conflict_lines(now: Current, conflict: Conflict) -> Iterator[str]:
    """Yield a conflict as a question with numbered answers; 0 is the stored one."""
    practice = next(one.practice for one in now.questionnaire.questions if one.id == conflict.question)
    yield f"{_whose(now, conflict)}: {practice}"
    if conflict.standing:
        says = _says(now, conflict, conflict.standing.said)
        yield f"  0  as stored {_since(now, conflict.standing)}{says}"
    for at, one in enumerate(conflict.given, 1):
        yield f"  {at}  {_from(now, one)}{_says(now, conflict, one.said)}"


def _from(now: Current, one: Given) -> str:
    saved = _local(now, one.saved)
    when = "" if now.assessment.mode == "anonymous" else f", saved {long_date(saved.date())} {saved:%H:%M}"
    return f"{one.file}, {one.cell}{when}"


def _whose(now: Current, conflict: Conflict) -> str:
    people = {person.id: person.name for person in now.store.people()}
    sheet = next(one for one in now.store.sheets(now.assessment.id) if one.id == conflict.sheet)
    return people.get(sheet.person or "", "Somebody")


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """A contradiction that was settled: whose ("" where nobody knows), about what, and which answer holds.

    `file` is the form with that answer, "" for the one that was stored; `answer` is "" where it may not be shown.
    """

    name: str
    practice: str
    file: str
    answer: str


def settlements(now: Current, settled: Sequence[Settled]) -> tuple[Settlement, ...]:
    """Return what became of contradictions."""
    people = {person.id: person.name for person in now.store.people()}
    practices = {question.id: question.practice for question in now.questionnaire.questions}
    owners = {sheet.id: people.get(sheet.person or "", "") for sheet in now.store.sheets(now.assessment.id)}
    return tuple(
        Settlement(
            name=owners.get(one.conflict.sheet, ""),
            practice=practices[one.conflict.question],
            file=one.winner.file if one.winner else "",
            answer=_answer(now, one),
        )
        for one in settled
    )


def _answer(now: Current, one: Settled) -> str:
    said = one.winner.said if one.winner else one.conflict.standing.said if one.conflict.standing else None
    return in_short(now, one.conflict.question, said) if said and now.assessment.mode == "named" else ""


_STOP: Final = frozenset({"q", "quit", "exit", "stop", "leave"})
_CHOICE: Final = re.compile(r"(\d{1,6})\s*(a|all)?")


class Stopped(Exception):
    """Somebody does not want to decide now: nothing is to be kept."""


class Choices:
    """Decides conflicts by what somebody types; what they chose for all goes for the rest of one person's."""

    def __init__(self) -> None:
        self.for_all: dict[str, str] = {}  # by sheet the file that holds, "" for what is stored

    def known(self, conflict: Conflict) -> int | None:
        """Return what was chosen for all of this person's; None where nothing was, or it has no answer here."""
        file = self.for_all.get(conflict.sheet)
        if file is None:
            return None
        if file == "":
            return -1 if conflict.standing else None
        return next((at for at, one in enumerate(conflict.given) if one.file == file), None)

    def read(self, text: str, conflict: Conflict) -> int | None:
        """Return which answer a line names (-1 for the stored one); None for what names none. Raises `Stopped`."""
        if text.casefold() in _STOP:
            raise Stopped
        found = _CHOICE.fullmatch(text.casefold())
        at = int(found[1]) - 1 if found else None
        if found is None or at is None or at >= len(conflict.given) or (at < 0 and not conflict.standing):
            return None
        if found[2]:
            self.for_all[conflict.sheet] = conflict.given[at].file if at >= 0 else ""
        return at


def prompt(now: Current, conflict: Conflict) -> str:
    """Return the question that is asked about a conflict."""
    named = next((one for one in now.store.sheets(now.assessment.id) if one.id == conflict.sheet and one.person), None)
    whose = f"all that remain of {_whose(now, conflict)}" if named else "all that remain of this form"
    return f"Which holds? Type a number, or e.g. 1a for 1 in {whose}, or q to stop and keep nothing: "
