"""Actions for whole components beside those that questions have of their own."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxdna.definitions.model import ActionTemplate, Requirement
from cxdna.plan.choose import Chosen
from cxdna.plan.draft import Drafted, Sources, draft
from cxdna.plan.draft_one import Place, draft_one
from cxdna.plan.forecast import forecast
from cxdna.plan.lift import SoFar, lifted_by
from cxdna.plan.model import Action, Plan
from cxdna.scores.model import Scores
from cxdna.scores.score import score
from cxdna.scores.suppose import ground
from tests.plan.acting import DUE
from tests.plan.drafting import (
    ASKED,
    BOOK,
    DAYS,
    KPIS,
    drafted,
    head,
    kept,
    plan,
    said,
    scored,
    sources,
    template,
    templates,
    with_fields,
)
from tests.scores.building import answers, part, playbook, question, questionnaire


def titles(found: Drafted) -> set[str | None]:
    return {one.template for one in found.plan}


def of(found: Drafted, name: str) -> Action:
    return next(one for one in found.plan if one.template == name)


def test_a_question_s_own_action_comes_before_one_for_its_part() -> None:
    library = [template("whole", "a"), *(template(f"own{at}", f"a{at}", effort="large") for at in (1, 2, 3))]
    found = drafted(*library, scores=scored({"b1": 3, "b2": 3, "b3": 3, "c1": 3, "c2": 3, "c3": 3}))
    assert titles(found) == {"own1", "own2", "own3"}
    assert not found.chosen.bare
    assert not found.chosen.later


def test_one_for_a_part_serves_all_that_has_no_other_and_says_so() -> None:
    alone = of(drafted(template("whole", "a"), template("own", "b1")), "whole")
    assert alone.closes == ("a", "a1", "a2", "a3")
    assert alone.problem.endswith("The action is for A as a whole.")
    beside = drafted(template("whole", "a"), template("own", "a2"))
    assert of(beside, "whole").closes == ("a", "a1", "a3")
    assert of(beside, "own").closes == ("a2",)
    assert of(beside, "whole").problem == (
        "A stands at 1.0; the target is 3.0. Below level 3 in it: \u2018Practice a1\u2019 (a1) at 1.0 and "
        "\u2018Practice a3\u2019 (a3) at 1.0. The action is for A as a whole; 1 more below that level has an action of "
        "its own."
    )


def test_only_what_has_no_other_counts_for_the_worth_of_one_for_a_part() -> None:
    def worth(chosen: Chosen) -> Fraction:
        return next(one.worth for one in chosen.choices if one.candidate.id == "whole")

    alone = drafted(template("whole", "a"))
    beside = drafted(template("whole", "a"), template("own", "a2"))
    assert worth(beside.chosen) * 3 == worth(alone.chosen) * 2


def test_where_there_is_no_room_for_its_own_action_one_for_the_part_serves_a_question() -> None:
    found = drafted(template("whole", "a"), template("own", "a2"), most=1)
    assert [(one.template, one.closes) for one in found.plan] == [("whole", ("a", "a1", "a2", "a3"))]


def test_what_another_is_built_on_takes_the_whole_part_there() -> None:
    library = [template("whole", "a", to_level=2), template("own", "a2"), template("shiny", "c1", ("a", 2))]
    found = drafted(*library, scores=scored({"b1": 3, "b2": 3, "b3": 3}))
    base, shiny = of(found, "whole"), of(found, "shiny")
    assert base.closes == ("a", "a1", "a2", "a3")
    assert shiny.needs == (base.id,)
    assert of(found, "own").closes == ("a2",), "it goes further"


def test_an_own_action_that_lifts_no_higher_than_a_base_is_not_drafted_as_well() -> None:
    library = [template("whole", "c", to_level=2), template("shiny", "b", ("c", 3))]
    own = template("own", "c1", to_level=2, effort="large")
    levels = {"a1": 3, "a2": 3, "a3": 3, "c1": 1, "c2": 3, "c3": 4}
    found = drafted(*library, own, scores=scored(levels))
    assert titles(found) == {"whole", "shiny"}
    assert [(one.template, one.requires) for one in found.chosen.held_back] == [("own", None)]
    further = drafted(*library, replace(own, to_level=3), scores=scored(levels))
    assert titles(further) == {"whole", "shiny", "own"}


def test_an_own_action_that_nothing_makes_possible_stands_in_no_way() -> None:
    library = [template("whole", "a"), *(template(f"own{at}", f"a{at}", ("c", 5)) for at in (1, 2, 3))]
    assert titles(drafted(*library)) == {"whole"}


def test_one_for_a_part_that_is_past_it_lifts_the_practices_that_are_behind() -> None:
    library = [template("first", "a", to_level=2), template("own", "a1"), template("next", "a", from_level=4)]
    found = drafted(*library, scores=scored({"a1": 1, "a2": 1, "a3": 4}))
    action = of(found, "first")
    assert action.closes == ("a2",), "a1 has an action of its own"
    assert action.problem.endswith("It is for A as a whole, which is further than these practices.")
    both = of(drafted(library[0], scores=scored({"a1": 1.5, "a2": 1, "a3": 4})), "first")
    assert both.closes == ("a2", "a1"), "the lowest first"
    assert "The action also lifts \u2018Practice a1\u2019 (a1) at 1.5." in both.problem
    assert not drafted(library[0], scores=scored({"a1": 2, "a2": 3, "a3": 3})).plan


def test_a_draft_has_one_action_for_a_whole_part() -> None:
    library = [template("one", "a", to_level=2), template("other", "a"), template("costly", "a", effort="large")]
    found = drafted(*library)
    assert titles(found) == {"other"}
    assert [one.id for one in found.chosen.later] == []


def test_what_an_agreed_one_for_a_part_serves_needs_no_other() -> None:
    first = drafted(template("whole", "a"))
    [before] = kept(first)
    agreed = with_fields(before, status="agreed")
    again = draft(sources(template("whole", "a"), template("own", "a1")), head(), [agreed], plan(first))
    assert titles(again) == {"whole"}
    narrower = with_fields(agreed, closes=("a", "a2"))
    wider = draft(sources(template("whole", "a"), template("own", "a1")), head(), [narrower], plan(first))
    assert titles(wider) == {"whole", "own"}


def test_drafting_again_changes_nothing() -> None:
    library = [template("whole", "a"), template("own", "a2"), template("other", "c1", ("a", 2))]
    first = drafted(*library)
    again = draft(sources(*library), head(), kept(first), plan(first))
    assert {one.became for one in again.actions} == {"kept"}


def test_one_that_people_ask_for_serves_the_whole_part() -> None:
    whole = template("whole", "a", to_level=2)
    made = draft_one(sources(whole), Plan(), whole, Place(head=head(), id="a1", priority=1), seen=True)
    assert made.action.closes == ("a", "a1", "a2", "a3")


def test_one_that_people_ask_for_leaves_out_what_has_its_own_action_in_the_plan() -> None:
    whole = template("whole", "a", to_level=2)
    given_sources = sources(whole, template("own", "a2"))

    def asked_for(*actions: Action) -> tuple[str, ...]:
        place = Place(head=head(), id="a9", priority=9)
        return draft_one(given_sources, Plan(actions=actions), whole, place, seen=True).action.closes

    own = Action(id="a1", title="Own", closes=("a2",), to_level=3)
    assert asked_for(own) == ("a", "a1", "a3")
    assert asked_for(replace(own, to_level=1.5)) == ("a", "a1", "a2", "a3"), "it does not take a2 as far"
    every = [replace(own, id=f"a{at}", closes=(f"a{at}",)) for at in (1, 2, 3)]
    assert asked_for(*every) == ("a",)
    further = template("further", "a", from_level=2)
    place = Place(head=head(), id="a9", priority=9)
    early = draft_one(sources(further), Plan(actions=(own,)), further, place, seen=True)
    assert (early.action.closes, early.early) == (("a", "a1", "a3"), True), "also where it begins higher than a stands"
    foreseen = forecast(scored(), BOOK, ASKED, [replace(own, closes=("a", "a1", "a3"), due=DUE)])
    assert foreseen
    assert [lift.lifts for lift in foreseen.steps[0].lifts] == ["a1", "a3"]


def alike(one: Action, other: Action) -> set[str]:
    """Return the questions that two actions both close."""
    return {name for name in one.closes if name in other.closes} - {"a", "b", "c", "p"}


@given(templates, said)
def test_no_two_actions_close_the_same_question_or_are_for_the_same_part(
    library: list[ActionTemplate], levels: dict[str, float]
) -> None:
    found = drafted(*library, scores=scored(levels), most=20)
    by_id = {one.id: one for one in library}
    bases = {name for one in found.plan for name in one.needs}
    for one, other in combinations(found.plan, 2):
        assert not alike(one, other) or {one.id, other.id} & bases, "only what is needed as a base may serve it as well"
        mine, theirs = (by_id[each.template or ""] for each in (one, other))
        assert mine.part is None or mine.part != theirs.part
        assert mine.question is None or mine.question != theirs.question


STEPS = ((1, 2), (2, 3), (3, 4), (4, 5))
COMPONENTS = [f"c{at}" for at in range(12)]
LARGE = playbook(*(part(f"p{at}", *(part(one) for one in COMPONENTS[3 * at : 3 * at + 3])) for at in range(4)))
HUNDRED = questionnaire(*(question(f"{one}_{at}", one) for one in COMPONENTS for at in range(8)))


def large_library() -> list[ActionTemplate]:
    """Return 132 templates: for each of twelve components four steps, and seven for its questions."""
    chance, found = Random(7), []
    for name in COMPONENTS:
        base = () if name == "c0" else (Requirement(part="c0", at=2),)
        fields = {"owner_role": f"Head of {name}", "weeks": 12}
        for low, high in STEPS:
            whole = template(f"{name}_{low}", "a", from_level=low, to_level=high, effort="medium", **fields)
            found.append(_for(whole, part=name, requires=base if low > 1 else ()))
        for at, (low, high) in enumerate([(1, 3)] * 5 + [(3, 4)] * 2):
            effort = chance.choice(["small", "medium"])
            own = template(f"{name}_{at}_{low}", "a1", from_level=low, to_level=high, effort=effort, **fields)
            found.append(_for(own, question=f"{name}_{at % 5}"))
    return found


def _for(one: ActionTemplate, **fields: object) -> ActionTemplate:
    values = {name: getattr(one, name) for name in one.__struct_fields__} | {"question": None, "part": None} | fields
    return ActionTemplate(**values)


def large(scores: Scores, most: int) -> Drafted:
    given_sources = Sources(
        scores=scores,
        with_counts=True,
        playbook=LARGE,
        questionnaire=HUNDRED,
        templates=large_library(),
        kpis=KPIS,
        days=DAYS,
    )
    return draft(given_sources, head(most=most))


@pytest.mark.parametrize("seed", range(6))
def test_a_large_library_gives_a_plan_that_a_consultant_would_defend(seed: int) -> None:
    chance = Random(seed)
    sheet = {one.id: float(chance.choice([1, 1, 2, 2, 3, 3, 4])) for one in HUNDRED.questions}
    scores = score(LARGE, HUNDRED, answers(sheet))
    found = large(scores, 12)
    assert len(found.plan) == 12
    by_id = {one.id: one for one in large_library()}
    whole = [one for one in found.plan if by_id[one.template or ""].part]
    assert len(whole) <= 6, "not one programme for each component"
    assert len({by_id[one.template or ""].part for one in whole}) == len(whole)
    asked = {one.id for one in HUNDRED.questions}
    bases = {name for one in found.plan for name in one.needs}
    closed = [name for one in found.plan if one.id not in bases for name in one.closes if name in asked]
    assert len(closed) == len(set(closed)), "no question is closed twice, but for what is built on"
    given_ground = ground(scores, LARGE, HUNDRED)
    before = SoFar(given_ground)
    for one in found.plan:
        assert list(before.lift(one)), "each lifts something that those before it do not"
        assert lifted_by(one, given_ground)


@given(st.integers(0, 100))
def test_everything_in_a_gap_is_closed_where_there_is_room(seed: int) -> None:
    chance = Random(seed)
    levels = {name: float(chance.choice([1, 2, 3])) for name in ("a1", "a2", "a3")}
    whole = [template(f"{name}_{low}", name, from_level=low, to_level=high) for name in "abc" for low, high in STEPS]
    found = drafted(*whole, scores=score(BOOK, ASKED, answers(scored_sheet(levels))), most=20)
    below = {name for name, value in levels.items() if value < 2}
    assert below <= {name for one in found.plan for name in one.closes}


def scored_sheet(levels: dict[str, float]) -> dict[str, float | str]:
    sheet: dict[str, float | str] = {f"{name}{at}": 3.0 for name in "bc" for at in (1, 2, 3)}
    return {**sheet, **levels}
