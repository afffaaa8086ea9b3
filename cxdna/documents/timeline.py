"""Geometry of timelines: bars over weeks, months, quarters or years, milestones on them, and what comes before what.

Lengths are pixels of 1/96 inch. A timeline of many rows is cut into pieces that each fit a page and repeat the axis.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal

import msgspec

from cxdna.documents.charts import shortened, wrapped
from cxdna.documents.time_axis import EDGE, SMALL, AxisLabel, Scale, next_month, time_axis

Look = Literal["proposed", "agreed", "in_progress", "blocked", "done"]

WIDTH: Final = 640.0
LABELS, STATES = 214.0, 82.0
"""Pixels of the columns beside the bars: what an action is called, and how it stands."""
AXIS: Final = 30.0
TITLE: Final = 9.5
"""Size of names."""
LEADING: Final = 10.5
BAR: Final = 9.0
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


def _scale(items: Sequence[Item], today: dt.date | None) -> Scale:
    days = [day for one in items for day in (one.start, one.due, one.review, *(on for on, _ in one.milestones)) if day]
    low = min(days, default=today or dt.date(2000, 1, 1))
    high = max(days, default=low) + dt.timedelta(1)
    left, right = LABELS + EDGE, WIDTH - STATES - EDGE
    if (high - low).days <= WEEKS_UP_TO:
        low -= dt.timedelta(low.weekday())
        high += dt.timedelta(-high.weekday() % 7)
        return Scale(low, max(high, low + dt.timedelta(14)), left, right)
    low = low.replace(day=1)
    if (high - low).days > QUARTERS_FROM:
        low = low.replace(month=(low.month - 1) // 3 * 3 + 1)
    return Scale(low, next_month(high - dt.timedelta(1)), left, right)


def _height(item: Item) -> float:
    lines = max(len(_title(item)) + (1 if item.note else 0), len(item.states))
    return round(lines * LEADING + 9, 1)


def _title(item: Item) -> tuple[str, ...]:
    return wrapped(f"{item.id} {item.title}", LABELS - 8, TITLE)


def _piece(items: Sequence[Item], scale: Scale, today: dt.date | None) -> Timeline:
    rows, top, bottom = [], AXIS, AXIS
    for one in items:
        row = _row(one, scale, top)
        rows.append(row)
        top += row.height
        bottom = top if row.left is not None else bottom
    ticks, above = time_axis(scale)
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


def _row(item: Item, scale: Scale, top: float) -> Row:
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
