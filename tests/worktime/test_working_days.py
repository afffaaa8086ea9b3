"""Working days of countries and regions: what is worked on, and how days are counted."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.worktime.working_days import (
    WorkingDays,
    add_working_days,
    count_working_days,
    first_working_day_on_or_after,
    holiday_on,
    holidays_between,
    is_working_day,
    next_working_day,
)

ENGLAND = WorkingDays("GB", "ENG")
PLACES = (ENGLAND, WorkingDays("DE", "BY"), WorkingDays("SA"), WorkingDays("IR"), WorkingDays("CN"), WorkingDays("ZZ"))
PLACE = st.sampled_from(PLACES)
DAY = st.dates(dt.date(2024, 1, 1), dt.date(2032, 12, 31))


def test_easter_is_no_working_time_and_where_it_is_depends_on_the_region() -> None:
    friday, monday = dt.date(2027, 3, 26), dt.date(2027, 3, 29)
    assert not is_working_day(ENGLAND, friday)
    assert not is_working_day(ENGLAND, monday)
    assert is_working_day(WorkingDays("GB", "SCT"), monday)
    assert holiday_on(ENGLAND, friday) == "Good Friday"
    assert holiday_on(ENGLAND, dt.date(2027, 3, 27)) == "", "a Saturday costs nothing"
    assert holidays_between(ENGLAND, dt.date(2027, 2, 1), dt.date(2027, 3, 30)) == ("Good Friday", "Easter Monday")


def test_of_holidays_there_is_a_name_for_each_day_also_where_several_share_it() -> None:
    first, last = dt.date(2026, 12, 1), dt.date(2028, 1, 31)
    lost = [day for at in range((last - first).days + 1) if holiday_on(ENGLAND, day := first + dt.timedelta(at))]
    names = holidays_between(ENGLAND, first, last)
    assert names == tuple(holiday_on(ENGLAND, day) for day in lost)
    assert len(set(names)) < len(names), "New Year's Day is there more than once"


def test_eight_weeks_over_easter_end_two_days_later() -> None:
    assert add_working_days(ENGLAND, dt.date(2027, 2, 1), 8 * 5 - 1) == dt.date(2027, 3, 30)


@pytest.mark.parametrize(
    ("country", "weekend", "in_a_week"), [("GB", {5, 6}, 5), ("SA", {4, 5}, 5), ("IR", {4}, 6), ("BN", {4, 6}, 5)]
)
def test_weekends_are_those_of_the_country(country: str, weekend: set[int], in_a_week: int) -> None:
    days = WorkingDays(country)
    assert days.in_a_week == in_a_week
    week = [dt.date(2027, 10, 18) + dt.timedelta(at) for at in range(7)]
    assert {day.weekday() for day in week if not is_working_day(days, day) and not holiday_on(days, day)} == weekend


def test_days_that_are_worked_on_a_weekend_count() -> None:
    # In 2025 China worked on Sunday, 26 January, for the long holiday after it.
    assert is_working_day(WorkingDays("CN"), dt.date(2025, 1, 26))


def test_what_is_not_known_is_said_and_weekends_are_left_out_all_the_same() -> None:
    nowhere = WorkingDays("ZZ")
    assert "only weekends were left out" in nowhere.note
    assert is_working_day(nowhere, dt.date(2027, 12, 27))
    assert not is_working_day(nowhere, dt.date(2027, 12, 25))
    assert "those of the whole of DE were left out" in WorkingDays("DE", "ZZ").note
    assert not WorkingDays("DE", "BY").note
    assert not WorkingDays("DE").note


def test_names_of_holidays_are_english() -> None:
    assert holiday_on(WorkingDays("DE"), dt.date(2027, 3, 26)) == "Good Friday"
    assert holiday_on(WorkingDays("FR"), dt.date(2027, 7, 14)) == "National Day"


@given(PLACE, DAY, st.integers(0, 60))
def test_counting_on_and_counting_agree(days: WorkingDays, day: dt.date, count: int) -> None:
    first, last = first_working_day_on_or_after(days, day), add_working_days(days, day, count)
    assert is_working_day(days, last)
    assert count_working_days(days, first, last) == count + 1
    assert count_working_days(days, day, last) == count + 1


@given(PLACE, DAY)
def test_the_next_working_day_is_the_nearest(days: WorkingDays, day: dt.date) -> None:
    after = first_working_day_on_or_after(days, day)
    assert (after == day) is is_working_day(days, day)
    assert count_working_days(days, day, after) == 1
    assert next_working_day(days, day) > day


@given(st.sampled_from([("GB", "ENG"), ("DE", "BY"), ("US", "CA"), ("AE", ""), ("JP", "")]), DAY)
@settings(max_examples=60)
def test_days_are_those_of_the_library_as_a_whole(place: tuple[str, str], day: dt.date) -> None:
    import holidays

    whole = holidays.country_holidays(place[0], subdiv=place[1] or None)
    assert is_working_day(WorkingDays(*place), day) is whole.is_working_day(day)


def test_one_country_alone_is_loaded_and_the_library_stays_whole() -> None:
    code = (
        "import sys, datetime as dt\n"
        "from cxdna.worktime.working_days import WorkingDays, is_working_day\n"
        "is_working_day(WorkingDays('GB', 'ENG'), dt.date(2027, 3, 26))\n"
        "print('holidays.countries.germany' in sys.modules, 'holidays' in sys.modules)\n"
        "import holidays\n"
        "print(dt.date(2027, 10, 3) in holidays.country_holidays('DE'), hasattr(holidays, '__version__'))\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.split("\n")[:2] == ["False False", "True True"]
