"""A CSV file -> the encoding that it is written in, or why that cannot be told."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna.errors import Problem, Problems
from cxdna.voice.source.scan import CHUNK, Scan, scanned

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES: Final = {"cp1252": "Windows-1252", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_LOOK: Final = "if letters look wrong, name another with --encoding"
_MOST_OF: Final = 3
"""Latin text in UTF-16 without its mark has a NUL in nearly every second byte: more than a third are enough."""


class Written(msgspec.Struct, frozen=True):
    """How a file is written; `scan` is what was seen of it where it is UTF-8, which is read as it lies there."""

    encoding: str
    scan: Scan | None = None
    notes: tuple[str, ...] = ()


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file in parts of one size, the last may be smaller."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def written_in(path: Path, head: bytes, encoding: str | None) -> Written:
    """Return how a file is written; `head` is its start, `encoding` what somebody says. Raises `Problems`."""
    named = encoding if encoding is None else _known(path, encoding)
    marked = named or next((name for mark, name in _MARKS if head.startswith(mark)), None) or _unmarked(head)
    if marked not in {None, "utf-8"}:
        name = str(marked)
        return Written(name, None, () if encoding else (_note(path, name),))
    scan, utf8 = scanned(chunks_of(path))
    if utf8.other is None:
        if scan.nul is not None:
            line = _line(path, scan.nul)
            do = "delete it, or name how the file was saved: --encoding utf-16"
            raise _problem(path, f"line {line:,}: a NUL character, which no text has", do)
        return Written("utf-8", scan)
    line = _line(path, utf8.other)
    if marked:
        raise _problem(path, f"is not written in UTF-8: line {line:,}", "leave --encoding out, or name another")
    if utf8.letters:
        what = f"is written in UTF-8 up to line {line:,}, which is not"
        raise _problem(path, what, "save it as UTF-8, or use --encoding")
    note = f"{path.name}: line {line:,} is not UTF-8: read as Windows-1252; {_LOOK}"
    return Written("cp1252", None, (note,))


def _known(path: Path, encoding: str) -> str:
    try:
        found = codecs.lookup(encoding)
        "".encode(encoding)  # what is no encoding of text, such as base64, is refused here
    except (LookupError, ValueError):
        raise _problem(path, f"there is no encoding '{encoding}'", "name utf-8, utf-16 or cp1252") from None
    return "utf-8" if found.name in {"utf-8", "utf-8-sig", "ascii"} else found.name


def _unmarked(head: bytes) -> str | None:
    half = max(len(head) // 2, 1)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) * _MOST_OF > half and not head[1 - start :: 2].count(0):
            return name
    return None


def _note(path: Path, encoding: str) -> str:
    return f"{path.name}: read as {_NAMES.get(encoding, encoding)}; {_LOOK}"


def _line(path: Path, offset: int) -> int:
    lines = 1
    for chunk in chunks_of(path):
        lines += chunk[:offset].count(b"\n")
        offset -= len(chunk)
        if offset <= 0:
            break
    return lines


def _problem(path: Path, what: str, do: str) -> Problems:
    return Problems([Problem(str(path), 0, what, do)])
