"""Geometry of one action's bar with its milestones, each by its name and day. Lengths are pixels of 1/96 inch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from cxdna.documents.charts import apart, wrapped
from cxdna.documents.time_axis import SMALL, Scale
from cxdna.documents.timeline import LEADING, WIDTH
from cxdna.statistics.display import short_date


class Stop(msgspec.Struct, frozen=True):
    """A milestone on the bar of one action: its diamond, and its label in lines, moved aside where others stand."""

    x: float
    is_reached: bool
    label_x: float
    date: str
    lines: tuple[str, ...]


class MilestoneBar(msgspec.Struct, frozen=True, kw_only=True):
    """The bar of one action with all of its milestones; where they are too many to be named, they have numbers."""

    width: float
    height: float
    middle: float
    left: float
    right: float
    stops: tuple[Stop, ...]
    today: float | None
    numbered: bool


MOST_NAMED: Final = 6
"""So many milestones are named on the bar; more have numbers, and stand in a list."""


MOST_ROOM: Final = 160.0
"""Pixels that the label of a milestone takes at most."""


def milestone_bar(
    start: dt.date,
    due: dt.date,
    milestones: Sequence[tuple[dt.date, bool, str]],
    today: dt.date | None = None,
    *,
    width: float = WIDTH,
) -> MilestoneBar:
    """Place milestones (day, reached, what) on the bar of an action from its start to the day it is due."""
    low, high = min(start, due, *(on for on, _, _ in milestones)), max(start, due, *(on for on, _, _ in milestones))
    pad = 8.0
    scale = Scale(low, max(high, low + dt.timedelta(1)), pad, width - pad)
    numbered = len(milestones) > MOST_NAMED
    room = 15.0 if numbered else min(width / max(len(milestones), 1), MOST_ROOM)
    wished = [scale.at(on) for on, _, _ in milestones]
    places = apart(wished, room, room / 2, width - room / 2) if len(milestones) * room <= width else wished
    stops = tuple(
        Stop(
            x=scale.at(on),
            is_reached=reached,
            label_x=place,
            date=str(at) if numbered else short_date(on),
            lines=() if numbered else wrapped(what, room - 10, SMALL),
        )
        for at, ((on, reached, what), place) in enumerate(zip(milestones, places, strict=True), 1)
    )
    deep = max((len(one.lines) for one in stops), default=0)
    return MilestoneBar(
        width=width,
        height=round(34 + (LEADING * deep + 4 if deep else 0), 1),
        middle=25.0,
        left=scale.at(start),
        right=scale.at(due),
        stops=stops,
        today=scale.at(today) if today and low <= today <= high else None,
        numbered=numbered,
    )
