"""The evidence of an assessment: what each record is, how old, until when it counts, and whether it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import EvidenceKind, Playbook, Questionnaire
from cxdna.organisation.model import Evidence
from cxdna.scores.evidence import fresh_until, judge
from cxdna.scores.model import Assessed
from cxdna.scores.protect import protect
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import evidence_that_holds
from cxdna.store.model import EvidenceKept
from cxdna.workflows.current import Current, gather
from cxdna.workflows.evidence.carry_over import Offered, offered
from cxdna.workflows.score import as_json
from cxdna.workflows.targets import scores_so_far

FORMAT: Final = "cxdna-evidence/1"
"""Name and number of the shape that `cxdna evidence list --json` prints: `EvidenceList`."""


class EvidenceRow(msgspec.Struct, frozen=True):
    """One record on the day it is looked at; `fresh_until` is None for a kind that the playbook does not know.

    `confirmed` is the day on which a record from the assessment before was taken over, None for one of this year.
    `reason` says as what it counts, or why not.
    """

    id: str
    kind: str
    kind_name: str
    title: str
    date: dt.date
    age_months: int
    fresh_until: dt.date | None
    covers: tuple[str, ...]
    file: str
    link: str
    owner: str
    source: str
    verified_by: str
    periods: int
    sha256: str
    counts: bool
    reason: str
    confirmed: dt.date | None = None


class EvidenceList(msgspec.Struct, frozen=True):
    """What `--json` prints; `until` is the day to which age counts, `component` the part that was asked for.

    `waiting` are the records of the assessment before that nobody has looked at again.
    """

    format: str
    assessment: str
    until: dt.date
    component: str | None
    records: tuple[EvidenceRow, ...]
    waiting: tuple[Offered, ...] = ()


def age_counts_to(now: Current, today: dt.date) -> dt.date:
    """Return the day to which the age of evidence counts: today, or the day of the closing."""
    return now.closing.date if now.closing else today


def kind_of_record(playbook: Playbook, record: Evidence) -> EvidenceKind | None:
    """Return the kind of a record; None for one that the playbook does not know."""
    return next((kind for kind in playbook.evidence.kinds if kind.id == record.kind), None)


def cited_by(now: Current, today: dt.date) -> dict[str, tuple[str, ...]]:
    """Return the questions in whose answers each record is cited, by the id of the record."""
    found: dict[str, dict[str, None]] = {}
    for sheet in gather(now, today).sheets:
        for question, said in sheet.answers.items():
            for record in getattr(said, "evidence", ()):
                found.setdefault(record, {})[question] = None
    return {record: tuple(questions) for record, questions in found.items()}


def list_evidence(now: Current, today: dt.date, component: str | None = None) -> EvidenceList:
    """Return the records that hold, in the order they were noted; of one part those that support it or what is in it.

    A record counts for a question that it covers, for all beneath a part that it covers, and where an answer cites it;
    where it is not to be known who answered what, citing and the names of people who answered are left out.
    """
    until, answers = age_counts_to(now, today), gather(now, today)
    confirmed = {kept.record.id: kept.confirmed for kept in evidence_that_holds(now.store.evidence(now.assessment.id))}
    cited = cited_by(now, today) if now.assessment.mode == "named" else {}
    records, waiting = answers.evidence, () if now.closing or component else offered(now, today)
    if now.assessment.mode != "named":
        records, waiting = _without_names(now, answers, waiting, today)
    around = None if component is None else _around(now.playbook, now.questionnaire, component)
    rows = tuple(
        _row(record, cited.get(record.id, ()), now.playbook, until, confirmed.get(record.id)) for record in records
    )
    chosen = tuple(row for row in rows if around is None or not around.isdisjoint(row.covers))
    return EvidenceList(FORMAT, now.assessment.id, until, component, chosen, waiting)


def _without_names(
    now: Current, answers: AnswersFile, waiting: tuple[Offered, ...], today: dt.date
) -> tuple[tuple[Evidence, ...], tuple[Offered, ...]]:
    """Return records, and those that wait, without the names of people who answered: they will have cited them."""
    every = msgspec.structs.replace(answers, evidence=(*answers.evidence, *(one.record for one in waiting)))
    scored = Assessed(now.playbook, now.questionnaire, every, scores_so_far(now, today))
    shown, count = protect(scored).answers.evidence, len(answers.evidence)
    later = zip(waiting, shown[count:], strict=True)
    return shown[:count], tuple(msgspec.structs.replace(one, record=record) for one, record in later)


def _around(playbook: Playbook, questionnaire: Questionnaire, component: str) -> set[str]:
    """Return the part, all parts above and beneath it, and their questions: what evidence for it may cover."""
    if component == playbook.id:
        return {*(part.id for part, _ in playbook.walk()), *(one.id for one in questionnaire.questions)}
    chains = {part.id: {part.id, *(one.id for one in above)} for part, above in playbook.walk()}
    inside = {part for part, chain in chains.items() if component in chain}
    questions = {one.id for one in questionnaire.questions if one.part in inside}
    return inside | questions | chains[component]


def _row(
    record: Evidence, cited: tuple[str, ...], playbook: Playbook, until: dt.date, confirmed: dt.date | None
) -> EvidenceRow:
    use, kind = judge(record, playbook.evidence, until), kind_of_record(playbook, record)
    return EvidenceRow(
        id=record.id,
        kind=record.kind,
        kind_name=use.kind_name,
        title=record.title,
        date=record.date,
        age_months=use.age_months,
        fresh_until=fresh_until(record, kind) if kind else None,
        covers=tuple(dict.fromkeys((*record.covers, *cited))),
        file=record.file,
        link=record.link,
        owner=record.owner,
        source=record.source,
        verified_by=record.verified_by,
        periods=record.periods,
        sha256=record.sha256,
        counts=use.counts,
        reason=use.reason,
        confirmed=confirmed,
    )


def evidence_json(found: EvidenceList) -> str:
    """Return the records as JSON, for other programs."""
    return as_json(found)


def list_lines(found: EvidenceList, now: Current) -> Iterator[str]:
    """Yield the records in short paragraphs, which fit a narrow screen as well."""
    name, title = now.workspace.settings.organisation.name, now.assessment.title
    counting = sum(row.counts for row in found.records)
    yield f"{name}: evidence of {title}, on {long_date(found.until)}"
    records = counted(len(found.records), "record")
    yield f"{records}, of which {counting} {'counts' if counting == 1 else 'count'}" if found.records else "No records."
    for row in found.records:
        yield ""
        yield from _paragraph(row, found.until)
    if found.waiting:
        yield ""
        yield "From the assessment before, to be looked at again (cxdna evidence confirm ID, or --all; withdraw ID):"
        yield from (_offer(one) for one in found.waiting)
    yield ""
    if now.closing:
        yield "Correct one with:  cxdna assessment restate"
    elif found.records:
        yield "Next:  cxdna evidence check   whether files are there and unchanged"
    else:
        yield "Next:  cxdna evidence add"


def _offer(one: Offered) -> str:
    old = "" if one.fresh else "; too old unless it was made again (--date)"
    return f"  {one.record.id}  {one.record.title}: {counted(one.age_months, 'month')} old{old}"


def _paragraph(row: EvidenceRow, until: dt.date) -> Iterator[str]:
    yield f"{row.id}  {row.title}"
    yield f"  {row.kind_name}, {long_date(row.date)}, {counted(row.age_months, 'month')} old"
    yield f"  {standing(row, until)}"
    yield f"  For: {', '.join(row.covers)}" if row.covers else "  For nothing yet"
    places = [text for text in (row.file, row.link) if text]
    yield f"  At: {', '.join(places)}" if places else "  No file and no link"
    said = (("kept by", row.owner), ("from", row.source), ("looked at by", row.verified_by))
    if beside := [f"{what} {value}" for what, value in said if value]:
        text = ", ".join(beside)
        yield f"  {text[:1].upper()}{text[1:]}"
    if row.confirmed:
        yield f"  From the assessment before; looked at again on {long_date(row.confirmed)}"


def standing(row: EvidenceRow, until: dt.date) -> str:
    """Return whether a record counts, as what and how long, or why not."""
    if not row.counts:
        return f"Does not count: {row.reason}"
    still = f", until {long_date(row.fresh_until)}" if row.fresh_until and row.fresh_until >= until else ""
    return f"{row.reason[:1].upper()}{row.reason[1:]}{still}"


def confirmed_lines(now: Current, taken: Sequence[EvidenceKept], today: dt.date) -> Iterator[str]:
    """Yield what was taken over just now, a line each, and what comes next."""
    rows = {one.id: one for one in list_evidence(now, today).records}
    yield f"Looked at again: {counted(len(taken), 'record')}."
    for kept in taken:
        yield f"  {kept.record.id}  {kept.record.title}: {standing(rows[kept.record.id], today)}"
    yield "Next:  cxdna status"


def added_lines(now: Current, record: Evidence, today: dt.date) -> Iterator[str]:
    """Yield what was noted just now, whether it counts, and what comes next."""
    row = next(one for one in list_evidence(now, today).records if one.id == record.id)
    yield f"Noted: {row.kind_name}, {long_date(row.date)}, as {row.id}."
    yield f"{standing(row, today)}."
    yield f"For: {', '.join(row.covers)}."
    if row.file:
        yield f"Copied to {row.file}."
    elif not row.link:
        yield "It has no file and no link yet, so nobody can look at it."
    yield "Next:  cxdna status"
