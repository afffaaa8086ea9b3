"""Geometry of what was measured of a KPI over time. Lengths are pixels of 1/96 inch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from cxdna.documents.charts import apart, text_width


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of a KPI, from its baseline on, with the target as a line to reach."""

    width: float
    height: float
    left: float
    right: float
    base: float
    line: str
    points: tuple[tuple[float, float], ...]
    target: float | None
    labels: tuple[tuple[float, float, str, str], ...]


def course(
    measured: Sequence[tuple[dt.date, float, str]],
    target: tuple[float, str] | None,
    *,
    low: float | None = None,
    width: float = 190,
    height: float = 92,
) -> Course:
    """Draw what was measured (day, value, text) over time; the axis starts at `low`, or below the lowest value.

    First and last value and the target are labelled; their labels keep apart.
    """
    values = [value for _, value, _ in measured] + ([target[0]] if target else [])
    bottom = min(values) if low is None else min(low, *values)
    top = max(values) if max(values) > bottom else bottom + 1
    first_label = measured[0][2] if len(measured) > 1 else ""
    left = 10 + text_width(first_label, 9)
    right = width - 9 - max(text_width(text, 9) for text in (measured[-1][2], target[1] if target else ""))
    first, last = measured[0][0], measured[-1][0]
    span = max((last - first).days, 1)

    def y(value: float) -> float:
        return round(height - 12 - (value - bottom) / (top - bottom) * (height - 26), 1)

    points = [(round(left + (on - first).days / span * (right - left), 1), y(value)) for on, value, _ in measured]
    line = "M" + "L".join(f"{x} {at}" for x, at in points)
    ends = [(points[-1][1], measured[-1][2])] + ([(y(target[0]), target[1])] if target else [])
    places = apart([at for at, _ in ends], 11, 6, height - 6)
    labels = [(right + 7, round(place + 3, 1), "start", text) for place, (_, text) in zip(places, ends, strict=True)]
    if first_label:
        labels.insert(0, (round(left - 6, 1), round(points[0][1] + 3, 1), "end", first_label))
    return Course(
        width=width,
        left=round(left - 2, 1),
        right=round(right + 4, 1),
        height=height,
        base=height - 12,
        line=line,
        points=tuple(points),
        target=y(target[0]) if target else None,
        labels=tuple(labels),
    )
