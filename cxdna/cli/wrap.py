"""Lines as a terminal shows them best, or whole where no terminal is; light, because errors are printed by it, too."""

from __future__ import annotations

import shutil
import sys
import textwrap
from typing import Final, TextIO

INDENT: Final = "  "
NARROWEST_TEXT: Final = 30


def terminal_width() -> int:
    """Return how many columns text may take on a terminal."""
    return max(shutil.get_terminal_size().columns, NARROWEST_TEXT)


def wrapped(line: str, stream: TextIO | None = None) -> str:
    """Return a line for standard output or another stream: on a terminal, what does not fit goes on further in."""
    if not (stream or sys.stdout).isatty():
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.lstrip(),
        terminal_width(),
        initial_indent=indent,
        subsequent_indent=indent + INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
