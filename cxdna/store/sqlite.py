"""A workspace's SQLite file: opened with everything that makes a commit survive, and checked before it is used."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from cxdna.errors import StorageError
from cxdna.store.schema import NEWEST, metadata, version, workspace
from cxdna.store.scoped import WORKSPACES
from cxdna.store.trouble import CHANGING, READING, SAVING, damaged, in_words, last_backup
from cxdna.store.version import check_version, read_version

T = TypeVar("T")

PATIENCE: Final = 10.0
"""Seconds to wait for another writer."""

# Each is set and read back: a file system or a build of SQLite that does not do it must not hold answers.
SETTINGS: Final[Mapping[str, tuple[str, str | int]]] = {
    "journal_mode": ("wal", "wal"),
    "synchronous": ("full", 2),
    "fullfsync": ("on", 1),
    "checkpoint_fullfsync": ("on", 1),
    "foreign_keys": ("on", 1),
    "secure_delete": ("on", 1),
    "trusted_schema": ("off", 0),
}
TABLES_OF_OURS: Final = ("alembic_version", "workspace")
OURS: Final = f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN {TABLES_OF_OURS}"  # noqa: S608 - ours


class Sqlite:
    """An open SQLite file with one connection."""

    def __init__(
        self, file: Path, *, backups: Path | None = None, patience: float | None = None, new: bool = False
    ) -> None:
        """Open a file that is there, `new` with nothing in it yet.

        Raises `StorageError` where it is not whole or not safe to write to; another program's file is left as it is.
        """
        self.file = file
        self._backups = backups
        self._compiled: dict[Select[Any], tuple[str, Mapping[str, Any]]] = {}
        waits = PATIENCE if patience is None else patience
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: _open(file, waits, None if new else last_backup(backups)),
            poolclass=StaticPool,
            paramstyle="named",
        )
        try:
            self._connection = self._connect()
        except BaseException:
            self._engine.dispose()
            raise

    def _connect(self) -> Connection:
        try:
            connection = self._engine.connect()
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            connection.rollback()
            driver = connection.connection.driver_connection
        except DBAPIError as error:
            raise self._told(error, READING) from error
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101 - for the type checker
        self._driver = driver
        if found != "ok":
            raise damaged(self.file, self._backups)
        return connection

    def check(self, name: str) -> None:
        """Raise `StorageError` where the schema is another than this version's, or the workspace another than named."""
        found, owners = self.read(_state)
        if found is None:
            raise StorageError(f"{self.file} is not a cxdna database; {last_backup(self._backups)}")
        check_version(found, str(self.file))
        if name not in owners:
            raise StorageError(
                f"{self.file} belongs to another workspace ({', '.join(owners)}) than its settings say ({name}); "
                "put the file of this workspace back, or the id in its settings"
            )

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what work reads: one consistent state."""
        return self._transaction("BEGIN", work, READING)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work as one transaction; it is on the disk on return."""
        return self._transaction("BEGIN IMMEDIATE", work, SAVING)

    def migrate(self, work: Callable[[Connection], None]) -> None:
        """Do work that changes tables as one transaction; tables may be made anew, so references hold at its end."""

        def checked(connection: Connection) -> None:
            work(connection)
            if self._driver.execute("PRAGMA foreign_key_check").fetchall():
                msg = "the migration leaves rows that refer to nothing"
                raise ValueError(msg)

        self._driver.execute("PRAGMA foreign_keys=off")  # within a transaction it would do nothing
        try:
            self._transaction("BEGIN EXCLUSIVE", checked, CHANGING)
        finally:
            self._driver.execute("PRAGMA foreign_keys=on")

    def _transaction(self, begin: str, work: Callable[[Connection], T], doing: str) -> T:
        connection = self._connection
        try:
            self._driver.execute(begin)
            result = work(connection)
            # SQLAlchemy commits what it began, and it does not know of this one when nothing but `plain` was asked.
            self._driver.commit()
            connection.commit()
        except (DBAPIError, sqlite3.Error) as error:
            self._roll_back()
            raise self._told(error, doing) from error
        except BaseException:
            self._roll_back()
            raise
        return result

    def _roll_back(self) -> None:
        # SQLite has rolled back by itself after some errors; what counts is the error that led here.
        with contextlib.suppress(DBAPIError, sqlite3.Error):
            self._driver.rollback()
        with contextlib.suppress(DBAPIError):
            self._connection.rollback()

    def _told(self, error: DBAPIError | sqlite3.Error, doing: str) -> Exception:
        return in_words(error, self.file, doing, self._backups)

    def plain(self, connection: Connection, query: Select[Any], values: Mapping[str, object]) -> Sequence[Any] | None:
        """Return the first row of a query past SQLAlchemy, which takes five times as long as SQLite itself."""
        if query not in self._compiled:
            compiled = query.compile(dialect=connection.dialect)
            self._compiled[query] = (str(compiled), compiled.params)
        text, fixed = self._compiled[query]
        row: Sequence[Any] | None = self._driver.execute(text, {**fixed, **values}).fetchone()
        return row

    def scrub(self) -> None:
        """Rewrite the file and empty the log beside it: overwritten rows may have left copies in either.

        Raises `StorageError` while other programs read: what they see cannot be taken from under them.
        """
        try:
            self._connection.exec_driver_sql("VACUUM")
            self._connection.commit()
            busy = self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
            self._connection.rollback()
        except DBAPIError as error:
            self._roll_back()
            raise self._told(error, "what was dropped may still be in the file") from error
        if busy:
            raise StorageError(
                f"what was dropped may still be in the file: another program is using {self.file}; "
                "close it, then give any other command here, which takes it away: cxdna status"
            )

    def close(self) -> None:
        """Move everything into the one file, so that a copy of it is whole, and let go of it."""
        with contextlib.suppress(DBAPIError):  # everything is on the disk already; others may go on working
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        with contextlib.suppress(DBAPIError):
            self._connection.close()
        self._engine.dispose()


def create_sqlite(file: Path, workspace_id: str) -> None:
    """Make the file of a new workspace: it is there whole or not at all. Raises `StorageError` where one is there."""
    if file.exists():
        raise StorageError(f"{file} is there already: it was left as it is")
    part = file.with_name(f"{file.name}.part")
    _remove(part)
    part.touch()
    try:
        database = Sqlite(part, new=True)
        try:
            database.write(lambda connection: make_tables(connection, workspace_id))
        finally:
            database.close()
        part.rename(file)
    finally:
        _remove(part)
    _sync_folder(file.parent)


def make_tables(connection: Connection, workspace_id: str) -> None:
    """Make the newest schema and the row of a workspace."""
    metadata.create_all(connection, checkfirst=False)
    connection.execute(version.insert().values(version_num=NEWEST))
    connection.execute(workspace.insert().values(id=workspace_id))


def missing(file: Path, backups: Path | None) -> StorageError:
    """Return what to raise where the settings of a workspace are there and its file is not."""
    return StorageError(
        f"{file} is missing, and with it all answers (or are they on a server? Then set CXDNA_DATABASE_URL); "
        f"{last_backup(backups)}"
    )


def _state(connection: Connection) -> tuple[str | None, list[str]]:
    """Return the number of the schema and the ids of the workspaces; no number for a database that is not ours."""
    if connection.exec_driver_sql(OURS).scalar() != len(TABLES_OF_OURS):
        return None, []
    return read_version(connection), list(connection.execute(WORKSPACES).scalars())


def _open(file: Path, patience: float, otherwise: str | None) -> sqlite3.Connection:
    """Return a connection with every setting in force.

    A file that is not ours is refused before a setting changes it; the message ends with `otherwise`. None lets any in.
    """
    connection = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=patience, check_same_thread=False
    )
    try:
        if otherwise is not None:
            _recognise(connection, file, otherwise)
        for name, (wanted, in_force) in SETTINGS.items():
            _set(connection, file, name, wanted, in_force)
    except BaseException:
        connection.close()
        raise
    return connection


def _recognise(connection: sqlite3.Connection, file: Path, otherwise: str) -> None:
    if connection.execute(OURS).fetchone()[0] != len(TABLES_OF_OURS):
        raise StorageError(f"{file} is not a cxdna database; {otherwise}")


def _set(connection: sqlite3.Connection, file: Path, name: str, wanted: str, in_force: str | int) -> None:
    connection.execute(f"PRAGMA {name}={wanted}").fetchall()
    found = connection.execute(f"PRAGMA {name}").fetchone()
    if found is None or found[0] != in_force:
        raise StorageError(
            f"answers would not be safe in {file}: this disk or this SQLite does not offer {name}={wanted}; "
            "move the workspace to a disk of this computer"
        )


def _remove(file: Path) -> None:
    for one in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        one.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable; Windows does that by itself and cannot be asked."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
