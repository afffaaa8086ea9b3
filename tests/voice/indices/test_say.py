"""Sentences against the numbers in them, and how many answers are still needed."""

from fractions import Fraction
from typing import Any

import pytest

from cxdna.voice.counts.model import MILLION, Cell
from cxdna.voice.indices.groups import compare_groups, groups_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span, Weighting
from cxdna.voice.indices.needed import needed_of
from cxdna.voice.indices.say import (
    apart_in_words,
    chance_in_words,
    easy_in_words,
    in_words,
    needed_in_words,
    nps_in_words,
    threshold_in_words,
)
from cxdna.voice.survey.model import Scale
from tests.voice.indices.fields import FIVE, SEED, TEN, answers, field, field_of, survey

MARCH = Span(202603, 202603, "March 2026")


def of(*cells: list[Cell], weighting: Weighting = "answers", **given: Any) -> Index:
    return index_of(field(*cells, **given), "overall", MARCH, weighting=weighting)


BOTH_ENDS = "; {}% gave one of the two best scores, {}% one of the two worst."


@pytest.mark.parametrize(
    ("levels", "sentence", "ends"),
    [
        (SEED, "4.08 of 5 (3.71 to 4.44 with 95% confidence), 40 answers: indicative", (80, 13)),
        ({5: 1500, 4: 3}, "5.00 of 5 (5.00 to 5.00 with 95% confidence), 1,503 answers: reported", (100, 0)),
        ({5: 39, 4: 1}, "4.98 of 5 (4.92 to 5.00 with 95% confidence), 40 answers: indicative", (100, 0)),
        ({4: 50}, "4.00 of 5 (no interval: the answers have no spread), 50 answers: indicative", (100, 0)),
        ({4: 6, 1: 6}, "No score: 12 answers, and an index takes 30", (50, 50)),
    ],
)
def test_an_index_in_words(levels: dict[int, int], sentence: str, ends: tuple[int, int]) -> None:
    assert in_words(of(answers(levels))) == sentence + BOTH_ENDS.format(*ends)


def test_no_answers_and_too_few_in_words() -> None:
    assert in_words(of(answers({4: 3}))) == "Not shown: fewer than five answers."
    assert in_words(of(answers({4: 0}))) == "No answers."


def test_three_points_have_one_best_score() -> None:
    said = in_words(of(answers({3: 30, 1: 10}), scale=Scale(low=1, high=3)))
    assert said.endswith("75% gave the best score, 25% the worst.")


def test_weights_are_named() -> None:
    fives = [answers({5: 10, 4: 10}, account=f"a{one}") for one in range(6)]
    assert in_words(of(*fives, weighting="weights")).startswith("4.50 of 5, by the weights of the file (4.41 to")
    assert in_words(of(*fives, answers({1: 40}, account="b"), weighting="accounts")).startswith(
        "4.00 of 5, each account alike (2.78 to 5.00 with 95% confidence), 160 answers of 7 accounts: indicative;"
    )


def test_why_weights_leave_no_score() -> None:
    heavy = of(answers({5: 5}, weight=50 * MILLION), answers({3: 95}), weighting="weights")
    assert "No score: weights leave 100 answers worth 9, and an index takes 30" in in_words(heavy)
    few = of(answers({5: 50}, account="a"), weighting="accounts")
    assert "No score: 50 answers of 1 account, and an index by accounts takes 5" in in_words(few)
    brings = (("a0", "1000000"), *((f"a{one}", "1") for one in range(1, 6)))
    fielded = field_of(survey(), *(answers({5: 10}, account=f"a{one}") for one in range(6)), revenues=brings)
    assert "of which one decides alone" in in_words(index_of(fielded, "overall", MARCH, weighting="revenue"))


def test_a_net_promoter_score_in_words() -> None:
    given: dict[str, Any] = {"about": "recommendation", "scale": Scale(low=0, high=10)}
    assert nps_in_words(of(answers({10: 18, 8: 14, 3: 8}), **given)) == (
        "Net promoter score +25 (0 to +46 with 95% confidence): 45% promoters (9 or 10), 20% detractors (0 to 6) of "
        "40 answers."
    )
    low = nps_in_words(of(answers({10: 8, 8: 14, 3: 18}), **given))
    assert low.startswith("Net promoter score \N{MINUS SIGN}25 (\N{MINUS SIGN}46 to 0 with")
    assert not nps_in_words(of(answers(SEED)))


def test_effort_in_words_names_its_convention() -> None:
    counts = dict(zip(range(1, 8), (80, 210, 140, 110, 160, 180, 120), strict=True))
    said = easy_in_words(of(answers(counts), about="effort", scale=Scale(low=1, high=7)))
    assert said == "46% found it easy (43% to 49%), which here means a score from 5 to 7; others count differently."
    assert not easy_in_words(of(answers(SEED)))


@pytest.mark.parametrize(
    ("scale", "sentence"),
    [
        (FIVE, ""),
        (TEN, "4.0 of 5 is 7.75 on 1 to 10."),
        (Scale(low=1, high=9), "4.0 of 5 is 7 on 1 to 9."),
        (Scale(low=0, high=100), "4.0 of 5 is 75 on 0 to 100."),
        (Scale(low=0, high=40), "4.0 of 5 is 30 on 0 to 40."),
        (Scale(low=1, high=6, direction="low_is_good"), "4.0 of 5 is 2.25 on 1 to 6, where low is good."),
    ],
)
def test_the_threshold_on_another_scale(scale: Scale, sentence: str) -> None:
    assert threshold_in_words(scale) == sentence


def test_groups_in_words() -> None:
    def said(*cells: list[Cell], dimension: str = "category") -> str:
        groups = groups_of(field(*cells), "overall", MARCH, dimension)
        return apart_in_words(compare_groups(groups), groups)

    two = said(answers({5: 60, 4: 30}, category="good"), answers({3: 60, 4: 30}, category=""))
    assert two == (
        "Compared with all other answers, good is higher (1.33 points, p < 0.001) and not stated is lower (1.33 "
        "points, p < 0.001); p is adjusted for 2 groups tested at once."
    )
    assert said(answers({5: 40, 4: 41}, category="a"), answers({5: 41, 4: 40}, category="b")).startswith("None of 2")
    assert said(answers(SEED, category="a")).startswith("No group and all others")
    assert said(answers(SEED, country="DE"), dimension="country").startswith("Countries are not ranked")


@pytest.mark.parametrize(("p", "said"), [(0.0499, "p = 0.050"), (0.001, "p = 0.001"), (0.0004, "p < 0.001")])
def test_chance_in_words(p: float, said: str) -> None:
    assert chance_in_words(p) == said


# ------------------------------------------------------------------------------------------------------------- needed


def test_answers_needed_as_published_for_the_spread_of_the_worked_example() -> None:
    needed = needed_of(of(answers(SEED)))
    assert (needed.indicative, needed.reported, needed.assumed) == (0, 60, False)
    assert (needed.to_a_tenth, needed.to_a_fifth) == (501 - 40, 126 - 40)
    assert needed_in_words(needed) == (
        "60 more answers until the index is reported; 86 more to know it to ±0.2 points and 461 more to know it to "
        "±0.1 points."
    )


def test_few_answers_are_taken_for_the_widest_spread() -> None:
    needed = needed_of(of(answers({5: 10})))
    assert (needed.indicative, needed.reported, needed.to_a_fifth, needed.assumed) == (20, 90, 385 - 10, True)
    assert needed_in_words(needed).endswith("if opinions differ as widely as they can.")


def test_a_small_population_needs_fewer_or_cannot_give_them() -> None:
    index = of(answers(SEED))
    needed = needed_of(index, 60)
    assert (needed.reported, needed.to_a_fifth) == (None, 1)
    assert needed.to_a_tenth == -(-501 * 60 // 561) - 40
    assert "fewer than 100 customers to ask" in needed_in_words(needed)
    with pytest.raises(ValueError, match="not smaller"):
        needed_of(index, 39)


def test_enough_is_enough() -> None:
    needed = needed_of(of(answers({5: 900, 4: 300})))
    assert (needed.reported, needed.to_a_fifth, needed.to_a_tenth) == (0, 0, 0)
    assert needed_in_words(needed).startswith("Enough answers to report the index; it is known to ±0.2")


def test_the_deviation_is_that_of_the_answers() -> None:
    assert needed_of(of(answers(SEED))).deviation == pytest.approx(1.141018438467616)
    ten = needed_of(of(answers({1: 20, 10: 20}), scale=TEN))
    assert ten.deviation == pytest.approx(float(Fraction(160, 39)) ** 0.5)
