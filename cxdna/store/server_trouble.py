"""What went wrong with a database server, in words for the person whose answer it was, never with the password."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from cxdna.errors import StorageError

# By the start of PostgreSQL's code of the error; the first that fits.
_WORDS: Final = (
    ("53100", "the disk of {place} is full; ask its keeper to make room, then try again"),
    ("53300", "{place} has too many connections; wait a moment and try again"),
    ("53", "{place} has run out of memory or room; ask its keeper, then try again"),
    ("25006", "{place} is read-only at present; ask its keeper, then try again"),
    ("28", "{place} does not accept the name or the password; look at CXDNA_DATABASE_URL"),
    ("3D000", "{place} is not there; ask the server's keeper to make it, or look at CXDNA_DATABASE_URL"),
    ("42501", "{place} does not grant the rights for this; ask its keeper for them"),
    ("55P03", "another cxdna command has kept {place} busy; wait until it has ended and try again"),
    ("40", "another cxdna command came in between on {place}; try again"),
    ("57P", "{place} is shutting down or starting; wait a moment and try again"),
)


def server_words(error: DBAPIError, place: str, doing: str) -> Exception:
    """Return what to raise for an error of PostgreSQL: a `StorageError`, or ValueError for a record against a law."""
    if isinstance(error, IntegrityError | DataError):
        return ValueError(str(error.orig).partition("\n")[0])
    code = getattr(error.orig, "sqlstate", None) or ""
    named = f"the database {place}"
    for start, words in _WORDS:
        if code.startswith(start):
            return StorageError(f"{doing}: {words.format(place=named)}")
    if not code or code.startswith("08"):
        told = str(error.orig)
        if "password" in told or "authentication" in told:
            return StorageError(f"{doing}: {dict(_WORDS)['28'].format(place=named)}")
        if "does not exist" in told:
            return StorageError(f"{doing}: {dict(_WORDS)['3D000'].format(place=named)}")
        return StorageError(f"{doing}: {named} cannot be reached; look at network and server and try again")
    return StorageError(f"{doing}: {named} could not be used: {str(error.orig).partition(chr(10))[0]}")


def place_of(url: str) -> str:
    """Return which database an address means, without name and password: `clients on db.example.org`."""
    try:
        parts = urlsplit(url)
        host, path = parts.hostname, parts.path
    except ValueError:
        return "that CXDNA_DATABASE_URL names"
    database = path.strip("/")
    return f"{database or 'of the server'} on {host or 'this computer'}"
