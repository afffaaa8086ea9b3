"""Records of evidence that are of one thing, their ids, and what two people note at the same moment."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Final

import msgspec

from cxdna.organisation.model import Evidence
from cxdna.store.model import EvidenceKept, Record
from cxdna.workflows.current import Current

_FILLERS: Final = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "our", "per", "the", "to", "with"}
)
_ID_WORDS: Final = 3
_ID_LENGTH: Final = 32


def is_same(there: Evidence, offered: Evidence) -> bool:
    """Tell whether two records are of one thing: neither the files nor the links that both have differ."""
    if (there.kind, there.date) != (offered.kind, offered.date):
        return False
    if " ".join(there.title.casefold().split()) != " ".join(offered.title.casefold().split()):
        return False
    places = ((there.sha256, offered.sha256), (there.link, offered.link))
    return all(not one or not other or one == other for one, other in places)


def completed(there: Evidence, offered: Evidence) -> Evidence:
    """Return a record with what is offered beside: more cover, and whatever else was said this time."""
    return msgspec.structs.replace(
        there,
        owner=offered.owner or there.owner,
        source=offered.source or there.source,
        link=offered.link or there.link,
        file=offered.file or there.file,
        sha256=offered.sha256 or there.sha256,
        covers=tuple(dict.fromkeys((*there.covers, *offered.covers))),
        periods=offered.periods if offered.periods > 1 else there.periods,
        valid_months=offered.valid_months or there.valid_months,
        verified_by=offered.verified_by or there.verified_by,
    )


def newest(states: Sequence[EvidenceKept]) -> int:
    """Return the order number of the newest of some states; 0 where there is none."""
    return max((one.seq for one in states), default=0)


def keep_records(now: Current, records: Sequence[EvidenceKept], seen: int, *along: Record) -> dict[str, str]:
    """Add records, and what comes along, in one transaction; then mend what somebody else added at the same moment.

    `seen` is the order number of the newest state that was known when the records were made. Where somebody else used
    an id since, one thing becomes one record with what both said, and of two things theirs gets its place back, while
    ours goes on under another id. Returns the new ids by those they replace.
    """
    renamed: dict[str, str] = {}
    known: set[int] = set()
    waiting, beside = tuple(records), along
    while waiting or beside:
        numbers = now.store.add(*waiting, *beside)[: len(waiting)]
        known.update(numbers)
        states = now.store.evidence(now.assessment.id)
        mended: list[EvidenceKept] = []
        for ours, number in zip(waiting, numbers, strict=True):
            theirs = [
                one
                for one in states
                if one.record.id == ours.record.id and seen < one.seq < number and one.seq not in known
            ]
            known.update(one.seq for one in theirs)
            mended += _mended(now, ours, theirs[-1], renamed) if theirs else ()
        waiting, beside = tuple(mended), ()
    return renamed


def _mended(now: Current, ours: EvidenceKept, theirs: EvidenceKept, renamed: dict[str, str]) -> Iterator[EvidenceKept]:
    """Yield what to add because our record hides theirs, which was added a moment before under the same id."""
    if not is_same(theirs.record, ours.record):
        own = new_id(ours.record.title, taken_ids(now))
        renamed[ours.record.id] = own
        yield msgspec.structs.replace(theirs, seq=0)
        yield msgspec.structs.replace(ours, record=msgspec.structs.replace(ours.record, id=own))
    elif theirs.withdrawn:
        yield msgspec.structs.replace(theirs, seq=0)
    elif (both := completed(theirs.record, ours.record)) != ours.record:
        yield msgspec.structs.replace(ours, record=both)


def taken_ids(now: Current) -> set[str]:
    """Return every id that a record has or had in any assessment of the workspace; none is used for another thing."""
    return {kept.record.id for one in now.store.assessments() for kept in now.store.evidence(one.id)}


def new_id(title: str, taken: Collection[str]) -> str:
    """Return an id made of the first words of a title that say something: `Charter of the board` is charter_board."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    telling = [word for word in words if word not in _FILLERS] or words
    stem = "_".join(telling[:_ID_WORDS])[:_ID_LENGTH].strip("_")
    if not stem[:1].isalpha():
        stem = f"evidence_{stem}".strip("_")
    folded = {one.casefold() for one in taken}
    return next(one for at in count(1) if (one := stem if at == 1 else f"{stem}_{at}") not in folded)
