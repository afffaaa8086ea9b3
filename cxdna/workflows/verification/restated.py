"""Whether corrections changed what was there, and seals stand only for what was forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, AnswersFile, EvidenceChange, Restatement, TargetChange
from cxdna.answers.restate import restated
from cxdna.answers.seal import FORGOTTEN_NAME, FORGOTTEN_ROLE, WITHHELD
from cxdna.statistics.display import counted
from cxdna.store.model import Closing, Recorded, Reopening, RestatementKept
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.records import Event, events_in
from cxdna.workflows.life.reopen import as_record
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workflows.verification.snapshots import UNREADABLE
from cxdna.workflows.verification.state import Contents, names_in, recorded_by

WITHOUT: Final = (None, WITHHELD)


def check_restatements(contents: Contents) -> Iterator[Finding]:
    """Yield whether each correction changed what was there."""
    export = contents.export
    state: AnswersFile | None = None
    for one in events_in(export):
        if isinstance(one, Closing):
            try:
                state = recorded_by(contents, one)
            except UNREADABLE:
                state = None
        elif isinstance(one, RestatementKept):
            what = f"Restatement {one.restatement.number}"
            if state is None:
                yield unverified(what, "a snapshot that it rests on is missing or differs")
                continue
            yield _restatement(export, what, state, one.restatement)
            state = restated(state, [one.restatement])


def _restatement(export: Export, what: str, state: AnswersFile, one: Restatement) -> Finding:
    change = one.change
    if isinstance(change, AnswerChange):
        subject = f"{change.question} of {names_in(export)(change.respondent)}"
        said = next((sheet.answers for sheet in state.sheets if sheet.respondent == change.respondent), {})
        was = in_full(said[change.question]) if change.question in said else None
        fits = was == change.old
    elif isinstance(change, EvidenceChange):
        subject = f"evidence {change.evidence}"
        fits = next((record for record in state.evidence if record.id == change.evidence), None) == change.old
    else:
        subject = f"target of {change.part}"
        fits = next((target for target in state.targets if target.part == change.part), None) == change.old
    if _lost(change):
        return differs(what, f"it takes {subject} away, which no restatement does")
    if fits:
        return verified(what, f"{subject}: what it corrects is what was there")
    return differs(what, f"{subject}: what it says was there before is not what the records say")


def _lost(change: AnswerChange | EvidenceChange | TargetChange) -> bool:
    return change.new is None and not isinstance(change, EvidenceChange)


def check_reopenings(export: Export) -> Iterator[Finding]:
    """Yield whether corrections went into the records when an assessment was opened again."""
    since: list[RestatementKept] = []
    waiting: list[RestatementKept] = []
    for event in events_in(export):
        if isinstance(event, Closing):
            yield from (_not_carried(one) for one in waiting)
            since, waiting = [], []
        elif isinstance(event, RestatementKept):
            since.append(event)
        elif isinstance(event, Reopening):
            waiting = since
            if since:
                yield verified(f"Corrections before {event.date}", "part of the records since it was opened again")
        else:
            waiting = [one for one in waiting if not _is_carried_by(one, event)]
    yield from (_not_carried(one) for one in waiting)


def _not_carried(one: RestatementKept) -> Finding:
    return differs(f"Restatement {one.restatement.number}", "when it was opened again, the records did not become so")


def _is_carried_by(one: RestatementKept, event: Event) -> bool:
    wanted = as_record(one)
    if isinstance(wanted, Recorded) and isinstance(event, Recorded):
        return (wanted.key, wanted.sheet, wanted.question, wanted.said, wanted.source) == (
            event.key,
            event.sheet,
            event.question,
            event.said,
            event.source,
        )
    return wanted is not None and msgspec.structs.replace(event, seq=0) == wanted


def check_seals(contents: Contents) -> Iterator[Finding]:
    """Yield whether seals stand only for what was forgotten; names and words are checked with the answers."""
    export = contents.export
    forgotten = {one.id for one in export.people if one.forgotten}
    called = names_in(export)
    what = "Seals stand for what was forgotten, and for nothing else"
    said = list(_said(export))
    wrong = [sheet.id for sheet in export.sheets if sheet.seal and sheet.id not in forgotten]
    wrong += [sheet for sheet, one in said if one.seal and sheet not in forgotten]
    yield from (differs(what, f"{called(one)} was not forgotten") for one in dict.fromkeys(wrong))
    there = [one.id for one in export.people if one.forgotten and one.name != FORGOTTEN_NAME]
    there += [sheet.id for sheet in export.sheets if sheet.id in forgotten and sheet.role != FORGOTTEN_ROLE]
    there += [sheet for sheet, one in said if sheet in forgotten and (one.comment or one.not_applicable not in WITHOUT)]
    yield from (differs(what, f"name or words of sheet {one}, who was forgotten, are there") for one in set(there))
    if not wrong and not there:
        yield verified(what, counted(len(forgotten), "person", "people") + " forgotten" if forgotten else "nobody was")
    if forgotten:
        yield unverified("Names and words of people who were forgotten", "they are not kept; their seals are verified")


def _said(export: Export) -> Iterator[tuple[str, Answer]]:
    """Yield every answer in a file with its sheet, those in corrections included."""
    yield from ((one.sheet, one.said) for one in export.answers)
    for kept in export.restatements:
        change = kept.restatement.change
        if isinstance(change, AnswerChange):
            yield from ((change.respondent, one) for one in (change.old, change.new) if one)
