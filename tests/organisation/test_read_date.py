"""Dates as people type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.organisation.read_date import FIRST_YEAR, LAST_YEAR, read_date
from cxdna.statistics.display import MONTHS, long_date

DAY = dt.date(2026, 1, 15)
DATES = st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15",
        "2026-1-15",
        "2026/01/15",
        "2026.01.15",
        "15.1.2026",
        "15. 1. 2026",
        "15.01.2026",
        "15/01/2026",
        "1/15/2026",
        "15-1-2026",
        "15 January 2026",
        "15 jan 2026",
        "15 Jan. 2026",
        "15th of January 2026",
        "15. January 2026",
        "15-Jan-2026",
        "January 15, 2026",
        "JAN 15 2026",
        "  15   January  2026 ",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["January 2026", "jan 2026", "2026-01", "1/2026", "01.2026", "January, 2026"])
def test_a_month_is_its_first_day_or_its_last(text: str) -> None:
    assert read_date(text) == dt.date(2026, 1, 1)
    assert read_date(text, month_end=True) == dt.date(2026, 1, 31)


def test_september_has_two_short_forms() -> None:
    assert read_date("3 Sept 2026") == read_date("3 Sep 2026") == dt.date(2026, 9, 3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3/4/2026", "'3/4/2026' is 3 April 2026 for some and 4 March 2026 for others; write 2026-04-03 or 2026-03-04"),
        ("3-4-2026", "'3-4-2026' is 3 April 2026 for some and 4 March 2026 for others; write 2026-04-03 or 2026-03-04"),
        ("", "the date is missing; write it as 2026-01-15, 15 January 2026 or January 2026"),
        ("soon", "'soon' is no date; write it as 2026-01-15, 15 January 2026 or January 2026"),
        ("15 Foo 2026", "'15 Foo 2026' is no date; write it as 2026-01-15, 15 January 2026 or January 2026"),
        ("30/0/2026", "'30/0/2026' names a month 0, and there are twelve; write it as 2026-01-15, 15 January 2026"),
        ("15/16/2026", "'15/16/2026' is no date; write it as 2026-01-15, 15 January 2026 or January 2026"),
        ("0/0/2026", "'0/0/2026' names a month 0, and there are twelve; write it as 2026-01-15, 15 January 2026"),
        ("2026", "'2026' is no date; write it as 2026-01-15, 15 January 2026 or January 2026"),
        ("30 February 2026", "February 2026 has no day 30; its last day is 28 February 2026"),
        ("2026-02-29", "February 2026 has no day 29; its last day is 28 February 2026"),
        ("0.1.2026", "January 2026 has no day 0; its last day is 31 January 2026"),
        ("2026-13-01", "'2026-13-01' names a month 13, and there are twelve; write it as 2026-01-15, 15 January 2026"),
        ("15.1.26", "'15.1.26' has a year of 2 digits; write the year in full: 2026"),
        ("January 26", "'january 26' has a year of 2 digits; write the year in full: 2026"),
        ("15 January 202", "'15 january 202' has a year of 3 digits; write the year in full: 2026"),
        ("15 January 1026", "'15 January 1026' is in the year 1026; give a year from 1900 to 2199"),
        ("\u0661\u0665.1.2026", "is no date"),
    ],
)
def test_what_is_no_date_is_explained(text: str, says: str) -> None:
    with pytest.raises(UserError) as error:
        read_date(text)
    assert says in str(error.value)


def test_the_same_day_both_ways_is_not_in_doubt() -> None:
    assert read_date("4/4/2026") == dt.date(2026, 4, 4)


@given(DATES)
def test_every_date_is_read_back_as_it_was_written(day: dt.date) -> None:
    month = MONTHS[day.month - 1]
    written = [
        day.isoformat(),
        long_date(day),
        f"{day.day}.{day.month}.{day.year}",
        f"{month[:3]} {day.day}, {day.year}",
        f"{day.day:02} {month.upper()} {day.year}",
    ]
    assert [read_date(text) for text in written] == [day] * len(written)


@given(DATES)
def test_slashes_are_read_right_or_not_at_all(day: dt.date) -> None:
    text = f"{day.day}/{day.month}/{day.year}"
    if day.day <= len(MONTHS) and day.day != day.month:
        with pytest.raises(UserError, match="for others"):
            read_date(text)
    else:
        assert read_date(text) == day


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_mistake_of_the_user(text: str) -> None:
    try:
        day = read_date(text)
    except UserError as error:
        assert error.do  # noqa: PT017 - either outcome is right
    else:
        assert FIRST_YEAR <= day.year <= LAST_YEAR
