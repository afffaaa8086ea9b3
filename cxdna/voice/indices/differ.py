"""The difference of two indices on 1 to 5, with its interval and how likely chance alone would make it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cxdna.statistics.compare import one_sample, two_nps, two_proportions, welch
from cxdna.statistics.distribution import t_reach
from cxdna.statistics.interval import Interval, newcombe
from cxdna.voice.indices.images import distribution_of
from cxdna.voice.indices.model import Change, Index
from cxdna.voice.indices.rescale import THRESHOLD, same_scale
from cxdna.voice.indices.weigh import on_one_grid, variance_of


class Difference(msgspec.Struct, frozen=True):
    """`later` less `earlier` in points of 1 to 5; interval and two-sided p are None where nothing can be tested."""

    points: Fraction
    interval: Interval | None = None
    p: float | None = None


def difference_of(earlier: Index, later: Index, confidence: float = 0.95) -> Difference | None:
    """Return Welch's comparison of two indices by their answers; None where one of them has no value.

    Weighted indices have a difference, but no interval and no p: the test knows answers that weigh one. Answers on
    different scales are compared by their images on 1 to 5. Source: Welch, Biometrika 34 (1947), 28-35.
    """
    if earlier.value is None or later.value is None:
        return None
    points = later.value - earlier.value
    if {earlier.weighting, later.weighting} != {"answers"}:
        return Difference(points)
    before, after = distribution_of(earlier), distribution_of(later)
    test = welch(*on_one_grid(after, before)[1])
    variances = variance_of(before), variance_of(after)
    if test is None or test.freedom is None or variances[0] is None or variances[1] is None:
        return Difference(points)
    half = t_reach(confidence, test.freedom) * math.sqrt(variances[0] / earlier.n + variances[1] / later.n)
    return Difference(points, Interval(float(points) - half, float(points) + half, confidence), test.p)


def change_of_best(earlier: Index, later: Index) -> Change | None:
    """Return what the share of the best scores did; None without an index of both, and between different scales.

    Sources: Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10; Pearson's chi-square for p.
    """
    if not _alike(earlier, later) or earlier.top_two is None or later.top_two is None:
        return None
    counts = (later.top_two.count, later.n, earlier.top_two.count, earlier.n)
    test = two_proportions(*counts)
    return Change(later.top_two.share - earlier.top_two.share, newcombe(*counts), None if test is None else test.p)


def change_of_nps(earlier: Index, later: Index) -> Change | None:
    """Return what the net promoter score did; None where one side has none. Source: `statistics.compare.two_nps`."""
    if not _alike(earlier, later) or earlier.nps is None or later.nps is None:
        return None
    before, after = ((one.promoters, one.passives, one.detractors) for one in (earlier.nps, later.nps))
    test = two_nps(after, before)
    return Change(later.nps.value - earlier.nps.value, None, None if test is None else test.p)


def _alike(earlier: Index, later: Index) -> bool:
    """Tell whether two indices are there and come from one scale."""
    return None not in {earlier.value, later.value} and not scale_changes((earlier, later))


def chance_of(index: Index, against: Fraction = THRESHOLD) -> float | None:
    """Return how likely chance alone puts an index so far on its side of a value of 1 to 5: a one-sided p.

    None where there is no index, where it weighs answers otherwise than alike, and where all answers are alike. Source:
    Student 1908.
    """
    images = distribution_of(index)
    variance = variance_of(images)
    if index.value is None or index.weighting != "answers" or variance is None:
        return None
    test = one_sample(index.value, variance, index.n, against)
    if test is None:
        return None
    return test.p if index.value >= against else 1 - test.p


def scale_changes(points: Sequence[Index]) -> bool:
    """Tell whether indices come from different scales, whose images are near each other and no more."""
    return any(point.scales or not same_scale(point.scale, points[0].scale) for point in points)
