from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.voice.survey.grammar import (
    date_of,
    date_pattern,
    disposition_values,
    folded,
    scale_in,
    score_of,
    score_pattern,
    weight_of,
    weight_pattern,
)
from cxdna.voice.survey.model import DateOrder, Scale
from cxdna.voice.survey.read import read_survey
from tests.voice.survey.examples import EXAMPLES

FIVE = Scale(low=1, high=5, anchors={"5": "Far above"})
WIDE = read_survey(EXAMPLES / "valid" / "wide.yaml")


@pytest.mark.parametrize(
    ("text", "score"),
    [
        *[("5", 5), (" 5 ", 5), ("5.0", 5), ("5.000", 5), ("+5", 5), ("05", 5), ("far ABOVE", 5), ("\u00a05", 5)],
        *[("5,0", None), ("5.", None), ("4.5", None), ("6", None), ("0", None), ("-1", None), ("n/a", None)],
        *[("", None), ("5 5", None), ("1e0", None), ("٥", None), ("5\u2028", None)],
    ],
)
def test_a_score_is_a_whole_number_of_the_scale_or_the_words_of_an_anchor(text: str, score: int | None) -> None:
    assert score_of(text, FIVE) == score


def test_the_decimal_mark_is_that_of_the_survey_and_in_typed_files_a_point_too() -> None:
    assert score_of("5,0", FIVE, ",") == 5
    assert score_of("5.0", FIVE, ",") is None
    assert score_of("5.0", FIVE, ",", typed=True) == 5


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-31", "year_first", dt.date(2026, 3, 31)),
        ("2026-03-31T23:59:59Z", "year_first", dt.date(2026, 3, 31)),
        ("2026-03-31 8:15 PM", "year_first", dt.date(2026, 3, 31)),
        ("2026-3-31", "year_first", None),
        ("2026-02-30", "year_first", None),
        ("2026-03-31x", "year_first", None),
        ("0026-03-31", "year_first", None),
        ("31.3.2026", "day_first", dt.date(2026, 3, 31)),
        ("01/02/2026 10:00", "day_first", dt.date(2026, 2, 1)),
        ("1-2-2026", "month_first", dt.date(2026, 1, 2)),
        ("31.3/2026", "day_first", None),
        ("31.3.26", "day_first", None),
        ("3/31/2026", "day_first", None),
        ("2026-03-31", "day_first", None),
        ("", "year_first", None),
    ],
)
def test_a_day_is_written_as_the_survey_says_and_exists(text: str, order: DateOrder, day: dt.date | None) -> None:
    assert date_of(text, order) == day


def test_typed_files_may_have_the_year_first_whatever_the_survey_says() -> None:
    assert date_of("2026-03-31 00:00:00", "day_first", typed=True) == dt.date(2026, 3, 31)
    assert date_of("31.3.2026", "day_first", typed=True) == dt.date(2026, 3, 31)


@given(st.integers(0, 10**12))
def test_weights_are_exact_in_millionths(millionths: int) -> None:
    weight = Fraction(millionths, 10**6)
    whole, rest = divmod(millionths, 10**6)
    assert weight_of(f"{whole}.{rest:06}") == weight_of(f"{whole},{rest:06}", ",") == weight * 10**6


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "1e3", "0.1234567", "1000000.000001", "", "1,5", ".5"])
def test_what_is_no_weight_is_none(text: str) -> None:
    assert weight_of(text) is None


def test_patterns_are_read_alike_by_all_engines() -> None:
    orders: tuple[DateOrder, ...] = ("year_first", "day_first", "month_first")
    patterns = [date_pattern(order, typed=typed) for order in orders for typed in (True, False)]
    patterns += [pattern(mark) for pattern in (score_pattern, weight_pattern) for mark in ".,"]
    assert len(patterns) == 10
    for pattern in patterns:
        assert not set(pattern) & set("\\^$'")
        assert "(" not in pattern.replace("(?:", "")


def test_words_are_compared_without_capitals_in_letters_that_engines_make_small_differently() -> None:
    assert folded("  \u0130yi ") == "iyi"
    assert folded("\u039a\u0391\u039b\u039f\u03a3") == folded("\u03ba\u03b1\u03bb\u03bf\u03c2")


def test_the_scale_is_that_of_the_month() -> None:
    overall = WIDE.questions[0]
    assert [scale_in(overall, month).high for month in (202506, 202507, 0)] == [10, 5, 5]


def test_outcomes_are_known_by_the_survey_and_by_their_own_names() -> None:
    known = disposition_values(WIDE)
    assert known["no thanks"] == known["refused"] == "refused"
