"""A workspace -> one file that holds all of it, whole on the disk and read back before anybody is told it is there."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Final

import msgspec

from cxdna import __version__
from cxdna.documents.outfile import put_in_place, temporary_beside
from cxdna.errors import StorageError
from cxdna.workspace.manifest import DAMAGED, FILES, FOLDERS, FORMAT, MANIFEST, Entry, Manifest, belongs
from cxdna.workspace.model import DATABASE, SETTINGS, Workspace

CHUNK: Final = 1 << 20
COPYING: Final = ".cxdna-copy-"
"""How folders in a workspace are called in which its database is copied, for as long as that takes."""
# Zip knows no time before 1980 and no time zone; the moment of the backup stands in its manifest.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_PRIVATE: Final = 0o600 << 16
"""Whoever unpacks a backup by hand is the only one who may read it."""


class Packed(msgspec.Struct, frozen=True):
    """A backup that was made, read back and found whole; `left_out` are files that do not go into backups."""

    file: Path
    manifest: Manifest
    bytes: int
    left_out: tuple[str, ...]


def pack(workspace: Workspace, out: Path, now: dt.datetime, copy: Callable[[Path], None] | None) -> Packed:
    """Write a backup; `copy` puts a consistent copy of the database at a path, None keeps the damaged file as it is.

    Raises `StorageError`; nothing is left then.
    """
    temporary = temporary_beside(out)
    files: dict[str, Entry] = {}
    left_out: list[str] = []
    try:
        with os.fdopen(os.open(temporary, _NEW, 0o600), "wb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
                # The database first: what its records refer to is in the folders by then.
                schema = _pack_database(archive, workspace, files, copy)
                for name, path in _contents(workspace.folder, left_out):
                    files[name] = _pack(archive, name, path)
                manifest = Manifest(
                    format=FORMAT,
                    cxdna=__version__,
                    schema=schema,
                    made=now,
                    workspace=workspace.settings.id,
                    organisation=workspace.settings.organisation.name,
                    files=files,
                )
                archive.writestr(_info(MANIFEST), msgspec.json.format(msgspec.json.encode(manifest)))
            raw.flush()
            os.fsync(raw.fileno())
        _read_back(temporary, files)
        size = temporary.stat().st_size
    except (OSError, zipfile.BadZipFile) as problem:
        temporary.unlink(missing_ok=True)
        why = getattr(problem, "strerror", None) or problem
        raise StorageError(f"no backup was made: {getattr(problem, 'filename', None) or out}: {why}") from problem
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    put_in_place(temporary, out)
    return Packed(out, manifest, size, tuple(left_out))


def copy_sqlite(database: Path, target: Path) -> None:
    """Put a consistent copy of a database that others may be writing to at `target`, without what was deleted in it.

    Raises `StorageError` where it cannot be read or written.
    """
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as problem:
        raise StorageError(f"no backup was made: {database} could not be copied: {problem}") from problem


def _pack_database(
    archive: zipfile.ZipFile, workspace: Workspace, files: dict[str, Entry], copy: Callable[[Path], None] | None
) -> str:
    """Put the database into the backup and return the number of its schema, "" where it cannot be read."""
    if copy is None:
        for ending in ("", "-wal"):
            file = workspace.database.with_name(DATABASE + ending)
            if file.is_file():
                files[DAMAGED + ending] = _pack(archive, DAMAGED + ending, file)
        return ""
    with tempfile.TemporaryDirectory(prefix=COPYING, dir=workspace.folder, ignore_cleanup_errors=True) as place:
        target = Path(place, DATABASE)
        copy(target)
        files[DATABASE] = _pack(archive, DATABASE, target)
        return schema_of(target)


def schema_of(database: Path) -> str:
    """Return the number of a database's schema. Raises `StorageError` where it has none."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError) as problem:
        raise StorageError(f"{database} is not a cxdna database") from problem


def _contents(folder: Path, left_out: list[str]) -> Iterator[tuple[str, Path]]:
    """Yield what goes into a backup beside the database; links and what cannot be a name elsewhere are left out."""
    yield SETTINGS, folder / SETTINGS
    for top in (*FILES, *FOLDERS):
        for path in sorted(_under(folder / top)):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                left_out.append(f"{name} (a link)")
            elif path.is_file() and not (path.name.startswith(".") and path.name.endswith(".part")):
                if belongs(name):
                    yield name, path
                else:
                    left_out.append(f"{name} (its name does not work everywhere)")


def _under(place: Path) -> Iterable[Path]:
    """Return what lies in a folder, or the file that it is."""
    if place.is_dir():
        return place.rglob("*")
    return (place,) if place.exists() or place.is_symlink() else ()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _PRIVATE
    return info


def _pack(archive: zipfile.ZipFile, name: str, path: Path) -> Entry:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, archive.open(_info(name), "w", force_zip64=True) as target:
        while block := source.read(CHUNK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return Entry(digest.hexdigest(), size)


def digest_of(source: IO[bytes], limit: int, target: IO[bytes] | None = None) -> Entry:
    """Return hash and size of what can be read, copying it to `target`; reading stops when it passes the limit."""
    digest, size = hashlib.sha256(), 0
    while size <= limit and (block := source.read(CHUNK)):
        digest.update(block)
        size += len(block)
        if target is not None:
            target.write(block)
    return Entry(digest.hexdigest(), size)


def _read_back(file: Path, files: dict[str, Entry]) -> None:
    with zipfile.ZipFile(file) as archive:
        for name, entry in files.items():
            with archive.open(name) as source:
                if digest_of(source, entry.bytes) != entry:
                    raise StorageError(f"no backup was made: {name} could not be read back as it was written")


def free_name(folder: Path, start: str) -> Path:
    """Return a path in a folder that nothing has yet: start.zip, start-2.zip."""
    path, number = folder / f"{start}.zip", 2
    while path.exists():
        path = folder / f"{start}-{number}.zip"
        number += 1
    return path


def room_for(folder: Path, size: int) -> bool:
    """Tell whether so many bytes fit on the disk of a folder."""
    return shutil.disk_usage(folder).free > size
