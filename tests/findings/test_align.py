"""The assessment beside surveys: gaps, parts as customers see them, and claims without results, each by its rule."""

from __future__ import annotations

import datetime as dt
import math
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from cxdna.findings.align import align
from cxdna.findings.find import find
from cxdna.findings.model import Alignment, Item
from cxdna.scores.model import Assessed
from cxdna.scores.score import score
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Earlier, Window
from tests.findings.voices import FIVE, TEN, fielded, question, voice
from tests.scores import building

YEAR = Span(202512, 202611, "the year")
MONTH = 202606


def assessed(**levels: float) -> Assessed:
    """Return an assessment with a part for each name, which has one question: a has a1."""
    book = building.playbook(*(building.part(name) for name in levels))
    asked = building.questionnaire(*(building.question(f"{name}1", name) for name in levels))
    answers = building.answers({f"{name}1": level for name, level in levels.items()})
    return Assessed(book, asked, answers, score(book, asked, answers))


def care(*asked: Any, **more: Any) -> Fielded:
    """Return a survey of customers: pairs of a question and how many gave each score in one month."""
    return fielded("care", tuple(one for one, _ in asked), {(one.id, MONTH): said for one, said in asked}, **more)


def staff(*asked: Any) -> Fielded:
    said = {(one.id, MONTH): levels for one, levels in asked}
    return fielded("staff", tuple(one for one, _ in asked), said, asks="staff")


def found(now: Assessed, *surveys: Fielded, **more: Any) -> Alignment:
    made = align(now, voice(*surveys, **more), YEAR)
    assert made is not None
    return made


def only(items: tuple[Item, ...]) -> Item:
    (item,) = items
    return item


# --------------------------------------------------------------------------------------------------------------- items


def test_the_gap_is_customers_less_staff_with_the_interval_of_welch() -> None:
    # Means 3 and 4; variances 2 * 60/119 and 1.5 * 20/59, by hand.
    customers = {2: 30, 3: 60, 4: 30}
    inside = {3: 10, 4: 40, 5: 10}
    item = only(
        found(
            assessed(a=4),
            care((question("q", item="kept"), customers)),
            staff((question("s", item="kept"), inside)),
        ).items
    )
    assert (item.id, item.gap, item.customers.n, item.customers.value) == ("kept", Fraction(-1), 120, Fraction(3))
    assert item.staff is not None
    assert (item.staff.n, item.staff.value, item.staff.word) == (60, Fraction(4), "indicative")
    error = math.sqrt((60 / 119) / 120 + (20 / 59) / 60)
    assert item.interval is not None
    half = (item.interval.high - item.interval.low) / 2
    assert (item.interval.high + item.interval.low) / 2 == pytest.approx(-1)
    assert 1.97 * error < half < 1.99 * error  # t with some 137 degrees of freedom


def test_a_scale_of_another_length_stands_on_1_to_5() -> None:
    item = only(
        found(
            assessed(a=4),
            care((question("q", "recommendation", TEN, item="kept"), {5: 100, 10: 100})),
            staff((question("s", item="kept"), {4: 30, 5: 10})),
        ).items
    )
    assert item.customers.value == Fraction(4)
    assert item.gap == Fraction(4) - Fraction(17, 4)


@pytest.mark.parametrize(
    ("levels", "n", "value", "hidden"),
    [
        ({4: 4}, None, None, "fewer than 5 answered"),
        ({4: 29}, 29, None, "fewer than 30 answered: no score"),
        ({4: 30}, 30, Fraction(4), ""),
    ],
)
def test_few_customers_have_no_score_and_fewer_than_five_are_not_told_of(
    levels: dict[int, int], n: int | None, value: Fraction | None, hidden: str
) -> None:
    alignment = found(
        assessed(a=4),
        care((question("q", item="kept"), levels)),
        staff((question("s", item="kept"), {3: 20, 5: 20})),
    )
    item = only(alignment.items)
    assert (item.customers.n, item.customers.value, item.customers.hidden) == (n, value, hidden)
    assert (item.gap is None) == (value is None)


def test_fewer_than_five_of_staff_are_not_told_of_and_more_have_a_mean() -> None:
    asked = question("q", item="kept")
    said = {3: 50, 4: 50}
    four = only(found(assessed(a=4), care((asked, said)), staff((question("s", item="kept"), {5: 4}))).items)
    five = only(found(assessed(a=4), care((asked, said)), staff((question("s", item="kept"), {5: 4, 4: 1}))).items)
    assert four.staff is not None
    assert (four.staff.n, four.staff.value, four.gap) == (None, None, None)
    assert five.staff is not None
    assert (five.staff.n, five.staff.value) == (5, Fraction(24, 5))


def test_an_item_has_the_levels_of_its_practices_or_else_of_its_part() -> None:
    now = assessed(a=4, b=2)
    said = {3: 60, 4: 60}
    items = {
        one.id: one
        for one in found(
            now,
            care(
                (question("by_practice", practices=("a1", "nobody_asks_this")), said),
                (question("by_part", parts=("b",)), said),
                (question("by_nothing"), said),
            ),
        ).items
    }
    assert {name: [(one.id, one.as_answered) for one in item.levels] for name, item in items.items()} == {
        "care/by_practice": [("a1", Fraction(4))],
        "care/by_part": [("b", Fraction(2))],
    }
    assert items["care/by_practice"].parts == ("a",)
    assert items["care/by_practice"].apart == Fraction(4) - Fraction(7, 2)


def test_of_several_surveys_the_question_with_most_answers_speaks_for_an_item() -> None:
    other = fielded("other", (question("o", item="kept"),), {("o", MONTH): {1: 200}})
    alignment = found(
        assessed(a=4), care((question("q", item="kept"), {5: 100})), other, staff((question("s", item="kept"), {4: 9}))
    )
    assert (only(alignment.items).customers.survey, only(alignment.items).customers.value) == ("other", Fraction(1))
    assert [one.key for one in alignment.heard] == ["care/q", "other/o"]


def test_answers_outside_of_the_months_do_not_count() -> None:
    said = {("q", MONTH): {5: 40}, ("q", 202412): {1: 400}}
    alignment = found(assessed(a=4), fielded("care", (question("q", parts=("a",)),), said))
    (part,) = alignment.parts
    assert (part.value, part.n) == (Fraction(5), 40)


def test_a_question_whose_scale_changed_is_named_and_the_others_are_told() -> None:
    changed = question("changed", scale=FIVE, earlier=(Earlier(until="2026-05", scale=TEN),))
    said = {("changed", MONTH): {5: 40}, ("changed", 202605): {10: 40}, ("same", MONTH): {5: 40}}
    alignment = found(assessed(a=4), fielded("care", (changed, question("same")), said))
    assert [one.question for one in alignment.heard] == ["same"]
    ((name, why),) = alignment.untold
    assert (name, "different scales" in why) == ("care/changed", True)


def test_nothing_stands_beside_an_assessment_without_customers() -> None:
    now = assessed(a=4)
    assert align(now, voice(staff((question("s", item="kept"), {4: 50}))), YEAR) is None
    assert align(now, voice(), None) is None


# --------------------------------------------------------------------------------------------------------------- parts


def test_a_part_is_the_mean_of_its_questions_whatever_their_numbers() -> None:
    (part,) = found(
        assessed(a=4),
        care(
            (question("few", parts=("a",)), {2: 15, 4: 15}),
            (question("many", parts=("a",)), {4: 300, 5: 300}),
        ),
    ).parts
    assert (part.value, part.n, part.of) == (Fraction(15, 4), 630, ("care/few", "care/many"))
    assert part.word == "indicative"


def test_questions_of_one_survey_add_their_errors_and_those_of_two_their_variances() -> None:
    said = {3: 200, 4: 200, 5: 200}
    asked = question("q", parts=("a",)), question("r", parts=("a",))
    one = found(assessed(a=4), care(*((each, said) for each in asked)))
    two = found(assessed(a=4), care((asked[0], said)), fielded("other", asked[1:], {("r", MONTH): said}))
    alone = one.heard[0].index.interval
    assert alone is not None
    widths = [each.parts[0].interval for each in (one, two)]
    assert widths[0] is not None
    assert widths[1] is not None
    # Answered by the same people, two questions are no surer than one; by others, surer by the root of two.
    assert widths[0].high - widths[0].low == pytest.approx(alone.high - alone.low)
    assert widths[1].high - widths[1].low == pytest.approx((alone.high - alone.low) / math.sqrt(2))


def test_satisfaction_and_recommendation_are_never_averaged() -> None:
    said = {4: 100}
    (part,) = found(
        assessed(a=4),
        care(
            (question("likely", "recommendation", TEN, parts=("a",)), {10: 100}),
            (question("content", parts=("a",)), said),
        ),
    ).parts
    assert (part.about, part.value, part.of, part.left_out) == (
        "satisfaction",
        Fraction(4),
        ("care/content",),
        ("care/likely",),
    )


def test_a_part_of_which_fewer_than_five_said_anything_tells_nothing_of_them() -> None:
    (part,) = found(assessed(a=4), care((question("q", parts=("a",)), {1: 4}))).parts
    assert (part.n, part.value, part.interval, part.of) == (None, None, None, ())


# -------------------------------------------------------------------------------------------------------------- claims


@pytest.mark.parametrize(
    ("levels", "reason"),
    [
        ({4: 100}, ""),
        ({3: 1, 4: 300}, "customers see it at 3.997, below 4.0"),
        ({5: 99}, "too few customers answered for more than an indication"),
        ({5: 29}, "fewer than 30 customers answered what belongs to it"),
    ],
)
def test_a_claim_of_level_4_wants_a_reported_index_of_4_unrounded(levels: dict[int, int], reason: str) -> None:
    alignment = found(assessed(a=4, b=3.5), care((question("q", parts=("a", "b")), levels)))
    assert [(one.id, one.questions, one.reason) for one in alignment.unbacked] == (
        [("unbacked:a", ("a1",), reason)] if reason else []
    )


def test_a_claim_of_what_customers_are_not_asked_is_flagged() -> None:
    alignment = found(assessed(a=5, b=3), care((question("q", parts=("b",)), {5: 200})))
    assert [(one.part, one.reason) for one in alignment.unbacked] == [
        ("a", "customers are asked nothing that belongs to it")
    ]


# ----------------------------------------------------------------------------------------------------------- perception


@pytest.mark.parametrize(
    ("inside", "clear"),
    [
        ({4: 300, 3: 300}, True),  # half a point above
        ({4: 299, 3: 301}, False),  # a little less
        ({5: 3, 2: 2}, False),  # as much above, by chance
        ({1: 300}, False),  # below
    ],
)
def test_what_staff_see_half_a_point_better_beyond_chance_is_a_finding(inside: dict[int, int], clear: bool) -> None:
    now = assessed(a=2)
    alignment = found(
        now,
        care((question("q", item="kept", text="They keep their word", practices=("a1",)), {2: 100, 3: 400, 4: 100})),
        staff((question("s", item="kept"), inside)),
    )
    findings = find(now.scores, now.playbook, now.questionnaire, alignment=alignment)
    assert [(one.id, one.seen_by, one.closes) for one in findings.perception] == (
        [("perception:kept", "staff", ("a1",))] if clear else []
    )
    if clear:
        (gap,) = findings.perception
        assert (gap.difference, gap.others, gap.customers) == (Fraction(1, 2), Fraction(7, 2), Fraction(3))
        assert gap.interval is not None
        assert 0 < gap.interval.low < 0.5 < gap.interval.high


def test_without_staff_a_level_above_all_that_customers_may_say_is_one_too() -> None:
    def seen(level: float) -> list[str]:
        asked = question("q", practices=("a1",))
        return [one.seen_by for one in found(assessed(a=level), care((asked, {2: 100, 4: 100}))).perception]

    assert seen(4) == ["assessment"]
    assert seen(3.25) == []
    assert seen(2) == []


def test_findings_without_surveys_are_as_they_were() -> None:
    now = assessed(a=4)
    plain = find(now.scores, now.playbook, now.questionnaire)
    assert (plain.unbacked, plain.perception) == ((), ())
    assert not {"unbacked", "perception"} & set(msgspec.to_builtins(plain, enc_hook=str))


# ---------------------------------------------------------------------------------------------- months without answers


def late_window() -> Window:
    return Window(name="late", purpose="reporting", first=202609, last=202611, fixed=dt.date(2026, 9, 1))


def once(name: str, month: int, *asked: Any, **more: Any) -> Fielded:
    said = {(one.id, month): {3: 60, 4: 60} for one in asked}
    return fielded(name, asked, said, **more)


def told(now: Assessed, *surveys: Fielded, span: Span | None = None, **more: Any) -> Alignment:
    made = align(now, voice(*surveys, **more), span)
    assert made is not None
    return made


def on_20_november(**levels: float) -> Assessed:
    now = assessed(**levels)
    head = msgspec.structs.replace(now.answers.assessment, date=dt.date(2026, 11, 20))
    return msgspec.structs.replace(now, answers=msgspec.structs.replace(now.answers, assessment=head))


def test_a_short_window_takes_no_survey_away_that_was_answered_before_or_after_it() -> None:
    here = once("here", 202610, question("h", parts=("a",)))
    before = once("before", 202603, question("b", parts=("b",)))
    inside = once("inside", 202604, question("s", item="here/h"), asks="staff")
    found = told(on_20_november(a=4, b=4), here, before, inside, windows=(late_window(),))
    assert found.span.label == "late, Sep 2026 to Nov 2026"
    assert [(one.survey, one.index.span.label) for one in found.heard] == [
        ("here", "late, Sep 2026 to Nov 2026"),
        ("before", "Apr 2025 to Mar 2026"),
    ]
    assert [one.part for one in found.parts] == ["a", "b"]
    both = told(on_20_november(a=4), here, once("many", 202603, question("m", parts=("a",))), windows=(late_window(),))
    assert [(one.of, one.left_out) for one in both.parts] == [(("here/h",), ("many/m",))]
    staff_said = next(one.staff for one in found.items if one.id == "here/h")
    assert staff_said is not None
    assert (staff_said.n, staff_said.span.label) == (120, "May 2025 to Apr 2026")

    early = msgspec.structs.replace(late_window(), first=202601, last=202603)
    found = told(on_20_november(a=4, b=4), here, before, inside, windows=(early,))
    assert {one.survey: one.index.span.last for one in found.heard} == {"here": 202610, "before": 202603}
    assert next(one.staff.span.last for one in found.items if one.staff) == 202604


def test_where_no_survey_has_answers_in_the_window_the_months_are_those_of_the_answers() -> None:
    found = told(on_20_november(a=4), once("here", 202603, question("h", parts=("a",))), windows=(late_window(),))
    assert (found.span.first, found.span.last) == (202504, 202603)
    assert found.untold == ()


def test_of_months_that_were_asked_for_it_says_who_has_no_answers_in_them_and_when_the_last_came() -> None:
    here = once("here", 202601, question("h", item="kept", parts=("a",)))
    other = once("other", 202609, question("o", parts=("b",)))
    never = fielded("never", (question("n", parts=("c",)),), {})
    inside = once("inside", 202609, question("s", item="kept"), asks="staff")
    quarter = Span(202601, 202603, "first quarter")
    found = told(on_20_november(a=4, b=4, c=4, d=4), here, other, never, inside, span=quarter)
    assert [one.survey for one in found.heard] == ["here"]
    assert found.untold == (("other", "no answers in these months (last: Sep 2026)"),)
    side = next(one.staff for one in found.items if one.id == "kept")
    assert side is not None
    assert (side.n, side.value, side.hidden) == (0, None, "no answers in these months (last: Sep 2026)")
    assert {one.part: one.reason for one in found.unbacked if one.part != "a"} == {
        "b": "what customers are asked of it has no answers in these months (last: Sep 2026)",
        "c": "what customers are asked of it has no answers yet",
        "d": "customers are asked nothing that belongs to it",
    }


def test_what_comes_after_the_day_of_the_assessment_changes_nothing() -> None:
    here = once("here", 202610, question("h", item="kept", parts=("a",)))
    later = once("later", 202612, question("l", item="kept"), asks="staff")
    found = told(on_20_november(a=4), here, later)
    side = next(one.staff for one in found.items if one.id == "kept")
    assert side is not None
    assert (side.n, side.hidden) == (0, "no answers yet")
