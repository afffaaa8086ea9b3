"""Exact arithmetic on what people wrote: fractions in, fractions out, no rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=1024)  # people choose from a few numbers, and each is asked for thousands of times
def exact(number: float) -> Fraction:
    """Return the number a person wrote, exactly: 0.1 becomes 1/10, not the nearest binary fraction.

    `Fraction(0.1)` is 3602879701896397/36028797018963968; the shortest decimal that reads back as the same float is
    what was written.
    """
    return Fraction(repr(number))


def median(values: Iterable[Fraction]) -> Fraction:
    """Return the middle value, or the mean of the two middle ones when their number is even.

    Raises ValueError for no values.
    """
    ordered = sorted(values)
    if not ordered:
        msg = "the median of nothing is not defined"
        raise ValueError(msg)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """Return sum(w x) / sum(w). Raises ValueError when the weights add up to nothing."""
    total = sum(weights, Fraction(0))
    if total == 0:
        msg = "weights that add up to zero have no mean"
        raise ValueError(msg)
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / total
