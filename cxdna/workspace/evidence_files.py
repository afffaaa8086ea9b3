"""Files given as evidence: copied into the workspace with their hash, found again, and hashed again later."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple, NoReturn

from cxdna.documents.outfile import put_in_place, temporary_beside
from cxdna.errors import StorageError, UserError
from cxdna.workspace.model import Workspace

CHUNK: Final = 1024 * 1024
MEGABYTE: Final = 1_000_000
LONGEST_STEM: Final = 60
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,10}")
_UNSAFE: Final = re.compile(r"[^a-z0-9_]+")
_SHORTENED: Final = (8, 16, 64)
"""How many digits of the hash stand in a name; more only where fewer are taken by other content."""


class KeptFile(NamedTuple):
    """A file in the workspace: its path from the workspace folder with forward slashes, SHA-256, and bytes."""

    path: str
    sha256: str
    size: int


def keep_file(source: Path, workspace: Workspace) -> KeptFile:
    """Copy a file into the workspace so that it is on the disk when this returns; the same content is kept once.

    A link is followed and what it leads to is copied. Raises `UserError` for what is no file, empty or too large, and
    `StorageError` where the copy cannot be written; nothing is left behind then.
    """
    cap = workspace.settings.evidence_megabytes
    with os.fdopen(_open(source, cap), "rb") as file:
        try:
            workspace.evidence.mkdir(exist_ok=True)
        except OSError as problem:
            what = f"{workspace.evidence} could not be made: {problem.strerror}; nothing was saved"
            raise StorageError(what) from problem
        temporary = temporary_beside(workspace.evidence / "incoming")
        try:
            sha256, size = _copy(file.fileno(), temporary, source, cap)
            target = _place(workspace.evidence, source.name, sha256)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    if target.exists():
        temporary.unlink()
    else:
        put_in_place(temporary, target)
    return KeptFile(f"{workspace.evidence.name}/{target.name}", sha256, size)


def look_first(source: Path, workspace: Workspace) -> None:
    """Raise `UserError` for a file that cannot be kept, before anything is done with it."""
    os.close(_open(source, workspace.settings.evidence_megabytes))


def _open(source: Path, cap: int) -> int:
    """Return an open ordinary file that is not too large. A pipe is opened without waiting for who writes to it."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            _refuse(source)
        reading = os.open(source, flags)
    except (OSError, ValueError) as problem:
        raise _unread(source, problem) from problem
    try:
        _look_at(os.fstat(reading), source, cap)
    except UserError:
        os.close(reading)
        raise
    return reading


def _look_at(found: os.stat_result, source: Path, cap: int) -> None:
    """Raise `UserError` for what was opened and is no file, empty or too large."""
    if not stat.S_ISREG(found.st_mode):
        _refuse(source)
    if not found.st_size:
        raise UserError(f"{source} is empty", "give the file that shows something")
    if found.st_size > cap * MEGABYTE:
        raise _too_large(source, found.st_size, cap)


def _refuse(source: Path) -> NoReturn:
    if source.is_dir():
        raise UserError(f"{source} is a folder", "give one file; several go into one as a .zip, or each on its own")
    raise UserError(f"{source} is no ordinary file", "save what it holds as a file and give that")


def _unread(source: Path, problem: OSError | ValueError) -> UserError:
    """Return what to say about a file that cannot be opened."""
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        if source.is_symlink():
            return UserError(f"{source} is a link to a file that is not there", "give the file itself")
        return UserError(f"there is no file {source}", "look at its name and folder")
    if isinstance(problem, PermissionError):
        return UserError(f"{source} may not be read", "ask its owner, or copy it to where you may read it")
    if isinstance(problem, OSError) and problem.errno == errno.ELOOP:
        return UserError(f"{source} is a link that leads back to itself", "give the file itself")
    if isinstance(problem, OSError):
        return UserError(f"{source} could not be read: {problem.strerror}", "copy it to this machine and give that")
    return UserError("the name of the file holds a sign that no file can have", "look at its name")


def _too_large(source: Path, size: int, cap: int) -> UserError:
    megabytes = -(-size // MEGABYTE)
    return UserError(
        f"{source} has {megabytes:,} MB, and evidence may have {cap:,} MB",
        "note where it is with --link instead, or raise evidence_megabytes in cxdna.yaml",
    )


def _copy(reading: int, temporary: Path, source: Path, cap: int) -> tuple[str, int]:
    """Copy what is open and return hash and size; a file that grows past the limit meanwhile is refused, too."""
    digest, size = hashlib.sha256(), 0
    try:
        with temporary.open("xb") as writing:
            for chunk in _chunks(reading, source):
                size += len(chunk)
                if size > cap * MEGABYTE:
                    raise _too_large(source, size, cap)
                digest.update(chunk)
                writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
    except OSError as problem:
        why = "the disk is full" if problem.errno in {errno.ENOSPC, errno.EDQUOT} else problem.strerror
        raise StorageError(f"{source.name} was NOT saved: {why}; nothing was changed") from problem
    return digest.hexdigest(), size


def _chunks(reading: int, source: Path) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(reading, CHUNK)
        except OSError as problem:
            raise UserError(
                f"{source} could not be read to its end: {problem.strerror}", "copy it to this machine and give that"
            ) from problem
        if not chunk:
            return
        yield chunk


def _place(folder: Path, name: str, sha256: str) -> Path:
    """Return where a file goes, or where the same content is already. What stands there is never overwritten."""
    for there in sorted(folder.glob(f"*-{sha256[:8]}*")):
        if there.is_file() and not there.is_symlink() and hash_file(there) == sha256:
            return there
    names = [safe_name(name, sha256[:digits]) for digits in _SHORTENED]
    free = next((one for one in names if not os.path.lexists(folder / one)), None)
    if free is None:
        raise StorageError(f"{folder / names[-1]} was changed since it was kept; move it away and try again")
    return folder / free


def safe_name(name: str, mark: str) -> str:
    """Return a base name that every system takes: `Mandate 2026.PDF` becomes `mandate-2026-7f3a91c2.pdf`.

    Folders in it, and signs that are not letters, digits or `_`, are dropped; letters lose their accents. The mark
    behind keeps names apart that machines reserve for devices.
    """
    stem, dot, last = re.split(r"[/\\]", name)[-1].rpartition(".")
    ending = dot + last.lower()
    if not stem or not _ENDING.fullmatch(ending):
        stem, ending = stem + dot + last, ""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    short = _UNSAFE.sub("-", plain).strip("-")[:LONGEST_STEM].strip("-")
    return f"{short or 'file'}-{mark}{ending}"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def kept_place(folder: Path, recorded: str) -> Path | None:
    """Return where a recorded path lies in a folder; None for one that leads out of it, which is never opened."""
    path = PurePosixPath(recorded)
    if not recorded or path.is_absolute() or ".." in path.parts or "\\" in recorded or ":" in recorded:
        return None
    place = folder / path
    try:
        inside = place.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return None
    return place if inside else None


def files_kept(workspace: Workspace) -> tuple[str, ...]:
    """Return the path of everything in the evidence folder, as records name it, in the order of the names.

    Files that the machine puts into every folder are left out.
    """
    folder = workspace.evidence
    if not folder.is_dir():
        return ()
    try:
        found = sorted(path for path in folder.rglob("*") if not path.is_dir() and path.name not in _OF_THE_MACHINE)
    except OSError as problem:
        raise StorageError(f"{folder} could not be read: {problem.strerror}") from problem
    return tuple(path.relative_to(workspace.folder).as_posix() for path in found)


_OF_THE_MACHINE: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"})


def is_unfinished(path: str) -> bool:
    """Tell whether a file is what an interrupted copy left behind."""
    return PurePosixPath(path).name.startswith(".incoming.") and path.endswith(".part")
