"""Months as numbers: 202603 is March 2026."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from cxdna.statistics.display import long_month
from cxdna.voice.survey.model import Month, WaveRule

MONTHS_OF_WAVE: Final[Mapping[WaveRule, int]] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
YEAR: Final = 12


def month_of(date: dt.date) -> Month:
    """Return the month that a day lies in: 202603."""
    return date.year * 100 + date.month


def first_day(month: Month) -> dt.date:
    """Return the day on which a month begins. Raises ValueError for a number that is no month."""
    return dt.date(month // 100, month % 100, 1)


def moved(month: Month, by: int) -> Month:
    """Return the month so many months later, or earlier for a negative number."""
    year, place = divmod(month // 100 * YEAR + month % 100 - 1 + by, YEAR)
    return year * 100 + place + 1


def months(first: Month, last: Month) -> tuple[Month, ...]:
    """Return all months from the first to the last, both included; none where the last comes before the first."""
    count = (last // 100 - first // 100) * YEAR + last % 100 - first % 100 + 1
    return tuple(moved(first, by) for by in range(count))


def months_in_words(first: Month, last: Month) -> str:
    """Return months as people say them: March 2026, January to March 2026, October 2025 to March 2026."""
    begin, end = long_month(first_day(first)), long_month(first_day(last))
    if first == last:
        return begin
    return f"{begin.rsplit(' ', 1)[0] if first // 100 == last // 100 else begin} to {end}"
