"""A workbook with answers -> a CSV copy that an engine reads: days with the year first, numbers as they are."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import IO, Final

from cxdna.errors import Problem, Problems
from cxdna.tables.model import Table, Value
from cxdna.tables.read_table import read_table
from cxdna.voice.source.model import Source

_LIMIT: Final = ", limit "
"""Stands in what is said of a file that is too large."""


def from_workbook(path: Path, into: IO[bytes]) -> Source:
    """Write the first sheet that is not empty as CSV, each row at its number in the sheet. Raises `Problems`."""
    try:
        table = read_table(path)
    except Problems as problems:
        raise Problems(map(_as_csv, problems.problems), problems.ending) from None
    if not table.rows:
        raise Problems([Problem(str(path), 0, "has a header and no row below it", "hand in a file with answers")])
    text = io.TextIOWrapper(into, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.headers)
    last = first = table.rows[0].number - 1
    for row in table.rows:
        # An empty row of the sheet is an empty line, so that rows keep their numbers.
        text.write("\n" * (row.number - last - 1))
        writer.writerow([_cell(table, row.number, at, value) for at, value in enumerate(row.values)])
        last = row.number
    text.flush()
    text.detach()
    return Source(
        path=path,
        readable=Path(into.name),
        format="xlsx",
        columns=table.headers,
        typed=True,
        notes=_notes(table),
        header_row=first,
    )


def _as_csv(problem: Problem) -> Problem:
    """Return what is wrong with a workbook; of one that is too large, as exports often are, with what helps."""
    if _LIMIT not in problem.what:
        return problem
    return problem._replace(do="save it as CSV, of which any number of rows is read")


def _notes(table: Table) -> tuple[str, ...]:
    return (*table.notes, f"{table.path.name}: read from the sheet '{table.sheet}'")


def _cell(table: Table, row: int, header: int, value: Value) -> str:
    """Return a value as text; a cell that shows an error, or nothing yet, says so where a score should be."""
    broken = table.broken.get((row, table.columns[header]))
    return f"({broken})" if broken else as_text(value)


def as_text(value: Value) -> str:
    """Return a value of a workbook as text of a CSV file: exactly, and never with an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return as_text(value.total_seconds())
    return str(value)
