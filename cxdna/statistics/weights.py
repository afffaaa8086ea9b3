"""What weights and clusters cost: fewer answers' worth of certainty than were given."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

Score = TypeVar("Score", int, Fraction)


def effective_n(weights_sum: Fraction, squares_sum: Fraction) -> Fraction:
    """Return how many equally weighted answers are as certain: (sum w)^2 / sum w^2.

    Raises ValueError for weights that are all nothing. Source: Kish, Survey Sampling, 1965.
    """
    if squares_sum <= 0:
        raise ValueError("weights that are all zero speak for nobody")
    return weights_sum * weights_sum / Fraction(squares_sum)


def design_effect(n: int, weights_sum: Fraction, squares_sum: Fraction) -> Fraction:
    """Return by what factor the weights raise the variance of a mean of n answers: n sum w^2 / (sum w)^2.

    Raises ValueError for weights that add up to nothing. Source: Kish, Survey Sampling, 1965.
    """
    if weights_sum == 0:
        raise ValueError("weights that add up to zero speak for nobody")
    return n * squares_sum / Fraction(weights_sum * weights_sum)


def cluster_design_effect(mean_size: Fraction, rho: float) -> float:
    """Return by what factor the variance of a mean rises when answers come in clusters: 1 + (m - 1) rho.

    `mean_size` is m, the mean answers of a cluster (an account), `rho` how alike they are within one, 0 to 1.
    Source: Kish, Survey Sampling, 1965.
    """
    return 1 + float(mean_size - 1) * rho


def weighted_variance(weights: Mapping[Score, Fraction], squares_sum: Fraction) -> Fraction:
    """Return the variance of weighted answers, in squared points: what `weighted_mean_interval` takes.

    `weights` holds the sum of weights of each score, `squares_sum` the sum of all squared weights. It is
    sum w (x - mean)^2 / sum w, times n / (n - 1) with Kish's effective n: with equal weights, the usual variance.
    Raises ValueError for an effective n of one or less.
    """
    weights_sum = sum(weights.values(), Fraction(0))
    n = effective_n(weights_sum, squares_sum)
    if n <= 1:
        raise ValueError("the variance of one answer is not defined")
    mean = sum((weight * score for score, weight in weights.items()), Fraction(0)) / weights_sum
    spread = sum((weight * (score - mean) ** 2 for score, weight in weights.items()), Fraction(0)) / weights_sum
    return spread * n / (n - 1)
