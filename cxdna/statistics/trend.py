"""Whether a row of periods rises or falls, and which of them stand out from its own ups and downs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import msgspec

from cxdna.statistics.distribution import normal_two_sided
from cxdna.statistics.exact import median

FEWEST = 2  # periods without which there is no change
EXACT_UP_TO = 10  # periods; with more the normal approximation is close, and it is what is published
IN_A_ROW = "periods stand one after the other"
REACH = Fraction("2.66")  # 3 / d2 with d2 = 1.128 for ranges of two, as it is printed


class MannKendall(msgspec.Struct, frozen=True):
    """Kendall's S of n periods and its variance, z, two-sided p (approximate), exact p, Sen's slope per period.

    Where there is an exact p, it is the one to go by: for few periods the approximation is rough.
    """

    s: int
    variance: Fraction
    z: float
    p: float
    exact_p: float | None
    slope: Fraction
    n: int


class Limits(msgspec.Struct, frozen=True):
    """A chart's centre line and natural limits, in the unit of the values, and the places (from 0) outside of them."""

    centre: Fraction
    low: Fraction
    high: Fraction
    outside: tuple[int, ...]


def mann_kendall(values: Sequence[Fraction], places: Sequence[int] | None = None) -> MannKendall:
    """Return the test for a rising or falling row of periods, with Sen's slope per period.

    `places` are where the periods stand in time, as some between them may be missing: 0, 1, 2, ... if not given. The
    variance allows for ties and z has the continuity correction. The exact p is for up to ten periods without ties.
    Raises ValueError under two periods, or for places that are not as many or do not rise. Sources: Mann 1945; Kendall,
    Rank Correlation Methods, 1975; Sen 1968.
    """
    n = len(values)
    if n < FEWEST:
        raise ValueError("a trend takes at least two periods")
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = Counter(values).values()
    variance = Fraction(_spread(n) - sum(_spread(size) for size in ties), 18)
    z = (s - (s > 0) + (s < 0)) / math.sqrt(variance) if variance else 0.0
    exact_p = _exact_p(s, n) if n <= EXACT_UP_TO and len(ties) == n else None
    stand = list(zip(range(n) if places is None else places, values, strict=True))
    if any(there <= here for (here, _), (there, _) in pairwise(stand)):
        raise ValueError(IN_A_ROW)
    slopes = [(later - earlier) / Fraction(there - here) for (here, earlier), (there, later) in combinations(stand, 2)]
    return MannKendall(s, variance, z, normal_two_sided(z), exact_p, median(slopes), n)


def xmr(values: Sequence[Fraction], places: Sequence[int] | None = None) -> Limits | None:
    """Return the limits of an individuals chart: the mean -+ 2.66 mean moving ranges; None without two in a row.

    `places` are where the periods stand in time: 0, 1, 2, ... if not given. Across one that is missing no range is
    taken. Raises ValueError for places that are not as many or do not rise. Source: Shewhart's chart of individual
    values; Wheeler, Understanding Variation, 1993.
    """
    stand = list(zip(range(len(values)) if places is None else places, values, strict=True))
    if any(there <= here for (here, _), (there, _) in pairwise(stand)):
        raise ValueError(IN_A_ROW)
    ranges = [abs(later - earlier) for (here, earlier), (there, later) in pairwise(stand) if there == here + 1]
    if not ranges:
        return None
    centre = sum(values, Fraction(0)) / len(values)
    reach = REACH * sum(ranges, Fraction(0)) / len(ranges)
    low, high = centre - reach, centre + reach
    return Limits(centre, low, high, tuple(place for place, value in enumerate(values) if not low <= value <= high))


def _spread(size: int) -> int:
    """Return 18 times the variance of S in a row of this length, or what a tie of this size takes from it."""
    return size * (size - 1) * (2 * size + 5)


def _exact_p(s: int, n: int) -> float:
    """Return the share of all orders of n different values whose S is at least as far from 0 as s.

    Counts the orders by their inversions I, as S = n (n - 1) / 2 - 2 I: a further value adds 0 to so many as are there.
    """
    orders = Counter({0: 1})
    for present in range(1, n):
        orders = Counter(
            {
                sum_: sum(orders[sum_ - added] for added in range(present + 1))
                for sum_ in range(present * (present + 1) // 2 + 1)
            }
        )
    most = n * (n - 1) // 2
    extreme = sum(count for inversions, count in orders.items() if abs(most - 2 * inversions) >= abs(s))
    return float(Fraction(extreme, math.factorial(n)))
