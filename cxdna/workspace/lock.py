"""The lock of a workspace: many may work in it at once, but nobody while it is upgraded or restored.

The system holds it and lets go when the process ends, however it ends. The file stays and says who was last alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cxdna.errors import StorageError

LOCK: Final = ".cxdna.lock"
PATIENCE: Final = 5.0
"""Seconds to wait for whoever holds the lock."""
_PAUSE: Final = 0.05

if sys.platform == "win32":
    import msvcrt

    # Windows locks ranges of bytes and knows no shared lock: who shares takes one of these bytes, who wants to be
    # alone takes them all. They lie behind the text, which must stay readable.
    _FIRST: Final = 1 << 20
    _PLACES: Final = 64

    def _try(handle: int, *, alone: bool) -> bool:
        for place in [0] if alone else range(_PLACES):
            os.lseek(handle, _FIRST + place, os.SEEK_SET)
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_NBLCK, _PLACES if alone else 1)
                return True
        return False

else:
    import fcntl

    def _try(handle: int, *, alone: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def shared(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Work in a workspace beside others. Raises `StorageError` with what is done in it alone."""
    with _opened(folder) as handle:
        if not _taken(handle, patience, alone=False):
            raise StorageError(f"{folder} is in use for {_signature(handle)}; wait until that has ended, and try again")
        yield


@contextmanager
def alone(folder: Path, doing: str, patience: float = PATIENCE) -> Iterator[None]:
    """Have a workspace to oneself, for what `doing` says: "an upgrade". Raises `StorageError` with who works in it."""
    with _opened(folder) as handle:
        if not _taken(handle, patience, alone=True):
            holder = "another cxdna command" if _taken(handle, 0, alone=False) else _signature(handle)
            raise StorageError(
                f"{folder} is in use by {holder}, perhaps in another window; end that (q leaves the questionnaire), "
                "and try again"
            )
        _sign(handle, f"{doing} (process {os.getpid()})")
        try:
            yield
        finally:
            _sign(handle, "")


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    try:
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise _not_opened(folder, error) from error
    try:
        yield handle
    finally:
        os.close(handle)


def _not_opened(folder: Path, error: OSError) -> StorageError:
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StorageError(
            f"{folder} is read-only, and a workspace has to be written to even to be read; "
            "allow changes to the folder, or copy it and work in the copy"
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageError(f"nothing can be saved in {folder}: the disk is full; make room and try again")
    return StorageError(f"{folder} cannot be used: {error.strerror}; mend that and try again")


def _taken(handle: int, patience: float, *, alone: bool) -> bool:
    end = time.monotonic() + patience
    while not _try(handle, alone=alone):
        if time.monotonic() >= end:
            return False
        time.sleep(_PAUSE)
    return True


def _sign(handle: int, text: str) -> None:
    # On a full disk nobody can sign, and the work goes on.
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, text.encode())


def _signature(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 200).decode(errors="replace").strip() or "an upgrade or a restore"
