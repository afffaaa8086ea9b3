"""Number, mean and variance of answers that were counted by score: exact on every scale of whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def total(counts: Mapping[int, int]) -> int:
    """Return how many answers there are; `counts` says how many gave each score."""
    return sum(counts.values())


def mean(counts: Mapping[int, int]) -> Fraction:
    """Return the mean score. Raises ValueError for no answers."""
    n = total(counts)
    if n < 1:
        raise ValueError("the mean of nothing is not defined")
    return Fraction(_points(counts), n)


def variance(counts: Mapping[int, int]) -> Fraction:
    """Return the variance of a sample, with n - 1 below the line, in squared points. Raises ValueError under two."""
    n = total(counts)
    if n < 2:  # noqa: PLR2004 - the definition divides by n - 1
        raise ValueError("the variance of fewer than two answers is not defined")
    squares = sum(score * score * count for score, count in counts.items())
    return (squares - Fraction(_points(counts) ** 2, n)) / (n - 1)


def _points(counts: Mapping[int, int]) -> int:
    return sum(score * count for score, count in counts.items())
