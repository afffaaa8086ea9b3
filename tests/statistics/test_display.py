"""Rounding half up, against vectors of the index (165 of 40 answers is 4.13, not Python's 4.12)."""

import datetime as dt
import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics.display import (
    NO_NUMBER,
    counted,
    listed,
    long_date,
    percent,
    rounded,
    short_month,
    shown,
    signed,
)

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("survey_math.json").read_text(encoding="utf-8"))


def test_index_of_forty_answers() -> None:
    vector = VECTORS["sbi"][0]
    assert shown(Fraction(vector["points"], vector["n"]), 2) == vector["display"] == "4.08"


def test_an_exact_half_goes_up() -> None:
    vector = VECTORS["sbi"][1]
    index = Fraction(vector["sum"], vector["n"])
    assert shown(index, 2) == vector["display_half_up"] == "4.13"
    assert round(float(index), 2) == vector["python_round"] == 4.12


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("11/6", 2, "1.83"),
        ("5/3", 2, "1.67"),
        ("9/4", 1, "2.3"),
        ("-9/4", 1, "\N{MINUS SIGN}2.3"),
        ("-1/100", 1, "0.0"),
        ("3", 0, "3"),
        ("5/2", 0, "3"),
    ],
)
def test_shown(value: str, places: int, text: str) -> None:
    assert shown(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [("1/4", "+0.3"), ("-1/4", "\N{MINUS SIGN}0.3"), ("1/100", "0.0"), ("-1/100", "0.0"), ("0", "0.0")],
)
def test_signed(value: str, text: str) -> None:
    assert signed(Fraction(value)) == text


def test_percent() -> None:
    assert percent(Fraction(1, 8)) == "13%"


def test_where_there_is_no_number() -> None:
    assert shown(None) == signed(None) == percent(None) == NO_NUMBER


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 3))
def test_it_rounds_as_decimal_does(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert rounded(Fraction(value), places) == expected


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 answers"), (1, "1 answer"), (2, "2 answers"), (1200, "1,200 answers")]
)
def test_counted(count: int, text: str) -> None:
    assert counted(count, "answer") == text
    assert counted(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_dates_are_english_whatever_the_machine_speaks() -> None:
    date = dt.date(2026, 3, 1)
    assert (long_date(date), short_month(date)) == ("1 March 2026", "Mar 2026")


def test_lists_read_as_in_a_sentence() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_counts_carry_their_noun() -> None:
    assert [counted(1, "person", "people"), counted(2, "person", "people"), counted(0, "answer")] == [
        "1 person",
        "2 people",
        "0 answers",
    ]
    assert counted(1200, "answer") == "1,200 answers"


def test_dates_are_english_on_every_machine() -> None:
    date = dt.date(2026, 11, 20)
    assert long_date(date) == "20 November 2026"
    assert short_month(date) == "Nov 2026"
