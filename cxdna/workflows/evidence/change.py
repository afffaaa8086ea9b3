"""A record of evidence is withdrawn, or one of the assessment before is looked at again and taken over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.model import Evidence
from cxdna.statistics.display import long_date
from cxdna.store.latest import evidence_that_holds
from cxdna.store.model import EvidenceKept, LogEntry
from cxdna.workflows.current import Current, refuse_closed
from cxdna.workflows.evidence.carry_over import offered, take_over
from cxdna.workflows.one_line import wrong_text
from cxdna.workspace.evidence_files import hash_file, kept_place

LONGEST_REASON = 400


def withdraw_evidence(now: Current, record_id: str, why: str, *, at: dt.datetime, today: dt.date) -> Evidence:
    """Withdraw a record, with the reason in the workspace's log, and return it; its file stays where it is.

    One of the assessment before that waits to be looked at again is declined: it waits no longer. Raises `UserError`
    for a record that is not there, a missing reason or a closed assessment.
    """
    refuse_closed(now)
    record = _held_or_offered(now, record_id, today)
    if not why.strip():
        raise UserError("the reason is missing", "say why it is withdrawn, with --why")
    if flaws := list(wrong_text("the reason", why, LONGEST_REASON)):
        raise Problems(Problem("", 0, what, do) for what, do in flaws)
    now.store.add(
        EvidenceKept(assessment=now.assessment.id, record=record, withdrawn=True),
        LogEntry(
            at=at,
            what="evidence withdrawn",
            text=f"{now.assessment.id}: {record.id} ({record.title}): {why.strip()}",
        ),
    )
    return record


def _held_or_offered(now: Current, record_id: str, today: dt.date) -> Evidence:
    held = [kept.record for kept in evidence_that_holds(now.store.evidence(now.assessment.id))]
    waiting = [one.record for one in offered(now, today)]
    return _named(record_id, (*held, *waiting))


def _named(record_id: str, records: Iterable[Evidence]) -> Evidence:
    """Return the record of that id, whatever its capitals. Raises `UserError` with the nearest there is."""
    there = {record.id.casefold(): record for record in records}
    found = there.get(record_id.strip().casefold())
    if found is None:
        do = meant(record_id, [record.id for record in there.values()]) or "there are none yet: cxdna evidence add"
        raise UserError(f"there is no record of evidence '{shortened(record_id)}'", do)
    return found


def confirm_evidence(now: Current, record_id: str, *, today: dt.date, date: dt.date | None = None) -> EvidenceKept:
    """Take a record of the assessment before over because it is still true; with a date, it was made again then.

    Raises `UserError` for a record that does not wait for this, one whose file is missing or was changed, a date to
    come, or a closed assessment.
    """
    refuse_closed(now)
    return take_over(now, _confirmable(now, record_id, today).id, today=today, date=date)


def confirm_several(now: Current, record_ids: Sequence[str], *, today: dt.date) -> tuple[EvidenceKept, ...]:
    """Take several records of the assessment before over as they are dated, or all that wait where none is named.

    All or none: raises `Problems` with everything that keeps one from being taken over, `UserError` when the assessment
    is closed or nothing waits.
    """
    refuse_closed(now)
    names = list(dict.fromkeys(record_ids)) or [one.record.id for one in offered(now, today)]
    if not names:
        raise _nothing_waits()
    records: dict[str, Evidence] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            record = _confirmable(now, name, today)
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
        else:
            records[record.id] = record
    if problems:
        raise Problems(problems)
    kept = [EvidenceKept(assessment=now.assessment.id, record=one, confirmed=today) for one in records.values()]
    numbers = now.store.add(*kept)
    return tuple(msgspec.structs.replace(one, seq=seq) for one, seq in zip(kept, numbers, strict=True))


def _confirmable(now: Current, record_id: str, today: dt.date) -> Evidence:
    """Return a record that waits to be looked at again and whose file is as it was. Raises `UserError` for others."""
    held = {kept.record.id.casefold(): kept for kept in evidence_that_holds(now.store.evidence(now.assessment.id))}
    known = held.get(record_id.strip().casefold())
    if known and known.confirmed:
        raise UserError(f"'{known.record.id}' was looked at again on {long_date(known.confirmed)}", "nothing is to do")
    if known:
        raise UserError(f"'{known.record.id}' was noted in this assessment", "nothing is to do")
    waiting = [one.record for one in offered(now, today)]
    if not waiting:
        raise _nothing_waits()
    record = _named(record_id, waiting)
    _refuse_changed(now, record)
    return record


def _nothing_waits() -> UserError:
    return UserError(
        "no evidence of an earlier assessment waits to be looked at again", "note what is new: cxdna evidence add"
    )


def _refuse_changed(now: Current, record: Evidence) -> None:
    """Raise `UserError` for a record whose file is no longer what it was."""
    if not record.file:
        return
    place = kept_place(now.workspace.folder, record.file)
    if place is None or not place.is_file():
        raise UserError(
            f"the file of '{record.id}' is missing: {record.file}", "put it back from a backup, or add it again"
        )
    if record.sha256 and hash_file(place) != record.sha256:
        raise UserError(
            f"the file of '{record.id}' was changed after it was kept: {record.file}",
            "put it back from a backup, or add the new one with: cxdna evidence add",
        )
