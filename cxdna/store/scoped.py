"""The one place where queries run: each is confined to one workspace.

Queries are built once and hold `mine(table)` for each of their tables; which workspace that is comes with each run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, Update, bindparam, func, select, union_all

from cxdna.store import schema
from cxdna.store.rows import SHAPES, Row

BATCH: Final = 500
"""Values in one list of a query; SQLite takes 999 in its oldest builds."""
WORKSPACE: Final = "own_workspace"


def mine(table: Table) -> ColumnElement[bool]:
    """Return the condition that confines a table to the workspace of a run."""
    return table.c.workspace == bindparam(WORKSPACE)


def equal(column: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that a column has the value that a run gives under the column's name."""
    return column == bindparam(f"own_{column.name}")


@cache
def some(table: Table, columns: tuple[Column[Any], ...], order: tuple[Column[Any], ...]) -> Select[Any]:
    """Return the query for the rows of a table where the columns have the values of a run."""
    return select(table).where(mine(table), *map(equal, columns)).order_by(*order)


@cache
def _listed(column: Column[Any], columns: tuple[Column[Any], ...]) -> Select[Any]:
    table = column.table
    return select(table).where(mine(table), *map(equal, columns), column.in_(bindparam("listed", expanding=True)))


@cache
def _change(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Update:
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return table.update().where(mine(table), *(equal(table.c[key]) for key in keys)).values(values)


@cache
def _last_seq() -> Select[Any]:
    tables = [shape.table for shape in SHAPES.values() if "seq" in shape.table.c]
    each = union_all(*(select(func.max(table.c.seq).label("last")).where(mine(table)) for table in tables)).subquery()
    return select(func.coalesce(func.max(each.c.last), 0).label("last"))


def last_seq() -> Select[Any]:
    """Return the query for the last order number that was given out: no record is ever taken away."""
    return _last_seq()


Plain = Callable[[Connection, Select[Any], Mapping[str, object]], Sequence[Any] | None]


class Scoped:
    """Queries of one workspace on an open connection."""

    def __init__(self, connection: Connection, workspace: str, plain: Plain) -> None:
        self._connection = connection
        self._plain = plain
        self._workspace = workspace

    def all(self, query: Select[Any], **values: object) -> Sequence[Mapping[str, Any]]:
        """Return the rows of a query; the values are those of its `equal` columns."""
        own = {f"own_{name}": value for name, value in values.items()}
        return self._connection.execute(query, {WORKSPACE: self._workspace, **own}).mappings().all()  # type: ignore[return-value]

    def first(self, query: Select[Any], **values: object) -> Mapping[str, Any] | None:
        """Return the first row of a query."""
        own = {f"own_{name}": value for name, value in values.items()}
        return self._connection.execute(query, {WORKSPACE: self._workspace, **own}).mappings().first()  # type: ignore[return-value]

    def plain(self, query: Select[Any], **values: object) -> Sequence[Any] | None:
        """Return the first row of a query for texts and numbers, as fast as the driver gives it."""
        own = {f"own_{name}": value for name, value in values.items()}
        return self._plain(self._connection, query, {WORKSPACE: self._workspace, **own})

    def listed(self, column: Column[Any], listed: Sequence[str], **values: object) -> Iterator[Mapping[str, Any]]:
        """Yield the rows whose column has one of the values that are listed, in no order."""
        query = _listed(column, tuple(column.table.c[name] for name in values))
        for start in range(0, len(listed), BATCH):
            yield from self.all_listed(query, listed[start : start + BATCH], values)

    def all_listed(
        self, query: Select[Any], listed: Sequence[str], values: Mapping[str, object]
    ) -> Sequence[Mapping[str, Any]]:
        """Return the rows of one list that is short enough for a query."""
        own = {f"own_{name}": value for name, value in values.items()}
        run = {WORKSPACE: self._workspace, "listed": list(listed), **own}
        return self._connection.execute(query, run).mappings().all()  # type: ignore[return-value]

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Add rows, all in one statement that is prepared once."""
        full = [{"workspace": self._workspace, **row} for row in rows]
        self._connection.execute(_new(table), full if len(full) > 1 else full[0])

    def update(self, table: Table, keys: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Change the rows that the key columns name to the values of the other columns, the same ones in each row."""
        if not rows:
            return
        names = tuple(name for name in rows[0] if name not in keys)
        runs = [
            {WORKSPACE: self._workspace}
            | {f"own_{key}": row[key] for key in keys}
            | {f"new_{name}": row[name] for name in names}
            for row in rows
        ]
        self._connection.execute(_change(table, keys, names), runs)


@cache
def _new(table: Table) -> Any:  # noqa: ANN401 - SQLAlchemy's Insert
    return table.insert()


WORKSPACES: Final = select(schema.workspace.c.id)
"""The query for which workspaces a database holds: the one that is not confined to any."""
