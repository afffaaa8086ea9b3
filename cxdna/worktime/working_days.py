"""Days on which people of a country and region work, and how to count them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

_DAY: Final = dt.timedelta(days=1)
_WEEK: Final = 7
_USUAL_WEEKEND: Final = frozenset({5, 6})


class WorkingDays(msgspec.Struct, frozen=True):
    """The working days of a country and region: by ISO 3166, `region` without the country's letters.

    `note` says what is not known about them; it is "" where everything is.
    """

    country: str
    region: str = ""

    @property
    def note(self) -> str:
        """Return what is not known, to be told where days are counted."""
        from cxdna.worktime.holidays_of import holidays_of  # noqa: PLC0415 - heavy: only where days are counted

        known, region_known = holidays_of(self.country, self.region)
        if known is None:
            return f"The public holidays of {self.country} are not known: only weekends were left out."
        if self.region and not region_known:
            return (
                f"The public holidays of {self.region} in {self.country} are not known by themselves: "
                f"those of the whole of {self.country} were left out."
            )
        return ""

    @property
    def in_a_week(self) -> int:
        """Return how many days of a week without a holiday are working days."""
        return _WEEK - len(_weekend(self.country, self.region))


def is_working_day(days: WorkingDays, day: dt.date) -> bool:
    """Tell whether a day is worked on: neither weekend nor public holiday."""
    return _is_working_day(days.country, days.region, day)


def holiday_on(days: WorkingDays, day: dt.date) -> str:
    """Return the name of the public holiday on a day that would be a working day without it; else ""."""
    if day.weekday() in _weekend(days.country, days.region) or is_working_day(days, day):
        return ""
    return _name(days.country, days.region, day)


def first_working_day_on_or_after(days: WorkingDays, day: dt.date) -> dt.date:
    """Return the day itself, or the next that is worked on."""
    while not is_working_day(days, day):
        day += _DAY
    return day


def next_working_day(days: WorkingDays, day: dt.date) -> dt.date:
    """Return the first working day after a day."""
    return first_working_day_on_or_after(days, day + _DAY)


def add_working_days(days: WorkingDays, day: dt.date, count: int) -> dt.date:
    """Return the working day so many working days after a day; with 0 the day itself, or the next working day."""
    day = first_working_day_on_or_after(days, day)
    for _ in range(count):
        day = next_working_day(days, day)
    return day


def count_working_days(days: WorkingDays, first: dt.date, last: dt.date) -> int:
    """Return how many working days there are from one day to another, both counted."""
    return sum(is_working_day(days, day) for day in _span(first, last))


def holidays_between(days: WorkingDays, first: dt.date, last: dt.date) -> tuple[str, ...]:
    """Return the names of the public holidays that cost a working day from one day to another, one for each day."""
    return tuple(name for day in _span(first, last) if (name := holiday_on(days, day)))


def _span(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for number in range((last - first).days + 1):
        yield first + number * _DAY


@lru_cache(maxsize=8)
def _weekend(country: str, region: str) -> frozenset[int]:
    from cxdna.worktime.holidays_of import holidays_of  # noqa: PLC0415 - heavy: only where days are counted

    known, _ = holidays_of(country, region)
    return _USUAL_WEEKEND if known is None else frozenset(known.weekend)


@lru_cache(maxsize=4096)
def _is_working_day(country: str, region: str, day: dt.date) -> bool:
    from cxdna.worktime.holidays_of import holidays_of  # noqa: PLC0415 - heavy: only where days are counted

    known, _ = holidays_of(country, region)
    return day.weekday() not in _USUAL_WEEKEND if known is None else known.is_working_day(day)


def _name(country: str, region: str, day: dt.date) -> str:
    from cxdna.worktime.holidays_of import holidays_of  # noqa: PLC0415 - heavy: only where days are counted

    known, _ = holidays_of(country, region)
    return "" if known is None else known.get(day, "") or "a public holiday"
