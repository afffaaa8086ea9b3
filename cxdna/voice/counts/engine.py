"""What an engine does: it opens a file of answers and answers SQL about it, the same text whichever engine it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Final, Literal, Protocol, TypeAlias

import msgspec

from cxdna.errors import UserError
from cxdna.voice.source.model import Source

TABLE: Final = "answers_file"
"""The name of the opened file in SQL; its columns are c0, c1, ... in the order of the source's, never their headers."""
Kind: TypeAlias = Literal["text", "integer", "number", "decimal", "day", "truth"]
"""What the cells of a column are; `number` are binary fractions. Those of CSV files are text."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine may use: `memory` as 512MB or 4GB, a folder for what does not fit in it, and threads.

    None leaves each to the engine. `master` is the address of a Spark cluster, or local[2].
    """

    memory: str | None = None
    temporary: Path | None = None
    threads: int | None = None
    master: str | None = None


def all_text(source: Source) -> tuple[Kind, ...]:
    """Return the kinds of a CSV file's columns."""
    return tuple("text" for _ in source.columns)


def memory_of(limits: Limits) -> tuple[str, str] | None:
    """Return the amount and the unit of the memory: ("512", "MB"). Raises `UserError` for what is no amount."""
    if limits.memory is None:
        return None
    found = re.fullmatch(r"([1-9][0-9]{0,6})\s*([KMGT])i?B?", limits.memory.strip(), re.IGNORECASE)
    if found is None:
        raise UserError(f"'{limits.memory}' is no amount of memory", "write it as 512MB or 4GB")
    return found[1], f"{found[2].upper()}B"


class Opened(Protocol):
    """A file that an engine has open; `kinds` are those of its columns, in order."""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the cells of each column are."""

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that a SELECT over `TABLE` gives.

        Raises `Problems` where the file cannot be read as what it is said to be, and `UserError` that names the
        settings to change where memory or the temporary folder is exhausted.
        """


class Engine(Protocol):
    """A way to count."""

    name: str

    def open(self, source: Source, limits: Limits) -> AbstractContextManager[Opened]:
        """Open a file. Raises `MissingOnMachine` with the command that installs what is missing."""
