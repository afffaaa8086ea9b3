"""The start of a CSV file in UTF-8 -> its header and separator, with every mistake in them named at once."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems
from cxdna.tables.model import letters
from cxdna.tables.read_csv import SEPARATORS
from cxdna.voice.survey.grammar import date_of, is_number

NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
LONGEST: Final = 1 << 20
"""So many characters are looked at for the header; a header is never longer."""
_MOST_CHARACTERS: Final = 400
_ENOUGH: Final = 3
_LOOKED_AT: Final = 6


class Header(msgspec.Struct, frozen=True):
    """The columns of a file, what separates them, and how many bytes stand before the header.

    `row` is that of the header as a spreadsheet counts: it does not count a first line such as `sep=;`.
    """

    columns: tuple[str, ...]
    separator: str
    skip: int
    row: int


def read_header(path: Path, readable: Path) -> Header:
    """Return the header of a file; `path` is how problems name it. Raises `Problems`."""
    with readable.open(encoding="utf-8", newline="") as file:
        text = file.read(LONGEST)
    mark = text.startswith("\ufeff")
    body = text.removeprefix("\ufeff")
    named, body, skip = _named_separator(body)
    blank = _blank_lines(body)
    row = 1 + sum(1 for _ in blank)
    start = sum(map(len, blank))
    header = body[start:]
    if not header.strip():
        raise _problem(path, "is empty", "give it a header and a row for each answer")
    separator = named or _separator(header)
    names, rows_below = _first_row(path, header, separator, row, whole=len(text) < LONGEST)
    columns = tuple(" ".join(name.split()) for name in names)
    problems = [*flaws_of_header(path, columns), *_not_a_header(path, columns, row)]
    if title := _title(path, columns, header, separator, row):
        raise Problems([title])
    if not problems and not rows_below:
        problems.append(Problem(str(path), 0, "has a header and no row below it", "hand in a file with answers"))
    if problems:
        raise Problems(problems)
    before = len(body[:start].encode()) + skip
    return Header(columns, separator, before + (3 if mark and before else 0), row)


def flaws_of_header(path: Path, columns: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with headers: missing ones, ones that are there twice, and long ones."""
    seen: dict[str, int] = {}
    for at, name in enumerate(columns, 1):
        if not name:
            do = "write a header above it, or delete the column"
            yield Problem(str(path), 0, f"column {letters(at)} has no header", do)
            continue
        if len(name) > _MOST_CHARACTERS:
            what = f"the header of column {letters(at)} has {len(name):,} characters, limit {_MOST_CHARACTERS}"
            yield Problem(str(path), 0, what, "shorten it")
        before = seen.setdefault(name.casefold(), at)
        if before != at:
            what = f"columns {letters(before)} and {letters(at)} are both headed '{name}'"
            yield Problem(str(path), 0, what, "rename or delete one")


def _named_separator(text: str) -> tuple[str, str, int]:
    """Return the separator that a first line such as `sep=;` names, the rest, and how many bytes the line has."""
    first, end, rest = text.partition("\n")
    named = first.strip()
    if len(named) == len("sep=;") and named.startswith("sep=") and named[-1] in SEPARATORS:
        return named[-1], rest, len((first + end).encode())
    if first.rstrip("\r") == "sep=\t":  # whose separator is a blank itself
        return "\t", rest, len((first + end).encode())
    return "", text, 0


def _blank_lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in io.StringIO(text, newline=""):
        if line.strip():
            break
        lines.append(line)
    return lines


def _separator(text: str) -> str:
    bare = "".join(text.lstrip().split("\n", 1)[0].split('"')[::2])  # what stands outside quotes
    if not any(map(bare.count, SEPARATORS)):  # a title stands above the header, or there is one column
        bare = "".join("".join(text.lstrip().split("\n")[1:_LOOKED_AT]).split('"')[::2])
    return max(SEPARATORS, key=bare.count)


def _first_row(path: Path, text: str, separator: str, row: int, *, whole: bool) -> tuple[list[str], bool]:
    """Return the header, and whether something stands below it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader)
    except csv.Error as error:
        what = "quote never closed" if "unexpected end" in str(error) else "a cell is too long, or wrongly quoted"
        raise _problem(path, f"row {row}: {what}", "close it where the header ends") from None
    below = "".join(io.StringIO(text, newline="").readlines()[reader.line_num :])
    if not whole and not below:
        raise _problem(path, f"row {row} is longer than a header can be", "check that this is a CSV file")
    return header, bool(below.strip())


def _not_a_header(path: Path, columns: Sequence[str], row: int) -> Iterator[Problem]:
    """Yield a first row that holds values: where a header is missing, an answer would be taken for one."""
    told = [name for name in columns if name]
    values = [name for name in told if is_number(name) or date_of(name, "year_first") or "@" in name.strip("@")]
    surely = any(date_of(name, "year_first") or "@" in name.strip("@") for name in told)
    if values and (len(values) * 2 > len(told) or (surely and len(values) >= _ENOUGH)):
        what = f"row {row} holds values such as '{values[0]}' where the headers should be"
        yield Problem(str(path), 0, what, "write a row with the name of each column above it")


def _title(path: Path, columns: Sequence[str], text: str, separator: str, row: int) -> Problem | None:
    """Return what is wrong where a title stands above the header: one cell, and many in the rows below it."""
    told = [name for name in columns if name]
    if len(told) != 1:
        return None
    below = islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1, _LOOKED_AT)
    try:
        widest = max((sum(bool(cell.strip()) for cell in cells) for cells in below), default=0)
    except csv.Error:
        return None
    if widest < _ENOUGH:
        return None
    what = f"row {row} holds nothing but '{shortened(told[0])}', and rows below it up to {widest} values"
    return Problem(str(path), 0, what, "the header has to be the first row: delete what stands above it")


def _problem(path: Path, what: str, do: str) -> Problems:
    return Problems([Problem(str(path), 0, what, do)])
