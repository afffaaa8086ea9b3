"""Rows of text in columns: on a terminal one column takes the room that is left, and narrow ones get short lines."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import typer

from cxdna.cli.wrap import INDENT, terminal_width

GAP = "  "
BESIDE = " \N{MIDDLE DOT} "
NARROWEST_COLUMN = 24
"""With less room than this for the column that takes what is left, rows are printed as short lines."""
NARROW_COLUMN = 16
"""What is left to a column that others need the room of."""
PLAIN_WIDTH = 10_000


def print_columns(head: Sequence[str], rows: Sequence[Sequence[str]], widest: int = 1, other: int = 2) -> None:
    """Print rows under their heads, all to the left.

    The cells of the column `widest`, and where that is not enough those of `other`, go on in further lines. In a pipe
    nothing is broken. Where it is narrow, the first cells stand on one line and the others on the next.
    """
    width = terminal_width() if sys.stdout.isatty() else PLAIN_WIDTH
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    needed = min(NARROWEST_COLUMN, widths[widest])
    if _room(width, widths, widest) < needed:
        widths[other] = min(widths[other], NARROW_COLUMN)
    room = _room(width, widths, widest)
    if room < needed:
        for line in _short(rows, widest, width):
            typer.echo(line)
        return
    widths[widest] = min(widths[widest], room)
    for row in (head, *rows):
        for line in _row(row, widths):
            typer.echo(line)


def _room(width: int, widths: Sequence[int], widest: int) -> int:
    """Return how much is left for one column beside the others."""
    return width - sum(widths) + widths[widest] - len(GAP) * (len(widths) - 1)


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [
        textwrap.wrap(cell, size, break_on_hyphens=False) if len(cell) > size else [cell]
        for cell, size in zip(row, widths, strict=True)
    ]
    for parts in zip_longest(*cells, fillvalue=""):
        yield GAP.join(part.ljust(size) for part, size in zip(parts, widths, strict=True)).rstrip()


def _short(rows: Sequence[Sequence[str]], widest: int, width: int) -> Iterator[str]:
    for row in rows:
        first = GAP.join(cell for cell in row[: widest + 1] if cell)
        rest = BESIDE.join(cell for cell in row[widest + 1 :] if cell)
        yield from textwrap.wrap(first, width, subsequent_indent=INDENT, break_on_hyphens=False)
        yield from textwrap.wrap(
            rest, width, initial_indent=INDENT, subsequent_indent=INDENT * 2, break_on_hyphens=False
        )
