"""The rows of a source one after the other, each with its number as a spreadsheet counts; the slow way to read it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

import msgspec

from cxdna.tables.model import MOST_BYTES
from cxdna.voice.source.model import Source
from cxdna.voice.source.parquet import parquet_rows


class Misquoted(msgspec.Struct, frozen=True):
    """What stands where a row cannot be read: what is wrong with its quotes and what to do."""

    what: str
    do: str


Numbered: TypeAlias = tuple[int, "list[str] | Misquoted"]


def rows_of(source: Source) -> Iterator[Numbered]:
    """Yield the rows below the header, empty lines left out. Raises `Problems` for a damaged Parquet file."""
    if source.format == "parquet":
        yield from enumerate(parquet_rows(source.readable), 1)
        return
    with source.readable.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=source.separator, strict=True)
        number = source.header_row - 1
        while (found := _next(reader)) is not None:
            row, lines = found
            number += 1
            if row and number > source.header_row:
                yield number, row
            if isinstance(row, Misquoted):
                number += lines - 1  # the lines that the open quote took are rows of their own


OPEN: Final = "quote never closed"
"""With this begins what is said of a quote that took in rows behind its own; which ones, nobody can tell."""
_NOT_CLOSED: Final = "close it where the value ends, and write a quote inside a quoted value twice"


def _next(reader: Any) -> tuple[list[str] | Misquoted, int] | None:  # noqa: ANN401 - the type has no public name
    """Return the next row and how many lines it takes; None at the end.

    The limit of a cell belongs to the whole process, so it is put back after each row.
    """
    start, limit = reader.line_num, csv.field_size_limit(MOST_BYTES)
    row: list[str] | Misquoted | None
    try:
        row = next(reader, None)
    except csv.Error as error:
        row = _misquoted(str(error), reader.line_num - start)
    finally:
        csv.field_size_limit(limit)
    return None if row is None else (row, reader.line_num - start)


def _misquoted(error: str, lines: int) -> Misquoted:
    if "unexpected end" in error:
        return Misquoted(OPEN, _NOT_CLOSED)
    if "field limit" in error:
        return Misquoted(f"{OPEN}, or a cell of more than 10 MB", _NOT_CLOSED)
    if lines > 1:
        return Misquoted(f"{OPEN} before the next row", _NOT_CLOSED)
    return Misquoted("something stands behind a closing quote", "write a quote inside a quoted value twice")
