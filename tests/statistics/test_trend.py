"""Published rows: the fourteen periods of a course at Holy Cross, the flow rates of NIST's handbook."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics.trend import mann_kendall, xmr

PERIODS = "12.9 14.8 13.2 15.7 13.8 15.6 12.9 11.0 17.3 15.9 19.0 18.3 20.1 21.7"
FLOW = "49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1"  # NIST/SEMATECH e-handbook, 6.3.2.2
ROW = st.lists(st.fractions(-20, 20, max_denominator=4), min_size=2, max_size=8)


def row(text: str) -> list[Fraction]:
    return [Fraction(value) for value in text.split()]


def test_fourteen_periods_as_published() -> None:
    found = mann_kendall(row(PERIODS))
    assert (found.s, found.variance, found.n) == (54, Fraction(998, 3), 14)
    assert float(found.variance) == pytest.approx(332.6666666666667)
    assert found.z == pytest.approx(2.905836845996537, abs=1e-13)
    assert found.p == pytest.approx(0.0036627237628823472, abs=1e-13)
    assert found.p / 2 == pytest.approx(0.0018, abs=5e-5)
    assert found.slope == Fraction(17, 30) == pytest.approx(0.566666666666667)
    assert found.exact_p is None


@pytest.mark.parametrize(("n", "printed"), [(3, 0.333), (4, 0.0833), (5, 0.0167), (6, 0.0028)])
def test_the_least_that_few_periods_can_say(n: int, printed: float) -> None:
    digit = 5e-4 if n == 3 else 5e-5
    for steps in (range(n), range(n, 0, -1)):
        assert mann_kendall([Fraction(step) for step in steps]).exact_p == pytest.approx(printed, abs=digit)


def test_four_quarters_never_prove_a_trend() -> None:
    orders = [[Fraction(step) for step in order] for order in permutations(range(4))]
    exact = [mann_kendall(order).exact_p for order in orders]
    assert min(p for p in exact if p is not None) > 0.05
    assert None not in exact


def test_the_exact_chance_is_the_share_of_all_orders() -> None:
    every = [mann_kendall([Fraction(step) for step in order]) for order in permutations(range(5))]
    for found in every:
        as_far = sum(abs(other.s) >= abs(found.s) for other in every)
        assert found.exact_p == pytest.approx(as_far / len(every))


def test_the_exact_chance_stops_at_ten_periods_and_at_ties() -> None:
    assert mann_kendall([Fraction(step) for step in range(10)]).exact_p is not None
    assert mann_kendall([Fraction(step) for step in range(11)]).exact_p is None
    assert mann_kendall(row("1 2 2 3")).exact_p is None


@given(ROW, st.fractions(-100, 100, max_denominator=9), st.fractions(Fraction(1, 9), 9, max_denominator=9))
def test_neither_shift_nor_unit_makes_a_trend(values: list[Fraction], shift: Fraction, unit: Fraction) -> None:
    before, after = mann_kendall(values), mann_kendall([value * unit + shift for value in values])
    assert (before.s, before.variance, before.z, before.p) == (after.s, after.variance, after.z, after.p)
    assert before.exact_p == after.exact_p
    assert before.slope * unit == after.slope


@given(ROW)
def test_backwards_a_rise_is_a_fall(values: list[Fraction]) -> None:
    there, back = mann_kendall(values), mann_kendall(values[::-1])
    assert (there.s, there.z, there.slope) == (-back.s, -back.z, -back.slope)
    assert there.p == back.p <= 1


def test_a_row_that_never_changes_has_no_trend() -> None:
    found = mann_kendall(row("4 4 4 4 4"))
    assert found.s == found.variance == found.z == found.slope == 0
    assert found.p == 1


def test_one_period_is_no_row() -> None:
    with pytest.raises(ValueError, match="two periods"):
        mann_kendall([Fraction(4)])


def test_missing_periods_count_in_the_slope_and_places_have_to_rise() -> None:
    values = [Fraction(one) for one in (0, 1, 6, 7)]
    assert mann_kendall(values, (0, 1, 6, 7)).slope == 1
    assert mann_kendall(values).slope == Fraction(8, 3)
    for places in ((0, 1, 1, 2), (0, 1, 2)):
        with pytest.raises(ValueError, match=r"one after the other|zip"):
            mann_kendall(values, places)


def test_flow_rates_as_published() -> None:
    limits = xmr(row(FLOW))
    assert limits is not None
    assert limits.centre == Fraction("50.81")
    # The handbook divides by 1.128 where charts print 2.66: the same to two decimals.
    assert (float(limits.low), float(limits.high)) == pytest.approx((45.8159, 55.8041), abs=1e-3)
    assert limits.outside == ()


def test_a_period_that_stands_out() -> None:
    values = row("4 4.1 4 4.1 4 4.1 4 4.1 4 4.1 3.5 4.1")
    limits = xmr(values)
    assert limits is not None
    assert limits.outside == (10,)


@given(ROW)
def test_limits_bracket_the_mean_and_whatever_is_not_named(values: list[Fraction]) -> None:
    limits = xmr(values)
    assert limits is not None
    assert limits.low <= limits.centre == sum(values, Fraction(0)) / len(values) <= limits.high
    assert limits.high - limits.centre == limits.centre - limits.low
    inside = set(range(len(values))) - set(limits.outside)
    assert all(limits.low <= values[place] <= limits.high for place in inside)
    assert not any(limits.low <= values[place] <= limits.high for place in limits.outside)


def test_no_range_is_taken_across_a_missing_period() -> None:
    values = row("4 4.1 4 3 3.1 3")
    whole, apart = xmr(values), xmr(values, [0, 1, 2, 5, 6, 7])
    assert whole is not None
    assert apart is not None
    assert apart.centre == whole.centre
    assert apart.high - apart.centre == Fraction("2.66") * Fraction("0.1")
    assert whole.outside == ()
    assert apart.outside == (0, 1, 2, 3, 4, 5)
    assert xmr(values[:2], [0, 2]) is None
    for places in ([0, 0, 1, 2, 3, 4], [0, 1]):
        with pytest.raises(ValueError, match=r"one after the other|zip"):
            xmr(values, places)


def test_one_period_has_no_limits() -> None:
    assert xmr([Fraction(4)]) is None
    assert xmr([]) is None
