"""The parts of a workbook, looked through in one pass each before any reader builds something from them.

A reader makes room for all cells between the first and the last, so one cell far out, or a long text that a million
cells share, would cost more memory than a machine has: what is counted here is what a reader will build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final
from xml.parsers import expat  # every document type is refused before its entities could be read

from cxdna.tables.model import MOST_CHARACTERS, letters

MOST_CELLS: Final = 100_000
"""So many cells with something in them: looking through them takes less than a second."""
MOST_ROOM: Final = 1_000_000
"""So many cells between the first and the last, empty ones too: a reader takes 40 MB for them."""
MOST_TEXT: Final = 50_000_000
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

Flaw = tuple[str, str]
"""What is wrong and what to do."""


class Refused(Exception):
    """A part of a workbook that no reader may see: what is wrong and what to do."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.flaw: Flaw = (what, do)


class _Enough(Exception):
    """What was looked for is known."""


@lru_cache(maxsize=256)
def local(name: str) -> str:
    """Return the name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse XML, telling each element. Raises `Refused` for a document type and for what is no XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    except _Enough:
        return
    except (expat.ExpatError, ValueError, LookupError):
        raise Refused("is damaged: a part of it is no XML", "open it, save it again and hand in the new file") from None


def _refuse_doctype(*_: object) -> None:
    raise Refused("holds a document type (DTD), which no spreadsheet program writes", "save it again as .xlsx")


def root_of(content: bytes) -> str:
    """Return the name of the outermost element. Raises `Refused` as `parse` does."""
    found: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        found.append(local(name))
        raise _Enough

    parse(content, start)
    return found[0]


def text_lengths(content: bytes) -> list[int]:
    """Return the length of each shared text of a workbook."""
    lengths: list[int] = []

    def start(name: str, _: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    parse(content, start, text=text)
    return lengths


@lru_cache(maxsize=1024)
def _column(letters_: str) -> int:
    column = 0
    for letter in letters_:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class _Sheet:
    """Counts what stands in a sheet while it is parsed; called for every cell, so it does little."""

    def __init__(self, name: str, lengths: list[int]) -> None:
        self.name, self.lengths = name, lengths
        self.row = self.column = self.characters = 0
        self.last_row = self.last_column = 0
        self.kind, self.value, self.inside, self.formula = "", "", False, False
        self.broken: dict[tuple[int, int], str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = local(name)
        if plain == "c":
            self._place(attributes.get("r"))
            self.kind, self.value, self.formula = attributes.get("t", "n"), "", False
        elif plain in {"v", "t"}:
            self.inside = True
        elif plain == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif plain == "f":
            self.formula = True

    def text(self, data: str) -> None:
        if self.inside:
            self.value += data

    def end(self, name: str) -> None:
        plain = local(name)
        if plain == "c":
            self._cell()
        elif plain in {"v", "t"}:
            self.inside = False

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = _REFERENCE.fullmatch(reference)
        if not found:
            raise Refused(f"'{self.name}' has a cell in no place: {reference[:20]}", "save it again as .xlsx")
        self.column, self.row = _column(found[1]), int(found[2])

    def _cell(self) -> None:
        if self.kind == "e":
            self.broken[self.row, self.column] = f"shows {self.value[:20] or 'an error'}"
        elif self.formula and not self.value and self.kind != "str":
            self.broken[self.row, self.column] = "holds a formula without a result"
        if not self.value:
            return
        self._count_text()
        if self.row > self.last_row or self.column > self.last_column:
            self._make_room()

    def _make_room(self) -> None:
        """Note that the sheet reaches farther; a reader makes room for all cells from the first of the sheet on."""
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        room = self.last_row * self.last_column
        if room > MOST_ROOM:
            what = f"'{self.name}' reaches to cell {letters(self.last_column)}{self.last_row}: {room:,} cells"
            raise Refused(f"{what}, limit {MOST_ROOM:,}", "delete what stands far from the rest")

    def _count_text(self) -> None:
        length = len(self.value)
        if self.kind == "s":
            index = int(self.value) if self.value.strip().isdecimal() else -1
            if not 0 <= index < len(self.lengths):
                raise Refused(f"is damaged: {self._here()} has a text that is not there", "save it again as .xlsx")
            length = self.lengths[index]
        if length > MOST_CHARACTERS:
            raise Refused(f"{self._here()} holds {length:,} characters, limit {MOST_CHARACTERS:,}", "shorten it")
        self.characters += length
        if self.characters > MOST_TEXT:
            raise Refused(f"the texts of '{self.name}' have more than {MOST_TEXT:,} characters", "split it")

    def _here(self) -> str:
        return f"cell {letters(self.column)}{self.row} of '{self.name}'"


def scan_sheet(content: bytes, name: str, lengths: list[int]) -> dict[tuple[int, int], str]:
    """Return the broken cells of a sheet; raise `Refused` where a reader would build too much from it."""
    cells = sum(1 for _ in _CELL.finditer(content))
    if cells > MOST_CELLS:
        raise Refused(f"'{name}' holds {cells:,} cells, limit {MOST_CELLS:,}", "split it, or save it as CSV")
    sheet = _Sheet(name, lengths)
    parse(content, sheet.start, sheet.end, sheet.text)
    return sheet.broken
