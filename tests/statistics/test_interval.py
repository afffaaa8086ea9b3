"""Published intervals: Newcombe 1998 for shares and their differences, Rocks 2016 for the net promoter score."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics import moments
from cxdna.statistics.interval import (
    Interval,
    mean_interval,
    newcombe,
    nps_interval,
    weighted_mean_interval,
    wilson,
)
from cxdna.statistics.weights import weighted_variance

FORTY = {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
SHARE = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
COUNT = st.integers(0, 200)
COUNTS = st.dictionaries(st.integers(1, 5), st.integers(1, 50), min_size=2)


def as_printed(interval: Interval | None, low: str, high: str) -> bool:
    """Tell whether an interval has all the digits that are printed."""
    assert interval is not None
    ends = ((interval.low, low), (interval.high, high))
    return all(abs(end - float(text)) <= 0.5000001 * 10.0 ** -len(text.partition(".")[2]) for end, text in ends)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, "0.2553", "0.3662"),
        (81, 263, "0.25528852", "0.36620958"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0.0000", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
        (6, 32, "0.08889545", "0.35309155"),
        (23, 60, "0.2709", "0.5098"),
        (32, 40, "0.6524", "0.8950"),
    ],
)
def test_shares_as_published(successes: int, n: int, low: str, high: str) -> None:
    assert as_printed(wilson(successes, n), low, high)


def test_a_digit_that_is_wrong_is_seen() -> None:
    assert not as_printed(wilson(81, 263), "0.2554", "0.3662")
    assert not as_printed(wilson(81, 263), "0.2553", "0.3661")


@given(SHARE)
def test_a_share_lies_in_its_interval(share: tuple[int, int]) -> None:
    successes, n = share
    interval = wilson(successes, n)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1
    assert interval.low < interval.high


@given(SHARE)
def test_more_confidence_takes_a_wider_interval(share: tuple[int, int]) -> None:
    narrow, wide = wilson(*share), wilson(*share, confidence=0.99)
    assert wide.high - wide.low > narrow.high - narrow.low
    assert (narrow.confidence, wide.confidence) == (0.95, 0.99)


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [((56, 70), (48, 80), "0.0524", "0.3339"), ((9, 10), (3, 10), "0.1705", "0.8090")],
)
def test_differences_as_published(one: tuple[int, int], two: tuple[int, int], low: str, high: str) -> None:
    assert as_printed(newcombe(*one, *two), low, high)


@given(SHARE, SHARE)
def test_a_difference_lies_in_its_interval_and_turns_with_the_order(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = newcombe(*one, *two), newcombe(*two, *one)
    assert there.low <= one[0] / one[1] - two[0] / two[1] <= there.high
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=1e-12)
    assert -1 - 1e-12 <= there.low < there.high <= 1 + 1e-12


def test_mean_of_forty_answers() -> None:
    interval = mean_interval(moments.mean(FORTY), moments.variance(FORTY), 40)
    assert as_printed(interval, "3.7101", "4.4399")
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((3.710084599914594, 4.439915400085406), abs=1e-12)


@given(COUNTS)
def test_a_mean_lies_in_the_middle_of_its_interval(counts: dict[int, int]) -> None:
    mean = moments.mean(counts)
    interval = mean_interval(mean, moments.variance(counts), moments.total(counts))
    assert interval is not None
    assert interval.low < mean < interval.high
    assert (interval.low + interval.high) / 2 == pytest.approx(float(mean))


def test_too_few_answers_or_answers_all_alike_do_not_say_how_sure_their_mean_is() -> None:
    assert mean_interval(Fraction(4), Fraction(1), 1) is None
    assert mean_interval(Fraction(5), Fraction(0), 9) is None
    assert weighted_mean_interval(Fraction(4), Fraction(1), Fraction(199, 100)) is None
    assert weighted_mean_interval(Fraction(4), Fraction(1), Fraction(2)) is not None


@given(COUNTS)
def test_equal_weights_change_no_interval(counts: dict[int, int]) -> None:
    mean, n = moments.mean(counts), moments.total(counts)
    variance = weighted_variance({score: Fraction(count, 3) for score, count in counts.items()}, Fraction(n, 9))
    assert weighted_mean_interval(mean, variance, Fraction(n)) == mean_interval(mean, moments.variance(counts), n)


def test_fewer_effective_answers_take_a_wider_interval() -> None:
    ends = [weighted_mean_interval(Fraction(4), Fraction(1), Fraction(n)) for n in (5, 50)]
    wide, narrow = ends
    assert wide is not None
    assert narrow is not None
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize(
    ("counts", "adjusted"),
    [
        ((162, 108, 54), ("0.2495", "0.4111")),
        ((162, 108, 54), ("0.249452514130", "0.411097944585")),
        ((18, 14, 8), ("0.0039", "0.4613")),
        ((18, 14, 8), ("0.003861722735", "0.461254556335")),
        ((1, 0, 0), ("-0.485", "0.985")),
    ],
)
def test_net_promoter_scores_as_published(counts: tuple[int, int, int], adjusted: tuple[str, str]) -> None:
    assert as_printed(nps_interval(*counts), *adjusted)


@given(COUNT, COUNT, COUNT)
def test_a_net_promoter_score_lies_in_its_interval(promoters: int, passives: int, detractors: int) -> None:
    n = promoters + passives + detractors
    if n > 1:
        interval = nps_interval(promoters, passives, detractors)
        assert -1 <= interval.low <= (promoters - detractors) / n <= interval.high <= 1
        assert interval.low < interval.high
        other = nps_interval(detractors, passives, promoters)
        assert (other.low, other.high) == pytest.approx((-interval.high, -interval.low))


def test_answers_that_cannot_be() -> None:
    for successes, n in [(1, 0), (0, 0), (3, 2), (-1, 2)]:
        with pytest.raises(ValueError, match="at least one answer"):
            wilson(successes, n)
    for counts in [(0, 0, 0), (-1, 3, 0)]:
        with pytest.raises(ValueError, match="at least one answer"):
            nps_interval(*counts)
