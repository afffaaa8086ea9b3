"""A backup -> a workspace: a new one, or one that is put back to what it was; all or nothing."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from cxdna.errors import CxdnaError, StorageError, UserError
from cxdna.statistics.display import long_date
from cxdna.store.model import LogEntry
from cxdna.store.port import Store
from cxdna.workflows.keeping.backup import back_up, dated, made, short_name
from cxdna.workflows.people.forget import forget_again
from cxdna.workflows.where import Where
from cxdna.workspace.copy_store import copy_store
from cxdna.workspace.find import around, settled
from cxdna.workspace.lock import LOCK, alone
from cxdna.workspace.manifest import FILES, FOLDERS, Manifest
from cxdna.workspace.model import SETTINGS, Settings, Workspace
from cxdna.workspace.open import URL, create_store, database_of, open_store
from cxdna.workspace.pack import copy_sqlite, free_name, pack
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.settings import read_settings
from cxdna.workspace.switch import abandon, commit, put, stage
from cxdna.workspace.unpack import opened, unpack

Chance = Callable[[int], str]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: a backup, where it should go, and whether a workspace that is there may be replaced."""

    file: Path
    folder: Path | None = None
    replace: bool = False


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What was restored: where, to the state of when, where the state before lies, how many were forgotten again."""

    folder: Path
    made: dt.datetime
    before: Path | None
    forgotten: int


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was opened and checked, with what its restoring needs of the outside."""

    file: Path
    archive: zipfile.ZipFile
    manifest: Manifest
    now: dt.datetime
    environment: Mapping[str, str]
    chance: Chance


def restore(where: Where, request: Request, now: dt.datetime, chance: Chance) -> Restored:
    """Restore a backup into a new folder or, to replace what is there, over a workspace, which is backed up first.

    Raises `UserError` for what is no backup and where a workspace would be overwritten unasked, `StorageError` where
    disk or database fail; everything is as it was then.
    """
    file = request.file
    with opened(file) as (archive, manifest):
        job = Job(file=file, archive=archive, manifest=manifest, now=now, environment=where.environment, chance=chance)
        target = _target(where, request, manifest)
        return _over(job, target) if (target / SETTINGS).is_file() else _anew(job, target)


def _target(where: Where, request: Request, manifest: Manifest) -> Path:
    """Return where to; a workspace is meant only where that was said."""
    folder, replace = request.folder, request.replace
    if folder is None:
        folder = where.workspace or around(where.here) or Path(short_name(manifest.organisation))
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder} is a file", "name a folder")
    there = (settled(folder) / SETTINGS).is_file()
    if there and not replace:
        raise UserError(
            f"{folder} is a workspace",
            "name a new folder, or add --replace to put this one back to the backup; it is backed up first",
        )
    if replace and not there:
        raise UserError(f"{folder} is not a workspace, so there is nothing to replace", "leave --replace out")
    return folder


def _anew(job: Job, folder: Path) -> Restored:
    counts: list[int] = []

    def fill(target: Path) -> None:
        settings = unpack(job.archive, job.manifest, target, job.file)
        counts.append(_settle(job, target, settings, frozenset(), keep_id=True))
        (target / "out").mkdir(exist_ok=True)

    put(folder, fill)
    return _restored(job, folder, None, counts[0])


def _over(job: Job, folder: Path) -> Restored:
    served = bool(job.environment.get(URL, "").strip())
    gone, saved = _back_up_served(job, folder) if served else (frozenset[str](), Path())
    with alone(folder, "a restore"):
        try:
            new = stage(folder)
            settings = unpack(job.archive, job.manifest, new, job.file)
            if not served:
                gone, saved = _put_aside(job, folder, settings)
            count = _settle(job, new, settings, gone, keep_id=False)
            pieces = (*FOLDERS, *FILES)
            commit(folder, [name for name in pieces if (folder / name).exists() and not (new / name).exists()])
        except OSError as problem:
            raise StorageError(f"nothing was restored: {problem.filename or folder}: {problem.strerror}") from problem
        finally:
            abandon(folder)
    return _restored(job, folder, saved, count)


def _restored(job: Job, folder: Path, before: Path | None, forgotten: int) -> Restored:
    return Restored(folder=folder, made=job.manifest.made, before=before, forgotten=forgotten)


def _back_up_served(job: Job, folder: Path) -> tuple[frozenset[str], Path]:
    """Back up a workspace that lives in a server, where it stays as it is; return who was forgotten, and the file."""
    before = back_up(Where(folder, job.environment, folder), None, job.now)
    with open_store(Workspace(folder, read_settings(folder)), job.environment) as store:
        return frozenset(person.id for person in store.people() if person.forgotten), before.file


def _put_aside(job: Job, folder: Path, settings: Settings) -> tuple[frozenset[str], Path]:
    """Back up what is there, readable or not; return the ids of people who were forgotten in it, and the file."""
    with suppress(CxdnaError):
        settings = read_settings(folder)
    workspace = Workspace(folder, settings)
    name = dated(workspace, job.now)
    try:
        gone = _forgotten(workspace)
        out = free_name(made(workspace.backups), f"{name}-before-restore")
        packed = pack(workspace, out, job.now, partial(copy_sqlite, workspace.database))
    except StorageError:
        # Damaged, of another version or gone: what can be had of it is kept as it is.
        gone = frozenset[str]()
        packed = pack(workspace, free_name(made(workspace.damaged), name), job.now, None)
    if packed.left_out:
        packed.file.unlink()
        raise UserError(
            f"these would be lost, as no backup holds them: {', '.join(packed.left_out)}", "move them elsewhere first"
        )
    return gone, packed.file


def _forgotten(workspace: Workspace) -> frozenset[str]:
    """Return who was forgotten. Raises `StorageError` where the database is not whole, or of another version."""
    from cxdna.store.sql import SqlStore  # noqa: PLC0415 - SQLAlchemy: heavy
    from cxdna.store.sqlite import Sqlite  # noqa: PLC0415 - the same

    if not workspace.database.is_file():
        raise StorageError(f"{workspace.database} is missing")
    database = Sqlite(workspace.database)
    try:
        database.check(workspace.settings.id)
        people = SqlStore(database, workspace.settings.id).people()
    finally:
        database.close()
    return frozenset(person.id for person in people if person.forgotten)


def _settle(job: Job, target: Path, settings: Settings, gone: frozenset[str], *, keep_id: bool) -> int:
    """Note in the restored store that it was restored and forget again who was forgotten since; move it to a server.

    Returns how many were forgotten again. A store of an older schema is brought up to date.
    """
    from cxdna.store.schema import NEWEST  # noqa: PLC0415 - SQLAlchemy: heavy

    write_schemas(target)
    for name in ("evidence", "branding"):
        (target / name).mkdir(exist_ok=True)
    workspace = Workspace(target, settings)
    served = not isinstance(database_of(workspace, job.environment), Path)
    if job.manifest.schema < NEWEST:
        from cxdna.store.upgrade import upgrade  # noqa: PLC0415 - Alembic: heavy, and only for an old backup

        upgrade(workspace.database)
    with open_store(workspace, {}) as store:
        count = forget_again(store, gone, job.now)
        day = long_date(job.manifest.made.astimezone(ZoneInfo(settings.organisation.time_zone)).date())
        store.add(LogEntry(at=job.now, what="restored", text=f"to the backup of {day}: {job.file.name}"))
        if served:
            _to_server(job, store, workspace, keep_id=keep_id)
    if served:
        workspace.database.unlink()
    (target / LOCK).unlink(missing_ok=True)
    return count


def _to_server(job: Job, store: Store, workspace: Workspace, *, keep_id: bool) -> None:
    """Copy the records to the server; over a workspace that is there under a new id, so that either is whole."""
    settings = workspace.settings
    if not keep_id:
        settings = msgspec.structs.replace(settings, id=f"ws_{job.chance(4)}")
        file = workspace.folder / SETTINGS
        text = file.read_text(encoding="utf-8")
        changed = re.sub(r"(?m)^id:(\s*)\S+", rf"id:\g<1>{settings.id}", text, count=1)
        file.write_text(changed, encoding="utf-8", newline="\n")
    with create_store(Workspace(workspace.folder, settings), job.environment) as server:
        copy_store(store, server)
