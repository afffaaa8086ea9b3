"""A backup -> its files in an empty folder, after everything about it was checked; nothing else is touched."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from cxdna.errors import StorageError, UserError
from cxdna.store.schema import NEWEST
from cxdna.workspace.manifest import FORMAT, MANIFEST, Entry, Manifest, belongs
from cxdna.workspace.model import DATABASE, SETTINGS, Settings
from cxdna.workspace.pack import digest_of, room_for
from cxdna.workspace.settings import read_settings

_MANIFEST_BYTES: Final = 20_000_000
_MOST_FILES: Final = 100_000
_FREE_BYTES: Final = 100_000_000
_RATIO: Final = 200
"""A backup that would grow more than this, beyond the first 100 MB, was not made by cxdna: what it holds is denser."""
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OverflowError, zlib.error)
"""What the reader of zips raises for files that are none, are cut, or use what no backup uses."""


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup and check what it says of itself. Raises `UserError` where it is none, or was tampered with."""
    if not file.is_file():
        raise UserError(f"there is no file {file}", "name a backup: they lie in the folder backups/ of a workspace")
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive, _checked(archive, file)
    except _BROKEN as problem:
        raise _not_a_backup(file, "it is damaged or was cut short") from problem
    except OSError as problem:
        raise StorageError(f"{problem.filename or file} could not be read or written: {problem.strerror}") from problem


def _checked(archive: zipfile.ZipFile, file: Path) -> Manifest:
    names = archive.namelist()
    if MANIFEST not in names:
        raise _not_a_backup(file, "it has no manifest")
    if len(names) > _MOST_FILES:
        raise _not_a_backup(file, f"it has {len(names):,} files")
    with archive.open(MANIFEST) as source:
        raw = source.read(_MANIFEST_BYTES + 1)
    try:
        manifest = msgspec.json.decode(raw, type=Manifest)
    except msgspec.MsgspecError as problem:
        raise _not_a_backup(file, "its manifest cannot be read") from problem
    if manifest.format != FORMAT or manifest.schema > NEWEST:
        raise StorageError(
            f"{file} was made by cxdna {manifest.cxdna}, which is newer than this one: "
            "install that with: python -m pip install --upgrade cxdna"
        )
    _check_names(archive, manifest, file)
    _check_sizes(archive, manifest, file)
    if manifest.damaged:
        raise UserError(
            f"{file} holds a database that was damaged when it was put aside", "restore an earlier backup instead"
        )
    return manifest


def _check_names(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    seen: set[str] = set()
    for info in archive.infolist():
        name = info.filename
        if name.casefold() in seen:
            raise _not_a_backup(file, f"'{name[:80]}' is in it twice")
        seen.add(name.casefold())
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in {0, stat.S_IFREG}:
            raise _not_a_backup(file, f"'{name[:80]}' is a link or a folder and no file")
        if info.flag_bits & _ENCRYPTED:
            raise _not_a_backup(file, f"'{name[:80]}' has a password")
        if name != MANIFEST and not belongs(name):
            raise _not_a_backup(file, f"'{name[:80]}' would not stay in the workspace")
    listed = {*manifest.files, MANIFEST}
    if {info.filename for info in archive.infolist()} != listed or SETTINGS not in listed:
        raise _not_a_backup(file, "its manifest names other files than are in it")


def _check_sizes(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    infos = [info for info in archive.infolist() if info.filename != MANIFEST]
    for info in infos:
        if info.file_size != manifest.files[info.filename].bytes:
            raise _not_a_backup(file, f"'{info.filename}' has another size than its manifest says")
    size = sum(info.file_size for info in infos)
    packed = max(1, file.stat().st_size)
    if size > _FREE_BYTES and size > _RATIO * packed:
        raise _not_a_backup(file, f"it would grow {size // packed} times, and {_RATIO} is the limit")


def unpack(archive: zipfile.ZipFile, manifest: Manifest, target: Path, file: Path) -> Settings:
    """Put all files of a checked backup into an empty folder and look at each; return the settings in it.

    Raises `UserError` where a file is not what the manifest says, `StorageError` where the disk is full or the database
    is not whole, `Problems` with what is wrong with the settings.
    """
    size = sum(entry.bytes for entry in manifest.files.values())
    if not room_for(target, size):
        raise StorageError(f"the disk of {target} has no room for the {size // 1_000_000:,} MB of {file}: make room")
    for name, entry in manifest.files.items():
        place = target.joinpath(*name.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, place.open("xb") as copy:
            found: Entry = digest_of(source, entry.bytes, copy)
            copy.flush()
            os.fsync(copy.fileno())
        if found != entry:
            raise _not_a_backup(file, f"'{name}' is not what it was when the backup was made")
    settings = read_settings(target)
    _check_database(target / DATABASE, settings.id)
    return settings


def _check_database(database: Path, workspace: str) -> None:
    from cxdna.store.sqlite import Sqlite  # noqa: PLC0415 - SQLAlchemy: heavy, and only once the rest is right
    from cxdna.store.version import read_version  # noqa: PLC0415 - the same

    store = Sqlite(database)  # raises where quick_check finds anything
    try:
        if (store.read(read_version) or "") >= NEWEST:
            store.check(workspace)
    finally:
        store.close()


def _not_a_backup(file: Path, why: str) -> UserError:
    return UserError(f"{file} is not a backup that can be trusted: {why}", "nothing was changed; take another backup")
