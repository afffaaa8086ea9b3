"""Records of the store -> what an export says of them, and back; the order they came in is counted anew from 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

import msgspec

from cxdna.store.model import (
    ActionKept,
    Assessment,
    Closing,
    DecisionKept,
    EvidenceKept,
    Following,
    KpiKept,
    Person,
    PlanKept,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    TargetKept,
    WrittenKept,
)
from cxdna.store.port import Store
from cxdna.workflows.export.model import (
    WITHOUT_PLANS,
    Export,
    ExportedAction,
    ExportedAnswer,
    ExportedAssessment,
    ExportedClosing,
    ExportedDecision,
    ExportedEvidence,
    ExportedKpi,
    ExportedPerson,
    ExportedPlan,
    ExportedReopening,
    ExportedRestatement,
    ExportedSheet,
    ExportedTarget,
    ExportedWritten,
    Format,
)

S = TypeVar("S", bound=msgspec.Struct)
Event: TypeAlias = Recorded | EvidenceKept | TargetKept | Closing | Reopening | RestatementKept | Following
_LIFE: Final = (Closing, Reopening, RestatementKept)


class Kind(NamedTuple):
    """How a kind of record is said: the field of the export in which it stands, its struct, and who reads it."""

    field: str
    said: type[Any]
    read: Callable[[Store, str], Sequence[Event]]


_ASSESSED: Final[Mapping[type[Event], Kind]] = {
    Recorded: Kind("answers", ExportedAnswer, lambda store, name: store.answers(name)),
    EvidenceKept: Kind("evidence", ExportedEvidence, lambda store, name: store.evidence(name)),
    TargetKept: Kind("targets", ExportedTarget, lambda store, name: store.targets(name)),
    Closing: Kind("closings", ExportedClosing, lambda store, name: store.closings(name)),
    Reopening: Kind("reopenings", ExportedReopening, lambda store, name: store.reopenings(name)),
    RestatementKept: Kind("restatements", ExportedRestatement, lambda store, name: store.restatements(name)),
}
_FOLLOWING: Final[Mapping[type[Event], Kind]] = {
    PlanKept: Kind("plans", ExportedPlan, lambda store, name: store.plans(name)),
    ActionKept: Kind("actions", ExportedAction, lambda store, name: store.actions(name)),
    DecisionKept: Kind("decisions", ExportedDecision, lambda store, name: store.decisions(name)),
    KpiKept: Kind("kpi_figures", ExportedKpi, lambda store, name: store.kpi_figures(name)),
    WrittenKept: Kind("written", ExportedWritten, lambda store, name: store.written(name)),
}
FOLLOWING: Final = tuple(one.field for one in _FOLLOWING.values())
"""The lists that shape 1 did not have."""


def kinds_in(shape: Format) -> Mapping[type[Event], Kind]:
    """Return the kinds of records that a shape has room for."""
    return _ASSESSED if shape == WITHOUT_PLANS else {**_ASSESSED, **_FOLLOWING}


def events_of(store: Store, assessment: Assessment, shape: Format) -> tuple[Event, ...]:
    """Return everything that was recorded in an assessment and has room in a shape, in order, counted from 1."""
    found = [event for one in kinds_in(shape).values() for event in one.read(store, assessment.id)]
    found.sort(key=lambda one: one.seq)
    if assessment.mode == "anonymous":
        found = list(_whoever_came_first(found))
    return tuple(msgspec.structs.replace(one, seq=rank) for rank, one in enumerate(found, start=1))


def _whoever_came_first(events: Iterable[Event]) -> Iterator[Event]:
    """Yield events without telling whose sheet came first: between two closings the answers go by their sheets."""
    others: list[Event] = []
    answers: list[Recorded] = []
    for one in events:
        if isinstance(one, Recorded):
            answers.append(one)
        elif isinstance(one, _LIFE):
            yield from (*others, *sorted(answers, key=lambda answer: answer.sheet), one)
            others, answers = [], []
        else:
            others.append(one)
    yield from (*others, *sorted(answers, key=lambda answer: answer.sheet))


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(kind))


def exported(kind: type[S], record: msgspec.Struct) -> S:
    """Return a record of the store as the export says it."""
    values = {name: getattr(record, name) for name in _fields(kind)}
    if isinstance(values.get("at"), dt.datetime):
        values["at"] = values["at"].astimezone(dt.UTC)
    return kind(**values)


def kept(kind: type[S], said: msgspec.Struct, **more: object) -> S:
    """Return what an export says as a record of the store."""
    return kind(**{**msgspec.structs.asdict(said), **more})


def assessment_in(export: Export) -> Assessment:
    """Return the assessment that an export holds."""
    return kept(Assessment, export.assessment)


def people_in(export: Export) -> tuple[Person, ...]:
    """Return the people of an export, with role and group as they were in this assessment."""
    sheets = {sheet.person: sheet for sheet in export.sheets}
    return tuple(
        kept(Person, one, role=sheets[one.id].role, group=sheets[one.id].group)
        for one in export.people
        if one.id in sheets
    )


def sheets_in(export: Export) -> tuple[Sheet, ...]:
    """Return the sheets of an export."""
    return tuple(kept(Sheet, one, assessment=export.assessment.id) for one in export.sheets)


def events_in(export: Export) -> tuple[Event, ...]:
    """Return everything that was recorded, in its order."""
    name = export.assessment.id
    found: list[Event] = [
        kept(kind, one, assessment=name)
        for kind, how in kinds_in(export.format).items()
        for one in getattr(export, how.field)
    ]
    return tuple(sorted(found, key=lambda one: one.seq))


def people_of(store: Store, assessment: str) -> tuple[ExportedPerson, ...]:
    """Return the people who have a sheet, in the order of their ids."""
    asked = {sheet.person for sheet in store.sheets(assessment)}
    found = [exported(ExportedPerson, one) for one in store.people() if one.id in asked]
    return tuple(sorted(found, key=lambda one: one.id))


def sheets_of(store: Store, assessment: str) -> tuple[ExportedSheet, ...]:
    """Return the sheets in the order in which the store has them."""
    return tuple(exported(ExportedSheet, one) for one in store.sheets(assessment))


def head_of(assessment: Assessment) -> ExportedAssessment:
    """Return the assessment itself."""
    return exported(ExportedAssessment, assessment)
