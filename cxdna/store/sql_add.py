"""Records into tables, within one transaction: what is there is asked once, what is new goes in table by table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Select, Table, func, select

from cxdna.store import schema
from cxdna.store.admit import Admission
from cxdna.store.model import Following, Person, Record, Recorded, Sheet, Snapshot, VoiceKept
from cxdna.store.rows import SHAPES, Row, row_of
from cxdna.store.scoped import BATCH, Scoped, equal, mine
from cxdna.store.sql_known import SqlKnown

Numbered: TypeAlias = tuple[Record, int]


def add(scoped: Scoped, records: tuple[Record, ...]) -> tuple[int, ...]:
    """Take records in and return their order numbers. Raises as `Store.add` says."""
    known = SqlKnown(scoped, records)
    admission = Admission(known, records)
    for record in records:
        admission.admit(record)
    numbers, new = _numbered(records, known)
    for kind, shape in SHAPES.items():
        if kind in new:
            for some in _in_batches(new[kind]):
                rows = _only_new(scoped, kind, [_row(record, seq) for record, seq in some], known)
                if rows:
                    scoped.insert(shape.table, rows)
    return numbers


def add_after(scoped: Scoped, last: int, records: tuple[Following | VoiceKept, ...]) -> tuple[int, ...] | None:
    """Take records in unless there are newer ones of their kinds. Raises as `Store.add` says."""
    for kind, place in dict.fromkeys((type(record), _place(record)) for record in records):
        row = scoped.plain(_newest_seq(SHAPES[kind].table, tuple(name for name, _ in place)), **dict(place))
        if row is not None and row[0] > last:
            return None
    return add(scoped, records)


def _place(record: Following | VoiceKept) -> tuple[tuple[str, str], ...]:
    """Return the columns, with their values, of what two writers must not change unseen by each other."""
    if isinstance(record, VoiceKept):
        return ("kind", record.kind), ("key", record.key)
    return (("assessment", record.assessment),)


@cache
def _newest_seq(table: Table, columns: tuple[str, ...]) -> Select[Any]:
    own = (equal(table.c[name]) for name in columns)
    return select(func.coalesce(func.max(table.c.seq), 0)).where(mine(table), *own)


def _in_batches(records: list[Numbered]) -> Iterator[list[Numbered]]:
    for start in range(0, len(records), BATCH):
        yield records[start : start + BATCH]


def _row(record: Record, seq: int) -> Row:
    return row_of(record) | {"seq": seq} if seq else row_of(record)


def _numbered(
    records: tuple[Record, ...], known: SqlKnown
) -> tuple[tuple[int, ...], dict[type[Record], list[Numbered]]]:
    """Return the order number of each record, and those to keep by kind: answers whose key is there are not."""
    seqs = _given_before(records, known)
    last = known.last_seq()
    numbers: list[int] = []
    new: dict[type[Record], list[Numbered]] = {}
    for record in records:
        key = (record.assessment, record.key) if isinstance(record, Recorded) else None
        if key in seqs:
            numbers.append(seqs[key])
            continue
        if isinstance(record, Person | Sheet | Snapshot):
            numbers.append(0)
        else:
            last += 1
            numbers.append(last)
        if key is not None:
            seqs[key] = last
        new.setdefault(type(record), []).append((record, numbers[-1]))
    return tuple(numbers), new


def _given_before(records: tuple[Record, ...], known: SqlKnown) -> dict[tuple[str, str] | None, int]:
    """Return the order numbers of the answers that are there, by assessment and key."""
    keys: dict[str, list[str]] = {}
    for record in records:
        if isinstance(record, Recorded):
            keys.setdefault(record.assessment, []).append(record.key)
    return {
        (assessment, key): seq
        for assessment, own in keys.items()
        for key, seq in known.given_before(assessment, own).items()
    }


def _only_new(scoped: Scoped, kind: type[Record], rows: list[Row], known: SqlKnown) -> list[Row]:
    """Return the rows that are not there yet; people and sheets that are there get their newest state."""
    if kind is Snapshot:
        first = {row["sha256"]: row for row in reversed(rows)}
        return [row for sha256, row in first.items() if not known.has_snapshot(sha256)]
    if kind is Person:
        return _newest(scoped, schema.person, ("id",), rows)
    if kind is Sheet:
        anonymous = known.anonymous()
        new = _newest(scoped, schema.sheet, ("assessment", "id"), rows)
        return [{**row, "arrived": None} if row["assessment"] in anonymous else row for row in new]
    return rows


@cache
def _last_arrived(table: Table) -> Select[Any]:
    return select(func.coalesce(func.max(table.c.arrived), 0).label("last")).where(mine(table))


def _newest(scoped: Scoped, table: Table, keys: tuple[str, ...], rows: list[Row]) -> list[Row]:
    """Overwrite the rows that are there and return the new ones, in the order in which they came."""
    newest: dict[tuple[str, ...], Row] = {}
    for row in rows:
        newest[tuple(row[key] for key in keys)] = row
    ids = list({row["id"] for row in rows})
    there = {tuple(row[key] for key in keys) for row in scoped.listed(table.c.id, ids)}
    scoped.update(table, keys, [row for key, row in newest.items() if key in there])
    new = [row for key, row in newest.items() if key not in there]
    arrived = scoped.first(_last_arrived(table)) if new else None
    return [{**row, "arrived": number} for number, row in enumerate(new, arrived["last"] + 1 if arrived else 1)]
