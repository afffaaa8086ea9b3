"""A CSV file -> rows of text, with its writing detected; what a lenient reader would swallow is named."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna.errors import Problem, Problems
from cxdna.tables.model import MOST_BYTES, MOST_CHARACTERS

SEPARATORS: Final = ",;\t"
_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class CsvRows(msgspec.Struct, frozen=True):
    """The rows of a CSV file with their numbers, empty ones left out, and what was detected about it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...]


def read_csv(path: Path, content: bytes, encoding: str | None = None) -> CsvRows:
    """Return the rows of a CSV file. Raises `Problems` with what is wrong with its writing."""
    text, notes = _decoded(path, content, encoding)
    if "\0" in text:
        raise _problem(path, "holds NUL characters, which no text has", "name how it was saved: --encoding utf-16")
    text, separator = _separator(text)
    if separator != ",":
        notes.append(f"{path.name}: values are separated by {_NAMES[separator]}")
    return CsvRows(tuple(_rows(path, text, separator)), tuple(notes))


def _decoded(path: Path, content: bytes, encoding: str | None) -> tuple[str, list[str]]:
    if len(content) > MOST_BYTES:
        raise _problem(path, f"has {len(content) / (1 << 20):,.1f} MB, limit 10 MB", "split it")
    if encoding is not None:
        try:
            return content.decode(encoding), []
        except LookupError:
            raise _problem(path, f"there is no encoding '{encoding}'", "name utf-8, utf-16 or cp1252") from None
        except ValueError:
            raise _problem(path, f"is not written in {encoding}", "leave --encoding out, or name another") from None
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    for name in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(name)
        except ValueError:
            continue
        told = name not in {"utf-8", "utf-8-sig"} and "\0" not in text
        return text, [f"{path.name}: read as {name}; if letters look wrong, name another with --encoding"] * told
    raise _problem(path, "is written neither in UTF-8 nor in Windows-1252", "save it as UTF-8, or use --encoding")


def _separator(text: str) -> tuple[str, str]:
    """Return the text and its separator: the one a first line `sep=;` names, else the one most used in the header."""
    first, _, rest = text.partition("\n")
    named = first.strip()
    if len(named) == len("sep=;") and named.startswith("sep=") and named[-1] in SEPARATORS:
        return rest, named[-1]
    header = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(header.split('"')[::2])  # what stands outside quotes
    return text, max(SEPARATORS, key=bare.count)


def _rows(path: Path, text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    limit = csv.field_size_limit(MOST_BYTES)
    number, width = 0, 0
    problems: list[Problem] = []
    try:
        while (row := next(reader, None)) is not None:
            number += 1
            width = width or len(row)
            problems += _swallowed(path, number, row, separator * (width - 1))
            if any(value.strip() for value in row):
                yield number, tuple(row)
    except csv.Error as error:
        problems.append(_misquoted(path, number + 1, str(error)))
    finally:
        csv.field_size_limit(limit)
    if problems:
        raise Problems(problems)


def _swallowed(path: Path, number: int, row: list[str], separators: str) -> Iterator[Problem]:
    """Yield cells that are too long, and those that look as if an open quote had taken whole rows into them."""
    for at, value in enumerate(row, 1):
        if len(value) > MOST_CHARACTERS:
            what = f"row {number}, column {at}: {len(value):,} characters in one cell, limit {MOST_CHARACTERS:,}"
            yield Problem(str(path), 0, what, "shorten it, or close the quote it starts with", number)
        elif separators and any(line.count(separators[0]) >= len(separators) for line in value.splitlines()[1:]):
            what = f"row {number}: quote never closed before the next rows, which stand inside column {at}"
            yield Problem(str(path), 0, what, "close the quote where the value ends", number)


def _misquoted(path: Path, number: int, error: str) -> Problem:
    if "unexpected end" in error:
        return Problem(str(path), 0, f"row {number}: quote never closed", "close it where the value ends", number)
    if "expected after" in error:
        do = "write a quote inside a quoted value twice"
        return Problem(str(path), 0, f"row {number}: something stands behind a closing quote", do, number)
    return Problem(str(path), 0, f"row {number}: {error}", "save the file again as CSV", number)


def _problem(path: Path, what: str, do: str) -> Problems:
    return Problems([Problem(str(path), 0, what, do)])
