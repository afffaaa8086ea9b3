"""An index against published examples, hand-made numbers, and the laws it has to keep."""

from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.statistics.display import shown
from cxdna.voice.counts.model import MILLION, Cell
from cxdna.voice.indices.images import distribution_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span, Weighting
from cxdna.voice.indices.rescale import THRESHOLD, from_five
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Columns, Scale
from tests.voice.indices.fields import FIVE, SEED, TEN, answers, ask, changed, field, field_of, file_of, survey

MARCH = Span(202603, 202603, "March 2026")
YEARS = Span(202501, 202612, "2025 and 2026")
ZERO_TO_TEN = Scale(low=0, high=10)
LEVELS = st.dictionaries(st.integers(1, 5), st.integers(0, 60), min_size=1)
FEW = settings(max_examples=25)


def of(*cells: list[Cell], **given: Any) -> Index:
    return index_of(field(*cells, **given), "overall", YEARS)


def ends(index: Index) -> tuple[float, float]:
    assert index.interval is not None
    return index.interval.low, index.interval.high


def test_the_worked_example_is_4_08_and_not_what_was_printed() -> None:
    index = of(answers(SEED))
    assert (index.n, index.value, index.own) == (40, Fraction(163, 40), Fraction(163, 40))
    assert shown(index.value, 2) == "4.08"
    assert ends(index) == pytest.approx((3.710084599914594, 4.439915400085406), abs=1e-12)
    assert index.word == "indicative"
    assert index.levels == ((1, 2), (2, 3), (3, 3), (4, 14), (5, 18))


def test_top_two_of_the_worked_example_has_the_published_interval() -> None:
    index = of(answers(SEED))
    assert index.top_two is not None
    assert index.bottom_two is not None
    assert (index.top_two.share, index.bottom_two.share) == (Fraction(4, 5), Fraction(1, 8))
    both = index.top_two.interval.low, index.top_two.interval.high
    assert both == pytest.approx((0.6524, 0.8950), abs=5e-5)


def test_165_points_of_40_answers_are_shown_half_up() -> None:
    assert shown(of(answers({5: 20, 4: 12, 3: 4, 2: 1, 1: 3})).value, 2) == "4.13"


def test_effort_as_published() -> None:
    counts = dict(zip(range(1, 8), (80, 210, 140, 110, 160, 180, 120), strict=True))
    index = of(answers(counts), about="effort", scale=Scale(low=1, high=7))
    assert (index.n, index.own, index.word) == (1000, Fraction("4.08"), "reported")
    assert index.value == pytest.approx(3.0533333333333332)
    assert index.easy is not None
    assert (index.easy.share, index.easy_from) == (Fraction("0.46"), 5)
    strict = of(answers(counts), about="effort", scale=Scale(low=1, high=7), effort_rule="agree_6_to_7")
    assert strict.easy is not None
    assert (strict.easy.share, strict.easy_from) == (Fraction("0.30"), 6)


def test_effort_on_another_scale_or_turned() -> None:
    assert of(answers({4: 40}), about="effort").easy is None
    turned = of(answers({1: 30, 7: 10}), about="effort", scale=Scale(low=1, high=7, direction="low_is_good"))
    assert turned.easy is not None
    assert turned.easy.count == 30


@pytest.mark.parametrize(
    ("counts", "value", "nps"),
    [({8: 40}, "4.2", "0"), ({7: 40}, "3.8", "0"), ({9: 20, 6: 20}, "4", "0"), ({10: 18, 8: 14, 3: 8}, None, "0.25")],
)
def test_a_net_promoter_score_does_not_follow_from_the_mean(
    counts: dict[int, int], value: str | None, nps: str
) -> None:
    index = of(answers(counts), about="recommendation", scale=ZERO_TO_TEN)
    assert index.nps is not None
    assert index.nps.value == Fraction(nps)
    assert value is None or index.value == Fraction(value)


def test_a_net_promoter_score_has_the_published_interval() -> None:
    index = of(answers({10: 100, 9: 62, 8: 60, 7: 48, 6: 30, 0: 24}), about="recommendation", scale=ZERO_TO_TEN)
    assert index.nps is not None
    assert (index.nps.promoters, index.nps.passives, index.nps.detractors) == (162, 108, 54)
    both = index.nps.interval.low, index.nps.interval.high
    assert both == pytest.approx((0.24945251413033576, 0.4110979445852606), abs=1e-12)


@pytest.mark.parametrize(("about", "scale"), [("satisfaction", ZERO_TO_TEN), ("recommendation", FIVE)])
def test_a_net_promoter_score_is_of_recommendation_on_0_to_10_only(about: str, scale: Scale) -> None:
    assert of(answers({5: 200}), about=about, scale=scale).nps is None


def test_answers_are_pooled_and_not_the_means_of_waves() -> None:
    index = of(answers({4: 5, 5: 5}, 202602), answers({3: 45, 4: 45}, 202605))
    assert index.value == Fraction("3.6")


@pytest.mark.parametrize(("n", "word"), [(29, "no score"), (30, "indicative"), (99, "indicative"), (100, "reported")])
def test_how_far_answers_carry(n: int, word: str) -> None:
    index = of(answers({4: n - 1, 5: 1}))
    assert (index.word, index.value is None, index.interval is None) == (word, n < 30, n < 30)
    assert index.top_two is not None


def test_nothing_is_told_of_fewer_than_five_answers() -> None:
    index = of(answers({1: 4}), answers({1: 3}, standing="late"))
    assert index.hidden
    assert (index.levels, index.own, index.top_two, index.bottom_two, index.late) == ((), None, None, None, 3)
    assert not of(answers({1: 5})).hidden


def test_answers_alike_have_a_value_and_no_interval() -> None:
    index = of(answers({4: 50}))
    assert (index.value, index.interval) == (Fraction(4), None)


def test_what_does_not_count_is_told_beside_and_is_no_zero() -> None:
    index = of(
        answers(SEED),
        answers({1: 7}, standing="late"),
        answers({1: 5}, standing="excluded"),
        answers({5: 2}, standing="staff"),
        [Cell("overall", 202603, "2026 Q1", "no_answer", (), None, 9, 0, 0)],
        [Cell("overall", 202603, "2026 Q1", "unusable", (), None, 1, 0, 0)],
    )
    assert (index.value, index.n) == (Fraction(163, 40), 40)
    assert (index.late, index.left_out, index.no_answer) == (7, 8, 9)


def test_no_answers_make_an_empty_index() -> None:
    index = index_of(field(answers(SEED)), "overall", Span(202401, 202412, "2024"))
    assert (index.n, index.value, index.own, index.word, index.hidden) == (0, None, None, "no score", False)
    assert index.levels == ((1, 0), (2, 0), (3, 0), (4, 0), (5, 0))


def test_a_wave_by_name_narrows_the_months() -> None:
    fielded = field(answers({5: 40}, wave="spring"), answers({1: 40}, wave="gala"))
    assert index_of(fielded, "overall", Span(202603, 202603, "spring", "spring")).value == 5


def test_low_is_good_is_turned_and_its_scores_stay_as_given() -> None:
    index = of(answers({1: 30, 2: 6, 6: 4}), scale=Scale(low=1, high=6, direction="low_is_good"))
    raw = Fraction(30 + 12 + 24, 40)
    assert (index.own, index.levels[0]) == (7 - raw, (1, 30))
    assert index.value == 1 + 4 * (6 - raw) / 5
    assert index.top_two is not None
    assert index.bottom_two is not None
    assert (index.top_two.count, index.bottom_two.count) == (36, 4)


def test_three_points_have_one_best_and_one_worst_score() -> None:
    index = of(answers({1: 5, 2: 20, 3: 15}), scale=Scale(low=1, high=3))
    assert index.top_two is not None
    assert index.bottom_two is not None
    assert (index.boxes, index.top_two.count, index.bottom_two.count) == (1, 15, 5)


# ---------------------------------------------------------------------------------------------------------- groupings


def test_a_group_has_an_index_of_its_own() -> None:
    fielded = field(answers({5: 40}, category="field"), answers({3: 40}, category="phone"))
    assert index_of(fielded, "overall", MARCH, (("category", "phone"),)).value == 3


def test_a_declared_grouping_by_two_is_found_in_either_order() -> None:
    cell = Cell("overall", 202603, "2026 Q1", "counted", (("country", "DE"), ("category", "phone")), 4, 40, 0, 0)
    fielded = field_of(survey(cuts=(("country", "category"),)), [cell])
    both = (("category", "phone"), ("country", "DE"))
    assert index_of(fielded, "overall", MARCH, both).n == index_of(fielded, "overall", MARCH, both[::-1]).n == 40


def test_a_grouping_that_is_not_counted_names_those_that_are() -> None:
    fielded = field_of(survey(cuts=(("category", "country"),)), answers(SEED))
    with pytest.raises(UserError, match="not counted by channel; they are counted by category, country, account and"):
        index_of(fielded, "overall", MARCH, (("channel", "mail"),))
    with pytest.raises(UserError, match="category with country"):
        index_of(fielded, "overall", MARCH, (("category", "a"), ("account", "b")))
    with pytest.raises(UserError, match="all together only"):
        index_of(field_of(survey(columns=Columns()), answers(SEED)), "overall", MARCH, (("channel", "mail"),))


def test_an_unknown_question_names_those_there_are() -> None:
    with pytest.raises(UserError, match="no question speed; its questions are overall"):
        index_of(field(answers(SEED)), "speed", MARCH)


def test_staff_make_no_index_of_customers() -> None:
    staff = field_of(survey(asks="staff"), answers(SEED))
    with pytest.raises(UserError, match="only what customers answer"):
        index_of(staff, "overall", MARCH)
    assert index_of(staff, "overall", MARCH, asks="staff").value == Fraction(163, 40)
    with pytest.raises(UserError, match="asks customers, not staff"):
        index_of(field(answers(SEED)), "overall", MARCH, asks="staff")


def test_a_score_that_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(UserError, match=r"2 answers have the score 9, and the scale of question overall is 1 to 5"):
        of(answers({9: 2, 4: 40}))


# ------------------------------------------------------------------------------------------------------------- scales


def test_each_side_of_a_change_has_its_own_scale() -> None:
    fielded = field(answers({10: 40}, 202512), answers({5: 20, 1: 20}, 202601), earlier=changed())
    before = index_of(fielded, "overall", Span(202512, 202512, "December 2025"))
    after = index_of(fielded, "overall", Span(202601, 202601, "January 2026"))
    assert [before.scale, before.value, after.scale, after.value] == [TEN, 5, FIVE, 3]


def test_a_span_over_a_change_is_refused_and_told_how() -> None:
    fielded = field(answers({10: 40}, 202512), answers({5: 20, 1: 20}, 202601), earlier=changed())
    with pytest.raises(UserError) as caught:
        index_of(fielded, "overall", YEARS)
    for part in ("overall", "2025 and 2026", "1 to 10 and 1 to 5", "after 2025-12", "`bridge:`"):
        assert part in str(caught.value)


def test_a_bridge_lets_images_be_pooled_and_no_net_promoter_score() -> None:
    given: dict[str, Any] = {"earlier": changed(scale=ZERO_TO_TEN), "bridge": "both asked of 200 customers in December"}
    index = of(answers({8: 30, 10: 10}, 202512), answers({5: 20, 1: 20}, 202601), about="recommendation", **given)
    assert index.value == (30 * Fraction("4.2") + 10 * 5 + 20 * 5 + 20) / 80
    assert dict(index.images) == {1: 20, Fraction("4.2"): 30, 5: 30}
    assert (index.levels, index.own, index.nps, len(index.scales)) == ((), None, None, 2)
    assert index.top_two is not None
    assert index.top_two.count == 10 + 20


def test_a_scale_that_was_turned_is_another_scale() -> None:
    turned = Scale(low=1, high=5, direction="low_is_good")
    with pytest.raises(UserError, match="which changed direction"):
        of(answers({1: 40}, 202512), answers({5: 40}, 202601), earlier=changed(scale=turned))


def test_only_the_names_of_scores_changed() -> None:
    named = Scale(low=1, high=5, anchors={"5": "delighted"})
    assert of(answers({4: 20}, 202512), answers({5: 20}, 202601), earlier=changed(scale=named)).n == 40


# ------------------------------------------------------------------------------------------------------------ weights


def test_weights_cost_certainty_as_kish_has_it() -> None:
    weighed = [answers({5: 40}), answers({4: 20}, weight=2 * MILLION), answers({1: 10}, weight=4 * MILLION)]
    index = index_of(field(*weighed), "overall", MARCH, weighting="weights")
    assert float(index.effective_n) == pytest.approx(51.42857, abs=1e-5)
    assert index.own == Fraction(5 * 4 + 4 * 4 + 4, 12)


def test_no_score_means_no_mean_on_any_scale() -> None:
    index = of(answers({5: 20, 1: 9}))
    assert (index.n, index.word, index.value, index.own, index.interval) == (29, "no score", None, None, None)
    assert index.top_two is not None


def test_few_heavy_answers_do_not_make_an_index() -> None:
    cells = [answers({5: 5}, weight=50 * MILLION), answers({3: 95, 4: 1})]
    assert index_of(field(*cells), "overall", MARCH, weighting="weights").word == "no score"
    assert index_of(field(*cells), "overall", MARCH).word == "reported"


def test_weights_that_are_all_nothing_make_no_index() -> None:
    index = index_of(field(answers({5: 50}, weight=0)), "overall", MARCH, weighting="weights")
    assert (index.value, index.word, index.n) == (None, "no score", 50)


def accounts() -> list[list[Cell]]:
    """Return five accounts with means of 1 to 5; the last gave most answers."""
    small = [answers({mean: 6}, account=f"a{mean}") for mean in range(1, 5)]
    return [*small, answers({5: 76}, account="a5"), answers({1: 9}, account="")]


def test_accounts_alike_weigh_one_each() -> None:
    index = index_of(field(*accounts()), "overall", MARCH, weighting="accounts")
    assert [index.value, index.accounts, index.n, index.unplaced, index.effective_n] == [3, 5, 100, 9, 5]
    # mean 3 -+ t(0.975, 4) * sqrt(2.5 / 5)
    assert ends(index) == pytest.approx((3 - 2.7764451 * 0.5**0.5, 3 + 2.7764451 * 0.5**0.5), abs=1e-6)
    assert index.word == "indicative"


def test_accounts_weigh_what_they_bring() -> None:
    brings = (("a1", "100"), ("a2", "100"), ("a3", "100"), ("a4", "100"), ("a5", "600"), ("a6", "0"))
    fielded = field_of(survey(), *accounts(), revenues=brings)
    index = index_of(fielded, "overall", MARCH, weighting="revenue")
    assert index.value == Fraction(100 * (1 + 2 + 3 + 4) + 600 * 5, 1000) == 4
    assert index.effective_n == Fraction(1000**2, 4 * 100**2 + 600**2)


def test_an_account_of_unknown_revenue_has_no_place() -> None:
    brings = tuple((f"a{one}", "100.50") for one in range(2, 6))
    index = index_of(field_of(survey(), *accounts(), revenues=brings), "overall", MARCH, weighting="revenue")
    assert (index.accounts, index.unplaced, index.value, index.word) == (4, 15, None, "no score")


def test_one_account_that_decides_alone_makes_no_index() -> None:
    brings = (*((f"a{one}", "1") for one in range(1, 5)), ("a5", "1000000"))
    index = index_of(field_of(survey(), *accounts(), revenues=brings), "overall", MARCH, weighting="revenue")
    assert (index.accounts, index.value) == (5, None)


def test_revenue_is_read_with_the_decimal_mark_of_the_files() -> None:
    brings = tuple((f"a{one}", f"{one},5") for one in range(1, 6))
    fielded = field_of(survey(decimal=","), *accounts(), revenues=brings)
    index = index_of(fielded, "overall", MARCH, weighting="revenue")
    assert index.value == sum(Fraction(2 * one + 1, 2) * one for one in range(1, 6)) / Fraction("17.5")


@pytest.mark.parametrize(
    ("revenues", "said"), [((), "says what accounts bring"), ((("a1", "much"),), "account a1 .* is no number: much")]
)
def test_revenue_that_nobody_states_is_asked_for(revenues: tuple[tuple[str, str], ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        index_of(field_of(survey(), *accounts(), revenues=revenues), "overall", MARCH, weighting="revenue")


def test_many_accounts_alike_are_reported() -> None:
    many = [answers({3: 2, 5: 2}, account=f"a{one}") for one in range(15)] + [answers({3: 2, 5: 3}, account="b")]
    assert index_of(field(*many), "overall", MARCH, weighting="accounts").word == "indicative"
    more = [answers({3: 2, 5: 2}, account=f"a{one}") for one in range(30)]
    assert index_of(field(*more), "overall", MARCH, weighting="accounts").word == "reported"
    few = [answers({3: 2, 5: 2}, account=f"a{one}") for one in range(6)]
    assert index_of(field(*few), "overall", MARCH, weighting="accounts").word == "no score"


def test_one_account_is_not_weighed_against_others() -> None:
    with pytest.raises(UserError, match="one account cannot be weighed"):
        index_of(field(*accounts()), "overall", MARCH, (("account", "a5"),), "accounts")


def test_groups_weigh_accounts_where_both_are_counted_together() -> None:
    cells = [
        Cell("overall", 202603, "2026 Q1", "counted", cut, mean, 8, 8, 8)
        for mean in range(1, 6)
        for cut in ((), (("category", "phone"),), (("category", "phone"), ("account", f"a{mean}")))
    ]
    fielded = field_of(survey(cuts=(("category", "account"),)), cells)
    assert index_of(fielded, "overall", MARCH, (("category", "phone"),), "accounts").value == 3
    with pytest.raises(UserError, match="not counted by category with account"):
        index_of(field_of(survey(), cells), "overall", MARCH, (("category", "phone"),), "accounts")


# --------------------------------------------------------------------------------------------------------------- laws


@FEW
@given(st.lists(st.tuples(LEVELS, st.sampled_from(["a", "b", "c"])), min_size=1, max_size=6), st.randoms())
def test_the_order_of_cells_and_how_they_are_spread_over_files_make_no_difference(
    drawn: list[tuple[dict[int, int], str]], chance: Random
) -> None:
    cells = [cell for levels, name in drawn for cell in answers(levels, category=name)]
    one_file = index_of(field(cells), "overall", MARCH)
    chance.shuffle(cells)
    files = tuple(file_of([cell]) for cell in cells)
    assert index_of(Fielded(survey(), files), "overall", MARCH) == one_file


@FEW
@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.fixed_dictionaries({4: st.integers(30, 60)}) | LEVELS))
def test_the_whole_is_the_mean_of_its_groups_by_answers(drawn: dict[str, dict[int, int]]) -> None:
    fielded = field(*(answers(levels, category=name) for name, levels in drawn.items()))
    whole = index_of(fielded, "overall", MARCH)
    groups = [index_of(fielded, "overall", MARCH, (("category", name),)) for name in drawn]
    assert whole.n == sum(group.n for group in groups)
    if whole.n and all(group.own is not None or not group.n for group in groups):
        assert whole.own == sum((group.own or 0) * group.n for group in groups) / Fraction(whole.n)


@FEW
@given(LEVELS, st.integers(1, 3 * MILLION))
def test_equal_weights_are_no_weights(levels: dict[int, int], weight: int) -> None:
    fielded = field(answers(levels, weight=weight))
    plain, weighed = (index_of(fielded, "overall", MARCH, weighting=by) for by in ("answers", "weights"))
    assert (plain.value, plain.word, plain.levels) == (weighed.value, weighed.word, weighed.levels)
    assert plain.hidden or plain.effective_n == weighed.effective_n
    if plain.interval and weighed.interval:
        assert ends(plain) == pytest.approx(ends(weighed))


@FEW
@given(st.dictionaries(st.integers(0, 10), st.integers(5, 60), min_size=1))
def test_an_index_passes_where_its_mean_passes_the_threshold_on_its_own_scale(levels: dict[int, int]) -> None:
    index = of(answers(levels), scale=ZERO_TO_TEN)
    if index.value is not None and index.own is not None:
        assert (index.value >= THRESHOLD) == (index.own >= from_five(THRESHOLD, ZERO_TO_TEN))


@FEW
@given(LEVELS)
def test_the_distribution_has_every_answer_in_order(levels: dict[int, int]) -> None:
    index = of(answers(levels))
    if not index.hidden:
        images = distribution_of(index)
        assert sum(n for _, n in images) == index.n
        assert all(low < high for (low, _), (high, _) in pairwise(images))


@pytest.mark.parametrize("weighting", ["answers", "weights", "accounts", "revenue"])
def test_every_weighting_of_accounts_alike_is_the_same(weighting: Weighting) -> None:
    cells = [answers({3: 5, 5: 5}, account=f"a{one}") for one in range(6)]
    fielded = field_of(survey(), *cells, revenues=tuple((f"a{one}", "7") for one in range(6)))
    assert index_of(fielded, "overall", MARCH, weighting=weighting).value == 4


def test_the_question_asked_is_the_one_that_is_told() -> None:
    two = survey(ask(), ask(id="speed"))
    fielded = field_of(two, answers({5: 40}), answers({1: 40}, question="speed"))
    assert [index_of(fielded, name, MARCH).value for name in ("overall", "speed")] == [5, 1]
