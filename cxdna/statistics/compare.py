"""Tests of whether a difference is more than chance; None where the answers leave nothing to test."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.statistics import distribution, moments

FEWEST = 2  # answers without which nothing is known of their spread, and groups without which nothing is compared


class Compared(msgspec.Struct, frozen=True):
    """A test's statistic, the chance of one at least so extreme if there were no difference, degrees of freedom."""

    statistic: float
    p: float
    freedom: float | None = None


def one_sample(mean: Fraction, variance: Fraction, n: int, against: Fraction) -> Compared | None:
    """Return Student's t, and the one-sided p that speaks for a true mean above `against` when it is small.

    `variance` has n - 1 below the line. None for fewer than two answers, or all alike. Source: Student 1908.
    """
    if n < FEWEST or variance <= 0:
        return None
    t = float(mean - against) / math.sqrt(variance / n)
    return Compared(t, distribution.t_upper(t, n - 1), n - 1)


def welch(counts_a: Mapping[int, int], counts_b: Mapping[int, int]) -> Compared | None:
    """Return Welch's t of the means of a minus b, for variances that may differ, with the two-sided p.

    None where a group has fewer than two answers, or both have no spread. Source: Welch, Biometrika 34 (1947), 28-35,
    degrees of freedom by Satterthwaite 1946.
    """
    n_a, n_b = moments.total(counts_a), moments.total(counts_b)
    if min(n_a, n_b) < FEWEST:
        return None
    error_a, error_b = moments.variance(counts_a) / n_a, moments.variance(counts_b) / n_b
    error = error_a + error_b
    if error == 0:
        return None
    freedom = float(error * error / (error_a**2 / (n_a - 1) + error_b**2 / (n_b - 1)))
    t = float(moments.mean(counts_a) - moments.mean(counts_b)) / math.sqrt(error)
    return Compared(t, 2 * distribution.t_upper(abs(t), freedom), freedom)


def two_nps(a: tuple[int, int, int], b: tuple[int, int, int]) -> Compared | None:
    """Return z of two independent net promoter scores, a minus b, with the two-sided p.

    Each is (promoters, passives, detractors). None where a group has no answers, or all of both groups are alike.
    Source: the variance of a difference of multinomial shares, (P + D - (P - D)^2) / n.
    """
    if not sum(a) or not sum(b):
        return None
    (score_a, error_a), (score_b, error_b) = _net(a), _net(b)
    if error_a + error_b == 0:
        return None
    return _normal(score_a - score_b, error_a + error_b)


def two_proportions(k1: int, n1: int, k2: int, n2: int) -> Compared | None:
    """Return z of two independent shares, k1/n1 minus k2/n2, with the two-sided p; pooled, no continuity correction.

    None where a group has no answers, or all or none of both succeeded. Raises ValueError for more successes than
    answers. Source: Pearson's chi-square of the table of two by two is its square.
    """
    pooled = _pooled([k1, k2], [n1, n2])
    if pooled is None:
        return None
    error = pooled * (1 - pooled) * (Fraction(1, n1) + Fraction(1, n2))
    return _normal(Fraction(k1, n1) - Fraction(k2, n2), error)


def equal_proportions(ks: Sequence[int], ns: Sequence[int]) -> Compared | None:
    """Return Pearson's chi-square of several shares against all being equal (R's prop.test without correction).

    None for fewer than two groups, a group without answers, or none or all successes. Raises ValueError for more
    successes than answers. Source: Fleiss, Statistical Methods for Rates and Proportions, 1981.
    """
    pooled = _pooled(ks, ns)
    if pooled is None:
        return None
    parts = ((k - n * pooled) ** 2 / (n * pooled * (1 - pooled)) for k, n in zip(ks, ns, strict=True))
    return _chi_square(sum(parts, Fraction(0)), len(ks) - 1)


def trend_in_proportions(
    ks: Sequence[int], ns: Sequence[int], scores: Sequence[Fraction] | None = None
) -> Compared | None:
    """Return the chi-square, with one degree of freedom, of a linear trend in shares (R's prop.trend.test).

    `scores` are where the groups stand in time, 1, 2, 3, ... if not given. None as `equal_proportions`, and where all
    scores are equal. Source: Armitage, Biometrics 11 (1955), 375-386.
    """
    pooled = _pooled(ks, ns)
    if pooled is None:
        return None
    places = [Fraction(one) for one in (range(1, len(ks) + 1) if scores is None else scores)]
    middle = sum((n * place for n, place in zip(ns, places, strict=True)), Fraction(0)) / sum(ns)
    along = sum((n * (place - middle) ** 2 for n, place in zip(ns, places, strict=True)), Fraction(0))
    if along == 0:
        return None
    risen = sum((k * (place - middle) for k, place in zip(ks, places, strict=True)), Fraction(0))
    return _chi_square(risen**2 / (along * pooled * (1 - pooled)), 1)


def same_distribution(observed: Sequence[int], expected_shares: Sequence[Fraction]) -> Compared | None:
    """Return Pearson's chi-square of counts against known shares: whether respondents are like the population.

    Groups with a share of 0 take no part. None for no answers or fewer than two groups. Raises ValueError for shares
    that do not add up to 1, or answers from a group whose share is 0. Source: Pearson 1900.
    """
    if sum(expected_shares, Fraction(0)) != 1 or min(expected_shares) < 0:
        raise ValueError("shares of a population are not negative and add up to 1")
    pairs = list(zip(observed, expected_shares, strict=True))
    if any(count and not share for count, share in pairs):
        raise ValueError("answers came from a group of which the population has none")
    kept = [(count, share) for count, share in pairs if share]
    n = sum(observed)
    if not n or len(kept) < FEWEST:
        return None
    parts = ((count - n * share) ** 2 / (n * Fraction(share)) for count, share in kept)
    return _chi_square(sum(parts, Fraction(0)), len(kept) - 1)


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """Return the p values of several tests, in their order, so that together they err no more often than one does.

    Source: Holm, Scandinavian Journal of Statistics 6 (1979), 65-70, in the adjusted form (R's p.adjust).
    """
    adjusted = [0.0] * len(ps)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=lambda one: ps[one])):
        largest = max(largest, min(1.0, ps[place] * (len(ps) - rank)))
        adjusted[place] = largest
    return tuple(adjusted)


def binomial_tail(k: int, n: int, p: float, *, upper: bool) -> float:
    """Return the chance of at least k (upper) or at most k hits in n tries that each hit with chance p.

    Raises ValueError for k outside 0..n or p outside 0..1. Source: the tails are incomplete beta functions, P(X >= k) =
    I_p(k, n - k + 1), Abramowitz and Stegun 26.5.24.
    """
    if not (0 <= k <= n and 0 <= p <= 1):
        raise ValueError("hits lie between none and all tries, and a chance between 0 and 1")
    if upper:
        return distribution.beta_lower(p, k, n - k + 1) if k else 1.0
    return distribution.beta_upper(p, k + 1, n - k) if k < n else 1.0


def _net(counts: tuple[int, int, int]) -> tuple[Fraction, Fraction]:
    """Return a net promoter score as a share, and the square of its standard error."""
    promoters, _, detractors = counts
    n = sum(counts)
    score = Fraction(promoters - detractors, n)
    return score, (Fraction(promoters + detractors, n) - score * score) / n


def _pooled(ks: Sequence[int], ns: Sequence[int]) -> Fraction | None:
    """Return the share of successes in all groups; None where there is nothing to compare."""
    if any(not 0 <= k <= n for k, n in zip(ks, ns, strict=True)):
        raise ValueError("successes lie between none and all answers")
    if len(ks) < FEWEST or not all(ns) or sum(ks) in {0, sum(ns)}:
        return None
    return Fraction(sum(ks), sum(ns))


def _normal(difference: Fraction, squared_error: Fraction) -> Compared:
    z = float(difference) / math.sqrt(squared_error)
    return Compared(z, distribution.normal_two_sided(z))


def _chi_square(statistic: Fraction, freedom: int) -> Compared:
    return Compared(float(statistic), distribution.chi_square_upper(float(statistic), freedom), freedom)
