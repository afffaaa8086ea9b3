"""Waves by rule and by name, trends, the loyalty zone, and before and after an action."""

import datetime as dt
from fractions import Fraction

import pytest

from cxdna.errors import UserError
from cxdna.voice.counts.model import Cell
from cxdna.voice.indices.effect import effect_of
from cxdna.voice.indices.loyalty import loyalty_zone
from cxdna.voice.indices.model import Span, Trend
from cxdna.voice.indices.trend import trend_of
from cxdna.voice.indices.waves import wave_of, waves_of, whole_span
from cxdna.voice.model import Effect, Fielded
from cxdna.voice.survey.model import Columns, Scale, WaveRule
from tests.voice.indices.fields import answers, ask, changed, field, field_of, survey

QUARTERS = (202501, 202504, 202507, 202510, 202601, 202604)

GAP = (202401, 202404, 202507, 202510, 202601)
"""The first two quarters, none for four, and three more."""


def scoring(*fives: int, of: int = 100) -> Fielded:
    """Return quarters in which so many gave 5 and the others 3."""
    return field(*(answers({5: n, 3: of - n}, month) for n, month in zip(fives, QUARTERS, strict=False)))


def trend(fielded: Fielded) -> Trend:
    return trend_of(waves_of(fielded, "overall"), fielded, "overall")


@pytest.mark.parametrize(
    ("rule", "waves"),
    [
        ("month", ["2026-01", "2026-06", "2026-07", "2026-12"]),
        ("quarter", ["2026 Q1", "2026 Q2", "2026 Q3", "2026 Q4"]),
        ("half_year", ["2026 H1", "2026 H1", "2026 H2", "2026 H2"]),
        ("year", ["2026", "2026", "2026", "2026"]),
    ],
)
def test_a_month_names_its_wave(rule: WaveRule, waves: list[str]) -> None:
    assert [wave_of(month, rule) for month in (202601, 202606, 202607, 202612)] == waves
    assert not wave_of(0, rule)


def test_waves_come_in_time_order_and_only_with_answers() -> None:
    fielded = field(answers({4: 40}, 202605), answers({4: 40}, 202512), answers({4: 40}, 202510))
    waves = waves_of(fielded, "overall")
    assert [(one.span.label, one.span.first, one.span.last, one.n) for one in waves] == [
        ("2025 Q4", 202510, 202512, 80),
        ("2026 Q2", 202604, 202606, 40),
    ]


def test_a_wave_that_reaches_beyond_the_span_says_so() -> None:
    fielded = field(answers({4: 40}, 202601), answers({2: 40}, 202602), answers({2: 40}, 202604))
    waves = waves_of(fielded, "overall", Span(202602, 202606, "some"))
    assert [(one.span.label, one.n) for one in waves] == [("2026 Q1 in part", 40), ("2026 Q2", 40)]


def test_a_slope_takes_waves_without_answers_for_what_they_are() -> None:
    gap = field(*(answers({5: n, 3: 100 - n}, month) for n, month in zip((10, 20, 70, 80, 90), GAP, strict=True)))
    found = trend(gap)
    assert found.test is not None
    assert (found.claim, found.test.slope) == ("rising", Fraction(2, 10))
    assert found.reason.startswith("Rising over 5 waves, by about +0.20 points a wave")


def test_waves_of_a_group() -> None:
    fielded = field(answers({4: 40}, 202601, category="a"), answers({2: 40}, 202604, category="b"))
    assert [one.span.label for one in waves_of(fielded, "overall", cut=(("category", "b"),))] == ["2026 Q2"]


def named(*waves: tuple[str, int]) -> Fielded:
    columns = Columns(event_date="date", wave="wave")
    return field_of(survey(columns=columns), *(answers({4: 40}, month, wave=wave) for wave, month in waves))


def test_waves_that_a_column_names() -> None:
    fielded = named(("W10", 202606), ("W2", 202603), ("W2", 202604), ("", 202601))
    assert [one.span.label for one in waves_of(fielded, "overall")] == ["no wave", "W2", "W10"]
    inside = waves_of(fielded, "overall", Span(202604, 202612, "later"))
    assert [(one.span.label, one.n) for one in inside] == [("W2 in part", 40), ("W10", 40)]


def test_waves_without_dates_stand_by_name() -> None:
    fielded = named(("W10", 0), ("W9", 0))
    assert [one.span.label for one in waves_of(fielded, "overall")] == ["W9", "W10"]
    assert whole_span(fielded) == Span(0, 0, "all answers")


def test_the_whole_span_is_that_of_answers_that_count() -> None:
    late = answers({4: 3}, 202611, standing="late")
    assert whole_span(field(answers({4: 9}, 202511), answers({4: 9}, 202602), late)) == Span(
        202511, 202602, "November 2025 to February 2026"
    )


# -------------------------------------------------------------------------------------------------------------- trend


def test_five_rising_waves_are_a_trend() -> None:
    found = trend(scoring(40, 45, 50, 55, 60))
    assert found.test is not None
    assert found.claim == "rising"
    assert found.test.exact_p == pytest.approx(2 / 120)
    assert found.test.slope == Fraction(1, 10)
    assert found.reason == "Rising over 5 waves, by about +0.10 points a wave (p = 0.017)."
    assert found.limits is not None


def test_six_falling_waves_are_a_trend() -> None:
    assert trend(scoring(60, 55, 50, 45, 40, 35)).claim == "falling"


def test_five_waves_up_and_down_are_none_even_if_the_last_is_far_above_the_first() -> None:
    found = trend(scoring(20, 45, 30, 85, 80))
    assert (found.claim, found.limits is None) == ("none", False)
    assert found.reason.startswith("No trend in 5 waves: their order may be chance")


def test_four_waves_are_no_trend_and_are_compared_by_answers() -> None:
    found = trend(scoring(30, 45, 55, 70))
    assert (found.claim, found.limits) == ("rising", None)
    assert found.reason.startswith(
        "0.80 points higher in 2025 Q4 than in 2025 Q1 (p < 0.001): a difference between two"
    )
    assert "no trend, which takes five" in found.reason
    assert trend(scoring(70, 30)).claim == "falling"


def test_two_waves_that_may_differ_by_chance() -> None:
    found = trend(scoring(50, 52))
    assert found.claim == "none"
    assert "does not differ from 2025 Q1 by more than chance" in found.reason
    assert "2 waves make no trend" in found.reason


@pytest.mark.parametrize(("fives", "said"), [((), "takes two waves"), ((50,), "takes two"), ((100, 100), "Nor can")])
def test_too_little_to_compare(fives: tuple[int, ...], said: str) -> None:
    found = trend(scoring(*fives))
    assert found.claim == "none"
    assert said in found.reason


def test_small_waves_and_missing_ones_are_told() -> None:
    cells = [answers({5: 10 * at, 3: 90}, month) for at, month in enumerate((202407, 202501, 202504, 202510), 1)]
    found = trend(field(*cells, answers({5: 20}, 202507), answers({5: 80, 3: 90}, 202601)))
    assert found.test is not None
    assert (found.test.n, len(found.points), found.claim) == (5, 6, "rising")
    assert found.reason.endswith("Not among them, with under 30 answers: 2025 Q3. Without answers: 2024 Q4.")


def test_signals_are_places_among_all_points() -> None:
    months = [202401 + at for at in range(12)]
    fives = [50, 51, 50, 51, 50, 51, 50, 51, 50, 51, 95]
    cells = [answers({5: n, 3: 100 - n}, month) for n, month in zip(fives, months[1:], strict=True)]
    monthly = field_of(survey(waves="month"), answers({5: 9}, months[0]), *cells)
    found = trend(monthly)
    assert found.limits is not None
    assert found.limits.outside == (11,)
    assert found.points[11].span.label == "2024-12"


def test_no_trend_across_a_change_of_scale_without_a_bridge() -> None:
    cells = [answers({5: 40 + 5 * at, 3: 60}, month) for at, month in enumerate(QUARTERS)]
    assert trend(field(*cells, earlier=changed("2025-03"))).claim == "none"
    assert "scale changed" in trend(field(*cells, earlier=changed("2025-03"))).reason
    assert trend(field(*cells, earlier=changed("2025-03"), bridge="asked both in March")).claim == "rising"


def test_waves_that_a_column_names_make_a_trend_and_none_is_missing() -> None:
    columns = Columns(event_date="date", wave="wave")
    cells = [answers({5: 40 + 9 * at, 3: 60}, month, wave=f"W{at}") for at, month in enumerate(QUARTERS[::-1])]
    found = trend(field_of(survey(columns=columns), *cells))
    assert (found.claim, "Without" in found.reason) == ("falling", False)


def test_weighted_waves_are_not_tested_by_answers_that_weigh_one() -> None:
    fielded = scoring(30, 70)
    found = trend_of(waves_of(fielded, "overall", weighting="weights"))
    assert (found.claim, found.reason) == (
        "none",
        "2 waves make no trend: that takes five. Nor can 2025 Q2 be tested against 2025 Q1.",
    )


def test_undated_waves_have_no_gaps() -> None:
    fielded = named(("W1", 0), ("W2", 0))
    by_rule = field_of(survey(), *(answers({4: 40, 5: 9}, month) for month in (202601, 202612)))
    assert trend(by_rule).reason.endswith("Without answers: 2026 Q2 and 2026 Q3.")
    assert "Without" not in trend_of(waves_of(fielded, "overall"), by_rule).reason


# ------------------------------------------------------------------------------------------------------------ loyalty


def test_four_quarters_at_4_0_are_the_loyalty_zone() -> None:
    found = loyalty_zone(scoring(10, 50, 50, 50, 50), "overall")
    assert (found.verdict, found.run) == ("in", 4)
    assert found.reason == "At 4.0 or above in every quarter from 2025 Q2 to 2026 Q1; 4 quarters in a row so far."


def test_just_under_4_0_is_below_and_shows_so() -> None:
    cells = [answers({4: 1000, 3: 2}, month) for month in QUARTERS[:4]]
    found = loyalty_zone(field(*cells), "overall")
    assert (found.verdict, found.run) == ("out", 0)
    assert "2025 Q4 (3.998)" in found.reason


def test_a_missing_or_small_quarter_proves_nothing() -> None:
    for gap in ([], answers({5: 29}, 202510)):
        found = loyalty_zone(
            field(answers({5: 40}, 202507), answers({5: 40}, 202504), answers({5: 40}, 202601), gap), "overall"
        )
        assert (found.verdict, found.run) == ("not proved", 1)
        assert found.reason == "Not proved for 2025 Q2 to 2026 Q1: under 30 answers in 2025 Q4."


def test_a_low_quarter_settles_it_whatever_is_missing() -> None:
    assert loyalty_zone(scoring(10), "overall").verdict == "out"


def test_the_zone_up_to_a_month_and_for_a_group() -> None:
    fielded = field(
        *(answers({5: 40}, month, category="a") for month in QUARTERS), answers({1: 90}, 202604, category="b")
    )
    assert loyalty_zone(fielded, "overall").verdict == "out"
    assert loyalty_zone(fielded, "overall", until=202602).verdict == "in"
    whole = loyalty_zone(fielded, "overall", (("category", "a"),))
    assert (whole.verdict, whole.run) == ("in", 6)
    assert loyalty_zone(fielded, "overall", until=202802).verdict == "not proved"


def test_no_answers_prove_nothing() -> None:
    found = loyalty_zone(field([]), "overall")
    assert (found.verdict, found.quarters, found.reason) == ("not proved", (), "There are no answers with a date.")


# ------------------------------------------------------------------------------------------------------------- effect


def effect(before: tuple[int, int] = (202501, 202503), after: tuple[int, int] = (202504, 202506)) -> Effect:
    on = dt.date(2026, 1, 1)
    return Effect(assessment="a", action="act", survey="nps", question="overall", before=before, after=after, on=on)


def test_an_effect_beyond_chance_is_told_without_a_cause() -> None:
    found = effect_of(scoring(30, 60), effect())
    # Welch by hand: both variances are 4 p (1 - p) n / (n - 1), so that the error is sqrt(4 (0.21 + 0.24) / 99).
    half = (4 * 0.45 / 99) ** 0.5 * 1.972
    assert found.difference == Fraction(3, 5)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.6 - half, 0.6 + half), abs=2e-4)
    assert found.p is not None
    assert found.p < 0.001
    assert found.words == (
        "From 3.60 to 4.20: +0.60 points (+0.33 to +0.87 with 95% confidence), more than chance (p < 0.001); that the "
        "action caused it is not shown by this."
    )


def test_the_best_scores_and_the_net_promoter_score_are_compared_as_published() -> None:
    scale = Scale(low=0, high=10)
    asked = survey(ask(about="recommendation", scale=scale))
    cells = [answers({9: 45, 8: 35, 6: 20}, 202501), answers({9: 60, 8: 25, 6: 15}, 202504)]
    found = effect_of(field_of(asked, *cells), effect())
    assert found.nps is not None
    assert found.nps.points == Fraction(20, 100)
    assert found.nps.p == pytest.approx(0.0605, abs=5e-5)
    best = [answers({5: 48, 3: 32}, 202501), answers({5: 56, 3: 14}, 202504)]
    change = effect_of(field(*best), effect()).top_two
    assert change is not None
    assert change.interval is not None
    assert (change.interval.low, change.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    other = [answers({10: 30, 5: 10}, 202501), answers({5: 30, 3: 10}, 202504)]
    apart = effect_of(field_of(survey(ask(earlier=changed("2025-03"))), *other), effect())
    assert (apart.top_two, apart.nps) == (None, None)


def test_an_effect_within_chance_says_so() -> None:
    found = effect_of(scoring(52, 50), effect())
    assert found.words.startswith("From 4.04 to 4.00: \N{MINUS SIGN}0.04 points (\N{MINUS SIGN}0.32 to +0.24 with")
    assert "which may be chance" in found.words


def test_an_effect_of_few_answers_is_not_told() -> None:
    found = effect_of(scoring(10, 20, of=20), effect())
    assert (found.difference, found.interval, found.p) == (None, None, None)
    assert "under 30 answers in January to March 2025 and April to June 2025" in found.words


def test_answers_alike_leave_nothing_to_test() -> None:
    found = effect_of(scoring(0, 100), effect())
    assert (found.difference, found.p) == (Fraction(2), None)
    assert "all answers are alike" in found.words


def test_a_change_of_scale_in_between_is_told() -> None:
    cells: list[list[Cell]] = [answers({10: 30, 5: 10}, 202501), answers({5: 30, 3: 10}, 202504)]
    found = effect_of(field_of(survey(ask(earlier=changed("2025-03"))), *cells), effect())
    assert found.difference == Fraction("4.5") - (30 * 5 + 10 * (1 + Fraction(16, 9))) / 40
    assert "scale changed" in found.words


@pytest.mark.parametrize("after", [(202503, 202506), (202506, 202504), (202401, 202403)])
def test_months_before_and_after_do_not_overlap(after: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="not one after the other"):
        effect_of(scoring(30, 60), effect(after=after))
