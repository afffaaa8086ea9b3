"""Figures of KPIs as people type them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.definitions.model import Direction, Unit
from cxdna.errors import UserError
from cxdna.plan.figures import UNIT_WORDS, far_from, figure_words, impossible, read_figure, way_gone, wrong_way


@pytest.mark.parametrize(
    ("text", "unit", "value", "shown"),
    [
        ("62", "percent", 62, "62%"),
        ("62,5 per cent", "percent", 62.5, "62.5%"),
        ("0.62 %", "percent", 0.62, "0.62%"),
        ("1.250", "percent", 1.25, "1.25%"),
        ("£12,500", "money", 12500, "GBP 12,500"),
        ("GBP 1.250,50", "money", 1250.5, "GBP 1,251"),
        ("12k", "money", 12000, "GBP 12,000"),
        ("1.2m", "money", 1_200_000, "GBP 1,200,000"),
        ("-£500", "money", -500, "GBP −500"),
        ("12 500", "money", 12500, "GBP 12,500"),
        ("4,500", "money", 4500, "GBP 4,500"),
        ("4.5000", "money", 4.5, "GBP 4.50"),
        ("9.5", "money", 9.5, "GBP 9.50"),
        ("1,250", "count", 1250, "1,250"),
        ("26 h", "hours", 26, "26 hours"),
        ("1 hour", "hours", 1, "1 hour"),
        ("−4.5 pp", "percentage_points", -4.5, "−4.5 percentage points"),
        ("5%", "percentage_points", 5, "5 percentage points"),
        ("4.2‰", "per_thousand", 4.2, "4.2 per thousand"),
        (",25", "ratio", 0.25, "0.25"),
        ("0,250", "ratio", 0.25, "0.25"),
        ("3.8", "index", 3.8, "3.8"),
    ],
)
def test_what_is_understood(text: str, unit: Unit, value: float, shown: str) -> None:
    assert read_figure(text, unit, "GBP") == value
    assert figure_words(value, unit, "GBP") == shown


@pytest.mark.parametrize(
    ("text", "unit", "what"),
    [
        ("", "count", "the figure is missing"),
        ("many", "count", "'many' is no number"),
        ("101", "percent", "101% is no share of a whole"),
        ("-1%", "percent", "−1% is no share of a whole"),
        ("-3", "count", "−3 is less than nothing"),
        ("2.5", "count", "2.5 is no count"),
        ("26 h", "percent", "'26 h' is in hours, and the KPI in per cent"),
        ("$ 5", "money", "'$ 5' is in USD, and the organisation reckons in GBP"),
        ("5 apples", "count", "'5 apples' is no figure"),
        ("12,345", "index", "'12,345' is 12345 for some and 12.345 for others"),
        ("4.500", "money", "'4.500' is 4500 for some and 4.50 for others"),
        ("GBP 19.500", "money", "'GBP 19.500' is 19500 for some and 19.50 for others"),
        ("1,2,3", "index", "'1,2,3' has its points and commas where no number has them"),
        ("1.2.3,4", "index", "'1.2.3,4' has its points and commas where no number has them"),
        ("9" * 17, "money", "the figure is too large to be one"),
    ],
)
def test_what_is_not_taken(text: str, unit: Unit, what: str) -> None:
    with pytest.raises(UserError) as told:
        read_figure(text, unit, "GBP")
    assert told.value.what == what
    assert told.value.do


@given(
    st.sampled_from(sorted(UNIT_WORDS)),
    st.integers(-(10**8), 10**8),
    st.sampled_from([1, 10, 100]),
)
def test_what_is_shown_reads_back(unit: Unit, number: int, parts: int) -> None:
    value = number / parts
    if impossible(value, unit):
        return
    shown = figure_words(value, unit, "GBP")
    if unit == "money" and abs(value) >= 1000:
        assert abs(Fraction(read_figure(shown, unit, "GBP")) - Fraction(value)) <= Fraction(1, 2)
        return
    if shown.count(",") == 1 and "." not in shown and unit not in {"count", "money"}:
        with pytest.raises(UserError, match="for others"):  # 1,250 may be a number with three decimals
            read_figure(shown, unit, "GBP")
        return
    assert read_figure(shown, unit, "GBP") == value


@pytest.mark.parametrize(
    ("figures", "direction", "way"),
    [
        ((40, 80, 50), "up", Fraction(1, 4)),
        ((40, 80, 90), "up", Fraction(5, 4)),
        ((40, 80, 30), "up", Fraction(-1, 4)),
        ((9, 3, 5), "down", Fraction(2, 3)),
        ((8, 0, 8), "to_zero", Fraction(0)),
        ((0.1, 0.3, 0.2), "up", Fraction(1, 2)),
        ((40, 80, 50), "down", None),
        ((40, 40, 50), "up", None),
        ((1, 2, 1.5), "within_limit", None),
    ],
)
def test_how_much_of_the_way_is_gone(
    figures: tuple[float, float, float], direction: Direction, way: Fraction | None
) -> None:
    assert way_gone(*figures, direction) == way
    assert bool(wrong_way(*figures[:2], direction)) == (way is None and direction == "down")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (4500, 4.5, "1,000 times less than before"),
        (10, 1000, "100 times more than before"),
        (10, 999, ""),
        (None, 10, ""),
        (0, 10, ""),
        (10, 0, ""),
    ],
)
def test_amounts_that_are_worlds_apart(old: float | None, new: float, told: str) -> None:
    assert far_from(old, new) == told
