"""A workspace -> one backup file, while others go on working in it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from cxdna.errors import StorageError, UserError
from cxdna.store.port import Store
from cxdna.workflows.where import Where
from cxdna.workspace.copy_store import copy_store
from cxdna.workspace.find import find
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import create_store, database_of, open_store
from cxdna.workspace.pack import Packed, copy_sqlite, free_name, pack
from cxdna.workspace.tidy import tidy


def back_up(where: Where, out: Path | None, now: dt.datetime) -> Packed:
    """Back up the workspace that is meant, to `backups/` unless another place is named.

    Raises `UserError` where something lies at that place already, `StorageError` where disk or database fail.
    """
    workspace = find(where.here, where.workspace)
    tidy(workspace)
    target = _place(workspace, out, now)
    with open_store(workspace, where.environment) as store:
        return pack_open(workspace, store, target, now, where.environment)


def pack_open(
    workspace: Workspace, store: Store, target: Path, now: dt.datetime, environment: Mapping[str, str]
) -> Packed:
    """Back up a workspace whose store is open."""
    place = database_of(workspace, environment)
    if isinstance(place, Path):
        return pack(workspace, target, now, partial(copy_sqlite, place))
    return pack(workspace, target, now, partial(_into_file, store, workspace))


def _into_file(store: Store, workspace: Workspace, target: Path) -> None:
    """Copy the records of a server into a SQLite file, so that the backup can be restored anywhere."""
    with create_store(Workspace(target.parent, workspace.settings), {}) as copy:
        copy_store(store, copy)


def _place(workspace: Workspace, out: Path | None, now: dt.datetime) -> Path:
    if out is not None and out.is_dir():
        return free_name(out, dated(workspace, now))
    if out is not None:
        if out.exists():
            raise UserError(f"{out} is there already", "name another file; a backup never replaces anything")
        return out
    return free_name(made(workspace.backups), dated(workspace, now))


def made(folder: Path) -> Path:
    """Return a folder that is there. Raises `StorageError` where it cannot be made."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise StorageError(f"{folder} cannot be made: {problem.strerror}; nothing was backed up") from problem
    return folder


def dated(workspace: Workspace, now: dt.datetime) -> str:
    """Return what a backup is called: alder-energy-2026-11-28-0900."""
    local = now.astimezone(ZoneInfo(workspace.settings.organisation.time_zone))
    return f"{short_name(workspace.settings.organisation.name)}-{local:%Y-%m-%d-%H%M}"


def short_name(name: str) -> str:
    """Return a name of an organisation as files are called: alder-energy."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40].strip("-") or "workspace"
