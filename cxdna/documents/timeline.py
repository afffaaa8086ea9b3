"""Geometry of timelines: bars over weeks, months, quarters or years, milestones on them, and what comes before what.

Lengths are pixels of 1/96 inch. A timeline of many rows is cut into pieces that each fit a page and repeat the axis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal

import msgspec

from cxdna.documents.charts import apart, shortened, text_width, wrapped
from cxdna.statistics.display import MONTHS

Look = Literal["proposed", "agreed", "in_progress", "blocked", "done"]

WIDTH: Final = 640.0
LABELS, STATES = 214.0, 82.0
"""Pixels of the columns beside the bars: what an action is called, and how it stands."""
EDGE: Final = 13.0
"""Pixels between a column and the first or last bar, where lines turn round."""
AXIS: Final = 30.0
TITLE, SMALL = 9.5, 8.5
"""Sizes of names and of what stands beneath them."""
LEADING: Final = 10.5
BAR: Final = 9.0
SHORT: Final = 3
LEAST_BAR: Final = 3.0
TURN: Final = 5.0
WEEKS_UP_TO, QUARTERS_FROM = 70, 500
"""Days up to which weeks stand on the axis if there is room, and from which quarters do."""


class Mark(msgspec.Struct, frozen=True):
    """A milestone on a bar, as a diamond; filled when it was reached."""

    x: float
    is_reached: bool


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One action as a timeline needs it; `note` stands under its name, `states` beside its bar, the first in bold."""

    id: str
    title: str
    note: str
    states: tuple[str, ...]
    look: Look
    start: dt.date | None = None
    due: dt.date | None = None
    review: dt.date | None = None
    progress: int = 0
    milestones: tuple[tuple[dt.date, bool], ...] = ()
    needs: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One action: its name in lines, how it stands, and its bar; `left` is None where it has no dates."""

    id: str
    look: Look
    top: float
    middle: float
    height: float
    title: tuple[str, ...]
    note: str
    states: tuple[str, ...]
    left: float | None
    right: float | None
    progress: float | None
    review: float | None
    hatch: str
    marks: tuple[Mark, ...]


class Arrow(msgspec.Struct, frozen=True):
    """The way from the end of one action to the start of another; `is_late` where that one starts before."""

    path: str
    x: float
    y: float
    is_late: bool


class AxisLabel(msgspec.Struct, frozen=True):
    """A label of the axis with the line it stands at."""

    x: float
    text: str


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a timeline."""

    width: float
    height: float
    grid_top: float
    grid_bottom: float
    states_at: float
    ends: tuple[float, float]
    ticks: tuple[AxisLabel, ...]
    above: tuple[AxisLabel, ...]
    rows: tuple[Row, ...]
    arrows: tuple[Arrow, ...]
    today: float | None
    today_label: AxisLabel | None


class _Scale(msgspec.Struct, frozen=True):
    """Where days stand; `last` is the day after the last that is drawn."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def at(self, date: dt.date) -> float:
        share = (date - self.first).days / (self.last - self.first).days
        return round(self.left + min(max(share, 0.0), 1.0) * (self.right - self.left), 1)


def timeline(
    items: Sequence[Item], today: dt.date | None, *, first_height: float, next_height: float
) -> tuple[Timeline, ...]:
    """Return the pieces of a timeline, none of them higher than asked for; items without dates stand last."""
    dated = [one for one in items if one.start or one.due]
    undated = [one for one in items if not (one.start or one.due)]
    scale = _scale(dated, today)
    pieces, room, piece = [], first_height - AXIS, list[Item]()
    for one in [*dated, *undated]:
        if piece and room < _height(one):
            pieces.append(piece)
            piece, room = [], next_height - AXIS
        piece.append(one)
        room -= _height(one)
    return tuple(_piece(each, scale, today) for each in [*pieces, piece] if each)


def _scale(items: Sequence[Item], today: dt.date | None) -> _Scale:
    days = [day for one in items for day in (one.start, one.due, one.review, *(on for on, _ in one.milestones)) if day]
    low = min(days, default=today or dt.date(2000, 1, 1))
    high = max(days, default=low) + dt.timedelta(1)
    left, right = LABELS + EDGE, WIDTH - STATES - EDGE
    if (high - low).days <= WEEKS_UP_TO:
        low -= dt.timedelta(low.weekday())
        high += dt.timedelta(-high.weekday() % 7)
        return _Scale(low, max(high, low + dt.timedelta(14)), left, right)
    low = low.replace(day=1)
    if (high - low).days > QUARTERS_FROM:
        low = low.replace(month=(low.month - 1) // 3 * 3 + 1)
    return _Scale(low, _next_month(high - dt.timedelta(1)), left, right)


def _height(item: Item) -> float:
    lines = max(len(_title(item)) + (1 if item.note else 0), len(item.states))
    return round(lines * LEADING + 9, 1)


def _title(item: Item) -> tuple[str, ...]:
    return wrapped(f"{item.id} {item.title}", LABELS - 8, TITLE)


def _piece(items: Sequence[Item], scale: _Scale, today: dt.date | None) -> Timeline:
    rows, top, bottom = [], AXIS, AXIS
    for one in items:
        row = _row(one, scale, top)
        rows.append(row)
        top += row.height
        bottom = top if row.left is not None else bottom
    ticks, above = _axis(scale)
    now = scale.at(today) if today and scale.first <= today < scale.last else None
    return Timeline(
        width=WIDTH,
        height=round(top + 1, 1),
        grid_top=AXIS - 5,
        grid_bottom=round(bottom, 1),
        states_at=WIDTH - STATES + 4,
        ends=(scale.left, scale.right),
        ticks=ticks,
        above=above,
        rows=tuple(rows),
        arrows=tuple(_arrows(items, {row.id: row for row in rows})),
        today=now,
        today_label=AxisLabel(now, "today") if now is not None else None,
    )


def _row(item: Item, scale: _Scale, top: float) -> Row:
    height = _height(item)
    start, due = item.start or item.due, item.due or item.start
    left = scale.at(start) if start else None
    right = max(scale.at(due + dt.timedelta(1)), (left or 0) + LEAST_BAR) if due else None
    middle = round(top + height / 2, 1)
    part = None
    if left is not None and right is not None and item.look == "in_progress":
        part = round(left + (right - left) * max(item.progress, 2) / 100, 1)
    return Row(
        id=item.id,
        look=item.look,
        top=round(top, 1),
        middle=middle,
        height=height,
        title=_title(item),
        note=shortened(item.note, LABELS - 8, SMALL),
        states=tuple(shortened(one, STATES - 4, SMALL) for one in item.states),
        left=left,
        right=right,
        progress=part,
        review=scale.at(item.review) if item.review and right is not None else None,
        hatch=_hatch(left, right, middle) if left is not None and right is not None and item.look == "blocked" else "",
        marks=tuple(Mark(scale.at(on), reached) for on, reached in item.milestones),
    )


def _hatch(left: float, right: float, middle: float) -> str:
    """Return strokes across a bar, as a path."""
    low, high = middle + BAR / 2 - 1, middle - BAR / 2 + 1
    count = int((right - left - BAR + 2) // 4)
    return "".join(
        f"M{left + 4 * at + 1:.1f} {low:.1f}L{left + 4 * at + BAR - 1:.1f} {high:.1f}" for at in range(count)
    )


def _arrows(items: Sequence[Item], rows: Mapping[str, Row]) -> Iterator[Arrow]:
    known = {one.id: one for one in items}
    for one in items:
        for need in one.needs:
            before, after = rows.get(need), rows[one.id]
            if before is None or before.right is None or after.left is None or before.id == after.id:
                continue
            ends, starts = known[need].due or known[need].start, one.start or one.due
            path = _way(before.right, before.middle, after.left, after)
            yield Arrow(path, after.left, after.middle, is_late=bool(ends and starts and starts < ends))


def _way(x: float, y: float, to_x: float, after: Row) -> str:
    """Return the way from the end of a bar to the start of another: to the right, up or down, to the right again."""
    if to_x - x >= 2 * TURN:
        return f"M{x} {y}H{x + TURN:.1f}V{after.middle}H{to_x}"
    between = after.top if y < after.middle else after.top + after.height
    return f"M{x} {y}H{x + TURN:.1f}V{between:.1f}H{to_x - TURN - 3:.1f}V{after.middle}H{to_x}"


def _axis(scale: _Scale) -> tuple[tuple[AxisLabel, ...], tuple[AxisLabel, ...]]:
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


def _groups(scale: _Scale, days: Sequence[dt.date], label: Callable[[dt.date], str]) -> tuple[AxisLabel, ...]:
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


def _weeks(scale: _Scale) -> Iterator[dt.date]:
    day = scale.first - dt.timedelta(scale.first.weekday())
    while day < scale.last:
        if day >= scale.first:
            yield day
        day += dt.timedelta(7)


def _months(scale: _Scale) -> Iterator[dt.date]:
    day = scale.first.replace(day=1)
    while day < scale.last:
        if day >= scale.first:
            yield day
        day = _next_month(day)


def _quarters(scale: _Scale) -> Iterator[dt.date]:
    return (day for day in _months(scale) if day.month % SHORT == 1 or day == scale.first)


def _years(scale: _Scale) -> Iterator[dt.date]:
    return (day for day in _months(scale) if day.month == 1 or day == scale.first)


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)


def _short(day: dt.date) -> str:
    return MONTHS[day.month - 1][:SHORT]


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
    scale = _Scale(low, max(high, low + dt.timedelta(1)), pad, width - pad)
    numbered = len(milestones) > MOST_NAMED
    room = 15.0 if numbered else min(width / max(len(milestones), 1), MOST_ROOM)
    wished = [scale.at(on) for on, _, _ in milestones]
    places = apart(wished, room, room / 2, width - room / 2) if len(milestones) * room <= width else wished
    stops = tuple(
        Stop(
            x=scale.at(on),
            is_reached=reached,
            label_x=place,
            date=str(at) if numbered else f"{on.day} {_short(on)} {on.year}",
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


def overlaps(timeline: Timeline) -> list[str]:
    """Return which rows stand over each other; empty unless something is wrong."""
    return [
        f"{one.id} over {after.id}" for one, after in pairwise(timeline.rows) if one.top + one.height > after.top + 0.2
    ]
