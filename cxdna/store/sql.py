"""The store over SQLAlchemy Core: one code for SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy import Connection

from cxdna.answers.model import Answer
from cxdna.store import schema
from cxdna.store.database import Database
from cxdna.store.model import (
    ActionKept,
    Assessment,
    Closing,
    DecisionKept,
    EvidenceKept,
    Following,
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
    VoiceKind,
    WrittenKept,
)
from cxdna.store.rows import SHAPES, record_of
from cxdna.store.scoped import Scoped, some
from cxdna.store.sql_add import add, add_after
from cxdna.store.sql_forget import forget

K = TypeVar("K", bound=Record)
T = TypeVar("T")


class SqlStore:
    """Keeps what the port says in a database."""

    def __init__(self, database: Database, workspace: str) -> None:
        self._database = database
        self._workspace = workspace

    def add(self, *records: Record) -> tuple[int, ...]:
        """Take records in, all or none."""
        return self._write(lambda scoped: add(scoped, records)) if records else ()

    def add_after(self, last: int, *records: Following | VoiceKept) -> tuple[int, ...] | None:
        """Take records in, unless there are newer ones of their kinds."""
        return self._write(lambda scoped: add_after(scoped, last, records)) if records else ()

    def _write(self, work: Callable[[Scoped], T]) -> T:
        def scoped(connection: Connection) -> T:
            return work(Scoped(connection, self._workspace, self._database.plain))

        return self._database.write(scoped)

    def _rows(self, kind: type[K], order: tuple[str, ...] = ("seq",), **values: object) -> tuple[K, ...]:
        """Return the records of a kind whose columns have these values."""
        columns = SHAPES[kind].table.c
        query = some(
            SHAPES[kind].table, tuple(columns[name] for name in values), tuple(columns[name] for name in order)
        )

        def read(connection: Connection) -> tuple[K, ...]:
            rows = Scoped(connection, self._workspace, self._database.plain).all(query, **values)
            return tuple(record_of(kind, row) for row in rows)

        return self._database.read(read)

    def people(self) -> tuple[Person, ...]:
        """Return everybody who was ever asked."""
        return self._rows(Person, ("arrived",))

    def assessments(self) -> tuple[Assessment, ...]:
        """Return all assessments, the oldest first."""
        return self._rows(Assessment)

    def sheets(self, assessment: str) -> tuple[Sheet, ...]:
        """Return who answers in an assessment."""
        return self._rows(Sheet, ("arrived", "id"), assessment=assessment)

    def answers(self, assessment: str, sheet: str | None = None) -> tuple[Recorded, ...]:
        """Return everything that was ever answered, of one sheet or of all."""
        if sheet is None:
            return self._rows(Recorded, assessment=assessment)
        return self._rows(Recorded, assessment=assessment, sheet=sheet)

    def evidence(self, assessment: str) -> tuple[EvidenceKept, ...]:
        """Return every record of evidence in every state it had."""
        return self._rows(EvidenceKept, assessment=assessment)

    def targets(self, assessment: str) -> tuple[TargetKept, ...]:
        """Return every target that was ever set."""
        return self._rows(TargetKept, assessment=assessment)

    def closings(self, assessment: str) -> tuple[Closing, ...]:
        """Return every closing."""
        return self._rows(Closing, assessment=assessment)

    def reopenings(self, assessment: str) -> tuple[Reopening, ...]:
        """Return every reopening."""
        return self._rows(Reopening, assessment=assessment)

    def restatements(self, assessment: str) -> tuple[RestatementKept, ...]:
        """Return every restatement."""
        return self._rows(RestatementKept, assessment=assessment)

    def plans(self, assessment: str) -> tuple[PlanKept, ...]:
        """Return what the plan was drafted with, each time."""
        return self._rows(PlanKept, assessment=assessment)

    def actions(self, assessment: str) -> tuple[ActionKept, ...]:
        """Return every action of the plan in every state it had."""
        return self._rows(ActionKept, assessment=assessment)

    def decisions(self, assessment: str) -> tuple[DecisionKept, ...]:
        """Return every decision in every state it had."""
        return self._rows(DecisionKept, assessment=assessment)

    def kpi_figures(self, assessment: str) -> tuple[KpiKept, ...]:
        """Return every figure of a KPI that was noted."""
        return self._rows(KpiKept, assessment=assessment)

    def written(self, assessment: str) -> tuple[WrittenKept, ...]:
        """Return everything that was written in place of a draft."""
        return self._rows(WrittenKept, assessment=assessment)

    def voice(self, *kinds: VoiceKind) -> tuple[VoiceKept, ...]:
        """Return what is kept of customers' voice."""
        if not kinds:
            return self._rows(VoiceKept)

        def read(connection: Connection) -> tuple[VoiceKept, ...]:
            rows = Scoped(connection, self._workspace, self._database.plain).listed(schema.voice.c.kind, kinds)
            return tuple(record_of(VoiceKept, row) for row in rows)

        return tuple(sorted(self._database.read(read), key=lambda one: one.seq))

    def snapshot(self, sha256: str) -> Snapshot | None:
        """Return a snapshot by its hash."""
        found = self._rows(Snapshot, ("sha256",), sha256=sha256)
        return found[0] if found else None

    def log(self) -> tuple[LogEntry, ...]:
        """Return what happened to the workspace as a whole."""
        return self._rows(LogEntry)

    def forget(self, person: str, at: dt.datetime, words: Mapping[int, Answer], seals: Mapping[str, str]) -> None:
        """Drop a person's identity and words, and log that it was done."""
        self._write(lambda scoped: forget(scoped, person, at, words, seals))
        self._database.scrub()

    def close(self) -> None:
        """Let go of files and connections."""
        self._database.close()
