"""How many lines a text takes: an estimate, for pages that must stay one page whatever people write on them."""

from __future__ import annotations

from typing import Final

from cxdna.documents.charts import text_width

PIXELS: Final = 96 / 72
"""Pixels of a point."""


def lines_of(text: str, most: int) -> int:
    """Return how many lines of about so many characters a text takes; a word longer than a line is broken."""
    lines, room = 1, most
    for word in text.split():
        if len(word) > room:
            lines += room < most
            more = (len(word) - 1) // most
            lines, room = lines + more, most + more * most
        room -= len(word) + 1
    return lines


def lines_in(text: str, room: float, size: float) -> int:
    """Return how many lines a text takes in a column so many points wide, set in so many points."""
    wide, space = room * PIXELS, text_width(" ", size * PIXELS)
    lines, left = 1, wide
    for word in text.split():
        needed = text_width(word, size * PIXELS)
        if needed > left and left < wide:
            lines, left = lines + 1, wide
        more = int(needed // wide)
        lines, left = lines + more, left - needed + more * wide - space
    return lines
