"""The score table on a terminal, in a pipe and on a narrow screen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator

import typer

from cxdna.cli.wrap import INDENT, terminal_width, wrapped
from cxdna.workflows.tabulate import Row, ScoreTable

GAP = "  "
BESIDE = " \N{MIDDLE DOT} "
NARROWEST_TABLE = 80
FEWEST_COLUMNS = 4


def print_table(table: ScoreTable) -> None:
    """Print the table: in colour on a terminal, as columns in a pipe, as short lines where it is narrow."""
    lines = [*table.heading, "", *_columns(table, len(table.columns)), "", *table.notes]
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        shown = next((count for count in range(len(table.columns), 0, -1) if _width(table, count) <= width), 0)
        if width < NARROWEST_TABLE or shown < min(FEWEST_COLUMNS, len(table.columns)):
            lines = [*table.heading, *_narrow(table), "", *table.notes]
        elif os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            lines = [*table.heading, "", *_columns(table, shown), "", *table.notes]
        else:
            _print_rich(table, shown)
            return
    for line in lines:
        typer.echo(wrapped(line))


def _width(table: ScoreTable, shown: int) -> int:
    return max(map(len, _columns(table, shown)))


def _columns(table: ScoreTable, shown: int) -> Iterator[str]:
    """Yield the first so many columns, aligned: names and the last column to the left, numbers to the right."""
    rows = [("", *table.columns[:shown]), *((_indented(row), *row.cells[:shown]) for row in table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(shown + 1)]
    for row in rows:
        cells = [
            cell.ljust(width) if at in {0, len(table.columns)} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def _narrow(table: ScoreTable) -> Iterator[str]:
    """Yield each row as one line of numbers where all fit, else as one short line a number."""
    lines = [INDENT + BESIDE.join(map(" ".join, zip(table.columns, row.cells, strict=True))) for row in table.rows]
    if max(map(len, lines), default=0) <= terminal_width():
        yield ""
        for row, line in zip(table.rows, lines, strict=True):
            yield row.name
            yield line
        return
    for row in table.rows:
        yield ""
        yield row.name
        for column, cell in zip(table.columns, row.cells, strict=True):
            yield f"{INDENT}{column}: {cell}"


def _indented(row: Row) -> str:
    return INDENT * row.tier + row.name


def _print_rich(table: ScoreTable, shown: int) -> None:
    # Loaded where there is colour only: it takes longer than everything else together.
    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    head, *rows = _columns(table, shown)
    console.print(Text(table.heading[0], style="bold"))
    for line in (*table.heading[1:], "", head):
        console.print(Text(wrapped(line), style="dim"))
    for row, line in zip(table.rows, rows, strict=True):
        console.print(Text(line, style="" if row.tier > 1 else "bold"))
    for line in ("", *table.notes):
        console.print(Text(wrapped(line)))
