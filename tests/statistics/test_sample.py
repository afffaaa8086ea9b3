"""Published sizes: the table of Krejcie and Morgan 1970, a textbook's example of 2,500 people."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics.sample import finite_correction, krejcie_morgan, sample_size, sample_size_of_mean

FIVE = Fraction(1, 20)


def test_of_2500_people_as_published() -> None:
    assert sample_size(Fraction("0.03"), population=2500) == 749


@pytest.mark.parametrize(
    ("population", "size"), [(10, 10), (100, 80), (500, 217), (1000, 278), (10_000, 370), (1_000_000, 384)]
)
def test_the_published_table(population: int, size: int) -> None:
    assert krejcie_morgan(population) == size


def test_without_a_population() -> None:
    assert sample_size(FIVE) == 385
    assert sample_size(FIVE, confidence=0.99) == 664
    assert sample_size(FIVE, share=Fraction(1, 10)) == 139


@pytest.mark.parametrize(
    ("deviation", "error", "size"),
    [(1.141, 0.1, 501), (1.141, 0.15, 223), (1.141, 0.2, 126), (1.141, 0.25, 81), (1.141, 0.3, 56), (2, 0.2, 385)],
)
def test_for_a_mean(deviation: float, error: float, size: int) -> None:
    assert sample_size_of_mean(deviation, error) == size


@given(st.integers(1, 100_000), st.fractions(Fraction(1, 100), Fraction(1, 5), max_denominator=100))
def test_nobody_needs_more_answers_than_there_are_people(population: int, error: Fraction) -> None:
    size = sample_size(error, population=population)
    assert 1 <= size <= min(population, sample_size(error))
    assert size <= sample_size(error, population=population + 1)


def test_whoever_knows_the_answer_asks_one_person() -> None:
    assert sample_size(FIVE, share=Fraction(0), population=1) == 1
    assert sample_size_of_mean(0, 0.1) == 2


def test_correction_for_a_good_part_of_everybody() -> None:
    assert finite_correction(100, 1000) == pytest.approx((900 / 999) ** 0.5)
    assert finite_correction(1, 1000) == 1
    assert finite_correction(1000, 1000) == finite_correction(1, 1) == 0


def test_what_nobody_can_ask_for() -> None:
    for arguments in [(Fraction(0), FIVE, 9), (FIVE, Fraction(2), 9), (FIVE, FIVE, 0)]:
        with pytest.raises(ValueError, match="an error is above 0"):
            sample_size(*arguments)
    with pytest.raises(ValueError, match="somebody"):
        krejcie_morgan(0)
    with pytest.raises(ValueError, match="not negative"):
        sample_size_of_mean(-1, 0.1)
    with pytest.raises(ValueError, match="whole population"):
        finite_correction(11, 10)
