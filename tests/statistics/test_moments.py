"""Forty answers of an index, and the same numbers from Python's own statistics."""

import math
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics.moments import mean, total, variance

FORTY = {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
COUNTS = st.dictionaries(st.integers(-5, 10), st.integers(0, 9), min_size=1)


def test_index_of_forty_answers() -> None:
    assert (total(FORTY), mean(FORTY)) == (40, Fraction(163, 40))
    assert math.sqrt(variance(FORTY)) == pytest.approx(1.141018438467616, abs=1e-15)
    assert math.sqrt(variance(FORTY) / 40) == pytest.approx(0.18041085589031752, abs=1e-15)


def test_published_effort_on_seven_points() -> None:
    counts = dict(enumerate([80, 210, 140, 110, 160, 180, 120], start=1))
    assert (total(counts), mean(counts)) == (1000, Fraction("4.08"))
    assert 1 + Fraction(4, 6) * (mean(counts) - 1) == pytest.approx(3.0533333333333332)


@given(COUNTS)
def test_counts_say_the_same_as_the_answers_one_by_one(counts: dict[int, int]) -> None:
    answers = [Fraction(score) for score, count in counts.items() for _ in range(count)]
    assert total(counts) == len(answers)
    if answers:
        assert mean(counts) == statistics.mean(answers)
    if len(answers) > 1:
        assert variance(counts) == statistics.variance(answers)


def test_too_few_answers() -> None:
    with pytest.raises(ValueError, match="mean of nothing"):
        mean({5: 0})
    with pytest.raises(ValueError, match="fewer than two"):
        variance({5: 1})
