"""What a table file holds: values as they stand in its cells, each with its place. Rows and columns count from 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from cxdna.errors import Problem

Value: TypeAlias = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""What stands in a cell; "" where nothing does."""

MOST_BYTES: Final = 10 << 20
MOST_CHARACTERS: Final = 32_767
"""The most that a cell of a workbook can hold by its standard; the same is asked of CSV."""

_LETTERS: Final = 26


def letters(column: int) -> str:
    """Return the letters that spreadsheet programs give a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet of a workbook from its first cell on; rows are equally long.

    `broken` has the places (row, column) of cells whose value cannot be told, and why.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    broken: Mapping[tuple[int, int], str]

    def at(self, row: int, column: int) -> Value:
        """Return the value of a cell, "" beyond the edge."""
        if row > len(self.rows) or column > len(self.rows[row - 1]):
            return ""
        return self.rows[row - 1][column - 1]

    def cell(self, row: int, column: int) -> str:
        """Return how a message names a cell: cell D7 of 'Questions'."""
        return f"cell {letters(column)}{row} of '{self.name}'"


class Workbook(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook as it was read; `saved` is when the program that wrote it says it was last changed."""

    path: Path
    grids: tuple[Grid, ...]
    saved: dt.datetime | None = None


class Row(msgspec.Struct, frozen=True):
    """One row of a table with a header: its number in the file, and its values in the order of the header."""

    number: int
    values: tuple[Value, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A header and the rows below it; `columns` has the column in the file of each header.

    `sheet` is None for CSV. `notes` say what was detected about the file and should be told.
    """

    path: Path
    sheet: str | None
    headers: tuple[str, ...]
    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    broken: Mapping[tuple[int, int], str] = {}
    notes: tuple[str, ...] = ()

    def place(self, row: int, header: int) -> str:
        """Return how a message names a value: cell B7 of 'People', or in CSV row 7, 'Role'."""
        if self.sheet is None:
            return f"row {row}, '{self.headers[header]}'"
        return f"cell {letters(self.columns[header])}{row} of '{self.sheet}'"

    def problem(self, row: int, header: int, what: str, do: str = "") -> Problem:
        """Return a problem with one value."""
        return Problem(str(self.path), 0, f"{self.place(row, header)}: {what}", do, row)
