"""A workspace is brought up to date with this version of cxdna: backed up first, by itself, step by step."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import msgspec

from cxdna.errors import StorageError, UserError
from cxdna.store.model import LogEntry
from cxdna.workflows.keeping.backup import dated, made
from cxdna.workflows.where import Where
from cxdna.workspace.find import find
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import database_of, exclusive, open_store
from cxdna.workspace.pack import copy_sqlite, free_name, pack, schema_of
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.tidy import take_away_left


class Upgraded(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: the steps taken (none: nothing was to do), the backup from before, the editor schemas renewed."""

    steps: tuple[str, ...]
    backup: Path | None
    schemas: tuple[str, ...]


def upgrade_workspace(
    where: Where, now: dt.datetime, *, backed_up: bool = False, steps: Path | None = None
) -> Upgraded:
    """Bring a workspace up to date. `backed_up` says so of a server, whose older records this version cannot copy.

    Raises `StorageError` where the database is damaged, in use or newer, `UserError` for a server without a backup.
    """
    workspace = find(where.here, where.workspace)
    place = database_of(workspace, where.environment)
    backup = None
    with exclusive(workspace, "an upgrade"):
        take_away_left(workspace)
        taken: tuple[str, ...] = ()
        if _is_older(place, workspace):
            if isinstance(place, Path):
                out = free_name(made(workspace.backups), f"{dated(workspace, now)}-before-upgrade")
                backup = pack(workspace, out, now, partial(copy_sqlite, place)).file
            elif not backed_up:
                raise UserError(
                    "the database on the server is to be changed, and this version cannot copy its older records",
                    "back it up with the server's own tools (pg_dump), then: cxdna upgrade --backed-up",
                )
            taken = _upgraded(place, workspace, steps)
        schemas = write_schemas(workspace.folder)
    if taken:
        with open_store(workspace, where.environment) as store:
            store.add(LogEntry(at=now, what="upgraded", text=f"to schema {taken[-1]}"))
    return Upgraded(steps=taken, backup=backup, schemas=schemas)


def _upgraded(place: Path | str, workspace: Workspace, steps: Path | None) -> tuple[str, ...]:
    from cxdna.store.upgrade import upgrade  # noqa: PLC0415 - Alembic: heavy, and only where there is something to do

    return upgrade(place, backups=workspace.backups, steps=steps)


def _is_older(place: Path | str, workspace: Workspace) -> bool:
    """Tell whether there are steps to take. Raises `StorageError` for a newer database and one that is none of ours."""
    from cxdna.store.schema import NEWEST  # noqa: PLC0415 - SQLAlchemy: heavy
    from cxdna.store.version import newer  # noqa: PLC0415 - the same

    found = _in_file(place, workspace) if isinstance(place, Path) else _in_server(place, workspace)
    if found > NEWEST:
        raise newer(str(workspace.database), found, NEWEST)
    return found < NEWEST


def _in_file(place: Path, workspace: Workspace) -> str:
    from cxdna.store.sqlite import Sqlite, missing  # noqa: PLC0415 - SQLAlchemy: heavy

    if not place.exists():
        raise missing(place, workspace.backups)
    Sqlite(place, backups=workspace.backups).close()  # raises where it is damaged
    return schema_of(place)


def _in_server(place: str, workspace: Workspace) -> str:
    from cxdna.store.postgresql import Postgresql  # noqa: PLC0415 - only for those who have a server
    from cxdna.store.version import read_version  # noqa: PLC0415 - SQLAlchemy: heavy

    database = Postgresql(place, workspace.settings.id)
    try:
        found = database.read(read_version)
    finally:
        database.close()
    if found is None:
        raise StorageError("the database on the server holds no workspace; look whether its address is right")
    return found
