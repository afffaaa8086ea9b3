"""Geometry of what customers say: a value with its interval, and three views of one thing, on the axis from 1 to 5.

Positions are rounded as those of the other charts are; the macros in templates/shared/whiskers.html draw them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents.charts import AxisHeader, Tick, place
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.rescale import THRESHOLD

SCALE: Final = tuple(Fraction(level) for level in range(1, 6))
"""The five levels that every index stands on, whatever the question's own scale."""


PAD: Final = 9.0
"""Pixels left and right of the axis: its ends have numbers and no names."""


class Whisker(msgspec.Struct, frozen=True):
    """A value with its interval, beside the mark of good results; `value` is None where there is none to show."""

    width: float
    height: float
    ticks: tuple[float, ...]
    good: float
    value: float | None
    low: float | None
    high: float | None


class Trio(msgspec.Struct, frozen=True):
    """Customers with their interval, staff, and the organisation's own level, joined from the first to the last."""

    width: float
    height: float
    ticks: tuple[float, ...]
    good: float
    customers: float | None
    low: float | None
    high: float | None
    staff: float | None
    level: float | None
    left: float | None
    right: float | None


def index_axis(width: float) -> AxisHeader:
    """Label the axis that whiskers share."""
    ticks = tuple(Tick(x=_at(one, width), label=str(int(one)), name="") for one in SCALE)
    return AxisHeader(width=width, height=13, ticks=ticks)


def whisker(value: Fraction | None, interval: Interval | None, *, width: float, height: float = 16) -> Whisker:
    """Place a value and its interval."""
    return Whisker(
        width=width,
        height=height,
        ticks=tuple(_at(one, width) for one in SCALE),
        good=_at(THRESHOLD, width),
        value=_maybe(value, width),
        low=_maybe(Fraction(interval.low) if interval else None, width),
        high=_maybe(Fraction(interval.high) if interval else None, width),
    )


def trio(  # noqa: PLR0913 - three views, the interval of one, and the room
    customers: Fraction | None,
    interval: Interval | None,
    *,
    staff: Fraction | None,
    level: Fraction | None,
    width: float,
    height: float = 20,
) -> Trio:
    """Place three views of one thing."""
    own = whisker(customers, interval, width=width, height=height)
    beside = [_maybe(one, width) for one in (staff, level)]
    there = [one for one in (own.value, *beside) if one is not None]
    return Trio(
        width=width,
        height=height,
        ticks=own.ticks,
        good=own.good,
        customers=own.value,
        low=own.low,
        high=own.high,
        staff=beside[0],
        level=beside[1],
        left=min(there, default=None),
        right=max(there, default=None),
    )


def _maybe(value: Fraction | None, width: float) -> float | None:
    return None if value is None else _at(value, width)


def _at(value: Fraction, width: float) -> float:
    return place(value, SCALE[0], SCALE[-1], PAD, width - PAD)
