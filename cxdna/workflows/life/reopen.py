"""A closed assessment is opened again: the closing stays, and what was restated since goes into the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from cxdna.answers.model import AnswerChange, EvidenceChange
from cxdna.errors import UserError
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import answers_that_hold
from cxdna.store.model import EvidenceKept, Recorded, Reopening, RestatementKept, TargetKept
from cxdna.workflows.current import Current
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line


def reopen(now: Current, *, by: str, reason: str, day: dt.date, moment: dt.datetime) -> Reopening:
    """Open a closed assessment again. Raises `UserError` when it is open, or nobody says who and why."""
    told_of_reopening(now, by=by, reason=reason)
    who, why = one_line(by, "--by", LONGEST_NAME), one_line(reason, "--reason", LONGEST_REASON)
    reopening = Reopening(assessment=now.assessment.id, date=day, by=who, reason=why)
    now.store.add(reopening, *reopened_records(now, moment))
    return reopening


def told_of_reopening(now: Current, *, by: str, reason: str) -> tuple[str, ...]:
    """Return what opening again means. Raises `UserError` when it is open, or nobody says who and why."""
    if now.closing is None:
        raise UserError(f"'{now.assessment.id}' is open already", "go on with: cxdna assess")
    if not one_line(by, "--by", LONGEST_NAME) or not one_line(reason, "--reason", LONGEST_REASON):
        raise UserError("opening a closed assessment again needs a name and a reason", "give --by and --reason")
    restated = sum(kept.seq > now.closing.seq for kept in now.store.restatements(now.assessment.id))
    kept_on = f" {counted(restated, 'correction')} made since then become part of it." if restated else ""
    closed = f"{now.assessment.id} was closed on {long_date(now.closing.date)}"
    return (f"{closed}, fingerprint {short(now.closing.fingerprint)}. That stays, and can be verified.{kept_on}",)


def reopened_records(now: Current, moment: dt.datetime | None) -> Iterator[Recorded | EvidenceKept | TargetKept]:
    """Yield the restatements of the closing that stands as records: from now on the assessment is what they made it."""
    store, assessment = now.store, now.assessment
    held = answers_that_hold(store.answers(assessment.id))
    for kept in store.restatements(assessment.id):
        if now.closing is None or kept.seq < now.closing.seq:
            continue
        record = as_record(kept)
        if isinstance(record, Recorded):
            before = held.get((record.sheet, record.question))
            yield msgspec.structs.replace(
                record,
                round=before.round if before else 1,
                at=None if assessment.mode == "anonymous" else moment,
            )
        elif record is not None:
            yield record


def as_record(kept: RestatementKept) -> Recorded | EvidenceKept | TargetKept | None:
    """Return what a restatement becomes when the assessment is opened again; None for what takes something away."""
    change, name = kept.restatement.change, kept.assessment
    if isinstance(change, AnswerChange):
        if change.new is None:
            return None
        return Recorded(
            assessment=name,
            sheet=change.respondent,
            question=change.question,
            said=change.new,
            key=f"restatement-{kept.restatement.number}",
            source="terminal",
        )
    if isinstance(change, EvidenceChange):
        record = change.new or change.old
        return None if record is None else EvidenceKept(assessment=name, record=record, withdrawn=change.new is None)
    return None if change.new is None else TargetKept(assessment=name, target=change.new)
