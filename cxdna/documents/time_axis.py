"""Where days stand on an axis, and what the axis says: weeks, months, quarters or years, as finely as there is room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from cxdna.documents.charts import text_width
from cxdna.statistics.display import MONTHS

EDGE: Final = 13.0
"""Pixels between a column and the first or last bar, where lines turn round."""
SMALL: Final = 8.5
"""Size of the labels."""
SHORT: Final = 3


class AxisLabel(msgspec.Struct, frozen=True):
    """A label of the axis with the line it stands at."""

    x: float
    text: str


class Scale(msgspec.Struct, frozen=True):
    """Where days stand; `last` is the day after the last that is drawn."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def at(self, date: dt.date) -> float:
        """Return where a day stands; one beyond an end stands at it."""
        share = (date - self.first).days / (self.last - self.first).days
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)


def time_axis(scale: Scale) -> tuple[tuple[AxisLabel, ...], tuple[AxisLabel, ...]]:
    """Return the finest ticks whose labels keep apart, and the months or years that they lie in."""
    for step, label, above in (
        (_weeks, lambda day: f"{day.day} {_short(day)}", lambda day: str(day.year)),
        (_months, _short, lambda day: str(day.year)),
        (_quarters, lambda day: f"Q{(day.month + 2) // 3}", lambda day: str(day.year)),
    ):
        days = list(step(scale))
        ticks = [AxisLabel(scale.at(day), label(day)) for day in days]
        if _fits(ticks, scale.right):
            return tuple(ticks), _groups(scale, days, above)
    return tuple(_thinned([AxisLabel(scale.at(day), str(day.year)) for day in _years(scale)], scale.right)), ()


def _groups(scale: Scale, days: Sequence[dt.date], label: Callable[[dt.date], str]) -> tuple[AxisLabel, ...]:
    """Return each label of the row above where it first holds; one without room before the next is left out."""
    found: list[AxisLabel] = []
    for day in days:
        text = label(day)
        if not found or found[-1].text != text:
            found.append(AxisLabel(scale.at(day), text))
    return tuple(
        one
        for one, after in zip(found, [*(each.x for each in found[1:]), scale.right + EDGE], strict=True)
        if one.x + text_width(one.text, SMALL) + 6 <= after
    )


def _fits(ticks: Sequence[AxisLabel], right: float) -> bool:
    ends = [*(one.x for one in ticks[1:]), right + EDGE]
    return all(one.x + text_width(one.text, SMALL) + 5 <= end for one, end in zip(ticks, ends, strict=True))


def _thinned(ticks: Sequence[AxisLabel], right: float) -> list[AxisLabel]:
    kept: list[AxisLabel] = []
    for one in ticks:
        wide = text_width(one.text, SMALL) + 5
        if (not kept or kept[-1].x + wide <= one.x) and one.x + wide <= right + EDGE + 5:
            kept.append(one)
    return kept


def _weeks(scale: Scale) -> Iterator[dt.date]:
    day = scale.first - dt.timedelta(scale.first.weekday())
    while day < scale.last:
        if day >= scale.first:
            yield day
        day += dt.timedelta(7)


def _months(scale: Scale) -> Iterator[dt.date]:
    day = scale.first.replace(day=1)
    while day < scale.last:
        if day >= scale.first:
            yield day
        day = next_month(day)


def _quarters(scale: Scale) -> Iterator[dt.date]:
    return (day for day in _months(scale) if day.month % SHORT == 1 or day == scale.first)


def _years(scale: Scale) -> Iterator[dt.date]:
    return (day for day in _months(scale) if day.month == 1 or day == scale.first)


def next_month(day: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)


def _short(day: dt.date) -> str:
    return MONTHS[day.month - 1][:SHORT]
