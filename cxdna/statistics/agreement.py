"""How far apart the answers of several people lie."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.statistics.display import rounded


def average_deviation(values: Sequence[Fraction]) -> Fraction:
    """Return AD_M, the mean distance from the mean, in the unit of the values.

    Raises ValueError for no values. Source: Burke, Finkelstein and Dusig 1999.
    """
    if not values:
        msg = "the deviation of nothing is not defined"
        raise ValueError(msg)
    mean = sum(values, Fraction(0)) / len(values)
    return sum((abs(value - mean) for value in values), Fraction(0)) / len(values)


def deviation_limit(levels: int) -> Fraction:
    """Return the largest AD_M that still counts as agreement on a scale of so many levels: 0.8 for five.

    The rule is a sixth of the number of levels; Burke and Dunlap 2002 print it to one decimal (0.8 for 5, 1.2 for 7,
    1.5 for 9, 1.8 for 11), and the printed limit is the one that is used.
    """
    return Fraction(rounded(Fraction(levels, 6), 1))
