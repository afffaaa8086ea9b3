"""The formula guard: text that a spreadsheet program would take for a formula is made to stay text."""

from __future__ import annotations

from typing import Final

# The full-width forms become the plain ones in some East Asian settings.
STARTERS: Final = frozenset("=+-@\t\r\0" + "\uff1d\uff0b\uff0d\uff20")
_KEPT_TEXT: Final = "'"


def starts_formula(text: str) -> bool:
    """Tell whether a spreadsheet program may take a text for a formula, also behind spaces and line breaks."""
    start = text.lstrip(" \n\v\f\u00a0\u3000\ufeff")[:1]
    return bool(start) and start in STARTERS


def inert(text: str) -> str:
    """Return a text for a CSV file that no program takes for a formula: an apostrophe goes before one that might be."""
    plain = text.replace("\0", "") if "\0" in text else text
    return _KEPT_TEXT + plain if starts_formula(text) else plain
