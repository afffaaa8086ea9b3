"""Bytes of a definition file -> text, or what is wrong with them: size, encoding, characters nobody can see."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from cxdna.definitions.document import MOST_PROBLEMS, Place
from cxdna.organisation.plain_text import CONTROLS

MAX_BYTES: Final = 1_000_000

_OTHER_ENCODINGS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAVE = "save as UTF-8"
_OTHER_FILES: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an older Excel, Word or PowerPoint file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
)
# What else YAML forbids, and tabs, which an editor does not show as they count.
_UNSEEN: Final = re.compile(f"[{CONTROLS}\t\ufeff\ufffe\uffff]")
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
_NAMES: Final = {"\x00": "a NUL character", "\x09": "a tab"}
# Text in UTF-16 without its mark has a NUL in every second byte wherever it is Latin.
_NUL_SHARE: Final = 4


class Undecodable(Exception):
    """What keeps bytes from being text: for each place, the line (0: the whole file), what and what to do."""

    def __init__(self, places: list[Place]) -> None:
        super().__init__(places)
        self.places = places


def decode(raw: bytes) -> str:
    """Return the text of a file in UTF-8, with or without byte order mark. Raises `Undecodable`."""
    for start, name in (*_OTHER_FILES, *_picture(raw)):
        if raw.startswith(start):
            hand_in = "hand in the answers or definitions as YAML"
            raise Undecodable([(1, f"this is {name}, not a text file", hand_in)])
    if len(raw) > MAX_BYTES:
        raise Undecodable([(0, "the file is larger than 1 MB", "split it")])
    for mark, encoding in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            raise Undecodable([(1, f"the file is in {encoding}", _SAVE)])
    if raw.count(0) * _NUL_SHARE > len(raw):
        raise Undecodable([(1, "the file is in UTF-16 or no text at all", _SAVE)])
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Undecodable([(line, f"byte 0x{error.object[error.start]:02X} is not UTF-8", _SAVE)]) from None
    if _UNSEEN.search(text):
        raise Undecodable(list(islice(_unseen(text), MOST_PROBLEMS)))
    return text


def _picture(raw: bytes) -> tuple[tuple[bytes, str], ...]:
    """Return the start of a WebP picture, which holds its own length, or nothing."""
    return ((raw[:12], "a picture"),) if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP" else ()


def lines_of(text: str) -> list[str]:
    """Return the lines as the YAML reader counts them."""
    return _LINE_BREAK.split(text)


def named(character: str) -> str:
    """Return how a message calls a character that nobody can see."""
    return _NAMES.get(character, f"the invisible character U+{ord(character):04X}")


def _unseen(text: str) -> Iterator[Place]:
    for number, line in enumerate(lines_of(text), start=1):
        for character in dict.fromkeys(_UNSEEN.findall(line)):
            yield (
                number,
                f"{named(character)} is not allowed",
                "use spaces" if character == "\x09" else f"delete it and {_SAVE}",
            )
