"""Last year's evidence, offered again: what is looked at and still true is taken over, the rest stays on offer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import AnswersFile
from cxdna.errors import UserError
from cxdna.organisation.model import Evidence
from cxdna.scores.evidence import age_in_months, fresh_until
from cxdna.statistics.display import long_date
from cxdna.store.model import EvidenceKept
from cxdna.workflows.current import Current, gather, look_at


class Offered(msgspec.Struct, frozen=True):
    """A record of the earlier assessment that nobody has looked at again; `fresh` when it would still count today."""

    record: Evidence
    age_months: int
    fresh: bool


def offered(now: Current, today: dt.date) -> tuple[Offered, ...]:
    """Return the evidence of the earlier assessment that was neither confirmed nor declined yet, in its order there.

    A record covers what it covered, and the questions whose answers cited it: those answers are of last year.
    """
    previous = now.assessment.previous
    if previous is None or previous not in {one.id for one in now.store.assessments()}:
        return ()
    decided = {kept.record.id for kept in now.store.evidence(now.assessment.id)}
    before = gather(look_at(now.workspace, now.store, previous), today)
    cited = _cited(before)
    known = {question.id for question in now.questionnaire.questions}
    known |= {now.playbook.id, *(part.id for part, _ in now.playbook.walk())}
    kinds = {kind.id: kind for kind in now.playbook.evidence.kinds}
    found = []
    for record in before.evidence:
        if record.id in decided or record.kind not in kinds:
            continue
        covers = dict.fromkeys((*record.covers, *cited.get(record.id, ())))
        here = msgspec.structs.replace(record, covers=tuple(one for one in covers if one in known))
        fresh = fresh_until(record, kinds[record.kind]) >= today
        found.append(Offered(here, age_in_months(record.date, today), fresh))
    return tuple(found)


def _cited(answers: AnswersFile) -> Mapping[str, tuple[str, ...]]:
    """Return the questions whose answers cite a record, in their order."""
    found: dict[str, dict[str, None]] = {}
    for record, question in _citations(answers):
        found.setdefault(record, {})[question] = None
    return {record: tuple(sorted(questions)) for record, questions in found.items()}


def _citations(answers: AnswersFile) -> Iterator[tuple[str, str]]:
    for sheet in answers.sheets:
        for question, said in sheet.answers.items():
            for record in in_full(said).evidence:
                yield record, question


def take_over(now: Current, record_id: str, *, today: dt.date, date: dt.date | None = None) -> EvidenceKept:
    """Take a record of the earlier assessment over because it is still true; with a date, it was made again then.

    Raises `UserError` for a record that is not on offer or a date to come, and when the assessment is closed.
    """
    record = _on_offer(now, record_id, today)
    if date is not None and date > today:
        raise UserError(f"{long_date(date)} is still to come", "give the date of the evidence itself")
    kept = EvidenceKept(
        assessment=now.assessment.id,
        record=record if date is None else msgspec.structs.replace(record, date=date),
        confirmed=today,
    )
    return msgspec.structs.replace(kept, seq=now.store.add(kept)[0])


def decline(now: Current, record_id: str, *, today: dt.date) -> EvidenceKept:
    """Note that a record of the earlier assessment is not true any more, so that it is not offered again.

    Raises `UserError` for a record that is not on offer, and when the assessment is closed.
    """
    kept = EvidenceKept(assessment=now.assessment.id, record=_on_offer(now, record_id, today), withdrawn=True)
    return msgspec.structs.replace(kept, seq=now.store.add(kept)[0])


def _on_offer(now: Current, record_id: str, today: dt.date) -> Evidence:
    on_offer = {one.record.id: one.record for one in offered(now, today)}
    if record_id in on_offer:
        return on_offer[record_id]
    if record_id in {kept.record.id for kept in now.store.evidence(now.assessment.id)}:
        raise UserError(f"'{record_id}' is in this assessment already", "look at it with: cxdna evidence list")
    there = f"there are: {', '.join(on_offer)}" if on_offer else "nothing from last year waits to be confirmed"
    raise UserError(f"the earlier assessment has no evidence '{record_id}' to confirm", there)
