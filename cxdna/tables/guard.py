"""A file that says it is a workbook -> its parts, when nothing in it can hurt; nothing is unpacked to the disk."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cxdna.tables.model import MOST_BYTES
from cxdna.tables.scan import Refused, local, parse

MOST_EXPANDED: Final = 100 << 20
MOST_RATIO: Final = 100
MOST_PARTS: Final = 1_000
MOST_MARKS: Final = 1_000_000
"""So many starts and ends of elements, all parts together: enough for every cell that may be there."""
_MOST_DIRECTORY: Final = 1 << 20
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_END: Final = b"PK\x05\x06"
_AS_XLSX: Final = "save it as .xlsx (Excel workbook)"
_AGAIN: Final = "open it, save it again and hand in the new file"

# What a file is instead, by its first bytes.
_STARTS: Final = (
    (b"%PDF", "a PDF", "hand in the workbook it was printed from"),
    (b"{\\rtf", "a text document (RTF)", _AS_XLSX),
    (b"\x89PNG", "a picture", "hand in the workbook itself"),
    (b"\xff\xd8\xff", "a picture", "hand in the workbook itself"),
    (b"\x1f\x8b", "a compressed file", "unpack it"),
    (b"Rar!", "a compressed file", "unpack it"),
    (b"7z\xbc\xaf", "a compressed file", "unpack it"),
)
# What a zip archive is instead, by what is in it.
_HOLDS: Final = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", _AS_XLSX),
    ("word/document.xml", "a Word document", "hand in the workbook"),
    ("ppt/presentation.xml", "a presentation", "hand in the workbook"),
    ("Index/Document.iwa", "a Numbers or Pages file", "export it from there as Excel (.xlsx)"),
    ("content.xml", "an OpenDocument file (.ods)", _AS_XLSX),
)
_MACROS: Final = re.compile(r"(^|/)(vbaProject[^/]*\.bin|vbaData\.xml)$|(^|/)(macrosheets|activeX)/", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"(^|/)(externalLinks|queryTables)/|(^|/)connections\.xml$", re.IGNORECASE)


def is_zip(content: bytes) -> bool:
    """Tell whether a file starts as a zip archive does, which every workbook is."""
    return content.startswith(b"PK\x03\x04")


def what_instead(content: bytes) -> tuple[str, str] | None:
    """Return what a file that is no zip archive is, and what to do; None for what may be text."""
    if not content:
        return "empty", _AGAIN
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "protected by a password", "save it without a password"
        return "an old Excel workbook (.xls) or another old Office file", _AS_XLSX
    for start, what, do in _STARTS:
        if content.startswith(start):
            return what, do
    if re.match(rb"\s*(<!doctype html|<html|<table)", content[:200], re.IGNORECASE):
        return "a web page", "open it in a spreadsheet program and " + _AS_XLSX
    return None


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the XML parts of a workbook by name. Raises `Refused` for what is none, and for what could hurt.

    Sizes are counted before anything is unpacked, and what is unpacked is never more than was announced.
    """
    if len(content) > MOST_BYTES:
        raise Refused(f"has {len(content) / (1 << 20):,.1f} MB, limit 10 MB", "take pictures out of it, or split it")
    if not is_zip(content):
        what, do = what_instead(content) or ("text", "give it the ending .csv if it is a CSV file")
        raise Refused(f"is not an .xlsx workbook: it is {what}", do)
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive.infolist(), len(content))
            names = archive.namelist()
            _check_kind(names)
            parts = {name: archive.read(name) for name in names if name.lower().endswith((".xml", ".rels"))}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise Refused("is not an .xlsx workbook: it is damaged or was cut short", "copy or send it again") from None
    _check_content(parts)
    return parts


def _check_directory(content: bytes) -> None:
    """Look at the archive's own list of contents before it is read: a long one alone would fill the memory."""
    at = content.rfind(_END, max(0, len(content) - (1 << 16) - 22))
    if at < 0 or at + 22 > len(content):
        raise Refused("is not an .xlsx workbook: it is damaged or was cut short", "copy or send it again")
    count, size = struct.unpack_from("<HL", content, at + 10)
    if count > MOST_PARTS or size > _MOST_DIRECTORY:
        raise Refused(f"is made of more than {MOST_PARTS:,} parts, limit {MOST_PARTS:,}", _AGAIN)


def _check_sizes(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MOST_PARTS:
        raise Refused(f"is made of {len(entries):,} parts, limit {MOST_PARTS:,}", _AGAIN)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise Refused("is not an .xlsx workbook: it holds two parts of one name", _AGAIN)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("is not an .xlsx workbook: it is protected by a password", "save it without a password")
    expanded = sum(entry.file_size for entry in entries)
    if expanded > MOST_RATIO * size:
        raise Refused(f"expands {expanded // size:,} times, limit {MOST_RATIO}", "hand in a workbook that is one")
    if expanded > MOST_EXPANDED:
        raise Refused(f"expands to {expanded / (1 << 20):,.0f} MB, limit 100 MB", "split it")


def _check_kind(names: Sequence[str]) -> None:
    for name in names:
        if _MACROS.search(name):
            raise Refused(
                "holds macros, which cxdna does not take in", "save it as .xlsx (Excel workbook without macros)"
            )
        if _OUTSIDE.search(name):
            raise Refused("takes values from other files or databases", "paste them as values and save it again")
    if "[Content_Types].xml" in names and "xl/workbook.bin" not in names and any(n.startswith("xl/") for n in names):
        return
    for name, what, do in _HOLDS:
        if name in names:
            raise Refused(f"is not an .xlsx workbook: it is {what}", do)
    raise Refused("is not an .xlsx workbook: it is a zip archive", "unpack it and hand in what is inside")


def _check_content(parts: Mapping[str, bytes]) -> None:
    """Look for macros by what the workbook says it is, and for links that fetch something when it is opened."""
    if any(body[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in body[:4] for body in parts.values()):
        raise Refused("is not an .xlsx workbook: its parts are written in UTF-16", _AGAIN)
    marks = sum(body.count(b"<") for body in parts.values())
    if marks > MOST_MARKS:
        raise Refused(f"holds {marks:,} cells and other marks, limit {MOST_MARKS:,}", "split it, or save it as CSV")
    for kind in _attributes(parts["[Content_Types].xml"], "ContentType"):
        if "macroenabled" in kind.lower() or "vbaproject" in kind.lower():
            raise Refused(
                "holds macros, which cxdna does not take in", "save it as .xlsx (Excel workbook without macros)"
            )
    for name, content in parts.items():
        if name.lower().endswith(".rels"):
            _check_links(content)


def _check_links(content: bytes) -> None:
    def start(_: str, attributes: dict[str, str]) -> None:
        # A web address that somebody typed into a cell is one of these, and only text here.
        typed = attributes.get("Type", "").endswith("/hyperlink")
        if attributes.get("TargetMode", "").lower() == "external" and not typed:
            raise Refused("is linked to something outside it", "break the link and save it again")

    parse(content, start)


def _attributes(content: bytes, wanted: str) -> Iterator[str]:
    found: list[str] = []

    def start(_: str, attributes: dict[str, str]) -> None:
        found.extend(value for name, value in attributes.items() if local(name) == wanted)

    parse(content, start)
    return iter(found)
