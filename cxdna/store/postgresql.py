"""A database server: writes in one order, and a connection that is lost is made again without saving twice."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, text
from sqlalchemy.exc import DBAPIError

from cxdna.errors import StorageError
from cxdna.store.schema import NEWEST, metadata, version, workspace
from cxdna.store.scoped import WORKSPACES
from cxdna.store.server_engine import engine_of
from cxdna.store.server_trouble import place_of, server_words
from cxdna.store.trouble import CHANGING, READING, SAVING
from cxdna.store.version import check_version, read_version

T = TypeVar("T")

WAITS: Final = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each attempt to connect again: a network takes a while to come back after a lid was closed."""
SCHEMA_LOCK: Final = 0x6378646E61
"""Number of the server's lock that those who work share and an upgrade has alone."""
_UNDECIDED: Final = 20


class _Lost(Exception):
    """The connection broke, and nothing of the transaction was committed."""


class Postgresql:
    """An open database on a server, with one connection."""

    def __init__(self, url: str, name: str, *, waits: Sequence[float] = WAITS) -> None:
        """Connect to the database that holds the workspace of that name. Raises `StorageError` where that fails."""
        self._place = place_of(url)
        self._name = name
        self._waits = waits
        self._engine = engine_of(url)
        self._former: tuple[int, Any] | None = None
        self._connection: Connection | None = None
        self._connect(READING)

    def _connect(self, doing: str) -> Connection:
        """Return the connection; a new one shares the schema with others, and its predecessor is ended for certain."""
        if self._connection is not None:
            return self._connection
        try:
            connection = self._engine.connect()
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), {"key": SCHEMA_LOCK})
            connection.execute(text("SET lock_timeout = '10s'"))
            if connection.execute(text("SHOW synchronous_commit")).scalar() == "off":
                connection.execute(text("SET synchronous_commit = on"))
            self._end_former(connection)
            connection.commit()
        except DBAPIError as error:
            raise server_words(error, self._place, doing) from error
        self._connection = connection
        return connection

    def _end_former(self, connection: Connection) -> None:
        """End the session whose connection broke: it may not know yet, and hold locks."""
        own = "SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"
        if self._former is not None:
            gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = :pid AND backend_start = :start"
            connection.execute(text(gone), dict(zip(("pid", "start"), self._former, strict=True)))
        pid, start = connection.execute(text(own)).one()
        self._former = (pid, start)

    def _reconnect(self, doing: str) -> Connection:
        """Connect again, with patience. Raises the `StorageError` of the last attempt."""
        failure: StorageError | None = None
        for wait in self._waits:
            time.sleep(wait)
            try:
                return self._connect(doing)
            except StorageError as error:
                failure = error
        raise failure or StorageError(f"{doing}: the connection to {self._place} was lost")

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def check(self, name: str) -> None:
        """Raise `StorageError` where the schema is another than this version's, or the workspace is not there."""
        found, owners = self.read(_state)
        if found is None or (found == NEWEST and name not in owners):
            raise StorageError(
                f"the database {self._place} does not hold this workspace ({name}); "
                "look whether CXDNA_DATABASE_URL names the right one"
            )
        check_version(found, f"the database {self._place}")

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what work reads; when the connection is lost, it is made again and the reading repeated."""

        def once(connection: Connection) -> T:
            try:
                result = work(connection)
                connection.rollback()
            except DBAPIError as error:
                self._failed(error, READING)
                raise _Lost from error
            return result

        return self._patiently(once, READING)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Do work as one transaction, after every other writer's of this workspace.

        When the connection is lost, the server is asked whether it committed; only if not, the work is repeated.
        """

        def once(connection: Connection) -> T:
            number = None
            result: T
            try:
                number_now = connection.execute(_BEGIN, {"key": _key(self._name)}).scalar_one()
                result = work(connection)
                number = number_now
                connection.commit()
            except DBAPIError as error:
                self._failed(error, SAVING)
                if number is not None and self._was_committed(number):
                    return result
                raise _Lost from error
            except BaseException:
                with contextlib.suppress(DBAPIError):
                    connection.rollback()
                raise
            return result

        return self._patiently(once, SAVING)

    def _patiently(self, once: Callable[[Connection], T], doing: str) -> T:
        for _ in self._waits:
            connection = self._connection or self._reconnect(doing)
            try:
                return once(connection)
            except _Lost:
                continue
        raise StorageError(
            f"{doing}: the connection to {self._place} keeps breaking; mend the connection and try again"
        )

    def _failed(self, error: DBAPIError, doing: str) -> None:
        """Raise what an error means, but for a lost connection, which is let go of."""
        if error.connection_invalidated:
            self._drop()
            return
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                self._connection.rollback()
        raise server_words(error, self._place, doing) from error

    def _was_committed(self, number: str) -> bool:
        """Ask the server what became of a transaction. Raises `StorageError` when it does not know."""
        unsure = StorageError(
            f"the connection to {self._place} was lost while saving, and whether it was saved is not certain; "
            "look at what is there before you do it again"
        )
        for _ in range(_UNDECIDED):
            try:
                connection = self._reconnect(SAVING)
                found = connection.execute(_OUTCOME, {"number": number}).scalar()
                connection.rollback()
            except (DBAPIError, StorageError) as error:
                raise unsure from error
            if found == "committed":
                return True
            if found == "aborted":
                return False
            if found is None:
                break
            time.sleep(0.25)
        raise unsure

    def migrate(self, work: Callable[[Connection], None]) -> None:
        """Do work that changes tables as one transaction, while nobody else works with them."""
        connection = self._connection or self._connect(CHANGING)
        try:
            connection.execute(text("SELECT pg_advisory_unlock_shared(:key)"), {"key": SCHEMA_LOCK})
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})
            work(connection)
            connection.commit()
            connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), {"key": SCHEMA_LOCK})
            connection.commit()
        except DBAPIError as error:
            self._drop()
            raise server_words(error, self._place, CHANGING) from error
        except BaseException:
            self._drop()
            raise

    def plain(self, connection: Connection, query: Select[Any], values: Mapping[str, object]) -> Sequence[Any] | None:
        """Return the first row of a query; the way to the server takes longer than SQLAlchemy."""
        return connection.execute(query, dict(values)).first()

    def scrub(self) -> None:
        """Let the server reuse the room of what was overwritten.

        Its logs and backups are its keeper's: they hold what was there until they are replaced.
        """
        try:
            with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("VACUUM person, sheet, answer, restatement"))
        except DBAPIError as error:
            raise server_words(error, self._place, "what was dropped may still be on the server") from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            with contextlib.suppress(DBAPIError):
                self._connection.close()
            self._connection = None
        self._engine.dispose()


_BEGIN: Final = text("SELECT CAST(pg_current_xact_id() AS text) FROM (SELECT pg_advisory_xact_lock(:key)) AS taken")
_OUTCOME: Final = text("SELECT pg_xact_status(CAST(:number AS xid8))")


def _key(name: str) -> int:
    """Return the number of a workspace's lock."""
    return int.from_bytes(hashlib.sha256(f"cxdna:{name}".encode()).digest()[:8], signed=True)


def create_postgresql(url: str, name: str) -> None:
    """Make room for a new workspace: its tables, if they are not there, and its row. Raises `StorageError` as told."""
    place = place_of(url)
    engine = engine_of(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK + 1})
            _make_room(connection, place, name)
    except DBAPIError as error:
        raise server_words(error, place, "no workspace was made") from error
    finally:
        engine.dispose()


def _make_room(connection: Connection, place: str, name: str) -> None:
    found, owners = _state(connection)
    if found is None:
        if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is not None:
            raise StorageError(f"the database {place} is another program's; give cxdna a database of its own")
        metadata.create_all(connection, checkfirst=False)
        connection.execute(version.insert().values(version_num=NEWEST))
    else:
        check_version(found, f"the database {place}")
    if name in owners:
        raise StorageError(f"the database {place} holds this workspace ({name}) already: it was left as it is")
    connection.execute(workspace.insert().values(id=name))


def _state(connection: Connection) -> tuple[str | None, list[str]]:
    """Return the number of the schema and the ids of the workspaces; no number for a database that is not ours."""
    known = "SELECT to_regclass('alembic_version') IS NOT NULL AND to_regclass('workspace') IS NOT NULL"
    if not connection.execute(text(known)).scalar():
        return None, []
    return read_version(connection), list(connection.execute(WORKSPACES).scalars())
