from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics.exact import exact, median, weighted_mean


@pytest.mark.parametrize(
    ("written", "meant"), [(0.1, "1/10"), (3, "3"), (3.0, "3"), (2.5, "5/2"), (1e-07, "1/10000000"), (-0.3, "-3/10")]
)
def test_what_was_written(written: float, meant: str) -> None:
    assert exact(written) == Fraction(meant)


def test_a_float_taken_as_it_is_would_be_wrong() -> None:
    assert Fraction(0.1) != exact(0.1)


@pytest.mark.parametrize(
    ("values", "middle"), [([3], "3"), ([1, 2], "3/2"), ([5, 1, 2], "2"), ([4, 1, 2, 3], "5/2"), ([1, 1, 5, 5], "3")]
)
def test_median(values: list[int], middle: str) -> None:
    assert median(Fraction(value) for value in values) == Fraction(middle)


@given(st.lists(st.integers(-9, 9), min_size=1))
def test_half_of_the_values_lie_on_each_side_of_the_median(thirds: list[int]) -> None:
    values = [Fraction(third, 3) for third in thirds]
    middle = median(values)
    assert 2 * sum(value <= middle for value in values) >= len(values)
    assert 2 * sum(value >= middle for value in values) >= len(values)


def test_median_of_nothing() -> None:
    with pytest.raises(ValueError, match="not defined"):
        median([])


def test_weighted_mean() -> None:
    assert weighted_mean([Fraction(2), Fraction(1)], [Fraction(3), Fraction(1)]) == Fraction(7, 4)


def test_weights_of_nothing() -> None:
    with pytest.raises(ValueError, match="no mean"):
        weighted_mean([Fraction(2)], [Fraction(0)])
