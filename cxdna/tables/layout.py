"""A workbook to be written, as data: sheets, cells and how they look. Sizes are in characters and points."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import msgspec

Alignment = Literal["left", "center", "right"]
Rich: TypeAlias = tuple[tuple[str, bool], ...]
"""Pieces of one text, each with whether it is bold."""


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a cell looks; colours are RGB as #336699. `open` cells can be filled in where the sheet is protected."""

    bold: bool = False
    italic: bool = False
    size: int = 10
    colour: str = "#1a1a1a"
    fill: str = ""
    border: str = ""
    align: Alignment = "left"
    middle: bool = False
    wrap: bool = True
    open: bool = False
    number_format: str = ""


class Cell(msgspec.Struct, frozen=True):
    """What stands in a cell: text, a number or a date; "" is an empty cell that has a look."""

    value: str | float | dt.date | Rich
    look: Look = Look()


class Line(msgspec.Struct, frozen=True):
    """One row from the first column on; None leaves a cell alone. `merged` spans the first over so many columns."""

    cells: tuple[Cell | None, ...] = ()
    height: float | None = None
    merged: int = 1


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A drop-down on a cell, counted from 1; what is not on it is refused with `error`, `hint` shows beside.

    With `last_row` it is on all cells of the column from `row` to there.
    """

    row: int
    column: int
    options: tuple[str, ...]
    title: str = ""
    hint: str = ""
    error: str = ""
    last_row: int = 0


class Limit(msgspec.Struct, frozen=True, kw_only=True):
    """What the cells of a column take from `row` to `last_row`: dates, whole numbers or numbers, both ends included."""

    row: int
    last_row: int
    column: int
    low: float | dt.date
    high: float | dt.date
    whole: bool = False
    title: str = ""
    hint: str = ""
    error: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet. `hidden_columns` count from 1; `frozen` rows and columns stay in view, the last row on paper, too.

    `filtered` is the row (from 1) with the heads of columns that get filters down to the last line; 0 for none. On
    paper `heading` stands above each page and `footing` left below it, instead of the sheet's name.
    """

    name: str
    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    limits: tuple[Limit, ...] = ()
    filtered: int = 0
    hidden_columns: tuple[int, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    hidden: bool = False
    protected: bool = False
    landscape: bool = False
    printed_columns: int = 0
    heading: str = ""
    footing: str = ""


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A workbook; `created` is written into it, so the same book gives the same bytes."""

    title: str
    author: str
    created: dt.datetime
    pages: tuple[Page, ...]
