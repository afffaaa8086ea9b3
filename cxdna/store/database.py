"""What a store needs of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Select

T = TypeVar("T")


class Database(Protocol):
    """An open database; every method raises `StorageError` when disk or server fail."""

    def check(self, name: str) -> None:
        """Raise `StorageError` where the schema is not this version's or the workspace of that name is not there."""

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what work reads: one consistent state."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work as one transaction, after every other writer's and before the next; durable on return."""

    def plain(self, connection: Connection, query: Select[Any], values: Mapping[str, object]) -> Sequence[Any] | None:
        """Return the first row of a query for texts and numbers, with as little around it as there can be."""

    def migrate(self, work: Callable[[Connection], None]) -> None:
        """Do work that changes tables as one transaction, while nobody else works with them."""

    def scrub(self) -> None:
        """Leave nothing of what was overwritten in the files."""

    def close(self) -> None:
        """Let go of files and connections."""
