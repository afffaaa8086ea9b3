"""Indices from kept counts: with interval and distribution, by groups, over months, for people and programs."""

import json
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from cxdna.errors import UserError
from cxdna.voice.counts.model import Cell
from cxdna.voice.model import Voice
from cxdna.voice.survey.model import Columns, Earlier, Scale, Window
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.score import ScoreAsk, SurveyScore, score_survey
from cxdna.workflows.surveys.score_lines import score_lines
from cxdna.workflows.surveys.spans import Months
from cxdna.workflows.surveys.to_json import to_json
from cxdna.workflows.surveys.trend import trend_lines, trend_survey
from tests.workflows.surveys.surveying import (
    PRINTED,
    RECOMMEND,
    SATISFIED,
    TODAY,
    cells,
    file,
    stored,
    survey,
)

FIELD, DESK = {4: 20, 5: 14}, {1: 2, 2: 3, 3: 3, 4: 14, 5: 15}


def held(*counted: tuple[Cell, ...], **changes: Any) -> Voice:
    return voice_of(stored(survey(**changes), file("q1.csv", *counted)))


def lines_of(voice: Voice, ask: ScoreAsk) -> list[str]:
    fielded = survey_meant(voice, None)
    return list(score_lines(score_survey(fielded, ask, voice), fielded.survey, "cxdna survey trend pulse"))


def test_the_printed_example_is_4_075_and_shown_with_all_that_is_under_it() -> None:
    voice = held(cells(202601, PRINTED), cells(202601, {0: 2}, standing="late"))
    found = score_survey(survey_meant(voice, None), ScoreAsk(), voice)
    (one,) = found.questions
    assert one.index.value == Fraction(163, 40)
    assert one.reaches is True
    lines = lines_of(voice, ScoreAsk())
    assert lines[0] == "Quarterly pulse (pulse): January 2026"
    assert lines[3].startswith("  4.08 of 5 (3.71 to 4.44 with 95% confidence), 40 answers: indicative; 80% gave")
    assert lines[4] == "  Answers: 1: 2 (5%), 2: 3 (8%), 3: 3 (8%), 4: 14 (35%), 5: 18 (45%)"
    assert lines[5] == "  At 4.0 or above, which may be chance (p = 0.340)."
    assert lines[6].startswith("  60 more answers until the index is reported; 86 more to know it to ±0.2")
    assert lines[7] == "  Not counted: 2 came too late."
    assert "Fewer than 3 months: indicative, however many answered." in lines
    assert lines[-1] == "Next:  cxdna survey trend pulse"


def test_what_is_sure_is_not_called_chance_and_three_months_are_long_enough() -> None:
    voice = held(cells(202601, {5: 90, 4: 20}), cells(202603, {5: 90}))
    lines = lines_of(voice, ScoreAsk())
    assert "  At 4.0 or above." in lines
    assert not any("indicative" in line or "more answers" in line for line in lines)
    below = held(cells(202601, {3: 60, 5: 50}), cells(202603, {4: 1}))
    assert any(line.startswith("  Below 4.0, which may be chance (p = 0.") for line in lines_of(below, ScoreAsk()))


def test_of_few_customers_fewer_answers_are_needed() -> None:
    voice = held(cells(202601, PRINTED))
    fielded = survey_meant(voice, None)
    (few,) = score_survey(fielded, ScoreAsk(population=90), voice).questions
    assert few.needed is not None
    assert (few.needed.reported, few.needed.to_a_fifth) == (None, 13)


def test_customers_who_answer_again_give_more_answers_than_there_are_customers() -> None:
    voice = held(cells(202601, PRINTED))
    fielded = survey_meant(voice, None)
    found = score_survey(fielded, ScoreAsk(population=39), voice)
    assert found.remarks[0].startswith("40 answers are more than the 39 customers of --population, so some answered")
    assert found.questions[0].needed == score_survey(fielded, ScoreAsk(), voice).questions[0].needed
    nobody = msgspec.structs.replace(fielded.survey, columns=Columns(event_date="Date"))
    with pytest.raises(UserError, match="40 answers are more than 39 customers can give once each"):
        score_survey(msgspec.structs.replace(fielded, survey=nobody), ScoreAsk(population=39), voice)


def test_weights_that_no_column_has_are_refused() -> None:
    voice = held(cells(202601, PRINTED))
    with pytest.raises(UserError, match="survey pulse has no column of weights; name their column as 'weight'"):
        score_survey(survey_meant(voice, None), ScoreAsk(weighting="weights"), voice)


def test_of_a_hidden_wave_and_the_one_that_would_give_it_away_nothing_is_told() -> None:
    quarters = [cells(month, {4: 40 + month % 10}) for month in (202501, 202504, 202507)]
    voice = held(*quarters, cells(202510, {1: 2}))
    fielded = survey_meant(voice, None)
    (one,) = trend_survey(fielded, None, Months(), voice).questions
    assert one.trend is not None
    assert [(point.n, point.hidden, point.levels == ()) for point in one.trend.points] == [
        (0, True, True),
        (44, False, False),
        (47, False, False),
        (0, True, True),
    ]
    assert "Hidden, as fewer than five answered or would follow from the others: 2025 Q1" in one.trend.reason


def test_json_has_the_exact_value() -> None:
    voice = held(cells(202601, PRINTED))
    found = score_survey(survey_meant(voice, None), ScoreAsk(), voice)
    read = json.loads(to_json(found))
    assert read["format"] == "cxdna-survey-score/1"
    index = read["questions"][0]["index"]
    assert index["value"] == {"exact": "163/40", "rounded": 4.075}
    assert index["levels"] == [[level, n] for level, n in PRINTED.items()]
    assert (read["span"]["first"], read["files"]) == (202601, ["q1.csv"])


def test_another_scale_shows_the_image_of_the_threshold_and_no_rescaled_promoters() -> None:
    ten = msgspec.structs.replace(RECOMMEND, scale=msgspec.structs.replace(RECOMMEND.scale, low=1))
    answers = cells(202601, {5: 20, 8: 30, 10: 60}, "recommend")
    lines = lines_of(held(answers, questions=(ten,)), ScoreAsk())
    assert "  4.0 of 5 is 7.75 on 1 to 10. This is 8.55 there." in lines
    assert not any("promoter" in line for line in lines)
    lines = lines_of(held(answers, questions=(RECOMMEND,)), ScoreAsk())
    assert any(line.startswith("  Net promoter score +36 (") for line in lines)


def test_under_thirty_answers_there_is_no_score_and_under_five_nothing() -> None:
    assert "  No score: 29 answers, and an index takes 30; 100% gave one" in "".join(
        lines_of(held(cells(202601, {4: 29})), ScoreAsk())
    )
    voice = held(cells(202601, {4: 3}), cells(202601, {0: 1}, standing="late"))
    assert lines_of(voice, ScoreAsk())[3:5] == ["  Not shown: fewer than five answers.", ""]
    told = to_json(score_survey(survey_meant(voice, None), ScoreAsk(), voice))
    index = json.loads(told)["questions"][0]["index"]
    assert (index["hidden"], index["n"], index["late"], index["levels"]) == (True, 0, 0, [])


def grouped() -> Voice:
    whole = {level: FIELD.get(level, 0) + DESK.get(level, 0) for level in range(1, 6)}
    return held(
        cells(202601, {**whole, 4: whole[4] + 3 + 6}),
        cells(202601, FIELD, category="Field service"),
        cells(202601, DESK, category="Service desk"),
        cells(202601, {4: 3}, category="Installation"),
        cells(202601, {4: 6}, category="Spare parts"),
    )


def test_small_groups_are_hidden_with_another_so_that_nothing_follows_from_the_rest() -> None:
    lines = lines_of(grouped(), ScoreAsk(by="category"))
    shown = [line.split("  ")[1] for line in lines if line.endswith(("indicative", "reported"))]
    assert shown == ["Field service", "Service desk"]
    assert [line.strip().endswith("hidden") for line in lines if line.startswith(("  Installation", "  Spare"))] == [
        True,
        True,
    ]
    assert any(line.startswith("  Groups with fewer than 5 answers are hidden") for line in lines)
    told = json.loads(to_json(score_survey(survey_meant(grouped(), None), ScoreAsk(by="category"), grouped())))
    groups = told["questions"][0]["groups"]
    assert [(one["value"], one["n"]) for one in groups["groups"] if one["index"] is None] == [
        ("Installation", None),
        ("Spare parts", None),
    ]
    assert groups["whole"] is None


def test_countries_are_not_ranked() -> None:
    by_country = survey().columns
    voice = held(
        cells(202601, {4: 80}),
        cells(202601, {4: 40}, country="Wales"),
        cells(202601, {4: 40}, country="England"),
        columns=msgspec.structs.replace(by_country, country="Country"),
    )
    lines = lines_of(voice, ScoreAsk(by="country"))
    assert [line.split()[0] for line in lines if line.endswith("indicative")] == ["England", "Wales"]
    assert any(line.startswith("  Countries are not ranked") for line in lines)


def test_months_are_those_of_a_window_or_as_typed() -> None:
    voice = held(cells(202512, {3: 40}), cells(202601, {4: 40}), cells(202602, {5: 40}))
    window = Window(name="start", purpose="reporting", first=202601, last=202603, fixed=TODAY)
    voice = msgspec.structs.replace(voice, windows=(window,))

    def value(months: Months) -> tuple[str, Fraction | None]:
        found: SurveyScore = score_survey(survey_meant(voice, None), ScoreAsk(months=months), voice)
        return found.span.label, found.questions[0].index.value

    assert value(Months()) == ("December 2025 to February 2026", Fraction(4))
    assert value(Months("Start")) == ("start", Fraction(9, 2))
    assert value(Months(first="2026-01")) == ("January to February 2026", Fraction(9, 2))
    assert value(Months(last="January 2026")) == ("December 2025 to January 2026", Fraction(7, 2))
    assert lines_of(voice, ScoreAsk(months=Months("start")))[0].endswith(": start, January to March 2026")
    for months, says in (
        (Months("start", "2026-01"), "a window says its months itself"),
        (Months(first="2026-02", last="2026-01"), "the last month comes before the first"),
        (Months("spring"), "there is no window 'spring'"),
    ):
        with pytest.raises(UserError, match=says):
            value(months)
    other = msgspec.structs.replace(voice, windows=(msgspec.structs.replace(window, survey="staff"),))
    with pytest.raises(UserError, match="window start is of survey 'staff', not of 'pulse'"):
        score_survey(survey_meant(other, None), ScoreAsk(months=Months("start")), other)


def test_staff_make_no_customer_index() -> None:
    lines = lines_of(held(cells(202601, {4: 40}), asks="staff"), ScoreAsk())
    assert lines[1] == "Staff answered: this is set beside what customers say, and is no customer index."


def test_five_waves_that_rise_are_a_trend_and_say_on_what_it_rests() -> None:
    months = (202501, 202504, 202507, 202510, 202601)
    voice = held(*(cells(month, {3: 60 - 10 * at, 5: 40 + 10 * at}) for at, month in enumerate(months)))
    found = trend_survey(survey_meant(voice, None), None, Months(), voice)
    lines = list(trend_lines(found))
    assert lines[0] == "Quarterly pulse (pulse): January 2025 to January 2026"
    assert [line.split()[:2] for line in lines[4:9]] == [
        ["2025", "Q1"],
        ["2025", "Q2"],
        ["2025", "Q3"],
        ["2025", "Q4"],
        ["2026", "Q1"],
    ]
    assert any(line.startswith("  Rising over 5 waves") for line in lines)
    assert json.loads(to_json(found))["questions"][0]["trend"]["claim"] == "rising"


def test_a_scale_that_no_longer_fits_the_counts_is_told_and_the_other_questions_stay() -> None:
    other = msgspec.structs.replace(SATISFIED, id="other", column="O")
    voice = held(cells(202601, {9: 40}), cells(202601, {4: 40}, "other"), questions=(SATISFIED, other))
    lines = list(trend_lines(trend_survey(survey_meant(voice, None), None, Months(), voice)))
    assert any("40 answers have the score 9" in line for line in lines)
    assert any(line.strip().startswith("2026 Q1") for line in lines)


def test_what_does_not_count_is_told_by_its_reason_and_adds_up() -> None:
    standings = (cells(202601, {0: 3}, standing="excluded"), cells(202601, {0: 2}, standing="staff"))
    unread = (cells(202601, {0: 1}, standing="unusable"), cells(0, {0: 4}, standing="unusable"))
    voice = held(cells(202601, PRINTED), *standings, *unread)
    assert "  Not counted: 3 excluded, 2 of own staff and 5 not readable." in lines_of(voice, ScoreAsk())
    (one,) = score_survey(survey_meant(voice, None), ScoreAsk(), voice).questions
    assert one.index.left_out == one.index.excluded + one.index.staff + one.index.unusable == 10
    within = lines_of(voice, ScoreAsk(months=Months(first="2026-01")))
    assert "  Not counted: 3 excluded, 2 of own staff and 1 not readable." in within


def test_a_question_whose_scales_do_not_mix_hides_no_other() -> None:
    old = Earlier(until="2025-12", scale=Scale(low=1, high=10))
    other = msgspec.structs.replace(RECOMMEND, earlier=(old,))
    mixed = (cells(202512, {9: 40}, "recommend"), cells(202601, {9: 40}, "recommend"))
    voice = held(cells(202601, PRINTED), *mixed, questions=(SATISFIED, other))
    found = score_survey(survey_meant(voice, None), ScoreAsk(), voice)
    assert [one.id for one in found.questions] == ["satisfied"]
    (refused,) = found.refused
    assert "recommend" in refused
    assert f"Not shown: {refused}." in lines_of(voice, ScoreAsk())
    with pytest.raises(UserError, match="recommend"):
        score_survey(survey_meant(voice, None), ScoreAsk(question="recommend"), voice)
