"""A date as people type it -> the date; what can be read in two ways is asked for again, never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import MONTHS, long_date

HOW: Final = "write it as 2026-01-15, 15 January 2026 or January 2026"
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_SHORTEST_MONTH = 3

_YEAR_FIRST = re.compile(r"([0-9]{4})([-./ ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./])\s?([0-9]{1,2})\2\s?([0-9]{2,4})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-./]([0-9]{4})")
_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*(?:of )?)?([a-z]{3,9})[ .,-]*([0-9]{2,4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})[ .]*([0-9]{1,2})(?:st|nd|rd|th)?[ ,]+([0-9]{2,4})")


def read_date(text: str, *, month_end: bool = False) -> dt.date:
    """Return the date that is meant; a month without a day is its first day, or with `month_end` its last.

    Reads 2026-01-15, 15.1.2026, 15 Jan 2026, January 15, 2026, 2026-01 and January 2026. Raises `UserError` for what is
    no date, for a year in two digits, and for 3/4/2026, which is in March for some and in April for others.
    """
    given = " ".join(text.casefold().split())
    year, month, day = _numbers(given) or _with_words(given) or _unread(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError(f"'{_short(text)}' is in the year {year}", f"give a year from {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= month <= len(MONTHS):
        raise UserError(f"'{_short(text)}' names a month {month}, and there are twelve", HOW)
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return dt.date(year, month, last if month_end else 1)
    if not 1 <= day <= last:
        raise UserError(
            f"{MONTHS[month - 1]} {year} has no day {day}", f"its last day is {long_date(dt.date(year, month, last))}"
        )
    return dt.date(year, month, day)


def _numbers(given: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day of a date in numbers."""
    if found := _YEAR_FIRST.fullmatch(given):
        return int(found[1]), int(found[3]), int(found[4]) if found[4] else None
    if found := _MONTH_YEAR.fullmatch(given):
        return int(found[2]), int(found[1]), None
    if found := _DAY_FIRST.fullmatch(given):
        first, second, year = int(found[1]), int(found[3]), _year(found[4], given)
        if found[2] == ".":  # where dots stand, the day comes first everywhere
            return year, second, first
        if first > len(MONTHS) >= second:
            return year, second, first
        if second > len(MONTHS) >= first or first == second:
            return year, first, second
        _both_ways(given, first, second, year)
    return None


def _both_ways(given: str, first: int, second: int, year: int) -> None:
    """Raise `UserError` for a date that means two days, naming both; not for one that means none."""
    if 1 <= first <= len(MONTHS) and 1 <= second <= len(MONTHS):
        one, other = (dt.date(year, month, day) for month, day in ((second, first), (first, second)))
        raise UserError(
            f"'{given}' is {long_date(one)} for some and {long_date(other)} for others", f"write {one} or {other}"
        )


def _with_words(given: str) -> tuple[int, int, int | None] | None:
    """Return year, month and day of a date that names its month."""
    if found := _MONTH_FIRST.fullmatch(given):
        month = _month(found[1])
        return (_year(found[3], given), month, int(found[2])) if month else None
    if found := _WORDS.fullmatch(given):
        month = _month(found[2])
        return (_year(found[3], given), month, int(found[1]) if found[1] else None) if month else None
    return None


def _month(word: str) -> int | None:
    """Return the number of a month by its name or the start of it."""
    near = "sep" if word == "sept" else word
    if len(near) < _SHORTEST_MONTH:
        return None
    return next((at for at, name in enumerate(MONTHS, 1) if name.casefold().startswith(near)), None)


def _year(digits: str, given: str) -> int:
    if len(digits) != len("2026"):
        raise UserError(f"'{_short(given)}' has a year of {len(digits)} digits", "write the year in full: 2026")
    return int(digits)


def _unread(text: str) -> tuple[int, int, int | None]:
    what = f"'{_short(text)}' is no date" if text.strip() else "the date is missing"
    raise UserError(what, HOW)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= len(HOW) else line[: len(HOW)] + "\N{HORIZONTAL ELLIPSIS}"
