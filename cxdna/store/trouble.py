"""What went wrong with a database, in words for the person whose answer it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError

from cxdna.errors import StorageError

SAVING: Final = "nothing was saved"
CHANGING: Final = "nothing was changed"
READING: Final = "the answers could not be read"

# By the start of the name that SQLite gives an error; the first that fits.
_SQLITE: Final = (
    ("SQLITE_FULL", "the disk is full; make room and try again"),
    ("SQLITE_READONLY", "{file} or the folder it is in is read-only; allow changes to both and try again"),
    ("SQLITE_PERM", "{file} belongs to someone else; ask for the right to change it and try again"),
    ("SQLITE_AUTH", "{file} belongs to someone else; ask for the right to change it and try again"),
    ("SQLITE_BUSY", "another program is using {file}; close it and try again"),
    ("SQLITE_LOCKED", "another program is using {file}; close it and try again"),
    (
        "SQLITE_CANTOPEN",
        "{file} could not be opened; look whether its folder is there, is not read-only and has room, and try again",
    ),
    (
        "SQLITE_IOERR",
        "the disk failed: it may be full, disconnected, or limited for you; look at it and try again",
    ),
    ("SQLITE_NOMEM", "this computer has no memory left; close other programs and try again"),
    ("SQLITE_TOOBIG", "the text is too long for the database; shorten it and try again"),
)


class Damaged(StorageError):
    """The file is no database of ours, or not a whole one."""


def in_words(error: DBAPIError | sqlite3.Error, file: Path, doing: str, backups: Path | None) -> Exception:
    """Return what to raise for an error of SQLite: a `StorageError`, or ValueError for a record that breaks a law."""
    if isinstance(error, IntegrityError):
        return ValueError(str(error.orig))
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    if name.startswith("SQLITE_NOTADB"):
        return Damaged(f"{file} is not a cxdna database; {last_backup(backups)}")
    if name.startswith("SQLITE_CORRUPT"):
        return damaged(file, backups)
    for start, words in _SQLITE:
        if name.startswith(start):
            return StorageError(f"{doing}: {words.format(file=file)}")
    return StorageError(f"{doing}: {file} could not be used: {cause}")


def damaged(file: Path, backups: Path | None) -> Damaged:
    """Return what to raise for a file that is not whole."""
    return Damaged(f"{file} is damaged; {last_backup(backups)}")


def last_backup(backups: Path | None) -> str:
    """Return what to do about a file that is lost: take the newest backup, where there is one."""
    found = sorted(backups.iterdir(), key=lambda one: one.stat().st_mtime) if backups and backups.is_dir() else []
    found = [one for one in found if not one.name.startswith(".")]
    if not found:
        return "there is no backup in the workspace: look for a copy and put it back with: cxdna restore --replace FILE"
    typed = f'"{found[-1]}"' if " " in str(found[-1]) else found[-1]
    return f"the last backup is {found[-1].name}: put it back with: cxdna restore --replace {typed}"
