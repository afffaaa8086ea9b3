"""What somebody offers as evidence -> a record in the assessment, with a copy of the file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna.answers.check_evidence import record_check
from cxdna.definitions.wording import number, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.model import Evidence
from cxdna.statistics.display import long_date
from cxdna.store.latest import evidence_that_holds
from cxdna.store.model import EvidenceKept
from cxdna.workflows.current import Current, refuse_closed
from cxdna.workflows.evidence.alike import completed, is_same, keep_records, new_id, newest, taken_ids
from cxdna.workflows.one_line import wrong_text
from cxdna.workspace.evidence_files import KeptFile, keep_file, look_first

_LIMITS: Final = (("title", 200), ("owner", 200), ("source", 200), ("verified_by", 200), ("link", 2000))
_COUNTS: Final = (("periods", 1000), ("valid_months", 120))
_NAMES: Final = {
    "verified_by": "the name of who looked at it",
    "periods": "the number of periods",
    "valid_months": "the number of months it stays valid",
}
NO_FILE: Final = KeptFile("", "", 0)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says about a piece of evidence, before anything is checked; `file` is where it lies now."""

    kind: str
    title: str
    date: dt.date
    covers: tuple[str, ...]
    link: str = ""
    file: Path | None = None
    owner: str = ""
    source: str = ""
    periods: int = 1
    verified_by: str = ""
    valid_months: int | None = None


def record_evidence(now: Current, offer: Offer, *, today: dt.date) -> Evidence:
    """Keep evidence in an open assessment: the copy of its file first, then the record; return the record.

    What is there already under the same title, kind and date is not noted twice: it gets what is new, so one document
    that covers two questions stays one, and a file can be handed in later. Another file or link makes another record.

    Raises `Problems` with all that is wrong with the offer, `UserError` for a file that cannot be taken in or a closed
    assessment, `StorageError` when the disk fails. Nothing is recorded then.
    """
    problems = list(problems_with(now, offer, today))
    if problems:
        raise Problems(Problem("", 0, what, do) for what, do in problems)
    refuse_closed(now)
    return _add(now, offer, keep_file(offer.file, now.workspace) if offer.file else NO_FILE)


def problems_with(now: Current, offer: Offer, today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an offer and what to do: the rules for records of an answers file, and its fields."""
    yield from _wrong_texts(offer)
    yield from _wrong_counts(offer)
    if offer.link and not re.fullmatch(r"https?://\S+", offer.link, re.IGNORECASE):
        yield f"'{shortened(offer.link)}' is no web address", "start it with https://, or give the file itself"
    if offer.date > today:
        what = f"{long_date(offer.date)} is still to come"
        yield what, "give the date of the evidence itself, or add it when it is there"
    if not offer.covers:
        yield "nothing says what this is evidence of", "name the questions or parts that it covers"
    if offer.file:
        try:
            look_first(offer.file, now.workspace)
        except UserError as error:
            yield error.what, error.do
    check = record_check(now.playbook, now.questionnaire, max(today, offer.date))
    for _, what, do in check(
        _record(offer, shortened(offer.title))
    ):  # the title stands for an id that is not there yet
        yield what, do


def _wrong_texts(offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield titles, names and links that records cannot hold: missing, too long, or with signs that do not print."""
    if not offer.title.strip():
        yield "the evidence has no title", "say what it is in a few words: Charter of the customer board"
    for field, most in _LIMITS:
        yield from wrong_text(_NAMES.get(field, f"the {field}"), getattr(offer, field), most)


def _wrong_counts(offer: Offer) -> Iterator[tuple[str, str]]:
    for field, most in _COUNTS:
        count: int | None = getattr(offer, field)
        if count is not None and not 1 <= count <= most:
            yield f"{_NAMES[field]} cannot be {number(count)}", f"give a whole number from 1 to {most:,}"


def _record(offer: Offer, own_id: str, kept: KeptFile = NO_FILE) -> Evidence:
    return Evidence(
        id=own_id,
        kind=offer.kind,
        title=offer.title.strip(),
        date=offer.date,
        owner=offer.owner.strip(),
        source=offer.source.strip(),
        link=offer.link.strip(),
        file=kept.path,
        sha256=kept.sha256,
        covers=tuple(dict.fromkeys(offer.covers)),
        periods=offer.periods,
        valid_months=offer.valid_months,
        verified_by=offer.verified_by.strip(),
    )


def _add(now: Current, offer: Offer, kept: KeptFile) -> Evidence:
    """Add the record under an id of its own, or complete the one that is there, and return it."""
    offered = _record(offer, "", kept)
    states = now.store.evidence(now.assessment.id)
    there = next((one for one in evidence_that_holds(states) if is_same(one.record, offered)), None)
    if there is None:
        record = msgspec.structs.replace(offered, id=new_id(offer.title, taken_ids(now)))
        change = EvidenceKept(assessment=now.assessment.id, record=record)
    else:
        record = completed(there.record, offered)
        change = msgspec.structs.replace(there, record=record, seq=0)
    if there is None or record != there.record:
        renamed = keep_records(now, [change], newest(states))
        own = renamed.get(record.id, record.id)
        record = next(one.record for one in now.store.evidence(now.assessment.id)[::-1] if one.record.id == own)
    return record
