"""Evidence that forms name -> records: what several name is one record, and what is known already is completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from cxdna.answers.forms.merge import Place, Taken
from cxdna.answers.forms.model import Named
from cxdna.organisation.model import Evidence
from cxdna.store.latest import evidence_that_holds
from cxdna.store.model import EvidenceKept
from cxdna.workflows.current import Current
from cxdna.workflows.evidence.alike import completed, is_same, new_id, newest, taken_ids


class EvidenceTaken(msgspec.Struct, frozen=True):
    """The records to add, how many of them are new, and the ids that each answer cites.

    `seen` is the order number of the newest state they rest on, `withdrawn` the titles of what was withdrawn in this
    assessment and does not come back by a form.
    """

    records: tuple[EvidenceKept, ...]
    new: int
    cited: Mapping[Place, tuple[str, ...]]
    seen: int
    withdrawn: tuple[str, ...]


def take_evidence(now: Current, taken: Sequence[Taken]) -> EvidenceTaken:
    """Return the evidence of answers that are taken, in an order that does not depend on that of the forms."""
    states = now.store.evidence(now.assessment.id)
    before = {kept.record.id: kept for kept in evidence_that_holds(states)}
    gone = [kept.record for kept in states if kept.withdrawn and kept.record.id not in before]
    withdrawn: dict[str, None] = {}
    held = {one: kept.record for one, kept in before.items()}
    alike: dict[tuple[str, dt.date, str], list[str]] = {}
    for one in held.values():
        alike.setdefault(_key(one), []).append(one.id)
    ids = taken_ids(now) if any(one.evidence for one in taken) else set()
    cited: dict[Place, tuple[str, ...]] = {}
    for answer in taken:
        for named in answer.evidence:
            offered = _record(named, answer.question)
            bucket = alike.setdefault(_key(offered), [])
            own = next((one for one in bucket if is_same(held[one], offered)), None)
            if own is None and any(is_same(one, offered) for one in gone):
                withdrawn[named.title] = None
                continue
            if own is None:
                own = new_id(named.title, ids)
                ids.add(own)
                bucket.append(own)
                held[own] = msgspec.structs.replace(offered, id=own)
            else:
                # What stands there is not replaced, or two forms would change it to and fro.
                source = "" if held[own].source else offered.source
                periods = 1 if held[own].periods > 1 else offered.periods
                held[own] = completed(held[own], msgspec.structs.replace(offered, source=source, periods=periods))
            place = (answer.sheet, answer.question)
            cited[place] = tuple(dict.fromkeys((*cited.get(place, ()), own)))
    changed = [record for one, record in held.items() if one not in before or before[one].record != record]
    records = tuple(
        msgspec.structs.replace(before[record.id], record=record, seq=0)
        if record.id in before
        else EvidenceKept(assessment=now.assessment.id, record=record)
        for record in changed
    )
    new = sum(record.id not in before for record in changed)
    return EvidenceTaken(records, new, cited, newest(states), tuple(withdrawn))


def _key(record: Evidence) -> tuple[str, dt.date, str]:
    return record.kind, record.date, " ".join(record.title.casefold().split())


def _record(named: Named, question: str) -> Evidence:
    return Evidence(
        id="",
        kind=named.kind,
        title=named.title,
        date=named.date,
        link=named.link,
        source=named.source,
        covers=(question,),
        periods=named.periods,
    )
