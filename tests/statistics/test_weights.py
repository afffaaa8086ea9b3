"""Kish's formulas, against a vector with seven weights."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics import moments
from cxdna.statistics.weights import cluster_design_effect, design_effect, effective_n, weighted_variance

WEIGHTS = [Fraction(weight) for weight in (1, 1, 1, 1, 2, 2, 4)]
SUM, SQUARES = sum(WEIGHTS, Fraction(0)), sum((weight**2 for weight in WEIGHTS), Fraction(0))
SOME_WEIGHTS = st.lists(st.fractions(Fraction(1, 10), 10, max_denominator=20), min_size=1, max_size=12)


def test_seven_weights() -> None:
    assert effective_n(SUM, SQUARES) == Fraction(144, 28) == pytest.approx(5.142857142857143)
    assert design_effect(7, SUM, SQUARES) == Fraction(49, 36) == pytest.approx(1.3611111111111112)


def test_five_answers_of_an_account_that_are_somewhat_alike() -> None:
    assert cluster_design_effect(Fraction(5), 0.2) == pytest.approx(1.8)
    assert cluster_design_effect(Fraction(1), 0.2) == 1


@given(SOME_WEIGHTS)
def test_weights_never_make_more_of_the_answers_than_there_are(weights: list[Fraction]) -> None:
    total, squares = sum(weights, Fraction(0)), sum((weight**2 for weight in weights), Fraction(0))
    assert 1 <= effective_n(total, squares) <= len(weights)
    assert effective_n(total, squares) * design_effect(len(weights), total, squares) == len(weights)
    assert effective_n(3 * total, 9 * squares) == effective_n(total, squares)


@given(st.dictionaries(st.integers(1, 5), st.integers(1, 9), min_size=2), st.fractions(Fraction(1, 9), 9))
def test_equal_weights_change_no_variance(counts: dict[int, int], weight: Fraction) -> None:
    weights = {score: count * weight for score, count in counts.items()}
    assert weighted_variance(weights, moments.total(counts) * weight**2) == moments.variance(counts)


def test_a_heavier_answer_pulls_the_variance() -> None:
    # Weights 1, 1, 2 on scores 1, 3, 5: mean 3.5, spread 2.75, effective n 16/6, so 2.75 * (16/6) / (10/6) = 4.4.
    assert weighted_variance({1: Fraction(1), 3: Fraction(1), 5: Fraction(2)}, Fraction(6)) == Fraction("4.4")


def test_weights_of_nothing() -> None:
    with pytest.raises(ValueError, match="nobody"):
        effective_n(Fraction(0), Fraction(0))
    with pytest.raises(ValueError, match="nobody"):
        design_effect(3, Fraction(0), Fraction(0))
    with pytest.raises(ValueError, match="one answer"):
        weighted_variance({4: Fraction(2)}, Fraction(4))
