"""Months, and what a window of each purpose has to cover."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import month_of, months, months_in_words, moved
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Columns, Window
from cxdna.voice.windows import flaws_of, window_span
from tests.voice.indices.fields import answers, field, field_of, file_of, survey

TODAY = dt.date(2026, 6, 1)
BEFORE = dt.date(2025, 12, 20)
MONTHS = st.builds(lambda year, month: year * 100 + month, st.integers(2000, 2090), st.integers(1, 12))


def window(**given: Any) -> Window:
    plain: dict[str, Any] = {"name": "w", "purpose": "reporting", "first": 202601, "last": 202603, "fixed": BEFORE}
    return Window(**(plain | given))


def said(one: Window, voice: Voice | None = None, *, refused: bool = True) -> list[str]:
    return [flaw.what for flaw in flaws_of(one, voice or Voice(), TODAY) if flaw.refused == refused]


def of(*surveys: Fielded, windows: tuple[Window, ...] = ()) -> Voice:
    return Voice(surveys=surveys, windows=windows)


def test_months_run_over_the_turn_of_the_year() -> None:
    assert months(202511, 202602) == (202511, 202512, 202601, 202602)
    assert months(202602, 202601) == ()
    assert month_of(dt.date(2026, 3, 31)) == 202603


@given(MONTHS, st.integers(0, 40))
def test_months_follow_each_other_without_a_gap(first: int, more: int) -> None:
    found = months(first, moved(first, more))
    assert len(found) == more + 1
    assert all(moved(one, 1) == other and moved(other, -1) == one for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (202603, 202603, "March 2026"),
        (202601, 202603, "January to March 2026"),
        (202510, 202603, "October 2025 to March 2026"),
    ],
)
def test_months_in_words(first: int, last: int, words: str) -> None:
    assert months_in_words(first, last) == words


def test_a_window_is_a_span_under_its_name() -> None:
    assert window_span(window()) == Span(202601, 202603, "w")


def test_a_window_that_was_fixed_before_its_months_has_no_flaw() -> None:
    assert flaws_of(window(), Voice(), TODAY) == ()
    assert flaws_of(window(fixed=dt.date(2026, 1, 1)), Voice(), TODAY) == ()


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"last": 202602}, "covers January to February 2026: results are reported on three months or more"),
        ({"last": 202512}, "ends before it begins"),
        ({"last": 202613}, "202613 is no month"),
        ({"first": 0}, "0 is no month"),
        ({"purpose": "award"}, "an award is about a whole calendar year"),
        ({"purpose": "award", "first": 202507, "last": 202606}, "a whole calendar year"),
        ({"purpose": "award", "last": 202712}, "a whole calendar year"),
        ({"purpose": "trend"}, "a trend takes five waves or more"),
        ({"survey": "visits"}, "there is no survey visits"),
        ({"fixed": dt.date(2026, 6, 2)}, "a day to come"),
    ],
)
def test_a_window_that_is_refused(given: dict[str, Any], part: str) -> None:
    assert [part in one for one in said(window(**given))] == [True]


def test_a_calendar_year_is_fit_for_an_award() -> None:
    assert not said(window(purpose="award", last=202612))


def test_a_trend_takes_five_waves_of_its_survey() -> None:
    quarterly = field(answers({5: 9}))
    assert "4 waves of survey nps" in said(window(purpose="trend", last=202612), of(quarterly))[0]
    assert not said(window(purpose="trend", last=202703), of(quarterly))
    in_part = window(
        purpose="trend", first=202603, last=202701
    )  # the last months of the first quarter, as trend shows it
    assert not said(in_part, of(quarterly))
    monthly = field_of(survey(waves="month"))
    assert not said(window(purpose="trend", last=202605), of(monthly))


def test_waves_that_a_column_names_are_a_remark() -> None:
    named = field_of(survey(columns=Columns(event_date="date", wave="wave")))
    trend = window(purpose="trend")
    assert not said(trend, of(named))
    assert "only its files tell" in said(trend, of(named), refused=False)[0]


def test_a_survey_of_staff_has_no_window() -> None:
    assert "asks staff" in said(window(survey="nps"), of(field_of(survey(asks="staff"))))[0]


def test_a_window_fixed_after_its_months_began_is_a_remark() -> None:
    late = window(fixed=dt.date(2026, 1, 2))
    assert not said(late)
    assert "when its first month had begun" in said(late, refused=False)[0]


def test_a_window_fixed_when_its_answers_were_counted_is_told_so() -> None:
    late = window(fixed=dt.date(2026, 5, 1))
    counted = Fielded(survey(), (file_of(answers({5: 9}), added=dt.date(2026, 4, 1)),))
    assert "answers of its months were counted already" in said(late, of(counted), refused=False)[0]
    other = Fielded(survey(), (file_of(answers({5: 9}, 202512), added=dt.date(2026, 4, 1)),))
    assert "its first month had begun" in said(late, of(other), refused=False)[0]


def test_the_months_of_a_window_do_not_change() -> None:
    voice = of(windows=(window(),))
    assert not said(window(), voice)
    changed = said(window(last=202604), voice)
    assert changed == ["window w was fixed on 20 December 2025 as January to March 2026"]


def test_windows_that_share_months_are_a_remark() -> None:
    voice = of(windows=(window(name="other", first=202603, last=202605), window(name="far", first=202609, last=202612)))
    assert "windows w and other share months" in said(window(), voice, refused=False)[0]
    assert len(said(window(), voice, refused=False)) == 1
    assert not said(window(purpose="award", last=202612), voice, refused=False)
