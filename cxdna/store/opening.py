"""A store at a place: a SQLite file, or a database at the address of a server.

Importing this imports SQLAlchemy, which takes several times as long as everything else a command needs: whoever opens
no store must not import it.
"""

from __future__ import annotations

from pathlib import Path

from cxdna.store.database import Database
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import Sqlite, create_sqlite, missing


def open_at(place: Path | str, name: str, backups: Path | None = None) -> SqlStore:
    """Open the store of the workspace of that name. Raises `StorageError` where it is missing, damaged or not for us.

    `backups` is where to look for the backup to put back.
    """
    database = _database(place, name, backups)
    try:
        database.check(name)
    except BaseException:
        database.close()
        raise
    return SqlStore(database, name)


def _database(place: Path | str, name: str, backups: Path | None) -> Database:
    if isinstance(place, str):
        from cxdna.store.postgresql import Postgresql  # noqa: PLC0415 - only for those who have a server

        return Postgresql(place, name)
    if not place.exists():
        raise missing(place, backups)
    return Sqlite(place, backups=backups)


def create_at(place: Path | str, name: str) -> None:
    """Make the store of a new workspace. Raises `StorageError` where there is one already."""
    if isinstance(place, str):
        from cxdna.store.postgresql import create_postgresql  # noqa: PLC0415 - only for those who have a server

        create_postgresql(place, name)
        return
    create_sqlite(place, name)
