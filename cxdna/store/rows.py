"""Records as rows of their tables and back: the fields have the names of the columns, but for those named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Table

from cxdna.answers.model import Answer
from cxdna.store import schema
from cxdna.store.model import (
    ActionKept,
    Assessment,
    Closing,
    DecisionKept,
    EvidenceKept,
    KpiKept,
    LogEntry,
    Person,
    PlanKept,
    Record,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    Snapshot,
    TargetKept,
    VoiceKept,
    WrittenKept,
)

Row = dict[str, Any]


class Shape(NamedTuple):
    """Where a kind of record is kept, and the columns whose values do not stand in a field of their name."""

    table: Table
    derived: Callable[[Any], Row] = lambda _: {}


def answer_columns(said: Answer) -> Row:
    """Return an answer as columns: a level or the word that was chosen, never both."""
    chosen = isinstance(said.value, str)
    return {
        "level": None if chosen else said.value,
        "choice": said.value if chosen else None,
        "not_applicable": said.not_applicable,
        "comment": said.comment,
        "evidence": said.evidence,
        "seal": said.seal,
    }


# In an order in which what is referred to comes first.
SHAPES: Final[Mapping[Any, Shape]] = {
    Person: Shape(schema.person),
    Snapshot: Shape(schema.snapshot),
    Assessment: Shape(schema.assessment),
    Sheet: Shape(schema.sheet),
    Recorded: Shape(schema.answer, lambda one: answer_columns(one.said)),
    EvidenceKept: Shape(schema.evidence, lambda one: {"evidence": one.record.id}),
    TargetKept: Shape(schema.target, lambda one: {"part": one.target.part}),
    Closing: Shape(schema.closing),
    Reopening: Shape(schema.reopening),
    RestatementKept: Shape(
        schema.restatement,
        lambda one: {"number": one.restatement.number, "date": one.restatement.date, "by": one.restatement.by},
    ),
    PlanKept: Shape(schema.plan),
    ActionKept: Shape(schema.action, lambda one: {"id": one.action.id}),
    DecisionKept: Shape(schema.decision, lambda one: {"id": one.decision.id}),
    KpiKept: Shape(schema.kpi, lambda one: {"kpi": one.figure.kpi}),
    WrittenKept: Shape(schema.written, lambda one: {"place": one.written.place}),
    VoiceKept: Shape(schema.voice, lambda one: {"kind": one.kind, "key": one.key}),
    LogEntry: Shape(schema.log),
}

_FIELDS: Final = {
    kind: tuple(field.name for field in msgspec.structs.fields(kind) if field.name in shape.table.c)
    for kind, shape in SHAPES.items()
}


def row_of(record: Record) -> Row:
    """Return a record as the columns of its table, without its workspace."""
    kind = type(record)
    return {name: getattr(record, name) for name in _FIELDS[kind]} | SHAPES[kind].derived(record)


def record_of(kind: type[Any], row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a struct of that kind
    """Return the record of a row."""
    values = {name: row[name] for name in _FIELDS[kind]}
    if kind is Recorded:
        level = row["level"]
        values["said"] = Answer(
            value=row["choice"] if level is None else level,
            not_applicable=row["not_applicable"],
            comment=row["comment"],
            evidence=row["evidence"],
            seal=row["seal"],
        )
    return kind(**values)
