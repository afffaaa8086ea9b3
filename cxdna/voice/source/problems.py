"""A source that cannot be counted as it is -> every cell and row in the way, by number and column; row by row.

An engine tells only that something cannot be read. This is the slow way, which tells all of it, and what is left when
rows that are none are skipped.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeAlias

from cxdna.errors import Problem
from cxdna.statistics.display import counted
from cxdna.voice.source.check_row import RowCheck
from cxdna.voice.source.columns import fits, places_of
from cxdna.voice.source.explain_cell import AHEAD
from cxdna.voice.source.model import Source
from cxdna.voice.source.read_rows import OPEN, Misquoted, rows_of
from cxdna.voice.source.shape import flaws_of_shape
from cxdna.voice.source.transcode import copy_in
from cxdna.voice.survey.model import Survey

MOST_TOLD: Final = 1_000
BadRow: TypeAlias = "tuple[int, tuple[Problem, ...], bool]"
"""A row's number, what is wrong with it, and whether no engine can count it: no row, or of a day to come."""


def problems_of(
    source: Source, survey: Survey, most: int = MOST_TOLD, today: dt.date | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with a file: columns that it lacks, else every row and cell that cannot be read.

    With `today`, days that come after it are among them. After so many, a last one says how many more there are. Raises
    `Problems` for a damaged Parquet file.
    """
    lacking = fits(survey, source)
    if lacking:
        yield from lacking
        return
    told = more = last = 0
    for number, problems, _ in bad_rows(source, survey, today):
        last = number
        room = most - told
        yield from problems[:room]
        told += len(problems[:room])
        more += len(problems[room:])
    if more:
        yield Problem(str(source.path), 0, f"and {counted(more, 'more problem')} of this kind", "", last + 1)


def bad_rows(source: Source, survey: Survey, today: dt.date | None = None) -> Iterator[BadRow]:
    """Yield the rows in which something cannot be read, with what it is."""
    places = places_of(survey, source)
    check = RowCheck(survey, source, places, today)
    for number, row in rows_of(source):
        if isinstance(row, Misquoted):
            yield number, (_problem(source, number, "", row.what, row.do),), True
            continue
        shape = list(flaws_of_shape(row, source, places))
        found = shape or list(check.flaws(row))
        if found:
            yield number, tuple(_problem(source, number, *one) for one in found), bool(shape) or check.is_ahead(row)


def is_open(problem: Problem) -> bool:
    """Tell whether a quote that was never closed took in more rows than the one that is told of."""
    return problem.what.partition(": ")[2].startswith(OPEN)


def is_ahead(problem: Problem) -> bool:
    """Tell whether a day is told of that has not come yet."""
    return problem.what.endswith(AHEAD)


def without_bad_rows(source: Source, survey: Survey, folder: Path, today: dt.date | None = None) -> Source:
    """Return a source without the rows that no engine can count: with too few values, open quotes, too long cells.

    With `today`, rows that tell of a day after it are left out as well.

    Cells that cannot be read stay, each alone is left out by the counting. The copy in `folder` is the caller's to
    remove. Rows are at the same place as before: those left out are empty lines. Raises `StorageError`.
    """
    bad = {number for number, _, unreadable in bad_rows(source, survey, today) if unreadable}
    if not bad:
        return source
    with copy_in(folder) as copy:
        text = io.TextIOWrapper(copy, encoding="utf-8", newline="")
        writer = csv.writer(text, delimiter=source.separator, lineterminator="\n")
        writer.writerow(source.columns)
        last = source.header_row
        for number, row in rows_of(source):
            if number in bad or isinstance(row, Misquoted):
                continue
            text.write("\n" * (number - last - 1))
            writer.writerow(row)
            last = number
        text.flush()
        text.detach()
    note = f"{source.path.name}: {counted(len(bad), 'row')} left out that cannot be read"
    return _replaced(source, Path(copy.name), note)


def _replaced(source: Source, readable: Path, note: str) -> Source:
    return Source(
        path=source.path,
        readable=readable,
        format="csv" if source.format == "parquet" else source.format,
        columns=source.columns,
        separator=source.separator,
        typed=source.typed,
        notes=(*source.notes, note),
        header_row=source.header_row,
    )


def _problem(source: Source, number: int, column: str, what: str, do: str) -> Problem:
    where = f"row {number}, column {column}: {what}" if column else f"row {number}: {what}"
    if not column and what.startswith("has "):
        where = f"row {number} {what}"
    return Problem(str(source.path), 0, where, do, number)
