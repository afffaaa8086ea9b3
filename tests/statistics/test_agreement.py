"""Published vectors: Burke and Dunlap 2002 for the limits, the worked examples of r_wg's literature for AD_M."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cxdna.statistics.agreement import average_deviation, deviation_limit

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("survey_math.json").read_text(encoding="utf-8"))


def fractions(values: list[int]) -> list[Fraction]:
    return [Fraction(value) for value in values]


def test_mean_distance_from_the_mean() -> None:
    vector = VECTORS["rwg"][0]
    assert average_deviation(fractions(vector["x"])) == Fraction(repr(vector["AD_M"])) == Fraction(2, 5)


def test_mean_over_several_items() -> None:
    vector = VECTORS["rwgj"]
    items = [average_deviation(fractions(list(item))) for item in zip(*vector["x"], strict=True)]
    assert sum(items, Fraction(0)) / len(items) == Fraction(repr(vector["AD"])) == Fraction(2, 5)


def test_two_camps_are_far_from_their_mean() -> None:
    assert average_deviation(fractions([1, 1, 5, 5])) == 2


def test_it_is_exact() -> None:
    assert average_deviation(fractions([1, 2, 2])) == Fraction(4, 9)


def test_nothing_has_no_deviation() -> None:
    with pytest.raises(ValueError, match="not defined"):
        average_deviation([])


@pytest.mark.parametrize("levels", [5, 7, 9, 11])
def test_limits_as_published(levels: int) -> None:
    assert deviation_limit(levels) == Fraction(repr(VECTORS["ad_cutoffs"][str(levels)]))
