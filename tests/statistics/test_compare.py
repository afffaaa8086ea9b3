"""Published tests: R's help pages for shares, Student's sleep data for Welch, Holm's adjustment as p.adjust prints."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics import moments
from cxdna.statistics.compare import (
    binomial_tail,
    equal_proportions,
    holm,
    one_sample,
    same_distribution,
    trend_in_proportions,
    two_nps,
    two_proportions,
    welch,
)

FORTY = {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
SMOKERS, PATIENTS = [83, 90, 129, 70], [86, 93, 136, 82]  # Fleiss 1981, the example of R's prop.test
# Student's sleep data, in tenths of an hour: the example of R's t.test.
SLEEP = (
    {7: 1, -16: 1, -2: 1, -12: 1, -1: 1, 34: 1, 37: 1, 8: 1, 0: 1, 20: 1},
    {
        19: 1,
        8: 1,
        11: 1,
        1: 1,
        -1: 1,
        44: 1,
        55: 1,
        16: 1,
        46: 1,
        34: 1,
    },
)
COUNTS = st.dictionaries(st.integers(1, 5), st.integers(1, 20), min_size=2)
SHARE = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
P = st.floats(0, 1)


def test_forty_answers_against_the_award_line() -> None:
    compared = one_sample(moments.mean(FORTY), moments.variance(FORTY), 40, Fraction(4))
    assert compared is not None
    assert compared.statistic == pytest.approx(0.4157, abs=5e-5)
    assert compared.p == pytest.approx(0.340, abs=5e-4)
    assert compared.freedom == 39


def test_a_mean_on_the_line_speaks_neither_for_nor_against() -> None:
    compared = one_sample(Fraction(4), Fraction(1), 40, Fraction(4))
    assert compared is not None
    assert compared.statistic == 0
    assert compared.p == pytest.approx(0.5)


def test_welch_as_published() -> None:
    compared = welch(*SLEEP)
    assert compared is not None
    assert compared.statistic == pytest.approx(-1.8608, abs=5e-5)
    assert compared.freedom == pytest.approx(17.776, abs=5e-4)
    assert compared.p == pytest.approx(0.07939, abs=5e-6)


@given(COUNTS, COUNTS)
def test_welch_turns_with_the_order(a: dict[int, int], b: dict[int, int]) -> None:
    there, back = welch(a, b), welch(b, a)
    assert there is not None
    assert back is not None
    assert there.statistic == pytest.approx(-back.statistic)
    assert there.p == pytest.approx(back.p)
    assert 0 <= there.p <= 1


def test_net_promoter_scores_twenty_points_apart_may_be_chance() -> None:
    compared = two_nps((60, 25, 15), (45, 35, 20))
    assert compared is not None
    assert compared.statistic == pytest.approx(1.8772930178557279, abs=1e-13)
    assert compared.p == pytest.approx(0.06047794465563756, abs=1e-13)


def test_several_shares_as_published() -> None:
    compared = equal_proportions(SMOKERS, PATIENTS)
    assert compared is not None
    assert compared.statistic == pytest.approx(12.6004, abs=5e-5)
    assert compared.p == pytest.approx(0.005585, abs=5e-7)
    assert compared.freedom == 3


@pytest.mark.parametrize(
    ("scores", "statistic", "p", "digit"), [(None, 8.2249, 0.004132, 5e-7), ([0, 0, 0, 1], 12.173, 0.0004848, 5e-8)]
)
def test_trend_in_shares_as_published(scores: list[int] | None, statistic: float, p: float, digit: float) -> None:
    places = None if scores is None else [Fraction(score) for score in scores]
    compared = trend_in_proportions(SMOKERS, PATIENTS, places)
    assert compared is not None
    assert compared.statistic == pytest.approx(statistic, abs=5e-5 if scores is None else 5e-4)
    assert compared.p == pytest.approx(p, abs=digit)
    assert compared.freedom == 1


@given(st.lists(SHARE, min_size=2, max_size=6))
def test_a_trend_is_never_more_than_all_that_differs(shares: list[tuple[int, int]]) -> None:
    ks, ns = [k for k, _ in shares], [n for _, n in shares]
    whole, trend = equal_proportions(ks, ns), trend_in_proportions(ks, ns)
    assert (whole is None) == (trend is None)
    if whole and trend:
        assert trend.statistic <= whole.statistic + 1e-9


@given(SHARE, SHARE)
def test_two_shares_are_two_of_several(one: tuple[int, int], two: tuple[int, int]) -> None:
    pair, several = two_proportions(*one, *two), equal_proportions([one[0], two[0]], [one[1], two[1]])
    assert (pair is None) == (several is None)
    if pair and several:
        assert pair.statistic**2 == pytest.approx(several.statistic, abs=1e-9)
        assert pair.p == pytest.approx(several.p, abs=1e-9)
        assert math.copysign(1, pair.statistic) * (one[0] / one[1] - two[0] / two[1]) >= 0


def test_mendels_peas_are_as_he_expected() -> None:
    compared = same_distribution([315, 101, 108, 32], [Fraction(part, 16) for part in (9, 3, 3, 1)])
    assert compared is not None
    assert compared.statistic == pytest.approx(0.4700, abs=5e-5)
    assert compared.p == pytest.approx(0.9254, abs=5e-5)
    assert compared.freedom == 3


def test_respondents_like_the_population_are_no_surprise() -> None:
    compared = same_distribution([30, 70, 0], [Fraction(3, 10), Fraction(7, 10), Fraction(0)])
    assert compared is not None
    assert (compared.statistic, compared.p, compared.freedom) == (0, 1, 1)


def test_shares_that_no_population_has() -> None:
    half = Fraction(1, 2)
    for shares in ([half, half / 2], [], [3 * half, -half]):
        with pytest.raises(ValueError, match="add up to 1"):
            same_distribution([1] * len(shares), shares)
    with pytest.raises(ValueError, match="population has none"):
        same_distribution([3, 4, 1], [half, half, Fraction(0)])


def test_holm_as_published() -> None:
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx((0.05, 0.08, 0.09, 0.09, 0.09))
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()


@given(st.lists(P, max_size=8))
def test_holm_keeps_the_order_and_only_raises(ps: list[float]) -> None:
    adjusted = holm(ps)
    assert all(p <= raised <= 1 for p, raised in zip(ps, adjusted, strict=True))
    ordered = [raised for _, raised in sorted(zip(ps, adjusted, strict=True))]
    assert ordered == sorted(ordered)
    if ps:
        assert min(adjusted) == min(1.0, len(ps) * min(ps))


@given(SHARE, st.fractions(0, 1, max_denominator=50))
def test_tails_are_the_sums_of_their_chances(share: tuple[int, int], p: Fraction) -> None:
    k, n = share[0] % 21, 20
    chances = [math.comb(n, hits) * p**hits * (1 - p) ** (n - hits) for hits in range(n + 1)]
    at_most, at_least = sum(chances[: k + 1], Fraction(0)), sum(chances[k:], Fraction(0))
    assert binomial_tail(k, n, float(p), upper=False) == pytest.approx(float(at_most), rel=1e-9, abs=1e-300)
    assert binomial_tail(k, n, float(p), upper=True) == pytest.approx(float(at_least), rel=1e-9, abs=1e-300)


def test_tries_that_cannot_be() -> None:
    for k, n, p in [(3, 2, 0.5), (-1, 2, 0.5), (1, 2, 1.5)]:
        with pytest.raises(ValueError, match="a chance between 0 and 1"):
            binomial_tail(k, n, p, upper=True)


def test_where_the_answers_leave_nothing_to_test() -> None:
    assert one_sample(Fraction(4), Fraction(1), 1, Fraction(4)) is None
    assert one_sample(Fraction(5), Fraction(0), 9, Fraction(4)) is None
    assert welch({5: 1}, FORTY) is None
    assert welch({5: 9}, {4: 9}) is None
    assert two_nps((0, 0, 0), (3, 2, 1)) is None
    assert two_nps((5, 0, 0), (0, 0, 5)) is None
    assert two_proportions(0, 0, 1, 2) is None
    assert two_proportions(3, 3, 4, 4) is None
    assert equal_proportions([1], [2]) is None
    assert trend_in_proportions([0, 0], [5, 5]) is None
    assert trend_in_proportions([1, 2], [5, 5], [Fraction(1), Fraction(1)]) is None
    assert same_distribution([0, 0], [Fraction(1, 2), Fraction(1, 2)]) is None
    assert same_distribution([7], [Fraction(1)]) is None


def test_more_successes_than_answers() -> None:
    with pytest.raises(ValueError, match="none and all"):
        equal_proportions([1, 6], [5, 5])
