"""What a Parquet file says of itself, and its rows as text; DuckDB reads it, and fetches nothing to do so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import Any, Final

from cxdna.errors import MissingOnMachine, Problem, Problems

MAGIC: Final = b"PAR1"
_SHORTEST: Final = 12
_AT_ONCE: Final = 1_000
_FILE: Final = "read_parquet(?, hive_partitioning = false)"
"""A name is no pattern (`escape`), and folders in the path (month=3) are no columns."""
_NUMBERS: Final = ("DOUBLE", "FLOAT")
_OFFLINE: Final[dict[str, Any]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "threads": 1,
}


def check_parquet(path: Path) -> None:
    """Look at the marks with which a Parquet file begins and ends. Raises `Problems` for one that is damaged."""
    with path.open("rb") as file:
        start = file.read(len(MAGIC))
        size = file.seek(0, 2)
        file.seek(max(0, size - len(MAGIC)))
        end = file.read()
    if start != MAGIC:
        raise _damaged(path, "is not a Parquet file", "give it the ending of what it is, such as .csv")
    if size < _SHORTEST or end != MAGIC:
        raise _damaged(path, "is a Parquet file that was cut short", "copy or send it again")


def parquet_columns(path: Path) -> tuple[str, ...]:
    """Return the headers of a Parquet file. Raises `Problems`, `MissingOnMachine`."""
    return tuple(name for name, _ in _schema(path))


def parquet_rows(path: Path, columns: Sequence[str] | None = None, limit: int | None = None) -> Iterator[list[str]]:
    """Yield rows as text, as the engines make it: days with the year first, numbers with a point, "" for nothing.

    Numbers in binary fractions are taken to six places, which hides what binary fractions add to decimal ones.
    """
    kinds = dict(_schema(path))
    names = list(columns or kinds)
    chosen = ", ".join(_as_text(name, kinds[name]) for name in names)
    binary = [kinds[name] in _NUMBERS for name in names]
    sql = f"SELECT {chosen} FROM {_FILE}" + (f" LIMIT {limit:d}" if limit is not None else "")  # noqa: S608 - names are quoted
    with _reading(path) as connection:
        found = connection.execute(sql, [escape(str(path))])
        while rows := found.fetchmany(_AT_ONCE):
            yield from ([_shown(*cell) for cell in zip(row, binary, strict=True)] for row in rows)


def _shown(value: str | None, binary: bool) -> str:  # noqa: FBT001 - one of two that belong together
    if value is None:
        return ""
    return value.rstrip("0").removesuffix(".") if binary and "." in value else value


def _as_text(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind in _NUMBERS:
        return f"coalesce(CAST(TRY_CAST({quoted} AS DECIMAL(38, 6)) AS VARCHAR), CAST({quoted} AS VARCHAR))"
    return f"CAST({quoted} AS VARCHAR)"


def _schema(path: Path) -> list[tuple[str, str]]:
    with _reading(path) as connection:
        found = connection.execute(f"DESCRIBE SELECT * FROM {_FILE}", [escape(str(path))]).fetchall()  # noqa: S608 - a constant
    return [(str(row[0]), str(row[1])) for row in found]


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    try:
        import duckdb  # noqa: PLC0415 - a heavy library, and not every installation has it
    except ImportError:
        raise MissingOnMachine(
            "reading Parquet files needs DuckDB, which is not installed",
            "install it with: python -m pip install 'cxdna[survey]'",
        ) from None
    try:
        with duckdb.connect(":memory:", config=_OFFLINE) as connection:
            yield connection
    except duckdb.Error:
        raise _damaged(path, "is a Parquet file that cannot be read", "copy or send it again") from None


def _damaged(path: Path, what: str, do: str) -> Problems:
    return Problems([Problem(str(path), 0, what, do)])
