"""Drafting a plan: what comes first, what is held back, who does it when, and what it says."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.definitions.model import ActionTemplate, Cadence, Requirement
from cxdna.organisation.model import Target
from cxdna.plan.base import unlocked
from cxdna.plan.cadence import after_period
from cxdna.plan.capacity import loads
from cxdna.plan.draft import Drafted, draft
from cxdna.plan.follow import who_does
from cxdna.plan.gates import passes
from cxdna.plan.keep_places import largest_gaps
from cxdna.plan.lift import SoFar
from cxdna.plan.model import Action, KpiFigure, Plan
from cxdna.plan.priority import candidates
from cxdna.plan.redraft import Before
from cxdna.scores.score import score
from cxdna.scores.suppose import ground
from cxdna.statistics.exact import exact
from cxdna.worktime.working_days import WorkingDays, count_working_days, is_working_day
from tests.plan.drafting import (
    ASKED,
    BOOK,
    DAYS,
    EVERYTHING,
    KPIS,
    START,
    drafted,
    head,
    kept,
    plan,
    said,
    scored,
    sources,
    template,
    templates,
)
from tests.scores.building import answers

DAY = dt.date(2027, 2, 26)
MONDAY = dt.date(2027, 3, 1)


def titles(found: Drafted) -> list[str | None]:
    return [one.template for one in found.plan]


def measured(one: Action) -> list[dt.date]:
    """Return the day by which an action measures a baseline, where it does."""
    return [each.due for each in one.milestones if each.what.startswith("Baseline")]


def of(found: Drafted, name: str) -> Action:
    return next(one for one in found.plan if one.template == name)


def test_what_closes_more_with_less_effort_comes_first() -> None:
    found = drafted(
        template("half", "a1", to_level=2),
        template("whole", "b1"),
        template("costly", "c1", effort="large"),
    )
    # c weighs as much as a and b together, so c1 closes twice what b1 does, for three times the effort.
    assert titles(found) == ["whole", "costly", "half"]
    assert [one.id for one in found.plan] == ["a1", "a2", "a3"]
    assert [one.priority for one in found.plan] == [1, 2, 3]


def test_the_part_that_is_furthest_from_its_target_is_served_first_and_leaves_room_for_the_next() -> None:
    library = [template(name, name) for name in ("a1", "a2", "a3", "b1", "b2", "b3")]
    further = scored({"a1": 1, "a2": 3, "a3": 3, "c1": 3, "c2": 3, "c3": 3}, targets=(Target(part="b", level=4),))
    # By itself each closes two thirds of a level, and b is short of three levels.
    assert titles(drafted(*library, scores=further, most=2)) == ["b1", "b2"]
    # As soon as b is nearer to its target than a, a comes next.
    both = scored({"a1": 1, "a2": 1, "a3": 2, "c1": 3, "c2": 3, "c3": 3})
    assert titles(drafted(*library, scores=both)) == ["b1", "a1", "b2", "a2", "b3", "a3"]


def test_what_takes_little_effort_leaves_a_place_to_each_of_the_largest_gaps() -> None:
    easy = [template(name, name) for name in ("c1", "c2", "c3")]
    costly = template("costly", "a1", effort="large")
    # c weighs half of the whole, a and b a quarter each: by value alone all three of c come before a1.
    assert titles(drafted(*easy, costly)) == ["c1", "c2", "costly", "c3"], "no third one before"
    assert titles(drafted(*easy, costly, most=4)) == ["c1", "c2", "costly", "c3"]
    assert titles(drafted(*easy, costly, most=3)) == ["c1", "c2", "c3"], "a place for one gap, that of c"
    two = drafted(*easy, costly, template("dear", "b1", effort="large"), most=6)
    assert titles(two)[:4] == ["c1", "c2", "costly", "dear"], "three places for three gaps"
    assert [one.closes[0] for one in two.plan if one.effort == "small"] == ["c1", "c2", "c3"], "effort decides within"


def test_the_last_places_go_to_the_gaps_they_are_kept_for_with_their_base() -> None:
    shiny = template("shiny", "a1", ("b", 1.5), effort="large")
    library = (*(template(name, name) for name in ("c1", "c2", "c3")), template("base", "b1", effort="large"), shiny)
    assert titles(drafted(*library, most=4)) == ["c1", "c2", "base", "shiny"], (
        "of four places two are for a with its base"
    )


def test_a_large_gap_without_an_action_is_told_with_the_reason() -> None:
    def left(*library: ActionTemplate, taken: Sequence[Before] = (), most: int = 6) -> dict[str, str]:
        found = draft(sources(*library), head(most=most), taken)
        assert found.chosen.largest == most // 2
        return {one.part: one.why for one in found.chosen.unserved}

    whole = template("c", "c1")
    assert left(whole, template("shiny", "b1", ("a", 4))) == {"a": "no_action", "b": "held_back"}
    dropped = [msgspec.structs.replace(one, dropped=True) for one in kept(drafted(template("b", "b1")))]
    assert left(whole, template("b", "b1"), template("a", "a1"), taken=dropped) == {"b": "dropped"}
    far = template("far", "a1", ("b", 2))
    base = [template(name, name, to_level=2) for name in ("b1", "b2", "b3")]
    assert left(far, *base, whole, most=3) == {}, "its only place is c's"
    assert left(*base, far, most=3) == {"c": "no_action"}
    own = Before(action=Action(id="a9", title="People's own", closes=("a2",)))
    assert left(whole, template("b", "b1"), taken=[own]) == {}


@settings(max_examples=60)
@given(templates, said, st.integers(1, 8))
def test_no_large_gap_is_left_out_that_could_have_an_action_and_no_third_one_comes_before(
    library: list[ActionTemplate], levels: Mapping[str, float], most: int
) -> None:
    scores = scored(levels)
    chosen = draft(sources(*library, scores=scores), head(most=most)).chosen
    largest = largest_gaps(ground(scores, BOOK, ASKED), most)
    parts = [one.candidate.part for one in chosen.choices]
    assert {one.part for one in chosen.unserved} == {part for part in largest if part not in parts}
    without_base = [one for one in library if not one.requires]
    simple = draft(sources(*without_base, scores=scores), head(most=most)).chosen
    served = [one.candidate.part for one in simple.choices]
    assert all(one.why != "no_room" for one in simple.unserved), "there are twice as many places as large gaps"
    for at, part in enumerate(served):
        if served[:at].count(part) >= 2:
            assert set(served[:at]) >= {one for one in largest if one in served}


def test_the_base_comes_before_what_requires_it_and_gains_by_it() -> None:
    alone = drafted(template("base", "a1", effort="medium"), template("other", "b1"))
    assert titles(alone) == ["other", "base"]
    found = drafted(
        template("base", "a1", effort="medium"), template("other", "b1"), template("shiny", "c1", ("a", 1.5))
    )
    assert titles(found).index("base") < titles(found).index("shiny")
    assert titles(found).index("base") < titles(found).index("other"), "half of what it makes possible counts"
    base, shiny = of(found, "base"), of(found, "shiny")
    assert shiny.needs == (base.id,)
    assert base.due is not None
    assert shiny.start is not None
    assert shiny.start > base.due
    assert f"It starts late if {base.id} is late." in shiny.risk
    assert not shiny.waits_for


def test_no_more_of_the_base_is_needed_than_it_takes() -> None:
    found = drafted(
        template("first", "a1", to_level=4), template("second", "a2", effort="large"), template("shiny", "c1", ("a", 2))
    )
    assert of(found, "shiny").needs == (of(found, "first").id,)


def test_what_nothing_makes_possible_is_held_back_with_the_reason() -> None:
    found = drafted(template("shiny", "c1", ("a", 4)), template("base", "a1"))
    assert titles(found) == ["base"]
    [held] = found.chosen.held_back
    assert (held.template, held.requires, held.standing) == ("shiny", Requirement(part="a", at=4), Fraction(1))


def test_actions_that_require_each_other_are_held_back() -> None:
    found = drafted(template("one", "a1", ("b", 1.5)), template("other", "b1", ("a", 1.5)))
    assert titles(found) == []
    assert {one.template for one in found.chosen.held_back} == {"one", "other"}


def test_the_base_counts_as_one_of_the_most() -> None:
    library = (template("base", "a1", effort="large"), template("shiny", "c1", ("a", 1.5)))
    assert titles(drafted(*library, most=2)) == ["base", "shiny"]
    few = drafted(*library, most=1)
    assert titles(few) == ["base"]
    assert [one.id for one in few.chosen.later] == ["shiny"]


def test_one_action_for_one_gap_and_what_it_serves_is_named() -> None:
    scores = scored({"b2": 4, "b3": 3})
    found = drafted(template("one", "b1"), template("same", "b1", effort="large"), template("all", "a"), scores=scores)
    assert of(found, "one").closes == ("b1", "b"), "b is at its target by it"
    assert "By this action alone B reaches its target." in of(found, "one").problem
    assert of(found, "all").closes == ("a", "a1", "a2", "a3")
    assert "same" not in titles(found)


def test_an_action_on_a_part_that_others_lift_as_high_is_left_out() -> None:
    found = drafted(
        template("all", "a", effort="large", to_level=1.5), template("one", "a1"), scores=scored({"a2": 1, "a3": 1})
    )
    assert titles(found) == ["one"]
    assert [(one.template, one.requires) for one in found.chosen.held_back] == [("all", None)]


def test_parts_that_nothing_fits_are_named() -> None:
    assert drafted(template("one", "a1")).chosen.bare == ("b", "c")


def test_texts_say_what_the_finding_says_and_no_more() -> None:
    action = of(drafted(template("one", "a1")), "one")
    assert action.problem == (
        "\u2018Practice a1\u2019 (a1) stands at 1.0; the target is 3.0. "
        "The one person who gave a level chose level 1: \u201cText of level 1.\u201d"
    )
    assert (action.containment, action.cause, action.cause_is, action.cost) == ("", "", "unknown", None)
    assert (action.deliverable, action.proof) == ("A paper.", "Ask twenty customers.")
    assert (action.owner, action.owner_role, action.effort) == ("", "Head", "small")
    assert (action.from_level, action.to_level, action.status) == (1, 3, "proposed")


def test_days_are_working_days_and_holidays_put_the_end_off() -> None:
    action = of(drafted(template("one", "a1", weeks=8), start=dt.date(2027, 1, 30)), "one")
    assert (action.start, action.due) == (dt.date(2027, 2, 1), dt.date(2027, 3, 30)), "Easter lies in it"
    assert [one.due for one in action.tasks][-1] == action.due
    assert [one.due for one in action.milestones] == [dt.date(2027, 2, 26), dt.date(2027, 3, 1), action.due]
    assert action.milestones[1].what == "Baseline measured: Figure k1"
    assert action.review == dt.date(2027, 6, 1), "30 and 31 May are a Sunday and a holiday"


def test_the_week_of_the_country_counts() -> None:
    found = draft(sources(template("one", "a1", weeks=1), days=WorkingDays("IR")), head(start=dt.date(2027, 5, 1)))
    action = found.plan[0]
    assert action.start is not None
    assert action.due is not None
    assert count_working_days(WorkingDays("IR"), action.start, action.due) == 6


def test_an_owner_works_on_so_many_at_once_and_a_person_may_be_behind_two_roles() -> None:
    library = [template(f"t{at}", f"a{at}", owner_role=role) for at, role in ((1, "Head"), (2, "Boss"), (3, "Head"))]
    apart = drafted(*library, at_once=1)
    starts = {one.template: one.start for one in apart.plan}
    assert starts["t1"] == starts["t2"] == START
    assert starts["t3"] == dt.date(2027, 2, 8)
    together = drafted(*library, at_once=1, owners={"Head": "Ann Lee", "Boss": "Ann Lee"})
    assert [one.start for one in together.plan] == [START, dt.date(2027, 2, 8), dt.date(2027, 3, 8)]
    assert {one.owner for one in together.plan} == {"Ann Lee"}


def test_the_first_action_with_a_kpi_measures_its_baseline() -> None:
    found = drafted(template("one", "a1"), template("two", "b1", weeks=8), at_once=1)
    measuring = [one.template for one in found.plan if measured(one)]
    first = found.plan[0]
    assert measuring == [first.template]
    assert found.figures == (KpiFigure(kpi="k1", figure="baseline", on=measured(first)[0]),)


@pytest.mark.parametrize(
    ("cadence", "baseline", "review"),
    [
        ("week", dt.date(2027, 1, 18), dt.date(2027, 6, 4)),
        ("month", dt.date(2027, 2, 11), dt.date(2027, 6, 4)),
        ("quarter", dt.date(2027, 4, 5), dt.date(2027, 7, 5)),
        ("campaign", dt.date(2027, 4, 5), dt.date(2027, 7, 5)),
        ("wave", dt.date(2027, 4, 5), dt.date(2027, 10, 5)),
        ("half_year", dt.date(2027, 2, 5), dt.date(2027, 10, 5)),
        ("year", dt.date(2027, 2, 5), dt.date(2028, 4, 5)),
    ],
)
def test_baseline_and_review_keep_to_the_periods_in_which_a_kpi_is_measured(
    cadence: Cadence, baseline: dt.date, review: dt.date
) -> None:
    given_ = sources(template("one", "a1", weeks=12), days=WorkingDays("AT"))
    kpis = {**KPIS, "k1": msgspec.structs.replace(KPIS["k1"], cadence=cadence)}
    found = draft(msgspec.structs.replace(given_, kpis=kpis), head())
    (one,) = found.plan
    assert one.due == dt.date(2027, 4, 5), "a baseline that takes longer is there when the action ends"
    assert [each.on for each in found.figures] == [baseline]
    assert measured(one) == [baseline]
    assert [each.due for each in one.milestones] == sorted(each.due for each in one.milestones)
    assert one.review == review, "a full period after it ends, and no sooner than 60 days after"
    owned = msgspec.structs.replace(one, owner="Ann Lee")
    target = KpiFigure(kpi="k1", figure="target", value=90, on=review)
    assert passes(owned, plan(found, target), kpis)


def test_a_period_ends_on_the_same_day_of_a_later_month_or_its_last() -> None:
    assert after_period(dt.date(2026, 11, 30), "quarter") == dt.date(2027, 2, 28)
    assert after_period(dt.date(2027, 12, 31), "month") == dt.date(2028, 1, 31)
    assert after_period(dt.date(2028, 2, 29), "year") == dt.date(2029, 2, 28)


def test_a_baseline_that_is_there_needs_no_measuring() -> None:
    figure = KpiFigure(kpi="k1", figure="baseline", value=40, on=dt.date(2026, 10, 31))
    found = draft(sources(template("one", "a1")), head(), (), Plan(figures=(figure,)))
    assert not found.figures
    assert not measured(found.plan[0])


def test_the_day_people_set_for_a_baseline_stands_and_that_of_a_draft_moves() -> None:
    by = KpiFigure(kpi="k1", figure="baseline", on=dt.date(2027, 1, 20))
    found = draft(sources(template("one", "a1")), head(), (), Plan(figures=(by,)))
    assert (found.figures, measured(found.plan[0])) == ((), [by.on])
    first = drafted(template("one", "a1"))
    later = draft(sources(template("one", "a1")), head(start=dt.date(2027, 3, 1)), kept(first), plan(first))
    assert later.figures == (KpiFigure(kpi="k1", figure="baseline", on=measured(later.plan[0])[0]),)
    assert later.figures[0].on > dt.date(2027, 3, 1)


@pytest.mark.parametrize("on", [START - dt.timedelta(days=7), dt.date(2028, 1, 3)])
def test_a_baseline_that_people_want_at_another_time_is_no_milestone_of_the_action(on: dt.date) -> None:
    noted = Plan(figures=(KpiFigure(kpi="k1", figure="baseline", on=on),))
    found = draft(sources(template("one", "a1")), head(), (), noted)
    (one,) = found.plan
    assert one.start is not None
    assert one.due is not None
    assert all(one.start <= each.due <= one.due for each in one.milestones)
    assert not found.figures


def test_two_ways_to_close_one_gap_are_unlocked_once() -> None:
    """What an action makes possible counts by gap: of two templates for one, only one will ever be in a plan."""
    needs = {"x": ("base",), "y": ("base",), "z": ("base",)}
    tree = ground(scored(), BOOK, ASKED)
    library = [template("base", "a1"), template("x", "c1"), template("y", "c1", to_level=4), template("z", "c2")]
    found = {one.id: one for one in candidates(tree, library)}
    assert found["y"].counts() >= found["x"].counts() > 0
    assert unlocked(needs, list(found.values()))["base"] == found["y"].counts() + found["z"].counts()


def test_an_owner_with_more_at_once_than_is_meant_is_told() -> None:
    found = drafted(template("one", "a1"), template("two", "b1"), template("three", "c1"), at_once=3)
    tree = ground(scored(), BOOK, ASKED)
    (crowded,) = loads(tree, found.plan, 2)
    assert (crowded.crowded, crowded.crowd) == (START, ("a1", "a2", "a3"))
    (free,) = loads(tree, found.plan, 3)
    assert (free.crowded, free.crowd) == (None, ())


def test_one_person_s_time_is_one_however_their_name_is_written() -> None:
    own = Before(action=Action(id="a1", title="Ours", closes=("a1",), owner="ann  LEE", start=START, due=DAY))
    found = draft(sources(template("two", "b1")), head(at_once=1, owners={"Head": "Ann Lee"}), [own])
    assert next(one.start for one in found.plan if one.template == "two") == MONDAY
    role = Before(action=Action(id="a1", title="Ours", closes=("a1",), owner_role="Head", start=START, due=DAY))
    found = draft(sources(template("two", "b1")), head(at_once=1, owners={"Head": "Ann Lee"}), [role])
    assert next(one.start for one in found.plan if one.template == "two") == MONDAY


def test_tasks_are_the_owner_s_whoever_that_becomes() -> None:
    (one,) = drafted(template("one", "a1")).plan
    named = msgspec.structs.replace(one, owner="Ann Lee")
    assert {who_does(one, task) for task in one.tasks} == {"Head"}
    assert {who_does(named, task) for task in named.tasks} == {"Ann Lee"}
    (again,) = draft(sources(template("one", "a1")), head(), [Before(action=named, drafted=one)]).actions
    assert again.mine == ("owner",)


def test_owners_have_a_last_day_and_what_ends_after_the_target_is_told() -> None:
    scores = scored(targets=(Target(part="a", level=3, by=dt.date(2027, 1, 31)),))
    found = drafted(
        template("one", "a1"), template("two", "c1", owner_role="Boss"), scores=scores, owners={"Boss": "Ann"}
    )
    by_owner = {one.owner: one for one in loads(ground(scores, BOOK, ASKED), found.plan, 2)}
    assert by_owner["Head"].late == ((of(found, "one").id, "a", dt.date(2027, 1, 31)),)
    assert (by_owner["Head"].named, by_owner["Ann"].named) == (False, True)
    assert (by_owner["Ann"].until, by_owner["Ann"].late) == (of(found, "two").due, ())


def test_a_template_of_parts_that_the_playbook_does_not_have_is_passed_over() -> None:
    assert titles(drafted(template("one", "a1", ("zz", 2)), template("two", "b1"))) == ["two"]


@settings(max_examples=40)
@given(templates, said, st.randoms(use_true_random=False), st.integers(1, 6), st.integers(1, 3))
def test_a_plan_keeps_its_rules_and_the_order_of_what_it_is_made_of_makes_no_difference(
    library: list[ActionTemplate],
    levels: Mapping[str, float],
    random: Random,
    most: int,
    at_once: int,
) -> None:
    scores = scored(levels)
    found = draft(sources(*library, scores=scores), head(most=most, at_once=at_once))
    shuffled = list(library)
    random.shuffle(shuffled)
    assert draft(sources(*shuffled, scores=scored(levels)), head(most=most, at_once=at_once)) == found
    assert len(found.plan) <= most
    check_order(found.plan, library, levels)
    for one in found.plan:
        assert one.start is not None
        assert one.due is not None
        days = [one.start, one.due, *(milestone.due for milestone in one.milestones)]
        assert all(is_working_day(DAYS, day) and one.start <= day <= one.due for day in days)
        assert one.review is not None
        assert 60 <= (one.review - one.due).days <= 90
        at_work = [
            each
            for each in found.plan
            if each.owner_role == one.owner_role and each.start and each.due and each.start <= one.start <= each.due
        ]
        assert len(at_work) <= at_once


def check_order(plan: tuple[Action, ...], library: list[ActionTemplate], levels: Mapping[str, float]) -> None:
    """Check that each action comes after its needs, which bring every part to the level that its template requires."""
    given_ = ground(scored(levels), BOOK, ASKED)
    by_id, by_name = {one.id: one for one in plan}, {one.id: one for one in library}
    for at, one in enumerate(plan):
        assert set(one.needs) <= {each.id for each in plan[:at]}
        assert one.start is not None
        assert all((due := by_id[need].due) is not None and due < one.start for need in one.needs)
        before = SoFar(given_).take(by_id[need] for need in one.needs)
        for requirement in by_name[str(one.template)].requires:
            assert (before.value(requirement.part) or Fraction(0)) >= exact(requirement.at)


def test_who_answered_first_makes_no_difference() -> None:
    library = (template("one", "a1"), template("two", "b1"))
    sheets = [{**EVERYTHING, "a1": 2.0, "b1": 1.0}, {**EVERYTHING, "a1": 1.0, "b2": 3.0}]
    one, other = (
        drafted(*library, scores=score(BOOK, ASKED, answers(*order, people=people)))
        for order, people in ((sheets, ("p1", "p2")), (sheets[::-1], ("p2", "p1")))
    )
    assert one == other
    assert "1 chose level 1 and 1 chose level 2" in of(one, "one").problem
