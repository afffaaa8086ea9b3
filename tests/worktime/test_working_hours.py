"""Working hours: added to a moment, and counted between two, by the clock where people work."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.worktime.working_days import WorkingDays
from cxdna.worktime.working_hours import WorkingHours, add_worked, worked_between

NINE, FIVE = dt.time(9), dt.time(17)
LONDON = WorkingHours(WorkingDays("GB", "ENG"), NINE, FIVE, "Europe/London")
NIGHT = WorkingHours(WorkingDays("DE", "BE"), dt.time(0, 30), dt.time(4), "Europe/Berlin")
PLACES = (
    LONDON,
    NIGHT,
    WorkingHours(WorkingDays("SA"), dt.time(8), dt.time(16, 30), "Asia/Riyadh"),
    WorkingHours(WorkingDays("US", "NY"), NINE, FIVE, "America/New_York"),
    WorkingHours(WorkingDays("AU", "NSW"), dt.time(2, 15), dt.time(2, 45), "Australia/Lord_Howe"),
    WorkingHours(WorkingDays("WS"), NINE, FIVE, "Pacific/Apia"),
)
hours_of = st.sampled_from(PLACES)
START = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
moments = st.timedeltas(dt.timedelta(), dt.timedelta(days=1460)).map(START.__add__)
times = st.timedeltas(dt.timedelta(), dt.timedelta(hours=60))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def hours(number: float) -> dt.timedelta:
    return dt.timedelta(hours=number)


def test_a_night_and_a_weekend_are_no_working_time() -> None:
    friday, monday = at("2026-03-06T16:00+00:00"), at("2026-03-09T10:00+00:00")
    assert worked_between(LONDON, friday, monday) == hours(2)
    assert add_worked(LONDON, friday, hours(2)) == monday
    assert add_worked(LONDON, at("2026-03-07T12:00+00:00"), hours(1)) == at("2026-03-09T10:00+00:00")


def test_public_holidays_are_those_of_the_region() -> None:
    before, after = at("2026-04-02T17:00+01:00"), at("2026-04-07T09:00+01:00")
    assert worked_between(LONDON, before, after) == hours(0), "Good Friday and Easter Monday"
    scotland = WorkingHours(WorkingDays("GB", "SCT"), NINE, FIVE, "Europe/London")
    assert worked_between(scotland, before, after) == hours(8), "Easter Monday is worked on in Scotland"


def test_the_clock_is_that_of_the_organisation() -> None:
    # The clock goes forward on 29 March: nine o'clock is an hour earlier in UTC from then on.
    assert add_worked(LONDON, at("2026-03-27T16:30:00Z"), hours(1)) == at("2026-03-30T08:30:00Z")
    assert worked_between(LONDON, at("2026-03-30T07:00:00Z"), at("2026-03-30T17:00:00Z")) == hours(8)


@pytest.mark.parametrize(("day", "expected"), [("2025-03-30", 2.5), ("2025-10-26", 4.5), ("2025-03-31", 3.5)])
def test_a_day_on_which_the_clock_is_changed_while_people_work_is_shorter_or_longer(day: str, expected: float) -> None:
    from cxdna.worktime.working_hours import _worked_on

    begin, end = _worked_on(NIGHT_ON_SUNDAYS, dt.date.fromisoformat(day))
    assert end - begin == hours(expected)


# In Israel Sunday is worked on, so the clock of Berlin changes on one of its working days.
NIGHT_ON_SUNDAYS = WorkingHours(WorkingDays("IL"), dt.time(0, 30), dt.time(4), "Europe/Berlin")


def test_moments_without_a_time_zone_and_time_taken_away_are_refused() -> None:
    moment = at("2026-03-06T16:00+00:00")
    with pytest.raises(ValueError, match="without a time zone"):
        worked_between(LONDON, moment, at("2026-03-06T16:00"))
    with pytest.raises(ValueError, match="without a time zone"):
        add_worked(LONDON, at("2026-03-06T16:00"), hours(1))
    with pytest.raises(ValueError, match="not taken away"):
        add_worked(LONDON, moment, -hours(1))


@given(hours_of, st.tuples(moments, moments, moments))
def test_time_between_moments_adds_up(where: WorkingHours, three: tuple[dt.datetime, ...]) -> None:
    first, second, third = sorted(three)
    second, third = min(second, first + dt.timedelta(60)), min(third, first + dt.timedelta(120))
    whole = worked_between(where, first, third)
    assert worked_between(where, first, second) + worked_between(where, second, third) == whole
    assert dt.timedelta() <= whole <= third - first


@given(hours_of, moments, times)
def test_what_is_added_is_what_is_counted(where: WorkingHours, moment: dt.datetime, time: dt.timedelta) -> None:
    end = add_worked(where, moment, time)
    assert end >= moment
    assert worked_between(where, moment, end) == time
    instant = dt.timedelta(microseconds=1)
    assert not time or worked_between(where, moment, end - instant) == time - instant, "it is the earliest moment"


@given(hours_of, moments, times, times)
def test_adding_keeps_the_order_and_goes_in_steps(
    where: WorkingHours, moment: dt.datetime, one: dt.timedelta, other: dt.timedelta
) -> None:
    assert (add_worked(where, moment, one) <= add_worked(where, moment, other)) == (one <= other)
    if other:
        assert add_worked(where, add_worked(where, moment, one), other) == add_worked(where, moment, one + other)
    assert add_worked(where, moment + one, other) >= add_worked(where, moment, other)
