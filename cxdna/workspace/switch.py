"""A new state of a workspace is put in place of what is there: all of it or nothing, whenever the power goes.

It is made ready in a folder of its own inside the workspace. The file `ready` in there is the point of no return:
without it what lies there is rubbish, with it whoever opens the workspace next moves the rest.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from cxdna.errors import StorageError
from cxdna.workspace.lock import LOCK, alone
from cxdna.workspace.manifest import FILES, FOLDERS
from cxdna.workspace.model import DATABASE, SETTINGS

STAGE: Final = ".cxdna-new"
_NEW: Final = "new"
_OLD: Final = "old"
_READY: Final = "ready"
_STALE: Final = 3600
# A database's companions belong to it: beside another database they would damage that.
_COMPANIONS: Final = (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")


def stage(folder: Path) -> Path:
    """Return an empty folder inside the workspace in which a new state is made."""
    abandon(folder)
    new = folder / STAGE / _NEW
    new.mkdir(parents=True)
    return new


def abandon(folder: Path) -> None:
    """Throw away what was made ready in part; what is past the point of no return stays."""
    if not is_ready(folder):
        shutil.rmtree(folder / STAGE, ignore_errors=True)


def is_ready(folder: Path) -> bool:
    """Tell whether a new state waits to be put in place."""
    return (folder / STAGE / _READY).is_file()


def commit(folder: Path, gone: Iterable[str] = ()) -> None:
    """Put what was made ready in place; `gone` are names that the new state does not have. Raises `StorageError`."""
    new = folder / STAGE / _NEW
    try:
        sync_tree(new)
        (folder / STAGE / _OLD).mkdir(exist_ok=True)
        begun = folder / STAGE / f"{_READY}.part"
        with begun.open("x", encoding="utf-8") as file:
            file.write("\n".join(gone))
            file.flush()
            os.fsync(file.fileno())
        begun.replace(folder / STAGE / _READY)
        sync_folder(folder / STAGE)
    except OSError as problem:
        raise StorageError(f"{problem.filename or folder} could not be written: {problem.strerror}") from problem
    finish(folder)


def finish(folder: Path) -> None:
    """Move what is ready to its place; safe to do again after it was interrupted anywhere. Raises `StorageError`."""
    new, old = folder / STAGE / _NEW, folder / STAGE / _OLD
    try:
        for name in (folder / STAGE / _READY).read_text(encoding="utf-8").splitlines():
            if name in {*FOLDERS, *FILES}:  # a folder from elsewhere may name anything
                _set_aside(folder / name, old / name)
        # The settings come last: with them a folder is a workspace.
        for piece in sorted(new.iterdir(), key=lambda one: (one.name == SETTINGS, one.name)):
            _move(piece, folder / piece.name, old)
        sync_folder(folder)
        (folder / STAGE / _READY).unlink()
        sync_folder(folder / STAGE)
    except OSError as problem:
        where = problem.filename or folder
        raise StorageError(
            f"{where} could not be put in place: {problem.strerror}; close what has it open, and run the command again"
        ) from problem
    shutil.rmtree(folder / STAGE, ignore_errors=True)


def _move(piece: Path, place: Path, old: Path) -> None:
    if piece.name == DATABASE:
        for name in _COMPANIONS:
            _set_aside(place.with_name(name), old / name)
    if piece.is_dir():
        _set_aside(place, old / piece.name)
    piece.replace(place)


def _set_aside(place: Path, old: Path) -> None:
    if place.exists() or place.is_symlink():
        place.replace(old)


def sync_tree(folder: Path) -> None:
    """Have everything in a folder on the disk when this returns."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+" if os.name == "nt" else "rb") as file:  # Windows syncs only what may be written
                os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk when this returns; Windows cannot do that for a folder."""
    if os.name == "nt":
        return
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put(folder: Path, fill: Callable[[Path], None]) -> None:
    """Have `fill` make a workspace in an empty folder and put it in place, whole or not at all.

    What is in the folder already stays and is not overwritten. Raises `StorageError` where something stands in the way.
    """
    if folder.exists():
        with alone(folder, "the making of a workspace"):
            _fill_beside(folder, fill)
        return
    folder = folder.absolute()
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir()
        _tidy_beside(part, folder.name)
        fill(part)
        (part / LOCK).unlink(missing_ok=True)
        sync_tree(part)
        part.rename(folder)
        sync_folder(folder.parent)
    except OSError as problem:
        raise StorageError(f"{folder} could not be made: {problem.strerror}; nothing is left of it") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _tidy_beside(part: Path, name: str) -> None:
    """Take away what was left of making the same folder, more than an hour ago: nobody is at work on that."""
    for left in part.parent.glob(f".{name}.*.part"):
        if left.is_dir() and left.stat().st_mtime < part.stat().st_mtime - _STALE:
            shutil.rmtree(left, ignore_errors=True)


def _fill_beside(folder: Path, fill: Callable[[Path], None]) -> None:
    try:
        new = stage(folder)
        fill(new)
        (new / LOCK).unlink(missing_ok=True)
        for piece in list(new.iterdir()):
            there = folder / piece.name
            if there.exists() and piece.is_dir() and there.is_dir():
                shutil.rmtree(piece)
            elif there.exists() or there.is_symlink():
                raise StorageError(f"{there} is in the way: move it elsewhere first; nothing was changed")
        commit(folder)
    except OSError as problem:
        raise StorageError(f"{folder} could not be written: {problem.strerror}; nothing was changed") from problem
    finally:
        abandon(folder)
