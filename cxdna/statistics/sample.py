"""How many answers a survey needs, and what it gains when they are a good part of everybody."""

from __future__ import annotations

import math
from fractions import Fraction

from cxdna.statistics.distribution import normal_reach

CHI_SQUARE = Fraction("3.841")  # one degree of freedom at 95%, with the digits that the published table was made with
ONE_HALF = Fraction(1, 2)  # the share whose estimate takes the most answers


def sample_size(
    error: Fraction, share: Fraction = ONE_HALF, population: int | None = None, confidence: float = 0.95
) -> int:
    """Return the answers needed to know a share to -+ `error` (a share, too), rounded up.

    z^2 p (1 - p) / e^2 = n0, and of a finite population n0 / (1 + (n0 - 1) / N). Raises ValueError for an error that
    is not above 0, a share outside 0..1 or an empty population. Source: Cochran, Sampling Techniques, 1977, 4.4.
    """
    if error <= 0 or not 0 <= share <= 1 or (population is not None and population < 1):
        raise ValueError("an error is above 0, a share lies between 0 and 1, and a population has somebody")
    n = max(1.0, normal_reach(confidence) ** 2 * float(share * (1 - share) / error**2))
    if population is not None:
        n /= 1 + (n - 1) / population
    return math.ceil(n)


def krejcie_morgan(population: int, error: Fraction = Fraction(1, 20)) -> int:
    """Return the sample size of the published table for a population, at 95% and a share of one half, rounded.

    Raises ValueError for an empty population or an error that is not above 0. Source: Krejcie and Morgan, Educational
    and Psychological Measurement 30 (1970), 607-610.
    """
    if population < 1 or error <= 0:
        raise ValueError("a population has somebody, and an error is above 0")
    spread = CHI_SQUARE * ONE_HALF * (1 - ONE_HALF)
    return math.floor(spread * population / (error**2 * (population - 1) + spread) + ONE_HALF)


def sample_size_of_mean(deviation: float, error: float, confidence: float = 0.95) -> int:
    """Return the answers needed to know a mean to -+ `error` points: (z s / e)^2, rounded up, and at least two.

    `deviation` is the standard deviation of the answers in points. Raises ValueError for an error that is not above 0
    or a negative deviation. Source: Cochran, Sampling Techniques, 1977, 4.7.
    """
    if error <= 0 or deviation < 0:
        raise ValueError("an error is above 0, and a deviation is not negative")
    return max(2, math.ceil((normal_reach(confidence) * deviation / error) ** 2))


def finite_correction(n: int, population: int) -> float:
    """Return the factor by which a standard error shrinks when n of a population answered: sqrt((N - n) / (N - 1)).

    Raises ValueError for no answers or more than there are people. Source: Cochran, Sampling Techniques, 1977, 2.6.
    """
    if not 1 <= n <= population:
        raise ValueError("answers lie between one and the whole population")
    return math.sqrt((population - n) / (population - 1)) if population > 1 else 0.0
