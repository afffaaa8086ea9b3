"""Award readiness, line by line: what passes, what fails, and what is only not proved."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.voice.award.model import SELF_CHECK, Line, Verdict, overall
from cxdna.voice.model import AwardYear, Facing, Fielded, Voice
from cxdna.voice.survey.model import Earlier, Scale
from tests.voice.award.year import (
    CATEGORIES,
    SURVEY,
    TODAY,
    WINDOW,
    answers,
    audit,
    cells,
    checked,
    checklist,
    fielded,
    file_of,
    line,
    ready,
)


def test_a_year_with_everything_passes() -> None:
    found = checked()
    assert {one.id: one.verdict for one in found.lines if one.verdict != "pass"} == {}
    assert found.verdict == "pass"
    assert [one.verdict for one in found.distinction] == ["pass", "pass", "pass"]
    assert [one.verdict for one in found.loyalty_zone] == ["pass", "pass"]
    assert (found.award_years, found.consecutive) == ((2020, 2021, 2022, 2023, 2024), 5)
    assert "not affiliated" in SELF_CHECK


def test_every_line_names_its_evidence_when_it_passes() -> None:
    for one in (*checked().lines, *checked().distinction):
        assert one.source or one.id == "rounding", one.id
    satisfied = line(checked(), "satisfaction")
    assert satisfied.source == (f"2025.csv (SHA-256 {'ab' * 32})",)
    assert satisfied.figures == (("relations: overall", "4.53 on 1 to 5 from 816 answers, 95% interval 4.49 to 4.57"),)


def test_nothing_at_all_is_not_proved_and_never_fails() -> None:
    found = checked(Voice(), audits={}, categories=())
    assert {one.verdict for one in found.lines} == {"not proved"} | {line(found, "rounding").verdict}
    assert found.verdict == "not proved"
    assert all(one.missing for one in found.lines)


def test_an_index_below_fails_the_year_and_the_whole() -> None:
    low = ready(surveys=(fielded(answers(satisfied={5: 10, 4: 8, 3: 8, 1: 4})),))
    found = checked(low)
    assert line(found, "satisfaction").verdict == line(found, "categories").verdict == found.verdict == "fail"
    assert line(found, "recommendation").verdict == "pass"


def test_a_year_that_is_not_over_cannot_fail_yet() -> None:
    low = ready(surveys=(fielded(answers(months=(1, 2), satisfied={3: 40})),))
    found = checked(low, today=dt.date(2025, 3, 1))
    assert line(found, "satisfaction").verdict == "not proved"
    assert "the year is not over" in line(found, "satisfaction").found
    assert line(found, "full_year").missing


@pytest.mark.parametrize(
    ("levels", "verdict", "told"),
    [
        ({5: 1000, 4: 3000, 3: 1000}, "pass with remarks", "at 4.0"),
        ({5: 1000, 4: 3000, 3: 1001}, "fail", "below 4.0"),
        ({5: 1001, 4: 3000, 3: 1000}, "pass with remarks", "above 4.0"),
    ],
)
def test_next_to_4_the_unrounded_value_decides_and_is_told(levels: dict[int, int], verdict: Verdict, told: str) -> None:
    found = checked(ready(surveys=(fielded(answers(satisfied=levels, categories=("One",))),)), categories=("One",))
    assert line(found, "satisfaction").verdict == verdict
    assert told in line(found, "satisfaction").found
    assert line(found, "rounding").verdict == "pass with remarks"


def test_the_strict_variant_takes_the_lower_end() -> None:
    near = ready(surveys=(fielded(answers(satisfied={5: 5, 4: 3, 3: 1, 1: 1}, categories=("One",))),))
    plain = line(checked(near, categories=("One",)), "satisfaction")
    strict = line(checked(near, categories=("One",), strict=True), "satisfaction")
    assert (plain.verdict, strict.verdict) == ("pass with remarks", "not proved")
    assert "the interval begins at 3.8" in plain.found
    assert "the lower end of its interval is 3.8" in strict.found
    assert checked(strict=True).verdict == "pass"


def test_missing_months_and_thin_waves_are_gaps() -> None:
    found = checked(ready(surveys=(fielded(answers(months=(1, 2, 3, 5, 6, 7, 8, 9))),)))
    assert line(found, "full_year").verdict == "not proved"
    assert "satisfaction: no answers in April, October, November and December" in line(found, "full_year").found
    assert line(found, "waves").verdict == "not proved"
    thin = [*answers(months=range(1, 10)), *answers(months=(10, 11, 12), satisfied={5: 4}, recommending={5: 4})]
    wave = line(checked(ready(surveys=(fielded(thin),))), "waves")
    assert wave.verdict == "not proved"
    assert "fewer than 30 answers in 2025 Q4" in wave.found


def test_a_yearly_survey_beside_a_quarterly_one_does_not_keep_four_waves_from_being_proved() -> None:
    yearly = msgspec.structs.replace(SURVEY, id="yearly", waves="year")
    once = Fielded(yearly, (file_of(answers(months=(5,)), "y.csv", survey="yearly"),))
    audits = {"relations": audit(), "yearly": audit()}
    both = ready(surveys=(fielded(), once))
    waves = line(checked(both, audits=audits), "waves")
    assert waves.verdict == "pass with remarks"
    assert "yearly: overall: 1 wave, beside one with 4" in waves.found
    assert line(checked(both, audits=audits, surveys=("relations",)), "waves").verdict == "pass"
    alone = line(checked(both, audits=audits, surveys=("yearly",)), "waves")
    assert (alone.verdict, alone.found) == (
        "not proved",
        "satisfaction is not measured in four waves; recommendation is not measured in four waves",
    )
    only = [cell for cell in answers() if cell.question == "overall"]
    half = line(checked(ready(surveys=(fielded(only), once)), audits=audits), "waves")
    assert (half.verdict, half.missing) == ("not proved", "30 answers and more in four waves about recommendation")


def test_a_survey_of_staff_or_none_cannot_be_entered() -> None:
    staff = msgspec.structs.replace(SURVEY, id="staff", asks="staff")
    both = ready(surveys=(fielded(), fielded(None, staff)))
    with pytest.raises(UserError, match="'Staff' asks staff"):
        checked(both, surveys=("Staff",))
    entered = line(checked(both, surveys=("relations",)), "customers_only")
    assert dict(entered.figures)["surveys of staff kept apart"] == "1", "it stands beside them"
    with pytest.raises(UserError, match="no survey of customers is there"):
        checked(Voice(), surveys=("relations",))


def test_what_is_missing_is_said_without_commands_which_stand_beside_it() -> None:
    found = (checked(Voice(), audits={}, categories=()), checked(ready(windows=(), checked=(), award_years=())))
    every = [one for each in found for one in (*each.lines, *each.distinction)]
    assert not [one.missing for one in every if "cxdna" in one.missing or "`" in one.missing]
    assert {one.id for one in every if one.command} >= {"window", "custody", "satisfaction", "five_years"}
    assert all(one.command.startswith("cxdna ") for one in every if one.command)


def test_a_window_fixed_late_is_a_remark_and_none_a_gap() -> None:
    late = msgspec.structs.replace(WINDOW, fixed=dt.date(2025, 3, 1))
    assert line(checked(ready(windows=(late,))), "window").verdict == "pass with remarks"
    assert line(checked(ready(windows=())), "window").verdict == "not proved"
    other = msgspec.structs.replace(WINDOW, purpose="reporting")
    assert line(checked(ready(windows=(other,))), "window").verdict == "not proved"


def test_a_survey_of_satisfaction_alone_does_not_prove_loyalty() -> None:
    one = msgspec.structs.replace(SURVEY, questions=SURVEY.questions[:1])
    kept = [cell for cell in answers() if cell.question == "overall"]
    found = checked(ready(surveys=(fielded(kept, one),)))
    assert line(found, "both_measured").verdict == line(found, "recommendation").verdict == "not proved"


def test_categories_of_the_data_need_somebody_to_say_that_they_are_all() -> None:
    open_line = ready(checked=checklist(categories_apply=""))
    assert line(checked(open_line, categories=()), "categories").verdict == "pass with remarks"
    assert line(checked(open_line), "categories").verdict == "pass"
    assert line(checked(categories=()), "categories").verdict == "pass"
    named = line(checked(categories=("field_service", "Account management")), "categories")
    assert named.verdict == "not proved"
    assert "Account management" in named.missing


def test_categories_that_are_not_all_fail_the_line_whatever_was_named() -> None:
    for named in (CATEGORIES, ()):
        missing = line(checked(ready(checked=checklist(categories_apply="no")), categories=named), "categories")
        assert (missing.verdict, "not all that apply" in missing.found) == ("fail", True)
        partly = line(checked(ready(checked=checklist(categories_apply="partly")), categories=named), "categories")
        assert partly.verdict == "pass with remarks"
    customers = line(checked(ready(checked=checklist(customers_only="partly"))), "customers_only")
    assert customers.verdict == "pass with remarks"


def test_each_survey_of_the_year_needs_a_window_and_the_last_one_fixed_counts() -> None:
    other = msgspec.structs.replace(SURVEY, id="other")
    surveys = (fielded(), Fielded(other, (file_of(answers(), "o.csv", survey="other"),)))
    own = msgspec.structs.replace(WINDOW, survey="relations")
    audits = {"relations": audit(), "other": audit()}
    found = line(checked(ready(surveys=surveys, windows=(own,)), audits=audits), "window")
    assert (found.verdict, found.found) == ("not proved", "no award window for 2025 was fixed for other")
    late = msgspec.structs.replace(WINDOW, name="late", survey="other", fixed=dt.date(2025, 6, 1))
    found = line(checked(ready(surveys=surveys, windows=(own, late)), audits=audits), "window")
    assert (found.verdict, "late was fixed on 1 June 2025" in found.found) == ("pass with remarks", True)


def test_a_small_category_stays_hidden_with_another() -> None:
    few = answers(months=(1,), satisfied={5: 3}, recommending={5: 3}, categories=("Repairs",))
    more = answers(months=(1,), categories=("Field service",))
    found = line(checked(ready(surveys=(fielded([*answers(), *few, *more]),)), categories=()), "categories")
    assert dict(found.figures)["Repairs, relations: overall"] == "too few answers to show"
    hidden = [name for name, text in found.figures if text == "too few answers to show"]
    assert len(hidden) == 4, "one more of each question has to hide, or the total gives it away"
    assert found.verdict == "not proved"


def test_another_scale_is_named_with_the_image_of_4() -> None:
    ten = Scale(low=1, high=10)
    questions = (msgspec.structs.replace(SURVEY.questions[0], scale=ten), SURVEY.questions[1])
    voice = ready(
        surveys=(fielded(answers(satisfied={10: 20, 9: 12}), msgspec.structs.replace(SURVEY, questions=questions)),)
    )
    scales = line(checked(voice), "scales")
    assert scales.verdict == "pass with remarks"
    assert dict(scales.figures)["relations: overall"].startswith("1 to 10: 4.0 is 7.75 there")
    assert (
        "9.63 on its own scale of 1 to 10" in dict(line(checked(voice), "satisfaction").figures)["relations: overall"]
    )


def test_a_year_on_two_scales_without_a_bridge_proves_nothing() -> None:
    earlier = (Earlier(until="2025-06", scale=Scale(low=0, high=10)),)
    questions = (msgspec.structs.replace(SURVEY.questions[0], earlier=earlier), SURVEY.questions[1])
    found = checked(ready(surveys=(fielded(None, msgspec.structs.replace(SURVEY, questions=questions)),)))
    assert line(found, "scales").verdict == line(found, "satisfaction").verdict == "not proved"
    assert "different scales" in line(found, "satisfaction").found


def test_answers_of_staff_are_counted_and_left_out() -> None:
    staff = cells({5: 9}, 202505, "overall", standing="staff")
    undated = [
        msgspec.structs.replace(cell, month=0, wave="") for cell in cells({5: 2}, 202505, "overall", standing="staff")
    ]
    found = line(checked(ready(surveys=(fielded([*answers(), *staff, *undated]),))), "customers_only")
    assert found.verdict == "pass"
    assert dict(found.figures)["answers of staff left out"] == "11"


def test_without_a_rule_that_tells_staff_somebody_has_to_show_it() -> None:
    bare = msgspec.structs.replace(SURVEY, exclude=(), independent=False, conducted_by="")
    surveys = (fielded(None, bare),)
    assert line(checked(ready(surveys=surveys)), "customers_only").verdict == "pass with remarks"
    open_line = checklist(customers_only="")
    assert line(checked(ready(surveys=surveys, checked=open_line)), "customers_only").verdict == "not proved"
    denied = checklist(customers_only="no")
    assert line(checked(ready(surveys=surveys, checked=denied)), "customers_only").verdict == "fail"


def test_staff_surveys_make_no_index() -> None:
    staff = msgspec.structs.replace(SURVEY, asks="staff")
    found = checked(ready(surveys=(fielded(None, staff),)))
    assert line(found, "satisfaction").verdict == "not proved"
    assert dict(line(found, "customers_only").figures)["surveys of staff kept apart"] == "1"


def test_what_the_survey_audit_found_weighs_by_its_gravity() -> None:
    def verdicts(**results: str) -> tuple[Verdict, Verdict]:
        found = checked(audits={"relations": audit(results)})
        return line(found, "instrument").verdict, line(found, "responses").verdict

    assert verdicts(begging="finding") == ("pass", "fail")
    assert verdicts(anchors="finding") == ("pass with remarks", "pass")
    assert verdicts(careless="remark", cues="not proved") == ("not proved", "pass with remarks")
    assert verdicts(length="not proved") == ("pass with remarks", "pass")
    assert line(checked(audits={}), "instrument").verdict == "not proved"


def test_checklist_lines_need_evidence() -> None:
    bare = [msgspec.structs.replace(one, evidence="") for one in checklist()]
    found = line(checked(ready(checked=tuple(bare))), "custody")
    assert found.verdict == "not proved"
    assert found.missing == "signed declarations and the rule of retention"
    assert found.command == 'cxdna award answer custody yes --year 2025 --evidence "WHERE IT LIES"'
    assert line(checked(ready(checked=checklist(custody="partly"))), "custody").verdict == "pass with remarks"
    assert checked(ready(checked=checklist(custody="no"))).verdict == "fail"
    assert line(checked(ready(checked=checklist(2024))), "custody").verdict == "not proved"


def test_a_unit_is_judged_by_its_own_answers() -> None:
    both = [*answers(), *answers(satisfied={5: 1, 2: 40}, unit="Airport")]
    voice = ready(surveys=(fielded(both),))
    assert line(checked(voice, unit="harbour"), "satisfaction").verdict == "pass"
    airport = checked(voice, unit="Airport")
    assert (airport.unit, line(airport, "satisfaction").verdict) == ("Airport", "fail")
    assert "under `cuts:`" in line(airport, "categories").found
    assert airport.award_years == ()
    with pytest.raises(UserError, match="did you mean 'Harbour'"):
        checked(voice, unit="Harbor")


def test_a_unit_beside_a_small_one_stays_hidden() -> None:
    three = answers(months=(1,), satisfied={5: 3}, recommending={5: 3}, categories=("Repairs",), unit="Kiosk")
    found = checked(ready(surveys=(fielded([*answers(), *three]),)), unit="Harbour")
    satisfied = line(found, "satisfaction")
    assert (satisfied.verdict, dict(satisfied.figures)) == (
        "not proved",
        {"relations: overall": "too few answers to show"},
    )


def test_a_unit_that_no_survey_knows_is_said() -> None:
    with pytest.raises(UserError, match="has a column of units"):
        checked(Voice(), unit="Harbour")


def test_five_years_in_a_row() -> None:
    def five(*years: int) -> tuple[Verdict, int]:
        noted = tuple(AwardYear(data_year=year, award_year=year + 1) for year in years)
        found = checked(ready(award_years=noted))
        return line(found, "five_years").verdict, found.consecutive

    assert five(2021, 2022, 2023, 2024, 2025) == ("pass", 5)
    assert five(2020, 2021, 2022, 2023, 2024) == ("pass", 5)
    assert five(2019, 2020, 2021, 2023, 2024) == ("fail", 2)
    assert five() == ("not proved", 0)


def test_training_that_the_register_does_not_bear_out_gets_a_remark() -> None:
    found = line(checked(ready(training=())), "relationship_training")
    assert found.verdict == "pass with remarks"
    assert "no valid training" in found.found
    assert dict(line(checked(), "relationship_training").figures)["training register"].startswith("1 of 4 people")


def test_the_share_without_training_is_what_is_missing() -> None:
    def missing(people: int, **more: Any) -> str:
        voice = ready(facing=Facing(people=people, on=dt.date(2026, 1, 10)), **more)
        left = tuple(one for one in voice.checked if one.check != "relationship_training")
        found = line(checked(msgspec.structs.replace(voice, checked=left)), "relationship_training")
        assert found.verdict == "not proved"
        return found.missing

    proof = "a yes with its evidence: curriculum and attendance"
    assert missing(4) == f"a valid training of 3 of 4 people who deal with customers; and {proof}"
    assert missing(8) == f"a valid training of 7 of 8 people who deal with customers (88%); and {proof}"
    assert missing(1) == f"{proof}; the register shows everybody trained"
    assert missing(4, training=()) == "curriculum and attendance, or the training register"


VERDICTS = st.sampled_from(("pass", "pass with remarks", "not proved", "fail"))


@given(st.lists(VERDICTS, max_size=8))
def test_a_gap_is_never_a_pass_and_a_failure_always_one(verdicts: list[Verdict]) -> None:
    whole = overall(Line(id="x", rule="r", found="f", verdict=one) for one in verdicts)
    assert (whole == "fail") == ("fail" in verdicts)
    if "not proved" in verdicts or not verdicts:
        assert whole not in {"pass", "pass with remarks"}
    else:
        assert (whole == "pass") == (set(verdicts) == {"pass"})


def test_the_order_of_surveys_makes_no_difference() -> None:
    second = msgspec.structs.replace(SURVEY, id="projects", title="Projects")
    surveys = (fielded(), fielded(None, second))
    audits = {"relations": audit(), "projects": audit()}
    one, other = checked(ready(surveys=surveys), audits=audits), checked(ready(surveys=surveys[::-1]), audits=audits)
    assert [each.verdict for each in one.lines] == [each.verdict for each in other.lines]


def test_the_day_after_the_year_it_is_over() -> None:
    assert checked(today=dt.date(2026, 1, 1)).verdict == checked(today=TODAY).verdict == "pass"
    assert checked(today=dt.date(2025, 12, 31)).verdict == "not proved"
