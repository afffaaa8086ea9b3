"""What one YAML file says, and where: plain data with the line and column of every key and value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from cxdna.errors import Problem

Scalar: TypeAlias = str | int | float | bool | None
Data: TypeAlias = "Scalar | list[Data] | dict[str, Data]"
Where: TypeAlias = tuple[str | int, ...]
Place: TypeAlias = tuple[int, str, str]
"""A line (from 1; 0 for the whole file), what is wrong there and what to do."""

Flaw: TypeAlias = tuple[Where, str, str]
"""A path into a file, what is wrong there and what to do."""

MAX_DEPTH = 32
MOST_PROBLEMS = 1_000
"""So many of one kind are told of one file; who has more mends these first."""

# A file may be one line of a million characters: twenty bits hold any column, and one integer for each mark keeps
# reading fast and small.
COLUMN_BITS = 20
_COLUMN_MASK = (1 << COLUMN_BITS) - 1

Tree: TypeAlias = "int | Branch"
"""The mark of a scalar, or of a container with all that stands in it."""


class Branch(NamedTuple):
    """Marks of a container: where it starts, and below each key its own mark and that of its value."""

    at: int
    below: dict[str, tuple[int, Tree]] | list[Tree]


class Mark(NamedTuple):
    """A place in a file, both counted from 1."""

    line: int
    column: int


class Marks(msgspec.Struct, frozen=True):
    """The places of all keys and values; a path that is not in the file has the place of what it would stand in.

    `thousands` has, by its place, each number as it is written that means thousands to some: 4.500.
    """

    root: Tree
    thousands: Mapping[int, str] = {}

    def in_thousands(self, where: Where) -> str:
        """Return a number as it is written where it means thousands to some; else ""."""
        return self.thousands.get(_start(self._find(where)[1]), "")

    def value(self, where: Where) -> Mark:
        """Return where the value starts."""
        return _mark(_start(self._find(where)[1]))

    def key(self, where: Where) -> Mark:
        """Return where the key stands; for an entry of a list, where the entry starts."""
        return _mark(self._find(where)[0])

    def line(self, where: Where) -> int:
        """Return the line a person looks for: of the value, or of the key that a list or mapping stands under."""
        key, tree = self._find(where)
        return _mark(key if isinstance(tree, Branch) else tree).line

    def _find(self, where: Where) -> tuple[int, Tree]:
        key, tree = _start(self.root), self.root
        for step in where:
            below = tree.below if isinstance(tree, Branch) else None
            if isinstance(below, dict) and step in below:
                key, tree = below[str(step)]
            elif isinstance(below, list) and isinstance(step, int) and step < len(below):
                tree = below[step]
                key = _start(tree)
            else:
                break
        return key, tree


def _start(tree: Tree) -> int:
    return tree.at if isinstance(tree, Branch) else tree


def _mark(packed: int) -> Mark:
    return Mark((packed >> COLUMN_BITS) + 1, (packed & _COLUMN_MASK) + 1)


class Document(msgspec.Struct, frozen=True):
    """One file as it was read: nothing is known yet about whether it fits."""

    path: Path
    data: Data
    marks: Marks
    sha256: str
    first_line: str

    def problem(self, where: Where, what: str, do: str = "") -> Problem:
        """Return a problem that names this file and the line of the key or value."""
        return Problem(file=str(self.path), line=self.marks.line(where), what=what, do=do)

    def has(self, where: Where) -> bool:
        """Return whether the file itself gives this, even where a default would do."""
        data = self.data
        for step in where:
            if isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
                continue
            if not (isinstance(data, dict) and isinstance(step, str) and step in data):
                return False
            data = data[step]
        return True
