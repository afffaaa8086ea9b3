"""A cell of a plan's workbook -> the value that a file would have, whatever a spreadsheet program made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from math import isclose
from typing import Any, Final

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.organisation.read_date import read_date
from cxdna.statistics.display import listed
from cxdna.tables.model import Value
from cxdna.workflows.planning.edit.columns import Column

_DIGITS: Final = 1e-14


def plain(value: Value) -> str:
    """Return a value as text; whole numbers without a point."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def folded(value: object) -> str:
    """Return what names are compared by: single spaces, small letters."""
    return " ".join(str(value).split()).casefold()


def text_of(value: Value) -> str:
    """Return what stands in a cell as text, line breaks as everywhere else."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return plain(value)


def _date(value: Value) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return read_date(value).isoformat()
    which = "a number and no date" if isinstance(value, int | float) and not isinstance(value, bool) else "no date"
    raise UserError(f"'{plain(value)}' is {which}", "write a day such as 2027-01-31")


def _number(value: Value, *, whole: bool) -> float:
    number = value
    if isinstance(value, str):
        try:
            number = float(value.replace(" ", ""))
        except ValueError:
            number = value
    if isinstance(number, bool) or not isinstance(number, int | float):
        what = f"'{shortened(text_of(value))}' is no number"
        raise UserError(what, "write a number alone, such as 12" if whole else "write a number alone, such as 12.5")
    return int(number) if float(number).is_integer() else number


READ: Final[dict[str, Callable[[Value], Any]]] = {
    "date": _date,
    "whole": lambda value: _number(value, whole=True),
    "number": lambda value: _number(value, whole=False),
    "money": lambda value: _number(value, whole=False),
}


def chosen(text: str, column: Column) -> str:
    """Return what a word of a drop-down stands for. Raises `UserError` for one that is not in its list."""
    by_word = {word.casefold(): meant for word, meant in column.options.items()}
    by_word |= {meant.casefold(): meant for meant in column.options.values()}
    if text.casefold() not in by_word:
        raise UserError(f"'{shortened(text)}' is none of the list", f"choose one of {listed(column.options)}")
    return by_word[text.casefold()]


def alike(one: object, other: object) -> bool:
    """Tell whether two values may be one that a cell held: programs keep fifteen digits, and line breaks their way."""
    if isinstance(one, msgspec.Struct) and isinstance(other, msgspec.Struct):
        return alike(msgspec.structs.astuple(one), msgspec.structs.astuple(other))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return text_of(one) == text_of(other)
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=_DIGITS)
    return one == other
