"""Whether a file is written as cxdna writes it, and whether the records in it fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cxdna.answers.model import AnswerChange
from cxdna.errors import CxdnaError
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import counted
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Closing, Following, Reopening, RestatementKept
from cxdna.workflows.export.export import checksum_of, written
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.records import assessment_in, events_in, people_in, sheets_in
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.verification.model import Finding, differs, verified


def check_form(raw: bytes, found: Export | SharedExport) -> Iterator[Finding]:
    """Yield whether the file is written as cxdna writes it, so that a reader sees what was verified, and unchanged."""
    what = "The file is written as cxdna writes it"
    if raw == written(found):
        yield verified(what)
    else:
        yield differs(what, "it was written anew, holds an entry twice, or has something that is not looked at")
    what = "Checksum of the file"
    made = checksum_of(found)
    if made == found.checksum:
        yield verified(what, short(made))
    else:
        yield differs(what, f"says {short(found.checksum) or 'nothing'}, the content has {short(made)}")


def check_structure(export: Export) -> Iterator[Finding]:
    """Yield whether the records fit together as an assessment can come about."""
    what = "The records follow one another as they can"
    problems = list(structure_problems(export))
    if problems:
        yield from (differs(what, problem) for problem in problems)
    else:
        events = len(events_in(export))
        yield verified(what, f"{counted(events, 'record')}, {counted(len(export.closings), 'closing')}")


def structure_problems(export: Export) -> Iterator[str]:
    """Yield how the records do not fit together."""
    events = events_in(export)
    if [one.seq for one in events] != list(range(1, len(events) + 1)):
        yield "their order is not counted from 1 without a gap"
    yield from _twice(export)
    yield from _strangers(export)
    snapshots = {one.sha256 for one in export.snapshots}
    for closing in export.closings:
        if missing := {closing.playbook, closing.questionnaire, closing.answers, closing.scores} - snapshots:
            yield f"closing {closing.number} lacks {counted(len(missing), 'snapshot')}"
    yield from _lawless(export)


def _twice(export: Export) -> Iterator[str]:
    """Yield ids that stand there twice."""
    for name, ids in (
        ("person", [one.id for one in export.people]),
        ("sheet", [one.id for one in export.sheets]),
        ("answer key", [one.key for one in export.answers]),
        ("snapshot", [one.sha256 for one in export.snapshots]),
    ):
        if len(set(ids)) < len(ids):
            yield f"{name} {next(one for one, times in Counter(ids).items() if times > 1)} stands there twice"


def _strangers(export: Export) -> Iterator[str]:
    """Yield people and corrections without a sheet, and people who are forgotten in part."""
    sheets = {one.id for one in export.sheets}
    for person in export.people:
        if person.id not in sheets:
            yield f"person {person.id} has no sheet"
        if person.forgotten and person.salt:
            yield f"person {person.id} is forgotten, but not wholly"
    for one in export.restatements:
        change = one.restatement.change
        if isinstance(change, AnswerChange) and change.respondent not in sheets:
            yield f"restatement {one.restatement.number} is of a sheet that is not there"


def _lawless(export: Export) -> Iterator[str]:
    store = MemoryStore()
    try:
        store.add(assessment_in(export), *people_in(export), *sheets_in(export))
        events = [one for one in events_in(export) if not isinstance(one, Closing)]
        store.add(*(one for one in events if not isinstance(one, Reopening | RestatementKept)))
    except (CxdnaError, ValueError) as problem:
        yield str(problem)
        return
    yield from _lawless_life(export)


def _lawless_life(export: Export) -> Iterator[str]:
    """Yield where closings, reopenings and restatements do not take turns as they must."""
    is_open, closings, restatements = True, 0, 0
    for one in events_in(export):
        if isinstance(one, Closing):
            closings += 1
            if not is_open or one.number != closings:
                yield f"closing {one.number} comes where there cannot be one"
            is_open = False
        elif isinstance(one, Reopening | RestatementKept):
            if is_open:
                yield "something was restated or opened again while it was open"
            if isinstance(one, RestatementKept):
                restatements += 1
                if one.restatement.number != restatements:
                    yield f"restatement {one.restatement.number} comes where number {restatements} must"
            is_open = isinstance(one, Reopening)
        elif not is_open and not isinstance(one, Following):
            yield f"record {one.seq} came in after the assessment was closed"
            return
