"""Geometry of the charts of customer indices, in pixels; the macros in templates/index_report/charts.html draw them.

The axis is that of the index, 1 to 5, whatever the scale of the question: it never begins at zero. Only waves may stand
on a part of it, which is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents.charts import END_ROOM, AxisHeader, axis_header, place, text_width
from cxdna.statistics.display import percent, shown
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.model import Index, Word
from cxdna.voice.indices.rescale import FIVE
from cxdna.voice.survey.model import Scale

AXIS: Final = tuple(map(Fraction, range(1, 6)))
"""The axis of every index."""
LOW, HIGH = AXIS[0], AXIS[-1]
STEPS: Final = len(AXIS)
SIZE: Final = 9.0
"""Size of the labels in a strip and under waves, in pixels."""
WAVES_LEFT: Final = 30.0
"""Pixels left of the waves, for the labels of the axis."""
WAVES_TOP, WAVES_HEIGHT = 16.0, 80.0
PARTS: Final = (Fraction(3), Fraction(2))
"""Where an axis over time may begin instead of at 1, if nothing that is drawn lies under it; the first that fits."""
PART_ROOM: Final = 13.0
"""Pixels beneath the waves in which it is said that the axis is a part of the scale."""
CLEAR: Final = 4.0
"""Pixels between a label and the line of 4.0."""
COVERED_ROOM: Final = 14.0
"""Pixels above the waves for the name of those that a report is about."""
YEAR_FIRST: Final = re.compile(r"([0-9]{4})[ -](\S+)")
"""A wave by rule: 2026 Q1, 2026 H1 or 2026-03."""


class Spot(msgspec.Struct, frozen=True):
    """An index on the axis: its dot (None without a value) and its interval (None where there is none).

    `hollow` where there are too few answers to report it without a word; `under` where the whole interval lies under
    the threshold.
    """

    width: float
    height: float
    ticks: tuple[float, ...]
    threshold: float
    dot: float | None
    low: float | None
    high: float | None
    hollow: bool
    under: bool


class Segment(msgspec.Struct, frozen=True):
    """A part of a strip: its fill and the ink of its label, which is empty where it would not fit."""

    x: float
    width: float
    fill: str
    ink: str
    label: str


class Distribution(msgspec.Struct, frozen=True):
    """Shares of answers side by side, from worst to best."""

    width: float
    height: float
    segments: tuple[Segment, ...]


class Band(msgspec.Struct, frozen=True):
    """Scores of a scale that share a step of the ramp: step from 0, the scores worst first, and their name."""

    step: int
    scores: tuple[int, ...]
    label: str


class WavePoint(msgspec.Struct, frozen=True):
    """One wave: where its dot and interval stand (None where there is no value) and its labels."""

    x: float
    y: float | None
    low: float | None
    high: float | None
    hollow: bool
    signal: bool
    value: str
    value_y: float
    below: str
    group: str


class Waves(msgspec.Struct, frozen=True):
    """An index over its waves; `band` is where single waves lie that are no signal, upper and lower end in pixels.

    `covered` is where the waves stand that a report is about, left and right end; None where these are all of them.
    `part` says which part of the scale the axis shows; empty where it is all of it.
    """

    width: float
    height: float
    left: float
    right: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    threshold: float
    band: tuple[float, float] | None
    centre: float | None
    line: str
    points: tuple[WavePoint, ...]
    covered: tuple[float, float] | None = None
    part: str = ""


def index_axis(width: float = 200) -> AxisHeader:
    """Return the labels of the axis of indices: its numbers."""
    return axis_header(AXIS, [""] * STEPS, width=width)


def spot(  # noqa: PLR0913 - what there is to say of an index
    value: Fraction | None,
    interval: Interval | None,
    word: Word,
    threshold: Fraction,
    *,
    width: float = 200,
    height: float = 15,
) -> Spot:
    """Place one index; an interval that reaches over an end of the axis stops there."""

    def at(one: Fraction) -> float:
        return place(one, LOW, HIGH, END_ROOM, width - END_ROOM)

    ends = interval if value is not None else None
    return Spot(
        width=width,
        height=height,
        ticks=tuple(map(at, AXIS)),
        threshold=at(threshold),
        dot=None if value is None else at(value),
        low=at(Fraction(ends.low)) if ends else None,
        high=at(Fraction(ends.high)) if ends else None,
        hollow=word != "reported",
        under=ends is not None and ends.high < threshold,
    )


def bands(scale: Scale) -> tuple[Band, ...]:
    """Return the scores of a scale by the step of the ramp that their image on 1 to 5 is nearest to, worst first."""
    low, high = Fraction(scale.low), Fraction(scale.high)
    found: dict[int, list[int]] = {}
    for score in range(scale.low, scale.high + 1):
        share = (score - low) / (high - low)
        if scale.direction == "low_is_good":
            share = 1 - share
        step = int(share * (STEPS - 1) + Fraction(1, 2))
        found.setdefault(step, []).append(score)
    return tuple(Band(step, tuple(sorted(found[step])), _scores(sorted(found[step]))) for step in sorted(found))


def _scores(scores: Sequence[int]) -> str:
    return str(scores[0]) if len(scores) == 1 else f"{scores[0]}\N{EN DASH}{scores[-1]}"


def steps_of(index: Index) -> tuple[tuple[int, int], ...]:
    """Return how many answers fall to each step of the ramp, worst first, steps without any left out.

    Answers on several scales, which a bridge makes comparable, go by their images on 1 to 5.
    """
    found: Counter[int] = Counter()
    for image, n in index.images:
        found[int(image - LOW + Fraction(1, 2))] += n
    if not index.images:
        counts = dict(index.levels)
        for band in bands(index.scale):
            found[band.step] += sum(counts.get(score, 0) for score in band.scores)
    return tuple((step, found[step]) for step in sorted(found) if found[step])


def distribution(
    index: Index, ramp: Sequence[tuple[str, str]], *, width: float = 190, height: float = 15
) -> Distribution | None:
    """Draw the shares of answers, each band of scores in its step of the ramp with its per cent where that fits.

    None where nothing may be shown of them.
    """
    told = steps_of(index)
    n = sum(count for _, count in told)
    if not n:
        return None
    segments, x = [], Fraction(0)
    for step, count in told:
        wide = Fraction(count, n) * Fraction(width)
        label = percent(Fraction(count, n))
        fill, ink = ramp[step]
        fits = text_width(label, SIZE) + 3 <= wide
        segments.append(Segment(_tidy(x), max(0.3, _tidy(wide)), fill, ink, label if fits else ""))
        x += wide
    return Distribution(width, height, tuple(segments))


def key(index: Index, ramp: Sequence[tuple[str, str]], *, width: float = 190, height: float = 12) -> Distribution:
    """Draw which scores have which step of the ramp."""
    found = bands(FIVE if index.images else index.scale)
    step = width / len(found)
    return Distribution(
        width,
        height,
        tuple(
            Segment(_tidy(at * step), _tidy(step), *ramp[band.step], f"{band.label}") for at, band in enumerate(found)
        ),
    )


class Point(msgspec.Struct, frozen=True):
    """A wave as it is drawn from: its label, value, interval, whether it counts as reported, whether it is a signal.

    `covered` where the report is about it.
    """

    label: str
    value: Fraction | None
    interval: Interval | None
    hollow: bool
    signal: bool
    covered: bool = True


def waves(
    points: Sequence[Point],
    threshold: Fraction,
    limits: tuple[Fraction, Fraction, Fraction] | None,
    *,
    width: float = 640,
) -> Waves:
    """Place waves side by side; `limits` are lower limit, centre and upper limit of single values.

    Differences over time are small: where everything that is drawn lies in the upper part of the scale, the axis shows
    this part alone, and says so.
    """
    floor = _floor(points, threshold, limits)
    inside = [at for at, one in enumerate(points) if one.covered]
    is_marked = 0 < len(inside) < len(points)
    top = WAVES_TOP + (COVERED_ROOM if is_marked else 0)
    bottom, right = top + WAVES_HEIGHT, width - 8
    step = (right - WAVES_LEFT) / max(len(points), 1)

    def up(value: Fraction) -> float:
        return place(value, floor, HIGH, bottom, top)

    said, names = _labelled(points, step), _names(points, step)
    drawn = tuple(
        _point(one, _tidy(WAVES_LEFT + step * (at + 0.5)), up, names[at], up(threshold) if at in said else None)
        for at, one in enumerate(points)
    )
    return Waves(
        width=width,
        height=bottom + 31 + (PART_ROOM if floor > LOW else 0),
        left=WAVES_LEFT,
        right=right,
        bottom=bottom,
        ticks=tuple((up(level), _level(level)) for level in _levels(floor)),
        threshold=up(threshold),
        band=(up(limits[2]), up(limits[0])) if limits else None,
        centre=up(limits[1]) if limits else None,
        line=_line(drawn),
        points=drawn,
        covered=(_tidy(WAVES_LEFT + step * inside[0]), _tidy(WAVES_LEFT + step * (inside[-1] + 1)))
        if is_marked
        else None,
        part=f"part of the scale, {floor} to {HIGH}" if floor > LOW else "",
    )


def _levels(floor: Fraction) -> tuple[Fraction, ...]:
    """Return the levels that have a line: whole ones, and half ones where there is room for them."""
    steps = 2 if floor == PARTS[0] else 1
    return tuple(floor + Fraction(at, steps) for at in range(int((HIGH - floor) * steps) + 1))


def _level(level: Fraction) -> str:
    return str(level) if level.denominator == 1 else shown(level, 1)


def _floor(
    points: Sequence[Point], threshold: Fraction, limits: tuple[Fraction, Fraction, Fraction] | None
) -> Fraction:
    """Return where the axis begins: as high as nothing that is drawn lies under it."""
    lowest = [threshold, *(limits[:1] if limits else ())]
    for one in points:
        if one.value is not None:
            lowest += [one.value, *([Fraction(one.interval.low)] if one.interval else [])]
    return next((part for part in PARTS if part <= min(lowest)), LOW)


def _point(
    one: Point, x: float, up: Callable[[Fraction], float], names: tuple[str, str], line: float | None
) -> WavePoint:
    """Place one wave; `line` is where 4.0 stands, None where its value is not written."""
    y = None if one.value is None else up(one.value)
    ends = None if one.value is None else one.interval
    high = up(Fraction(ends.high)) if ends else None
    peak = high if high is not None else y if y is not None else up(LOW)
    value_y = peak - 5
    if line is not None and value_y - SIZE - CLEAR / 2 < line < value_y + CLEAR / 2:
        value_y = line - CLEAR  # written upon the line of 4.0 a value could not be read
    return WavePoint(
        x=x,
        y=y,
        low=up(Fraction(ends.low)) if ends else None,
        high=high,
        hollow=one.hollow,
        signal=one.signal,
        value=(shown(one.value, 2) if y is not None else "none") if line is not None else "",
        value_y=_tidy(value_y),
        below=names[0],
        group=names[1],
    )


def _labelled(points: Sequence[Point], step: float) -> frozenset[int]:
    """Return which waves have their value above them: all where there is room, else ends, extremes and signals.

    Of two that would touch, the one that says more stays: the last, then signals, extremes and the first.
    """
    needs = text_width("4.44", SIZE) + 3
    having = [at for at, one in enumerate(points) if one.value is not None]
    if needs <= step:
        return frozenset(range(len(points)))
    if not having:
        return frozenset()
    by_value = sorted(having, key=lambda at: points[at].value or LOW)
    wanted = [having[-1], *(at for at in having if points[at].signal), by_value[0], by_value[-1], having[0]]
    kept: list[int] = []
    for at in wanted:
        if all(abs(at - other) * step >= needs for other in kept):
            kept.append(at)
    return frozenset(kept)


def _names(points: Sequence[Point], step: float) -> list[tuple[str, str]]:
    """Return the two lines below each wave: its name within a year, and the year under the first of it.

    Names of somebody's own that do not fit become numbers; the table beside the chart has both.
    """
    parts = [YEAR_FIRST.fullmatch(one.label) for one in points]
    split = [(part[2], part[1]) if part else (one.label, "") for part, one in zip(parts, points, strict=True)]
    if any(text_width(name, SIZE) + 4 > step for name, _ in split):
        return [(str(at), "") for at in range(1, len(points) + 1)]
    found, before, free = [], "", 0.0
    for at, (name, year) in enumerate(split):
        fits = year != before and at * step >= free
        found.append((name, year if fits else ""))
        free = at * step + text_width(year, SIZE) + 6 if fits else free
        before = year
    return found


def is_numbered(drawn: Waves) -> bool:
    """Tell whether waves are called by numbers, which stand in the table."""
    return [one.below for one in drawn.points] == [str(at) for at in range(1, len(drawn.points) + 1)]


def _line(points: Sequence[WavePoint]) -> str:
    """Return the path through the dots; it breaks where a wave has no value."""
    path, drawing = "", False
    for one in points:
        if one.y is not None:
            path += f"{'L' if drawing else 'M'}{one.x} {one.y}"
        drawing = one.y is not None
    return path


def _tidy(value: Fraction | float) -> float:
    return round(float(value), 1)
