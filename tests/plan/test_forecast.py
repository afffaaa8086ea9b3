"""The scores to come: by quarter, from what each action lifts, and by the rules of scoring."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.plan.forecast import (
    as_agreed,
    change_words,
    changes,
    condition,
    derivation,
    forecast,
    is_mixed,
    quarter_end,
    quarter_label,
    summary,
)
from cxdna.plan.model import Action, Forecast, Lift
from cxdna.scores.model import Scores
from cxdna.scores.score import score
from tests.plan.drafting import ASKED, BOOK, EVERYTHING, said, scored
from tests.scores.building import answers

MARCH, APRIL, JUNE = dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2027, 6, 10)


def action(action_id: str, due: dt.date | None, *closes: str, to: float | None = 3, **fields: str) -> Action:
    whole = {"title": f"Action {action_id}", **fields}
    return Action(id=action_id, closes=closes, to_level=to, due=due, **whole)  # type: ignore[arg-type]


def foreseen(*actions: Action, scores: Scores | None = None) -> Forecast:
    found = forecast(scores or scored(), BOOK, ASKED, actions)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "end", "label"),
    [
        (dt.date(2027, 1, 1), dt.date(2027, 3, 31), "Jan to Mar 2027"),
        (MARCH, MARCH, "Jan to Mar 2027"),
        (APRIL, dt.date(2027, 6, 30), "Apr to Jun 2027"),
        (dt.date(2028, 12, 31), dt.date(2028, 12, 31), "Oct to Dec 2028"),
    ],
)
def test_quarters_are_those_of_the_calendar(day: dt.date, end: dt.date, label: str) -> None:
    assert quarter_end(day) == end
    assert quarter_label(end) == label


def test_each_quarter_in_which_something_ends_is_a_step() -> None:
    found = foreseen(action("a2", APRIL, "b1"), action("a1", MARCH, "a1"), action("a3", dt.date(2027, 12, 1), "c1"))
    assert [one.label for one in found.steps] == ["Jan to Mar 2027", "Apr to Jun 2027", "Oct to Dec 2027"]
    assert [one.lifts for one in found.steps] == [
        (Lift(action=name, lifts=what, before=Fraction(1), after=Fraction(3)),)
        for name, what in (("a1", "a1"), ("a2", "b1"), ("a3", "c1"))
    ]
    # A question is a third of its part; a is a quarter of the whole, as b is, and c a half.
    assert [one.whole for one in found.steps] == [Fraction(7, 6), Fraction(8, 6), Fraction(10, 6)]
    assert found.end == Fraction(10, 6)
    assert dict(found.steps[0].parts) == {"p": Fraction(4, 3), "a": Fraction(5, 3), "b": 1, "c": 1}


def test_agreed_actions_count_and_proposed_ones_where_none_is_agreed() -> None:
    proposed, agreed = action("a1", MARCH, "a1"), action("a2", MARCH, "b1", status="blocked")
    assert [lift.action for lift in foreseen(proposed, agreed).steps[0].lifts] == ["a2"]
    assert [lift.action for lift in foreseen(proposed).steps[0].lifts] == ["a1"]
    assert condition([proposed]) == "if the one proposed action is agreed and holds"
    assert condition([proposed, proposed]) == "if the 2 proposed actions are agreed and hold"
    assert condition([proposed, agreed]) == "if the one agreed action holds"
    assert condition([agreed, proposed, agreed]) == "if the 2 agreed actions hold"
    assert (is_mixed([proposed, agreed]), is_mixed([proposed]), is_mixed([agreed])) == (True, False, False)
    both = foreseen(*as_agreed([proposed, agreed]))
    assert {lift.action for lift in both.steps[0].lifts} == {"a1", "a2"}


def test_what_changes_is_said_by_part_what_rises_most_first() -> None:
    scores = scored({"a1": 1.0, "c1": 2.0})
    found = foreseen(action("a1", MARCH, "a"), action("a2", MARCH, "c1"), scores=scores)
    said = changes(found, scores)
    assert [(one.part, one.before, one.after) for one in said] == [("a", 1, 3), ("c", Fraction(4, 3), Fraction(5, 3))]
    assert change_words(said, 1) == "A 1.0 to 3.0 and 1 more"
    assert change_words(said, 2) == "A 1.0 to 3.0, C 1.3 to 1.7"
    assert changes(foreseen(action("a1", None, "a"), scores=scores), scores) == ()


def test_nothing_is_lowered_and_nothing_without_a_day_or_a_level_counts() -> None:
    scores = scored({"a1": 4.0})
    found = foreseen(
        action("a1", MARCH, "a1"), action("a2", None, "b1"), action("a3", MARCH, "c1", to=None), scores=scores
    )
    assert [one.lifts for one in found.steps] == [()]
    assert found.end == found.now
    assert "No score is lifted" in derivation(found.steps[0], found.now, {})[0]


def test_a_part_is_lifted_as_a_whole_and_a_question_in_it_with_it_only_where_it_is_named_first() -> None:
    for closes in (("a",), ("a", "a1", "a2", "a3")):
        whole = foreseen(action("a1", MARCH, *closes, to=2))
        assert [lift.lifts for lift in whole.steps[0].lifts] == ["a"]
        assert dict(whole.steps[0].parts)["a"] == 2
    question = foreseen(action("a1", MARCH, "a1", "a", to=4))
    assert [lift.lifts for lift in question.steps[0].lifts] == ["a1"]
    assert dict(question.steps[0].parts)["a"] == 2


def test_a_part_is_not_lifted_beyond_what_is_closed_in_it() -> None:
    some = foreseen(action("a1", MARCH, "a", "a1", "a3", to=2))
    assert [lift.lifts for lift in some.steps[0].lifts] == ["a1", "a3"]
    assert dict(some.steps[0].parts)["a"] == Fraction(5, 3), "a2 stays where it is"
    rest = foreseen(action("a1", MARCH, "a", "a1", "a3", to=2), scores=scored({"a2": 2.0}))
    assert [lift.lifts for lift in rest.steps[0].lifts] == ["a"], "all below the level are named"
    phase = foreseen(action("a1", MARCH, "p", "a1", to=2))
    assert [lift.lifts for lift in phase.steps[0].lifts] == ["a1"]


def test_a_part_that_was_lifted_goes_on_with_its_questions() -> None:
    found = foreseen(action("a1", MARCH, "a", to=2), action("a2", APRIL, "a1", to=5), action("a3", JUNE, "a2", to=4))
    assert [dict(one.parts)["a"] for one in found.steps] == [2, Fraction(10, 3)]
    assert found.steps[1].lifts[0].before == 1


def test_what_is_no_longer_asked_is_passed_over() -> None:
    assert [lift.lifts for lift in foreseen(action("a1", MARCH, "gone", "a1")).steps[0].lifts] == ["a1"]


def test_no_score_no_forecast() -> None:
    assert forecast(score(BOOK, ASKED, answers()), BOOK, ASKED, [action("a1", MARCH, "a1")]) is None
    some = score(BOOK, ASKED, answers({"a1": 1.0}))
    found = foreseen(action("a1", MARCH, "b1"), scores=some)
    assert found.steps[0].lifts == (), "nobody knows from where it would be lifted"


def test_a_forecast_reads_as_it_was_worked_out() -> None:
    found = foreseen(action("a1", MARCH, "a1"))
    assert derivation(found.steps[0], found.now, {"a1": "Practice a1"}) == (
        "a1 lifts Practice a1 from 1.0 to 3.0.",
        "Jan to Mar 2027: rolled up again by the same rules, the whole goes from 1.00 to 1.17.",
    )
    assert summary(found) == "1.0 to 1.2 by the end of March 2027"
    assert summary(foreseen()) == "1.0, as no action has a due day"


@settings(max_examples=60)
@given(
    said,
    st.lists(
        st.builds(
            lambda at, day, closes, to: action(f"a{at}", dt.date(2027, 1, 1) + dt.timedelta(day), *closes, to=to),
            st.integers(1, 99),
            st.integers(0, 700),
            st.lists(st.sampled_from([*EVERYTHING, "a", "b", "c", "p", "book"]), max_size=3),
            st.sampled_from([1.5, 2, 3, 4, 5]),
        ),
        max_size=8,
    ),
)
def test_scores_only_rise_and_the_end_is_what_answers_at_those_levels_would_score(
    levels: Mapping[str, float], actions: Sequence[Action]
) -> None:
    scores = scored(levels)
    found = foreseen(*actions, scores=scores)
    before = {one.id: one.score.on(scores.basis) for one in scores.parts}
    whole = found.now
    for step in found.steps:
        assert step.whole >= whole
        assert all(value >= (before[part] or 0) for part, value in step.parts)
        before, whole = {**before, **dict(step.parts)}, step.whole
    lifts = [lift for step in found.steps for lift in step.lifts]
    assert all(lift.after > lift.before for lift in lifts)
    if all(lift.lifts in EVERYTHING for lift in lifts):
        raised = {**levels, **{lift.lifts: float(lift.after) for lift in lifts if lift.after.denominator == 1}}
        if all(lift.after.denominator == 1 for lift in lifts):
            assert found.end == scored(raised).whole.score.as_answered
