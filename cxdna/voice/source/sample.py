"""Some rows of a source, spread over its start: enough to guess what its columns hold."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from cxdna.voice.source.model import Source
from cxdna.voice.source.parquet import parquet_rows
from cxdna.voice.source.read_rows import Misquoted, rows_of

_SPREAD: Final = 25
"""Files are often sorted: the rows are taken from a start that is so many times as long."""


def samples(source: Source, rows: int = 200) -> Mapping[str, tuple[str, ...]]:
    """Return the values of some rows by header; at the same place in each column stands the same row.

    Rows that are no rows are passed over. Raises `Problems` for a damaged Parquet file.
    """
    width = len(source.columns)
    start = _start(source, rows * _SPREAD)
    found = [row for row in start if not isinstance(row, Misquoted) and len(row) == width]
    step = max(1, -(-len(found) // rows))
    taken = found[::step]
    return {name: tuple(row[at] for row in taken) for at, name in enumerate(source.columns)}


def _start(source: Source, most: int) -> list[list[str] | Misquoted]:
    if source.format == "parquet":
        return list(parquet_rows(source.readable, source.columns, most))
    return [row for _, row in islice(rows_of(source), most)]
