"""The linear rule, against the published table of images and of the image of 4.0."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.statistics.display import shown
from cxdna.voice.indices.rescale import THRESHOLD, best_high, boxes_of, from_five, same_scale, scale_in, to_five
from cxdna.voice.survey.model import Earlier, Scale
from tests.voice.indices.fields import FIVE, TEN, ask

TABLE = [
    (1, 3, "1 3 5", "2.5"),
    (1, 5, "1 2 3 4 5", "4"),
    (1, 6, "1 1.8 2.6 3.4 4.2 5", "4.75"),
    (1, 7, "1 1.667 2.333 3 3.667 4.333 5", "5.5"),
    (1, 8, "1 1.571 2.143 2.714 3.286 3.857 4.429 5", "6.25"),
    (1, 9, "1 1.5 2 2.5 3 3.5 4 4.5 5", "7"),
    (1, 10, "1 1.444 1.889 2.333 2.778 3.222 3.667 4.111 4.556 5", "7.75"),
    (0, 10, "1 1.4 1.8 2.2 2.6 3 3.4 3.8 4.2 4.6 5", "7.5"),
]
SCALES = st.builds(
    lambda low, steps, direction: Scale(low=low, high=low + steps, direction=direction),
    st.integers(-10, 20),
    st.integers(1, 80),
    st.sampled_from(["high_is_good", "low_is_good"]),
)


@pytest.mark.parametrize(("low", "high", "images", "threshold"), TABLE)
def test_images_and_threshold_as_published(low: int, high: int, images: str, threshold: str) -> None:
    scale = Scale(low=low, high=high)
    found = [to_five(score, scale) for score in range(low, high + 1)]
    assert [shown(one, 3) for one in found] == [shown(Fraction(one), 3) for one in images.split()]
    assert from_five(THRESHOLD, scale) == Fraction(threshold)


def test_ten_points_from_one_are_not_five_tenths_each() -> None:
    assert to_five(1, TEN) == 1 != Fraction(5, 10)
    assert to_five(1, Scale(low=0, high=10)) == Fraction("1.4")


def test_five_points_on_seven_and_ten_as_published() -> None:
    assert [from_five(score, Scale(low=1, high=7)) for score in (5, 3)] == [7, 4]
    assert [from_five(score, TEN) for score in (2, 3, 4)] == [Fraction("3.25"), Fraction("5.5"), Fraction("7.75")]


def test_a_scale_on_which_low_is_good_is_turned() -> None:
    marks = Scale(low=1, high=6, direction="low_is_good")
    assert [to_five(score, marks) for score in (1, 6)] == [5, 1]
    assert from_five(4, marks) == Fraction("2.25")
    assert best_high(Fraction(1), marks) == 6
    assert not same_scale(marks, Scale(low=1, high=6))


@given(SCALES, st.fractions(-3, 9, max_denominator=50))
def test_there_and_back_is_where_it_was(scale: Scale, value: Fraction) -> None:
    assert to_five(from_five(value, scale), scale) == value


@given(SCALES, st.fractions(-20, 120, max_denominator=50))
def test_a_score_passes_the_threshold_where_its_image_does(scale: Scale, score: Fraction) -> None:
    bar = from_five(THRESHOLD, scale)
    passes = score <= bar if scale.direction == "low_is_good" else score >= bar
    assert (to_five(score, scale) >= THRESHOLD) == passes


def test_a_float_is_the_number_that_was_written() -> None:
    assert to_five(7.1, TEN) == 1 + 4 * Fraction(61, 90)


def test_a_scale_without_extent_is_refused() -> None:
    with pytest.raises(ValueError, match="ends above"):
        to_five(1, Scale(low=1, high=1))


@pytest.mark.parametrize(("high", "boxes"), [(2, 1), (3, 1), (4, 2), (5, 2), (10, 2)])
def test_two_boxes_only_where_the_middle_is_in_neither(high: int, boxes: int) -> None:
    assert boxes_of(Scale(low=1, high=high)) == boxes


def test_the_scale_of_a_month_is_the_one_that_held_then() -> None:
    seven = Scale(low=1, high=7)
    question = ask(earlier=(Earlier(until="2025-06", scale=TEN), Earlier(until="2024-12", scale=seven)))
    months = (202411, 202412, 202501, 202506, 202507)
    assert [scale_in(question, month) for month in months] == [seven, seven, TEN, TEN, FIVE]
    with pytest.raises(UserError, match="have no date"):
        scale_in(question, 0)
