"""A file in another encoding -> a copy in UTF-8, a part at a time; or a copy without its first lines."""

from __future__ import annotations

import codecs
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from cxdna.errors import Problem, Problems, StorageError
from cxdna.voice.source.detect import chunks_of
from cxdna.voice.source.scan import CHUNK, Scan

_UTF8: Final = "save it as UTF-8, or name another encoding with --encoding"


@contextmanager
def copy_in(folder: Path) -> Iterator[IO[bytes]]:
    """Open a new file in a folder. Raises `StorageError` that names the folder where it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".csv", delete=False) as file:
            yield file
    except OSError as problem:
        raise StorageError(
            f"the copy of the file could not be written in {folder}: {problem.strerror or problem}"
        ) from problem


def transcode(path: Path, encoding: str, into: IO[bytes]) -> Scan:
    """Write what a file says in UTF-8 and return what was seen of it. Raises `Problems` for what is no such text."""
    scan, held, decoder = Scan(), bytearray(), codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks_of(path):
            _pass_on(decoder.decode(chunk), held, scan, into)
        _pass_on(decoder.decode(b"", final=True), held, scan, into)
    except ValueError:
        where = f"around byte {scan.size + len(held):,} of the text"
        raise _problem(path, f"is not written in {encoding}: {where}", _UTF8) from None
    scan.feed(bytes(held))
    into.write(held)
    into.flush()
    if scan.nul is not None:
        raise _problem(path, f"holds NUL characters when read as {encoding}", _UTF8)
    return scan


def _pass_on(text: str, held: bytearray, scan: Scan, into: IO[bytes]) -> None:
    """Hand on in the parts of one size that the scan takes."""
    held += text.removeprefix("\ufeff").encode("utf-8") if not (scan.size or held) else text.encode("utf-8")
    while len(held) >= CHUNK:
        part = bytes(held[:CHUNK])
        scan.feed(part)
        into.write(part)
        del held[:CHUNK]


def alike_ended(path: Path, into: IO[bytes]) -> None:
    """Write a file in UTF-8 with all its lines ended alike, those within cells as well."""
    with path.open(encoding="utf-8", newline=None) as file:  # which makes each ending the same
        while part := file.read(CHUNK):
            into.write(part.encode("utf-8"))
    into.flush()


def without_start(path: Path, offset: int, into: IO[bytes]) -> None:
    """Write a file without its first bytes."""
    with path.open("rb") as file:
        file.seek(offset)
        shutil.copyfileobj(file, into, CHUNK)
    into.flush()


def _problem(path: Path, what: str, do: str) -> Problems:
    return Problems([Problem(str(path), 0, what, do)])
