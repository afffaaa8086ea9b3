"""A workspace's store, opened under a lock that lets others work beside and keeps upgrades out."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cxdna.errors import UserError
from cxdna.store.port import Store
from cxdna.workspace.lock import alone, shared
from cxdna.workspace.model import Workspace

URL: Final = "CXDNA_DATABASE_URL"


def database_of(workspace: Workspace, environment: Mapping[str, str]) -> Path | str:
    """Return where a workspace's records are: its file, or the address of the server that the environment names.

    Raises `UserError` for an address of anything but PostgreSQL.
    """
    url = environment.get(URL, "").strip()
    if not url:
        return workspace.database
    if not url.startswith(("postgresql://", "postgres://")):
        raise UserError(f"{URL} does not name a PostgreSQL database", "write it as postgresql://NAME@SERVER/DATABASE")
    return url


@contextmanager
def open_store(workspace: Workspace, environment: Mapping[str, str]) -> Iterator[Store]:
    """Open the store of a workspace; `CXDNA_DATABASE_URL` in the environment names a server instead of the file.

    Raises `StorageError` where it is missing, damaged, of another version, or kept by an upgrade.
    """
    place = database_of(workspace, environment)
    with shared(workspace.folder):
        with _quick_imports():
            from cxdna.store.opening import open_at  # noqa: PLC0415 - SQLAlchemy: heavy, only to open a store
        store = open_at(place, workspace.settings.id, workspace.backups)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def create_store(workspace: Workspace, environment: Mapping[str, str]) -> Iterator[Store]:
    """Make the store of a new workspace and open it. Raises `StorageError` where there is one already."""
    place = database_of(workspace, environment)
    with shared(workspace.folder):
        with _quick_imports():
            from cxdna.store.opening import create_at, open_at  # noqa: PLC0415 - as above
        create_at(place, workspace.settings.id)
        store = open_at(place, workspace.settings.id, workspace.backups)
        try:
            yield store
        finally:
            store.close()


@contextmanager
def exclusive(workspace: Workspace, doing: str) -> Iterator[None]:
    """Keep everybody else out of a workspace while something ("an upgrade", "a restore") is done to its files."""
    with alone(workspace.folder, doing):
        yield


@contextmanager
def _quick_imports() -> Iterator[None]:
    """Import without the collector, which would look at what stays to the end time and again, last of all at the end.

    A command that opens a store takes two thirds of the time.
    """
    if "cxdna.store.opening" in sys.modules:
        yield
        return
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
