"""What a PNG or JPEG says of itself: read by hand, so that the command needs no imaging library to check a logo."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import msgspec

LARGEST_FILE = 5 * 2**20
LARGEST_SIDE = 8_000
MOST_PIXELS = 25_000_000
SMALLEST_SIDE = 16
PNG_START = b"\x89PNG\r\n\x1a\n"
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
SVG_ADVICE = "make a PNG of it with `rsvg-convert -w 800 -o logo.png logo.svg`, or export one"
SMALLER = "save it smaller, 800 pixels wide will do"
LARGER = "save it larger, 800 pixels wide will do"
MARK = 0xFF
CMYK_CHANNELS = 4
PNG_BITS = 8


class Unusable(Exception):
    """A picture that cannot be printed: what is wrong and what to do."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(f"{what}; {do}")
        self.what = what
        self.do = do


class Size(msgspec.Struct, frozen=True):
    """Width and height in pixels."""

    width: int
    height: int


def check(content: bytes) -> Size:
    """Return the size of a PNG or JPEG; raise `Unusable` for anything else, and for what would not print well."""
    if len(content) > LARGEST_FILE:
        raise Unusable(f"is {len(content) / 2**20:.1f} MB, the limit is 5 MB", SMALLER)
    if content.startswith(PNG_START):
        size = _png(content)
    elif content.startswith(b"\xff\xd8\xff"):
        size = _jpeg(content)
    elif b"<svg" in content[:2000].lower():
        raise Unusable("is an SVG", SVG_ADVICE)
    else:
        raise Unusable("is neither PNG nor JPEG", "export it as PNG")
    if max(size.width, size.height) > LARGEST_SIDE or size.width * size.height > MOST_PIXELS:
        raise Unusable(f"has {size.width} x {size.height} pixels", SMALLER)
    if min(size.width, size.height) < SMALLEST_SIDE:
        raise Unusable(f"has only {size.width} x {size.height} pixels", LARGER)
    return size


def _png(content: bytes) -> Size:
    """Walk through the chunks: a file that was cut or damaged has no right end."""
    head = b""
    for kind, body in _png_chunks(content):
        if kind == b"IHDR":
            head = body
        if kind == b"IEND":
            break
    else:
        raise Unusable("is a damaged or incomplete PNG", "export it again")
    if len(head) < 13:  # noqa: PLR2004  # width, height and five single bytes
        raise Unusable("is a damaged or incomplete PNG", "export it again")
    if head[8] > PNG_BITS:
        raise Unusable(f"has {head[8]} bits a colour", "export it as PNG with 8 bits a colour")
    return Size(int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big"))


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and content of each chunk whose checksum is right, up to the first that is not."""
    at = len(PNG_START)
    while at + 12 <= len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4], "big")
        if end + 4 > len(content) or zlib.crc32(content[at + 4 : end]) != int.from_bytes(content[end : end + 4], "big"):
            return
        yield content[at + 4 : at + 8], content[at + 8 : end]
        at = end + 4


def _jpeg(content: bytes) -> Size:
    """Walk through the segments to the frame header."""
    if b"\xff\xd9" not in content[-64:]:
        raise Unusable("is an incomplete JPEG", "export it again")
    at = 2
    while at + 9 < len(content) and content[at] == MARK:
        marker = content[at + 1]
        if marker in FRAMES:
            if content[at + 9] == CMYK_CHANNELS:
                raise Unusable("is a JPEG in the colours of a printing press (CMYK)", "export it as PNG in RGB")
            height, width = (int.from_bytes(content[start : start + 2], "big") for start in (at + 5, at + 7))
            return Size(width, height)
        skipped = 0 if marker in WITHOUT_LENGTH or marker == MARK else int.from_bytes(content[at + 2 : at + 4], "big")
        at += (1 if marker == MARK else 2) + skipped
    raise Unusable("is a damaged JPEG", "export it again")
