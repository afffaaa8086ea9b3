"""What is wrong with the shape of a row, whatever it says: too few values, cells too long or with rows in them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from cxdna.tables.model import MOST_CHARACTERS
from cxdna.voice.source.columns import Places
from cxdna.voice.source.model import Source
from cxdna.voice.source.read_rows import OPEN
from cxdna.voice.survey.grammar import clean, date_of, folded, is_number, no_answers, words_of

_TWO: Final = 2

Found: TypeAlias = tuple[str, str, str]
"""A column ("" for the whole row), what is wrong and what to do."""


def flaws_of_shape(row: Sequence[str], source: Source, places: Places) -> Iterator[Found]:
    """Yield what is wrong with the shape of a row; only one without flaws can be read for what it says."""
    width = len(source.columns)
    for at, value in enumerate(row):
        name = source.columns[at] if at < width else ""
        if len(value) > MOST_CHARACTERS:
            do = "shorten it, or close the quote it starts with"
            many = f"{len(value):,} characters in one cell, limit {MOST_CHARACTERS:,}"
            yield name, f"{OPEN}, or {many}" if "\n" in value else many, do
        elif source.format == "csv" and ("\n" in value or "\r" in value) and _swallowed(row, at, source, places):
            yield "", f"{OPEN} before the next row, which stands inside column {name}", "close it"
    if len(row) != width:
        do = "quote values that hold the separator, and leave empty ones empty"
        yield "", f"has {len(row)} value{'' if len(row) == 1 else 's'}, header has {width}", do


def _swallowed(row: Sequence[str], at: int, source: Source, places: Places) -> bool:
    """Tell whether a cell with line breaks is the end of one row and the start of another.

    An open quote takes the end of its row, whole rows, and the start of the row in which the next quote stands. So what
    follows the last line break, with the rest of this row behind it, is a row that fits the header in all that can be
    told from a date and from scores.
    """
    ended = row[at].rstrip("\r\n").splitlines()
    begun = next(csv.reader(ended[-1:], delimiter=source.separator), [])
    other = [*begun, *row[at + 1 :]]
    if len(ended) < _TWO or len(other) != len(source.columns):
        return False
    return _fits(row[:at], source, places) and _fits(other, source, places) and _tells(other, places)


def _fits(row: Sequence[str], source: Source, places: Places) -> bool:
    """Tell whether the cells that are there fit their columns: a date, and scores or nothing."""
    survey = places.survey
    event = places.event
    if event is not None and event < len(row) and not date_of(row[event], survey.dates, typed=source.typed):
        return False
    words = no_answers(survey).union(*(words_of(one.scale) for one in survey.questions))
    cells = [row[at] for at in places.scores if at < len(row)]
    return all(folded(cell) in words or is_number(cell, survey.decimal, typed=source.typed) for cell in cells)


def _tells(row: Sequence[str], places: Places) -> bool:
    """Tell whether there is a cell by which a row shows that it is one."""
    return places.event is not None or any(clean(row[at]) for at in places.scores)
