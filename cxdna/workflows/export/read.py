"""A file that says it is an export -> what it holds; nothing in it is believed before it fits."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, TypeVar, get_args

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import StorageError, UserError
from cxdna.workflows.export.model import FORMAT, Export, Format
from cxdna.workflows.export.records import FOLLOWING
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.one_line import printable

LARGEST: Final = 50 * 2**20
DEEPEST: Final = 64
_PLACE: Final = re.compile(r" - at `(?:key in )?\$?(.*)`$")
_WORDS: Final = {
    "`str`": "text",
    "`int`": "a whole number",
    "`float`": "a number",
    "`bool`": "true or false",
    "`array`": "a list",
    "`object`": "an entry with names",
    "`date`": "a date",
    "`datetime`": "a moment",
    "`null`": "nothing",
}


class _Head(msgspec.Struct):
    kind: str = ""
    format: str = ""
    edition: str = ""


E = TypeVar("E", Export, SharedExport)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises `UserError` where there is none or it is too large, `StorageError`."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise UserError(f"there is no file {path}", "look at its name and folder") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder", "name the file") from None
    except OSError as problem:
        raise StorageError(f"{path} could not be read: {problem.strerror}") from problem
    if len(raw) > LARGEST:
        raise UserError(f"{path} is larger than {LARGEST // 2**20} MB: no export of cxdna is", "look at its name")
    return raw


def decode_export(raw: bytes, name: str) -> Export | SharedExport:
    """Return what an export holds. Raises `UserError` with the place of the first thing that does not fit."""
    try:
        head = msgspec.json.decode(raw, type=_Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise _no_export(name) from None
    if not head.format.startswith("cxdna-export/"):
        raise _no_export(name)
    if head.format not in get_args(Format):
        raise UserError(
            f"{name} has the shape {printable(shortened(head.format))}, "
            f"and this version of cxdna reads shapes up to {FORMAT}",
            "use the version that made it, or a newer one",
        )
    if head.edition == "shared":
        return _decoded(raw, name, SharedExport)
    return _in_its_shape(_decoded(raw, name, Export), name)


def _in_its_shape(found: Export, name: str) -> Export:
    """Return an export that has the lists of its shape. Raises `UserError` where one is missing or too many."""
    wanted = found.format == FORMAT
    for field in FOLLOWING:
        there = getattr(found, field) is not msgspec.UNSET
        if there != wanted:
            what = f"required field `{field}` is missing" if wanted else f"`{field}` has no place in {found.format}"
            raise UserError(f"{name}: {what}", "the file was changed or cut; get it anew")
    return found


def _no_export(name: str) -> UserError:
    return UserError(f"{name} is not an export of cxdna", "one is made by: cxdna export")


def _no_text(name: str) -> UserError:
    return UserError(f"{name} is nested too deeply or holds signs that are no text", "get it anew")


def _decoded(raw: bytes, name: str, kind: type[E]) -> E:
    try:
        found = msgspec.json.decode(raw, type=kind, strict=True)
        bodies = [msgspec.json.decode(one.body) for one in found.snapshots]
    except msgspec.DecodeError as error:
        if "UTF-8" in str(error):  # as newer releases of msgspec put it
            raise _no_text(name) from None
        raise UserError(f"{name}: {in_our_words(str(error))}", "the file was changed or cut; get it anew") from None
    except (RecursionError, UnicodeDecodeError):
        raise _no_text(name) from None
    if any(deeper_than(DEEPEST, body) for body in bodies):
        raise UserError(f"{name} is nested deeper than {DEEPEST}", "no export of cxdna is; get it anew")
    return found


def in_our_words(message: str) -> str:
    """Return what msgspec says about a misfit with its place first: `answers[3].round: expected a whole number`."""
    found = _PLACE.search(message)
    what = message[: found.start()] if found else message
    for technical, plain in _WORDS.items():
        what = what.replace(technical, plain)
    place = found[1].lstrip(".") if found else ""
    return printable(f"{shortened(place, 100)}: {what[:1].lower()}{what[1:]}" if place else what)


def deeper_than(most: int, data: object) -> bool:
    """Tell whether data are nested deeper than that."""
    level = [data]
    for _ in range(most):
        level = [
            inner
            for one in level
            for inner in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
        ]
        if not level:
            return False
    return True
