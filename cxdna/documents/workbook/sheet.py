"""One sheet of the workbook: heads that stay in view and can be filtered, and under each what kind of thing stands."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.documents.charts import text_width
from cxdna.documents.material import Material
from cxdna.documents.report import life
from cxdna.tables.layout import Cell, Choice, Line, Look, Page

Kind = Literal["text", "wide", "number", "score", "change", "share", "percent", "money", "date"]
Value: TypeAlias = "str | int | float | Fraction | dt.date | None"

INK: Final = "#1b2430"
_LINE: Final = "#d5dade"
_FORMATS: Final[dict[Kind, str]] = {
    "number": "General",
    "score": "0.0",
    "change": "+0.0;\N{MINUS SIGN}0.0;0.0",
    "share": "0%",
    "percent": '0"%"',
    "date": "d mmm yyyy",
}
_SIZE: Final = 12.0
"""Ten points of Arial in pixels of the sans face, whose widths are known."""
_CHARACTER, _LINE_HEIGHT, _HIGHEST = 7.0, 13.0, 400.0
"""Pixels of a character by which columns are counted; points of a line, and of the highest row there may be."""
_BOLD, _BREAKS = 1.08, 0.3
"""How much wider bold is, and how much of a line is lost where words break."""
_WHOLE: Final = 1000
"""Who reads thousands reads no pennies: as `display.money` has it."""


class Column(msgspec.Struct, frozen=True):
    """A column: its head, its width in characters, what stands in it, and what may be chosen there."""

    head: str
    width: float
    kind: Kind = "text"
    options: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """A row in the order of the columns; `strong` for a whole or a phase among its parts."""

    values: tuple[Value, ...]
    strong: bool = False


class Paper(msgspec.Struct, frozen=True):
    """What all sheets share: what stands above and below them on paper, the accent, its tint and the currency."""

    heading: str
    footing: str
    accent: str
    tint: str
    currency: str


def paper(material: Material) -> Paper:
    """Return what all sheets of a workbook share."""
    title = f"{material.client} \N{MIDDLE DOT} {material.answers.assessment.title}"
    return Paper(
        heading=title,
        footing=f"{material.confidentiality} \N{MIDDLE DOT} {life.in_the_foot(material)}",
        accent=material.look.accent,
        tint=material.look.ramp[0][0],
        currency=material.currency,
    )


def page(  # noqa: PLR0913 - what a sheet is made of, each named
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    on: Paper,
    *,
    printed: int = 0,
    still: int = 1,
) -> Page:
    """Return a sheet; `printed` columns go on paper (0: all), `still` ones stay in view."""
    high = row_height([(one.head, one.width - 2) for one in columns], bold=True) + 4
    lines = [Line(tuple(_head(one, on) for one in columns), height=high)]
    lines += [
        Line(
            tuple(_cell(column, value, row, on) for column, value in zip(columns, row.values, strict=True)),
            height=_height(columns[: printed or None], row),
        )
        for row in rows
    ]
    last = len(rows) + 1
    return Page(
        name=name,
        widths=tuple(one.width for one in columns),
        lines=tuple(lines),
        choices=tuple(
            Choice(
                row=2,
                last_row=last,
                column=at,
                options=one.options,
                error=f"Choose one of: {', '.join(one.options)}.",
            )
            for at, one in enumerate(columns, 1)
            if one.options
        ),
        filtered=1,
        frozen=(1, still),
        landscape=True,
        printed_columns=printed,
        heading=on.heading,
        footing=on.footing,
    )


def _height(columns: Sequence[Column], row: Row) -> float:
    """Return how high a row is, in points: programs that open the file do not all find out by themselves."""
    return row_height(
        [(value, one.width - 2) for one, value in zip(columns, row.values, strict=False)], bold=row.strong
    )


def row_height(cells: Sequence[tuple[object, float]], *, bold: bool = False) -> float:
    """Return how high a row of texts is, each with the width of its cell in characters."""
    lines = 1
    for value, width in cells:
        if isinstance(value, str):
            needs = text_width(value, _SIZE) * (_BOLD if bold else 1.0)
            lines = max(lines, math.ceil(needs / (width * _CHARACTER) + _BREAKS * (needs > width * _CHARACTER)))
    return min(_HIGHEST, lines * _LINE_HEIGHT + 4)


def _head(column: Column, on: Paper) -> Cell:
    right = column.kind not in {"text", "wide", "date"}
    return Cell(
        column.head,
        Look(
            bold=True,
            fill=on.accent,
            border=on.accent,
            colour="#ffffff",
            align="right" if right else "left",
            middle=True,
        ),
    )


def _cell(column: Column, value: Value, row: Row, on: Paper) -> Cell:
    fill = on.tint if row.strong else ""
    if value is None or value == "":
        return Cell("", Look(fill=fill, border=_LINE))
    if isinstance(value, str):
        return Cell(value, Look(bold=row.strong, colour=INK, fill=fill, border=_LINE))
    align: Literal["left", "right"] = "left" if isinstance(value, dt.date) else "right"
    look = Look(
        bold=row.strong, colour=INK, fill=fill, border=_LINE, align=align, number_format=_format(column, value, on)
    )
    return Cell(float(value) if isinstance(value, Fraction) else value, look)


def _format(column: Column, value: float | Fraction | dt.date, on: Paper) -> str:
    if column.kind == "money" and not isinstance(value, dt.date):
        amount = float(value)
        whole = abs(amount) >= _WHOLE or amount.is_integer()
        return f'"{on.currency}" #,##0' + ("" if whole else ".00")
    return _FORMATS.get(column.kind, "General")
