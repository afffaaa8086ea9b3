"""Hours in which people of a country and region work, by the clock there, and how to count them.

Moments have a time zone. A working day lasts from its first hour to its last by the local clock, so the day on which
the clock is changed is longer or shorter only where it is changed within these hours.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from cxdna.worktime.working_days import WorkingDays, is_working_day

_DAY: Final = dt.timedelta(days=1)
_NOTHING: Final = dt.timedelta()


class WorkingHours(msgspec.Struct, frozen=True):
    """Working days with the hours between which people work on each, `start` before `end`, in a time zone by name."""

    days: WorkingDays
    start: dt.time
    end: dt.time
    zone: str


def worked_between(hours: WorkingHours, first: dt.datetime, last: dt.datetime) -> dt.timedelta:
    """Return how much working time there is from one moment to a later one; nothing where it is not later.

    Raises ValueError for moments without a time zone.
    """
    first, last = _aware(first), _aware(last)
    total, day = _NOTHING, _local_day(hours, first)
    ends = _local_day(hours, last)
    while day <= ends:
        begin, end = _worked_on(hours, day)
        total += max(min(end, last) - max(begin, first), _NOTHING)
        day += _DAY
    return total


def add_worked(hours: WorkingHours, moment: dt.datetime, time: dt.timedelta) -> dt.datetime:
    """Return the earliest moment, in UTC, by which so much working time has gone by since a moment.

    Raises ValueError for a moment without a time zone, and for time that is negative.
    """
    if time < _NOTHING:
        msg = "working time is not taken away"
        raise ValueError(msg)
    moment = _aware(moment)
    day, left = _local_day(hours, moment), time
    while left > _NOTHING:
        begin, end = _worked_on(hours, day)
        begin = max(begin, moment)
        if end - begin >= left:
            return begin + left
        left -= max(end - begin, _NOTHING)
        day += _DAY
    return moment


def _aware(moment: dt.datetime) -> dt.datetime:
    if moment.tzinfo is None:
        msg = "a moment without a time zone can be anywhere"
        raise ValueError(msg)
    return moment.astimezone(dt.UTC)


def _local_day(hours: WorkingHours, moment: dt.datetime) -> dt.date:
    return moment.astimezone(ZoneInfo(hours.zone)).date()


@lru_cache(maxsize=4096)
def _worked_on(hours: WorkingHours, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """Return from when to when a day is worked on, in UTC; both are the same for a day that is not.

    Where the clock is put back, an hour that comes twice counts as begun by the first and ended by the second; where
    it is put forward over both, nothing is left of the day.
    """
    zone = ZoneInfo(hours.zone)
    begin = dt.datetime.combine(day, hours.start, zone).astimezone(dt.UTC)
    if not is_working_day(hours.days, day):
        return begin, begin
    end = dt.datetime.combine(day, hours.end, zone).replace(fold=1).astimezone(dt.UTC)
    return begin, max(begin, end)
