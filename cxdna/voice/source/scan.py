"""The bytes of a CSV file, looked through once at the speed of the disk: what makes a look at its rows necessary.

Nearly all files are passed by it: rows are parsed in Python only where a cell holds a line break or is very long.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from typing import Final

CHUNK: Final = 1 << 20
_WINDOW: Final = 1 << 14
"""Half the most characters of a cell: a longer line fills at least one whole window."""
_NOT_STRUCTURE: Final = bytes(set(range(256)) - set(b'"\r\n'))


class Scan:
    """What was seen so far; places are offsets in bytes, None for what was not seen."""

    def __init__(self) -> None:
        self.size = 0
        self.nul: int | None = None
        self.long = self.broken = self.inside = False
        self._endings: set[bytes] = set()
        self._held = b""

    @property
    def suspect(self) -> bool:
        """Whether a cell is very long, holds a line break, or has a quote that is not closed."""
        return self.long or self.broken or self.inside

    @property
    def mixed(self) -> bool:
        """Whether lines end in different ways, line breaks in cells aside: engines take one way for the whole file."""
        return len(self._endings) > 1

    def feed(self, chunk: bytes) -> None:
        """Look at the next part of the file; all parts but the last have `CHUNK` bytes."""
        if self.nul is None and b"\0" in chunk:
            self.nul = self.size + chunk.index(b"\0")
        self.long = self.long or any(
            chunk.find(b"\n", at, at + _WINDOW) < 0 for at in range(0, len(chunk) - _WINDOW + 1, _WINDOW)
        )
        self._ends(chunk)
        self._quotes(chunk)
        self.size += len(chunk)

    def _ends(self, chunk: bytes) -> None:
        """Look at how lines end outside of quotes."""
        if b"\r" not in chunk and not self._held and b"\n" in self._endings:
            return  # as in nearly all files
        quoted = b'"' in chunk
        outside = b"".join(chunk.split(b'"')[1 if self.inside else 0 :: 2]) if quoted else b"" if self.inside else chunk
        outside = self._held + outside
        # What ends a part may be half of an ending.
        self._held = b"\r" if outside.endswith(b"\r") else b""
        outside = outside.removesuffix(b"\r")
        both = outside.count(b"\r\n")
        if both:
            self._endings.add(b"\r\n")
        self._endings.update(sign for sign in (b"\n", b"\r") if outside.count(sign) > both)

    def _quotes(self, chunk: bytes) -> None:
        if b'"' not in chunk:
            self.broken = self.broken or (self.inside and b"\n" in chunk)
            return
        pieces = chunk.translate(None, _NOT_STRUCTURE).split(b'"')
        inside = b"".join(pieces[0 if self.inside else 1 :: 2])
        self.broken = self.broken or b"\n" in inside or b"\r" in inside
        self.inside = self.inside != (len(pieces) % 2 == 0)


class Utf8:
    """Whether bytes are UTF-8, checked as they come; `other` is where the first stands that is not.

    `letters` tells that some before it are letters in UTF-8 beyond ASCII.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._plain = True
        self._size = 0
        self.other: int | None = None
        self.letters = False

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        """Look at the next part of the file."""
        if self.other is not None:
            return
        if not (self._plain and chunk.isascii()):
            self._decode(chunk, last=last)
        self._size += len(chunk)

    def _decode(self, chunk: bytes, *, last: bool) -> None:
        try:
            text = self._decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            # What the decoder kept of the part before stands in front of this part.
            self.other = self._size + len(chunk) - len(error.object) + error.start
            self.letters = self.letters or not error.object[: error.start].isascii()
            return
        # Half a letter at the end of a part belongs to the next.
        self._plain = not self._decoder.getstate()[0]
        self.letters = self.letters or not text.isascii()


def scanned(chunks: Iterable[bytes]) -> tuple[Scan, Utf8]:
    """Return what was seen of a whole file."""
    scan, utf8 = Scan(), Utf8()
    for chunk in chunks:
        scan.feed(chunk)
        utf8.feed(chunk)
    utf8.feed(b"", last=True)
    return scan, utf8
