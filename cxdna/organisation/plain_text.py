"""Text that people can read as it stands, on a terminal and in documents: without signs that nobody sees."""

from __future__ import annotations

import re
from typing import Final

CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
"""What no text may hold, as a range of a regular expression.

Control characters, line breaks that only some programs count as lines (NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR), and
what makes text read in another order than it stands in the file. Marks that words of some languages need are not in it.
"""
# Halves of characters and what is none are left behind by programs that write another encoding.
_UNSEEN: Final = re.compile(f"[{CONTROLS}\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS: Final = re.compile(r"[\t\r\n]")


def is_readable(text: str, *, lines: bool = False) -> bool:
    """Tell whether a text holds nothing that cannot be seen; with `lines`, it may have several, and tabs."""
    return not _UNSEEN.search(text) and (lines or not _BREAKS.search(text))
