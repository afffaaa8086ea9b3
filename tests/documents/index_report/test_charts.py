"""Geometry of the charts of indices: honest axes, steps by their image, labels that keep apart."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.documents import index_charts
from cxdna.documents.charts import text_width
from cxdna.documents.colours import luminance
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.survey.model import Scale
from tests.documents.index_report.surveys import LOOK

FOUR = Fraction(4)


def index(scale: Scale, levels: dict[int, int]) -> Index:
    return Index(
        question="q",
        about="satisfaction",
        scale=scale,
        span=Span(202601, 202603, "2026 Q1"),
        cut=(),
        weighting="answers",
        n=sum(levels.values()),
        effective_n=Fraction(sum(levels.values())),
        word="reported",
        levels=tuple(sorted(levels.items())),
        own=None,
        value=None,
        interval=None,
        top_two=None,
        bottom_two=None,
    )


def test_the_axis_runs_from_1_to_5_and_an_interval_stops_at_its_ends() -> None:
    drawn = index_charts.spot(Fraction(49, 10), Interval(4.7, 5.1), "reported", FOUR, width=200)
    assert [drawn.ticks[0], drawn.ticks[-1]] == [20, 180]
    assert drawn.high == 180
    assert drawn.threshold == 140
    assert not drawn.under
    assert not drawn.hollow


def test_an_index_without_a_value_has_no_dot_and_no_interval() -> None:
    drawn = index_charts.spot(None, Interval(1, 2), "no score", FOUR)
    assert (drawn.dot, drawn.low, drawn.high, drawn.under) == (None, None, None, False)


@pytest.mark.parametrize(("low", "high", "under"), [(3.2, 3.99, True), (3.2, 4.0, False), (4.1, 4.3, False)])
def test_a_group_is_under_only_where_its_whole_interval_is(low: float, high: float, under: bool) -> None:
    assert index_charts.spot(Fraction("3.9"), Interval(low, high), "indicative", FOUR).under is under


@pytest.mark.parametrize(
    ("low", "high", "direction", "labels"),
    [
        (1, 5, "high_is_good", ["1", "2", "3", "4", "5"]),
        (0, 10, "high_is_good", ["0–1", "2–3", "4–6", "7–8", "9–10"]),
        (1, 3, "high_is_good", ["1", "2", "3"]),
        (1, 7, "low_is_good", ["7", "5–6", "4", "2–3", "1"]),
    ],
)
def test_scores_share_a_step_by_their_image_from_worst_to_best(
    low: int, high: int, direction: Literal["high_is_good", "low_is_good"], labels: list[str]
) -> None:
    found = index_charts.bands(Scale(low=low, high=high, direction=direction))
    assert [one.label.replace("\N{EN DASH}", "–") for one in found] == labels
    assert (found[0].step, found[-1].step) == (0, 4)


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=5).filter(any))
def test_a_strip_is_as_wide_as_all_answers_and_no_label_leaves_its_part(counts: list[int]) -> None:
    drawn = index_charts.distribution(index(Scale(low=1, high=5), dict(enumerate(counts, 1))), LOOK.ramp, width=122)
    assert drawn is not None
    assert len(drawn.segments) == sum(count > 0 for count in counts)
    assert abs(sum(one.width for one in drawn.segments) - 122) <= 0.4 * len(drawn.segments)
    assert all(text_width(one.label, index_charts.SIZE) <= one.width for one in drawn.segments if one.label)


def test_the_steps_of_a_strip_differ_in_grey_by_their_order() -> None:
    lights = [luminance(fill) for fill, _ in LOOK.ramp]
    assert all(one > after * 1.2 for one, after in pairwise(lights))


def test_answers_on_two_scales_stand_at_their_images() -> None:
    mixed = msgspec.structs.replace(
        index(Scale(low=1, high=10), {}),
        n=30,
        levels=(),
        images=((Fraction(1), 5), (Fraction(17, 5), 10), (Fraction(5), 15)),
    )
    assert index_charts.steps_of(mixed) == ((0, 5), (2, 10), (4, 15))


def test_nothing_is_drawn_of_what_may_not_be_shown() -> None:
    assert index_charts.distribution(index(Scale(low=1, high=5), {}), LOOK.ramp) is None


def _points(values: list[int | None], label: str = "2026-{:02}") -> list[index_charts.Point]:
    return [
        index_charts.Point(
            label.format(at), None if value is None else Fraction(value, 100), None, hollow=False, signal=at == 3
        )
        for at, value in enumerate(values, 1)
    ]


@given(st.lists(st.one_of(st.none(), st.integers(100, 500)), min_size=1, max_size=40))
def test_labels_of_waves_keep_apart_whatever_the_values(values: list[int | None]) -> None:
    drawn = index_charts.waves(_points(values), FOUR, None)
    for line in ("value", "below", "group"):
        labelled = [
            (one.x, text_width(getattr(one, line), index_charts.SIZE)) for one in drawn.points if getattr(one, line)
        ]
        assert all(x + wide / 2 <= after - other / 2 for (x, wide), (after, other) in pairwise(labelled)), line
    having = [one for one, value in zip(drawn.points, values, strict=True) if value is not None]
    assert not having or having[-1].value, "the last value is always told"
    assert all(drawn.left < one.x < drawn.right for one in drawn.points)


def test_waves_with_long_names_are_numbered() -> None:
    drawn = index_charts.waves(_points([400] * 20, "The wave after the summer event of {}"), FOUR, None)
    assert index_charts.is_numbered(drawn)
    assert not index_charts.is_numbered(index_charts.waves(_points([400, 410, 420]), FOUR, None))


def test_the_line_breaks_where_a_wave_has_no_value() -> None:
    drawn = index_charts.waves(_points([400, None, 420, 430]), FOUR, (Fraction(3), FOUR, Fraction(5)))
    assert drawn.line.count("M") == 2
    assert drawn.band is not None
    assert drawn.band[0] < drawn.band[1]


def test_waves_stand_on_a_part_of_the_scale_only_where_all_that_is_drawn_lies_in_it_and_that_is_said() -> None:
    narrow = [msgspec.structs.replace(one, interval=Interval(3.1, 4.9)) for one in _points([390, 400, 412])]
    drawn = index_charts.waves(narrow, FOUR, None)
    assert drawn.part == "part of the scale, 3 to 5"
    assert [label for _, label in drawn.ticks] == ["3", "3.5", "4", "4.5", "5"]
    assert drawn.threshold == (drawn.ticks[0][0] + drawn.ticks[-1][0]) / 2

    wide = [*narrow[:2], msgspec.structs.replace(narrow[2], interval=Interval(2.9, 4.9))]
    assert index_charts.waves(wide, FOUR, None).part == "part of the scale, 2 to 5"
    assert index_charts.waves(narrow, FOUR, (Fraction(3, 2), FOUR, Fraction(5))).part == ""
    whole = index_charts.waves(_points([390, 150]), FOUR, None)
    assert (whole.part, [label for _, label in whole.ticks]) == ("", ["1", "2", "3", "4", "5"])


@given(st.lists(st.integers(100, 500), min_size=1, max_size=12))
def test_no_value_is_written_upon_the_line_of_4(values: list[int]) -> None:
    drawn = index_charts.waves(_points(list(values)), FOUR, None)
    for one in drawn.points:
        if one.value:
            assert not one.value_y - 8 < drawn.threshold < one.value_y + 1
