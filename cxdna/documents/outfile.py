"""A file appears whole or not at all: written beside its place under another name, then put there in one step."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cxdna.errors import StorageError


def temporary_beside(out: Path) -> Path:
    """Return a name in the folder of `out` that nothing has; raise `StorageError` where there is no such folder."""
    folder = out.resolve().parent
    if not folder.is_dir():
        raise StorageError(f"{out}: there is no folder {folder}; make it first")
    return folder / f".{out.name}.{secrets.token_hex(4)}.part"


def put_in_place(temporary: Path, out: Path) -> None:
    """Give a finished file its own name, replacing what was there; where that fails, nothing is left or changed."""
    target = out.resolve()
    try:
        temporary.replace(target)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise StorageError(_why_not_replaced(out, problem)) from problem
    if os.name != "nt":  # Windows cannot sync a folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _why_not_replaced(out: Path, problem: OSError) -> str:
    if isinstance(problem, PermissionError):
        return f"{out} could not be replaced: it is open in another program or write-protected; close it and try again"
    return f"{out} could not be written: {problem.strerror or problem}; nothing was changed"


def write_whole(content: bytes, out: Path) -> None:
    """Write a file so that it is on the disk, whole, when this returns."""
    temporary = temporary_beside(out)
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise StorageError(_why_not_replaced(out, problem)) from problem
    put_in_place(temporary, out)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, unless it is there. Raises `StorageError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"the folder {folder} cannot be made: {problem.strerror}") from problem


def refuse_folder(out: Path) -> None:
    """Raise `StorageError` where a folder stands in the place of a file."""
    if out.is_dir():
        raise StorageError(f"{out} is a folder: move it away or choose another place with --out")


def write_in_folder(content: bytes, out: Path) -> None:
    """Write a file whole, and make the folder it stands in. Raises `StorageError`."""
    make_folder(out.parent)
    refuse_folder(out)
    write_whole(content, out)
