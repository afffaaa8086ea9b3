"""Response rates of a published thousand, and what silence may hide."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from cxdna.statistics.response import Dispositions, break_even, nonresponse_bias, rates

THOUSAND = Dispositions(complete=650, partial=50, refused=150, no_contact=100, other=30, unknown=20)
COUNT = st.integers(0, 500)


def test_a_thousand_as_published() -> None:
    found = rates(THOUSAND, Fraction(1, 2))
    assert (found.rr1, found.rr2) == (Fraction("0.65"), Fraction("0.70"))
    assert found.rr3 == pytest.approx(0.6565656565656566)
    assert found.rr4 == Fraction(70, 99)
    assert found.rr5 == pytest.approx(0.6632653061224489)
    assert found.rr6 == pytest.approx(0.7142857142857143)
    assert found.coop1 == pytest.approx(0.7386363636363636)
    assert found.coop3 == pytest.approx(0.7647058823529411)
    assert (found.ref1, found.con1) == (Fraction("0.15"), Fraction("0.88"))


@given(st.tuples(*[COUNT] * 6), st.fractions(0, 1, max_denominator=20))
def test_rates_are_shares_in_their_order(counts: tuple[int, ...], eligible: Fraction) -> None:
    names = ("complete", "partial", "refused", "no_contact", "other", "unknown")
    found = rates(Dispositions(**dict(zip(names, counts, strict=True))), eligible)
    assert all(rate is None or 0 <= rate <= 1 for rate in asdict(found).values())
    if found.rr5 is not None and found.rr3 is not None and found.rr1 is not None:
        assert found.rr1 <= found.rr3 <= found.rr5
    if found.rr1 is not None and found.rr2 is not None:
        assert found.rr1 <= found.rr2


def test_what_is_unknown_counts_as_it_is_taken() -> None:
    nobody, everybody = rates(THOUSAND, Fraction(0)), rates(THOUSAND)
    assert nobody.rr3 == nobody.rr5
    assert (everybody.rr3, everybody.rr4) == (everybody.rr1, everybody.rr2)


def test_who_asked_nobody_has_no_rate() -> None:
    assert set(asdict(rates(Dispositions())).values()) == {None}
    silent = rates(Dispositions(unknown=5))
    assert silent.rr1 == 0
    assert silent.rr5 is silent.coop1 is None


def test_a_share_of_eligible_people_is_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        rates(THOUSAND, Fraction(3, 2))


def test_bias_of_silence() -> None:
    assert nonresponse_bias(Fraction("0.7"), Fraction("4.2"), Fraction("3.8")) == Fraction("0.28")


def test_how_low_silence_may_be_before_the_index_falls_under_the_line() -> None:
    found = break_even(Fraction("4.2"), Fraction("0.3"), Fraction(4))
    assert found == Fraction("2.74") / Fraction("0.7")
    assert found == pytest.approx(3.914, abs=5e-4)


@given(
    st.fractions(1, 5, max_denominator=40), st.fractions(0, Fraction(99, 100), max_denominator=100), st.fractions(1, 5)
)
def test_at_the_break_even_the_whole_is_on_the_line(mean: Fraction, share: Fraction, line: Fraction) -> None:
    others = break_even(mean, share, line)
    assert mean - nonresponse_bias(1 - share, mean, others) == line


def test_where_everybody_answered_there_is_no_silence() -> None:
    with pytest.raises(ValueError, match="under 1"):
        break_even(Fraction(4), Fraction(1), Fraction(4))
