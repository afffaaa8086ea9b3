"""The checklist of award readiness for a year: what is open, and answers with evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.statistics.display import counted, long_date
from cxdna.store.port import Store
from cxdna.voice.award.checklist import BY_ID
from cxdna.voice.award.source_lines import answers_for
from cxdna.voice.model import Checked
from cxdna.workflows.auditing.answer import AnswerAsk, Said, keep_answer, kept_lines, read_answer
from cxdna.workflows.awards.check import year_meant
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.to_json import to_json

FORMAT: Final = "cxdna-award-checklist/1"
"""Name and number of the shape that `cxdna award list --json` prints: `Checklist`."""
ALLOWED: Final[tuple[Said, ...]] = ("yes", "partly", "no")


class ChecklistLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its answer for the year, None while it is open."""

    id: str
    rule: str
    question: str
    evidence: str
    answer: Checked | None


class Checklist(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    format: str
    year: int
    lines: tuple[ChecklistLine, ...]


class Answered(msgspec.Struct, frozen=True):
    """An answer that was kept; `new` tells whether it is other than the one before."""

    checked: Checked
    new: bool


def answer_line(store: Store, ask: AnswerAsk, year: int | None, moment: dt.datetime, today: dt.date) -> Answered:
    """Keep an answer for a year, durably. Raises `UserError` and `Problems` with all that is wrong."""
    about = str(year_meant(year, today))
    checked = read_answer(ask, about, tuple(BY_ID), today, ALLOWED)
    return Answered(checked, keep_answer(store, checked, moment))


def answered_lines(found: Answered) -> Iterator[str]:
    """Yield what was kept, what it lacks, and what comes next."""
    asked = BY_ID[found.checked.check]
    yield from kept_lines(found.checked, asked.question, new=found.new, needs=asked.evidence)
    yield f"Next:  cxdna award list --year {found.checked.about}"


def checklist_of(store: Store, year: int | None, today: dt.date) -> Checklist:
    """Return the checklist of a year. Raises `UserError` for a year that cannot be."""
    meant = year_meant(year, today)
    answers = answers_for(voice_of(store), meant)
    lines = tuple(
        ChecklistLine(
            id=one.id, rule=one.rule, question=one.question, evidence=one.evidence, answer=answers.get(one.id)
        )
        for one in BY_ID.values()
    )
    return Checklist(format=FORMAT, year=meant, lines=lines)


def checklist_json(found: Checklist) -> str:
    """Return a checklist as JSON, for other programs."""
    return to_json(found)


def checklist_lines(found: Checklist) -> Iterator[str]:
    """Yield the open lines with what would show them, then the answered ones, and what comes next."""
    still_open = [line for line in found.lines if line.answer is None or _proves_nothing(line.answer)]
    answered = [line for line in found.lines if line not in still_open]
    yield f"Checklist for {found.year}: {counted(len(still_open), 'line')} open, {len(answered)} answered."
    for line in still_open:
        yield ""
        yield f"{line.id}  {line.question}"
        yield f"  Shown by: {line.evidence}"
        if line.answer is not None:
            yield f"  Answered {line.answer.answer}, without evidence: that proves nothing."
    if answered:
        yield ""
    for line in answered:
        yield from _answered(line)
    yield ""
    if still_open:
        do = f'cxdna award answer {still_open[0].id} yes --year {found.year} --evidence "WHERE IT LIES" --by NAME'
        yield f"Next:  {do}"
    else:
        yield f"Next:  cxdna award check --year {found.year}"


def _proves_nothing(answer: Checked) -> bool:
    return answer.answer != "no" and not answer.evidence


def _answered(line: ChecklistLine) -> Iterator[str]:
    if line.answer is not None:
        by = f" by {line.answer.by}" if line.answer.by else ""
        evidence = f": {line.answer.evidence}" if line.answer.evidence else ""
        yield f"{line.id}  {line.answer.answer}, {long_date(line.answer.on)}{by}{evidence}"
