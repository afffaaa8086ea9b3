"""What the laws ask of the tables; what one answer needs is one query, since a person waits for it."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, Table, func, select

from cxdna.answers.model import Mode
from cxdna.store import schema
from cxdna.store.admit import Life
from cxdna.store.model import Record, Recorded
from cxdna.store.scoped import Scoped, equal, last_seq, mine, some


@cache
def _life() -> Select[Any]:
    own = schema.assessment

    def count(table: Table) -> ScalarSelect[Any]:
        return select(func.count()).where(mine(table), equal(table.c.assessment)).scalar_subquery()

    counts = (count(schema.closing), count(schema.reopening), count(schema.restatement))
    return select(own.c.mode, *counts).where(mine(own), own.c.id == equal(schema.closing.c.assessment).right)


@cache
def _newest_closing() -> Select[Any]:
    closing = schema.closing
    return some(closing, (closing.c.assessment,), (closing.c.number,))


@cache
def _for_an_answer() -> Select[Any]:
    """Return the query for everything that one answer needs to be taken in."""
    sheet, answer = schema.sheet, schema.answer
    own = select(func.count()).where(mine(sheet), equal(sheet.c.assessment), sheet.c.id == equal(answer.c.sheet).right)
    before = select(answer.c.seq).where(mine(answer), equal(answer.c.assessment), equal(answer.c.key))
    return _life().add_columns(own.scalar_subquery(), before.scalar_subquery(), last_seq().scalar_subquery())


class _Ahead(NamedTuple):
    """The answer to that query."""

    mode: Mode
    closings: int
    reopenings: int
    restatements: int
    sheets: int
    before: int | None
    last: int


class SqlKnown:
    """Answers from the tables of one workspace, within one transaction."""

    def __init__(self, scoped: Scoped, records: tuple[Record, ...]) -> None:
        self._scoped = scoped
        self._ahead: _Ahead | None = None
        if len(records) == 1 and isinstance(records[0], Recorded):
            one = records[0]
            row = scoped.plain(_for_an_answer(), assessment=one.assessment, sheet=one.sheet, key=one.key)
            self._ahead = None if row is None else _Ahead(*row)

    def life(self, assessment: str) -> Life | None:
        """Return where an assessment stands; None when it is not there."""
        row = self._ahead or self._scoped.plain(_life(), assessment=assessment)
        if row is None:
            return None
        mode, closings, reopenings, restatements = row[:4]
        closed = None
        if closings > reopenings:
            closed = self._scoped.all(_newest_closing(), assessment=assessment)[-1]["date"]
        return Life(mode=mode, closed=closed, closings=closings, restatements=restatements)

    def has_sheet(self, assessment: str, sheet: str) -> bool:
        """Tell whether a sheet is there."""
        if self._ahead:
            return bool(self._ahead.sheets)
        table = schema.sheet
        return self._has(table, (table.c.assessment, table.c.id), assessment=assessment, id=sheet)

    def has_person(self, person: str) -> bool:
        """Tell whether a person is there."""
        return self._has(schema.person, (schema.person.c.id,), id=person)

    def is_forgotten(self, person: str) -> bool:
        """Tell whether a person was there and asked to be forgotten."""
        own = schema.person
        row = self._scoped.first(some(own, (own.c.id,), ()), id=person)
        return row is not None and row["forgotten"] is not None

    def has_snapshot(self, sha256: str) -> bool:
        """Tell whether a snapshot is there."""
        return self._has(schema.snapshot, (schema.snapshot.c.sha256,), sha256=sha256)

    def _has(self, table: Table, columns: tuple[Any, ...], **values: str) -> bool:
        return self._scoped.first(some(table, columns, ()), **values) is not None

    def last_seq(self) -> int:
        """Return the last order number that was given out."""
        if self._ahead:
            return self._ahead.last
        row = self._scoped.plain(last_seq())
        return int(row[0]) if row else 0

    def given_before(self, assessment: str, keys: list[str]) -> dict[str, int]:
        """Return the order numbers of the answers whose keys are there."""
        if self._ahead:
            return {keys[0]: self._ahead.before} if self._ahead.before else {}
        rows = self._scoped.listed(schema.answer.c.key, keys, assessment=assessment)
        return {row["key"]: row["seq"] for row in rows}

    def anonymous(self) -> frozenset[str]:
        """Return the assessments of which nobody may know who answered when."""
        rows = self._scoped.all(some(schema.assessment, (schema.assessment.c.mode,), ()), mode="anonymous")
        return frozenset(row["id"] for row in rows)
