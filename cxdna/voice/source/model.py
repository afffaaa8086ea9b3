"""A file of answers, made ready for an engine."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Format: TypeAlias = Literal["csv", "parquet", "xlsx"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file and how it is written.

    `path` is the file that was named; `readable` what an engine reads: the same, or a copy in UTF-8 or CSV beside which
    nothing is left when the source is let go of. `columns` are its headers in order, each with single blanks between
    its words: engines give them to the columns by position. `typed` tells that its numbers and days were no text
    (Parquet, workbooks): whatever the survey says, they come with a point and the year first. `notes` say what was
    detected and is worth telling. `header_row` is the row of the header as a spreadsheet counts, 0 without one.
    `suspect` tells that cells hold line breaks or are very long: an engine that reads the file without complaint may
    have read rows as parts of a cell, so the rows have to be looked at.
    """

    path: Path
    readable: Path
    format: Format
    columns: tuple[str, ...]
    separator: str = ","
    typed: bool = False
    notes: tuple[str, ...] = ()
    header_row: int = 1
    suspect: bool = False
