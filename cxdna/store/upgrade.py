"""Bring a database to the newest schema: each step is one transaction, so it is old or new and never half."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, inspect

from cxdna.store.database import Database
from cxdna.store.schema import version
from cxdna.store.version import newer, read_version

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"


def upgrade(place: Path | str, *, backups: Path | None = None, steps: Path | None = None) -> tuple[str, ...]:
    """Take every step that a SQLite file, or the database at an address, has not taken; return their numbers.

    Whoever calls this has the workspace to itself and a backup of it. `steps` is another folder of steps, for tests.
    Raises `StorageError` where the database is damaged, in use, or newer than the steps.
    """
    script = _script(steps)
    with _opened(place, backups) as database:
        taken = []
        for step in _missing(script, database.read(_version), str(place)):
            database.migrate(_taking(step))
            taken.append(step.revision)
        return tuple(taken)


def _script(steps: Path | None) -> ScriptDirectory:
    folders = [MIGRATIONS / "versions", *([steps] if steps else [])]
    return ScriptDirectory(str(MIGRATIONS), version_locations=[str(one) for one in folders])


def _version(connection: Connection) -> str | None:
    return read_version(connection) if inspect(connection).has_table(version.name) else None


def _missing(script: ScriptDirectory, found: str | None, where: str) -> list[Script]:
    """Return the steps that were not taken, in their order. Raises `StorageError` for a step that is not known."""
    steps = list(script.walk_revisions())[::-1]
    names = [step.revision for step in steps]
    if found is not None and found not in names:
        raise newer(where, found, names[-1])
    return steps if found is None else steps[names.index(found) + 1 :]


def _taking(step: Script) -> Callable[[Connection], None]:
    def take(connection: Connection) -> None:
        context = MigrationContext.configure(connection)
        if step.down_revision is None:
            version.create(connection)
            connection.execute(version.insert().values(version_num=step.revision))
        with Operations.context(context):
            step.module.upgrade()
        connection.execute(version.update().values(version_num=step.revision))

    return take


@contextmanager
def _opened(place: Path | str, backups: Path | None) -> Iterator[Database]:
    database: Database
    if isinstance(place, str):
        from cxdna.store.postgresql import Postgresql  # noqa: PLC0415 - only for those who have a server

        database = Postgresql(place, "")
    else:
        from cxdna.store.sqlite import Sqlite, missing  # noqa: PLC0415 - only for those who have none

        if not place.exists():
            raise missing(place, backups)
        database = Sqlite(place, backups=backups, new=not place.stat().st_size)
    try:
        yield database
    finally:
        database.close()
