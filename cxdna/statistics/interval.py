"""Confidence intervals: of a share, of a difference of shares, of a mean and of a net promoter score."""

from __future__ import annotations

import math
from fractions import Fraction

import msgspec

from cxdna.statistics.distribution import normal_reach, t_reach

FEWEST = 2  # answers without which nothing is known of their spread


class Interval(msgspec.Struct, frozen=True):
    """Where the true value lies with this confidence, in the unit of the estimate."""

    low: float
    high: float
    confidence: float = 0.95


def wilson(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share, from 0 to 1; honest for few answers and for none or all.

    Raises ValueError for no answers, or more successes than answers. Source: Wilson 1927, method 3 of Newcombe,
    Statistics in Medicine 17 (1998), 857-872.
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError("successes lie between none and all answers, and there is at least one answer")
    z = normal_reach(confidence)
    share = successes / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    # Exact at the ends, where rounding would leave 1e-17 of a share that nobody gave.
    low = 0.0 if successes == 0 else (middle - half) / whole
    high = 1.0 if successes == n else (middle + half) / whole
    return Interval(low, high, confidence)


def newcombe(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> Interval:
    """Return the interval of the difference of two independent shares, k1/n1 minus k2/n2, from -1 to 1.

    Raises ValueError as `wilson` does. Source: the hybrid score interval, method 10 of Newcombe, Statistics in
    Medicine 17 (1998), 873-890.
    """
    one, two = wilson(k1, n1, confidence), wilson(k2, n2, confidence)
    p1, p2 = k1 / n1, k2 / n2
    low = p1 - p2 - math.hypot(p1 - one.low, two.high - p2)
    high = p1 - p2 + math.hypot(one.high - p1, p2 - two.low)
    return Interval(low, high, confidence)


def mean_interval(mean: Fraction, variance: Fraction, n: int, confidence: float = 0.95) -> Interval | None:
    """Return Student's interval of a mean, in points: mean -+ t s / sqrt(n), with n - 1 degrees of freedom.

    `variance` has n - 1 below the line. None where the answers cannot say how sure the mean is: under two of them, or
    all alike, for which the formula would claim certainty. It is not clipped to the scale. Source: Student 1908.
    """
    return weighted_mean_interval(mean, variance, Fraction(n), confidence)


def weighted_mean_interval(
    mean: Fraction, variance: Fraction, effective_n: Fraction, confidence: float = 0.95
) -> Interval | None:
    """Return the interval of a weighted mean: Student's with Kish's effective number of answers in place of n.

    `variance` is that of `weights.weighted_variance`. None where `mean_interval` has none.
    """
    if effective_n < FEWEST or variance <= 0:
        return None
    half = t_reach(confidence, float(effective_n - 1)) * math.sqrt(variance / effective_n)
    return Interval(float(mean) - half, float(mean) + half, confidence)


def nps_interval(promoters: int, passives: int, detractors: int, confidence: float = 0.95) -> Interval:
    """Return the adjusted Wald interval of a net promoter score as a share, clipped to -1..1.

    Three answers are added, 3/4 a promoter and 3/4 a detractor, which keeps it honest for few answers. It is centred a
    little nearer to 0 than the score; of a single answer, which is no basis for anything, it does not hold the score
    itself. Raises ValueError for no answers. Source: Rocks, The American Statistician 70 (2016), 365-372.
    """
    n = _answers(promoters, passives, detractors)
    return _net(promoters + 0.75, detractors + 0.75, n + 3, confidence)


def _answers(promoters: int, passives: int, detractors: int) -> int:
    if min(promoters, passives, detractors) < 0 or promoters + passives + detractors < 1:
        raise ValueError("counts are not negative, and there is at least one answer")
    return promoters + passives + detractors


def _net(promoters: float, detractors: float, n: int, confidence: float) -> Interval:
    score = (promoters - detractors) / n
    # Rounding may leave less than nothing where all answers are alike.
    spread = max(0.0, (promoters + detractors) / n - score * score)
    half = normal_reach(confidence) * math.sqrt(spread / n)
    return Interval(max(-1.0, score - half), min(1.0, score + half), confidence)
