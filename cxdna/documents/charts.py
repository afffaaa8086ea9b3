"""Geometry of the charts: where marks and labels stand, in pixels; the macros in templates/shared draw them.

Every axis runs from the playbook's lowest level to its highest, never from zero. Positions are rounded to a tenth of a
pixel, so that the same scores always give the same bytes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import msgspec

WIDTHS = {
    character: hundredths / 100
    for hundredths, characters in {
        20: " ",
        29: "|iIjl',.:;·",
        33: "!-()[]{}f",
        38: "/\\rt",
        47: "sz*?c",
        51: "xvyYLe_",
        52: "JF#$+0123456789<=>~ag",
        54: "VEXZ",
        55: "kST",
        57: "ohnuAbdpqC",
        60: "PRBK",
        67: "DGUNH&",
        75: "OQMw",
        85: "Wm%",
        88: "@æœÆŒ½",
        97: "…—",
    }.items()
    for character in characters
}
"""Width of a character of the sans face in units of its size, semibold, rounded up; accents add nothing."""
OTHER_WIDTH, SQUARE_FROM = 0.71, "\u2e80"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


END_ROOM = 20.0
"""Pixels left and right of an axis, so that the names of its first and last level stand under their ticks."""


class Tick(msgspec.Struct, frozen=True):
    """A level on an axis, with the label under it (empty where it would touch its neighbour)."""

    x: float
    label: str
    name: str


class Track(msgspec.Struct, frozen=True):
    """One row of a dot-and-arrow or dumbbell chart: before, now, target and what evidence shows, on one axis."""

    width: float
    height: float
    ticks: tuple[float, ...]
    before: float | None
    now: float | None
    target: float | None
    shown: float | None
    fell: bool


class AxisHeader(msgspec.Struct, frozen=True):
    """The labels of an axis that several rows share."""

    width: float
    height: float
    ticks: tuple[Tick, ...]


class Bar(msgspec.Struct, frozen=True):
    """One bar of a distribution strip with the count it stands for."""

    x: float
    y: float
    width: float
    height: float
    count: int
    level: str


class Strip(msgspec.Struct, frozen=True):
    """How many people gave each level."""

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]


class LadderMark(msgspec.Struct, frozen=True):
    """A mark under the ladder: where it points and where its label stands."""

    kind: str
    x: float
    label_x: float
    anchor: str
    row: int
    text: str


class Ladder(msgspec.Struct, frozen=True):
    """Marks under a row of steps of equal width; a score stands within the step of the level it has completed."""

    width: float
    height: float
    marks: tuple[LadderMark, ...]


class SlopeLine(msgspec.Struct, frozen=True):
    """One line of a slope chart with both labels moved apart from their neighbours."""

    name: str
    y_before: float
    y_now: float
    label_before: float
    label_now: float
    text_before: str
    text_now: str
    direction: str


class Slope(msgspec.Struct, frozen=True):
    """Before on the left, now on the right."""

    width: float
    height: float
    left: float
    right: float
    lines: tuple[SlopeLine, ...]


class Spoke(msgspec.Struct, frozen=True):
    """One axis of a radar with its label in up to three lines."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    label: tuple[str, ...]


class Radar(msgspec.Struct, frozen=True):
    """Polygons of now, before and target over one spoke for each part."""

    width: float
    height: float
    centre_x: float
    centre_y: float
    rings: tuple[tuple[str, float, float], ...]
    spokes: tuple[Spoke, ...]
    now: str
    before: str
    target: str


def _tidy(value: float) -> float:
    return round(value, 1)


def place(value: Fraction, low: Fraction, high: Fraction, left: float, right: float) -> float:
    """Return where a value stands between two pixels; values off the axis stand at its end."""
    share = (value - low) / (high - low)
    inside = min(max(share, Fraction(0)), Fraction(1))
    return _tidy(left + float(inside) * (right - left))


def text_width(text: str, size: float) -> float:
    """Return roughly how wide a text is, in pixels, never less than it is for Latin names."""
    plain = (char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return sum(size * (1.0 if char >= SQUARE_FROM else WIDTHS.get(char, OTHER_WIDTH)) for char in plain)


def shortened(text: str, room: float, size: float) -> str:
    """Return a text that is not wider than the room: whole, or its start and an ellipsis."""
    if text_width(text, size) <= room:
        return text
    kept = next((end for end in range(len(text), 0, -1) if text_width(text[:end] + ELLIPSIS, size) <= room), 0)
    return text[:kept].rstrip() + ELLIPSIS


def track(  # noqa: PLR0913 - the four marks of the design and the axis they share
    levels: Sequence[Fraction],
    *,
    before: Fraction | None,
    now: Fraction | None,
    target: Fraction | None,
    shown: Fraction | None = None,
    width: float = 220,
    height: float = 18,
    pad: float = END_ROOM,
) -> Track:
    """Place the marks of one row."""
    low, high = levels[0], levels[-1]

    def at(value: Fraction | None) -> float | None:
        return None if value is None else place(value, low, high, pad, width - pad)

    return Track(
        width=width,
        height=height,
        ticks=tuple(place(level, low, high, pad, width - pad) for level in levels),
        before=at(before),
        now=at(now),
        target=at(target),
        shown=at(shown),
        fell=before is not None and now is not None and now < before,
    )


def axis_header(
    levels: Sequence[Fraction], names: Sequence[str], *, width: float = 220, pad: float = END_ROOM, size: float = 8.5
) -> AxisHeader:
    """Label the levels of an axis; names stand under their ticks where all of them fit, numbers alone otherwise."""
    low, high = levels[0], levels[-1]
    at = [place(level, low, high, pad, width - pad) for level in levels]
    half = [text_width(name, size) / 2 for name in names]
    fits = max(half[0], half[-1]) <= pad and all(
        x + one + 4 <= after - other for (x, one), (after, other) in pairwise(zip(at, half, strict=True))
    )
    labels = [str(int(level)) if level.denominator == 1 else str(float(level)) for level in levels]
    ticks = tuple(
        Tick(x=x, label=label, name=name if fits else "") for x, label, name in zip(at, labels, names, strict=True)
    )
    return AxisHeader(width=width, height=24 if fits else 13, ticks=ticks)


def strip(counts: Sequence[tuple[str, int]], *, width: float = 110, height: float = 26, label: float = 10) -> Strip:
    """Draw one bar for each level, as high as its share of the largest count."""
    step = width / max(len(counts), 1)
    most = max((count for _, count in counts), default=0)
    room = height - label - 1
    bars = []
    for index, (level, count) in enumerate(counts):
        tall = _tidy(max(2.0, room * count / most)) if count else 0.0
        bars.append(
            Bar(
                x=_tidy(index * step + 1.5),
                y=_tidy(height - 1 - tall),
                width=_tidy(step - 3),
                height=tall,
                count=count,
                level=level,
            )
        )
    return Strip(width=width, height=height, base=height - 1, bars=tuple(bars))


def step_position(value: Fraction, levels: Sequence[Fraction], width: float) -> float:
    """Return where a score stands on steps of equal width: within the step of the last level completed.

    A score exactly at a level stands at the left edge of its step, moved in a little so that the mark is seen inside.
    """
    step = width / len(levels)
    if value < levels[0]:
        return 0.0
    for index, (low, high) in enumerate(pairwise(levels)):
        if value < high:
            share = float((value - low) / (high - low))
            return _tidy(step * index + 4 + share * (step - 8))
    return _tidy(step * (len(levels) - 1) + 4)


def ladder(
    marks: Sequence[tuple[str, Fraction, str]], levels: Sequence[Fraction], *, width: float = 640, size: float = 9.5
) -> Ladder:
    """Place marks under the ladder; labels that would touch go to the next row.

    The highest comes first: the line from a mark in a lower row then passes left of the labels above it, and a label
    that comes later keeps left of that line.
    """
    placed: list[LadderMark] = []
    starts: list[float] = []
    for kind, value, text in sorted(marks, key=lambda mark: -mark[1]):
        x = step_position(value, levels, width)
        needs = text_width(text, size) + 16
        anchor, start = ("start", x) if x + needs <= width else ("end", x - needs)
        free = (index for index in range(len(starts)) if start + needs + 6 <= min(starts[index:]))
        row = next(free, len(starts))
        starts[row : row + 1] = [start]
        placed.append(
            LadderMark(
                kind=kind,
                x=x,
                label_x=_tidy(x + 8 if anchor == "start" else x - 8),
                anchor=anchor,
                row=row,
                text=text,
            )
        )
    return Ladder(width=width, height=6 + 13 * max(len(starts), 1), marks=tuple(placed))


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move positions apart so that neighbours keep a gap, each as near to where it wants to be as the others allow.

    Groups that touch are centred on the mean of their wishes (pool adjacent violators); the whole is then kept within
    the range, which must be long enough for all of them.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[float, list[int]]] = []
    for index in order:
        groups.append((wanted[index], [index]))
        while len(groups) > 1:
            (upper, first), (lower, second) = groups[-2], groups[-1]
            if lower - upper >= gap * (len(first) + len(second)) / 2:
                break
            merged = first + second
            centre = (upper * len(first) + lower * len(second)) / len(merged)
            groups[-2:] = [(centre, merged)]
    result = [0.0] * len(wanted)
    for centre, members in groups:
        top = centre - gap * (len(members) - 1) / 2
        for place_in_group, index in enumerate(members):
            result[index] = top + gap * place_in_group
    floor = low
    for index in order:
        result[index] = max(result[index], floor)
        floor = result[index] + gap
    ceiling = high
    for index in reversed(order):
        result[index] = min(result[index], ceiling)
        ceiling = result[index] - gap
    return [_tidy(value) for value in result]


def slope(
    lines: Sequence[tuple[str, Fraction, Fraction, str, str]],
    levels: Sequence[Fraction],
    *,
    width: float = 640,
    gap: float = 12,
) -> Slope:
    """Draw before and now of each name; the labels of both sides keep apart whatever the scores are.

    The axis covers the whole levels that hold the data, so that the lines are readable; both ends are labelled by every
    line's own numbers.
    """
    values = [value for _, before, now, _, _ in lines for value in (before, now)]
    low = max((level for level in levels if level <= min(values)), default=levels[0])
    high = min((level for level in levels if level >= max(values)), default=levels[-1])
    if low == high:
        low, high = (levels[max(levels.index(low) - 1, 0)], levels[min(levels.index(low) + 1, len(levels) - 1)])
    height = max(150.0, gap * len(lines) + 24)
    left, right = width * 0.36, width * 0.64
    top, bottom = 12.0, height - 12
    y_before = [place(before, low, high, bottom, top) for _, before, _, _, _ in lines]
    y_now = [place(now, low, high, bottom, top) for _, _, now, _, _ in lines]
    labels_before = apart(y_before, gap, top, bottom)
    labels_now = apart(y_now, gap, top, bottom)
    said = max((text_width(text, 10) for line in lines for text in (f"{line[3]} ", f"{line[4]} ")), default=0)
    drawn = []
    for index, (name, before, now, text_before, text_now) in enumerate(lines):
        drawn.append(
            SlopeLine(
                name=shortened(name, left - 17 - said, 10),
                y_before=y_before[index],
                y_now=y_now[index],
                label_before=labels_before[index],
                label_now=labels_now[index],
                text_before=text_before,
                text_now=text_now,
                direction="up" if now > before else "down" if now < before else "same",
            )
        )
    return Slope(width=width, height=height, left=_tidy(left), right=_tidy(right), lines=tuple(drawn))


def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break a label into lines that fit the room where words allow, three lines at most."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(shortened(word, room, size))
    if len(lines) > 3:  # noqa: PLR2004 - a fourth line would touch the next spoke's label
        lines = [*lines[:2], shortened(f"{lines[2]} {lines[3]}", room, size)]
    return tuple(lines)


def radar(
    spokes: Sequence[tuple[str, Fraction | None, Fraction | None, Fraction | None]],
    levels: Sequence[Fraction],
    *,
    width: float = 560,
    height: float = 400,
) -> Radar:
    """Draw one spoke for each part, from the lowest level in the centre ring to the highest outside."""
    centre_x, centre_y, inner, outer = width / 2, height / 2, 24.0, min(width, height) / 2 - 52
    low, high = levels[0], levels[-1]

    def point(index: int, radius: float) -> tuple[float, float]:
        angle = 2 * math.pi * index / len(spokes) - math.pi / 2
        return _tidy(centre_x + radius * math.cos(angle)), _tidy(centre_y + radius * math.sin(angle))

    def polygon(column: int) -> str:
        points = []
        for index, spoke in enumerate(spokes):
            value = (spoke[1], spoke[2], spoke[3])[column]
            if value is not None:
                x, y = point(index, place(value, low, high, inner, outer))
                points.append(f"{x},{y}")
        return " ".join(points)

    drawn = []
    for index, spoke in enumerate(spokes):
        x, y = point(index, outer)
        label_x, label_y = point(index, outer + 14)
        offset = label_x - centre_x
        anchor = "middle" if abs(offset) < 1 else "start" if offset > 0 else "end"
        lines = wrapped(spoke[0], 90, 9.5)
        lift = -10.0 * (len(lines) - 1) * (1 if label_y < centre_y - 1 else 0)
        drawn.append(Spoke(x=x, y=y, label_x=label_x, label_y=_tidy(label_y + 3 + lift), anchor=anchor, label=lines))
    rings = tuple(
        (
            str(int(level)) if level.denominator == 1 else str(float(level)),
            place(level, low, high, inner, outer),
            centre_x,
        )
        for level in levels
    )
    return Radar(
        width=width,
        height=height,
        centre_x=centre_x,
        centre_y=centre_y,
        rings=rings,
        spokes=tuple(drawn),
        now=polygon(0),
        before=polygon(1),
        target=polygon(2),
    )
