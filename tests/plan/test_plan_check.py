"""The laws of a plan, each with what to do."""

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna import resources
from cxdna.definitions.load import Library, load_library
from cxdna.definitions.model import Requirement
from cxdna.plan.check import Flaw, flaws
from cxdna.plan.from_template import from_template
from cxdna.plan.model import Action, Milestone, Task
from tests.plan.acting import action


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(resources.roots())


def check(library: Library, *actions: Action) -> tuple[Flaw, ...]:
    return flaws(actions, library, library.playbook, library.questionnaires["pulse"])


def test_a_plan_without_a_flaw(library: Library) -> None:
    whole = action(
        kpi="on_time_closure",
        more_kpis=("recurrence",),
        closes=("q7.2", "governance"),
        from_level=2,
        to_level=3,
        needs=("a2",),
        waits_for=(Requirement(part="governance", at=2),),
        tasks=(Task(what="Ask", due=dt.date(2027, 3, 30)),),
        begun=dt.date(2027, 1, 11),
    )
    assert check(library, whole, action("a2", kpi=None)) == ()


def test_a_question_that_another_questionnaire_asks_is_told_as_such(library: Library) -> None:
    asked = {one.id for one in library.questionnaires["pulse"].questions}
    other = next(one for one in library.questionnaires["full"].questions if one.id not in asked)
    (flaw,) = check(library, action("a1", kpi=None, closes=(other.id,)))
    assert flaw.what == f"this assessment does not ask {other.id}"
    assert flaw.do == f"name what it does: the component {other.part}"


@pytest.mark.parametrize(
    ("fields", "field", "what"),
    [
        ({"closes": ("q7.22",)}, "closes", "there is no part and no question 'q7.22'"),
        ({"kpi": "on_time_closur"}, "kpi", "there is no KPI 'on_time_closur'"),
        ({"more_kpis": ("nosuch",)}, "more_kpis", "there is no KPI 'nosuch'"),
        ({"kpi": "recurrence", "more_kpis": ("recurrence",)}, "more_kpis", "'recurrence' is the KPI and among"),
        ({"waits_for": (Requirement(part="govern", at=2),)}, "waits_for", "there is no part 'govern'"),
        ({"needs": ("a1",)}, "needs", "it needs itself"),
        ({"needs": ("a9",)}, "needs", "there is no action 'a9' in the plan"),
        ({"to_level": 7}, "to_level", "level 7 is off the scale"),
        ({"from_level": 3, "to_level": 2}, "to_level", "it goes from level 3 to 2, which is not up"),
        ({"due": dt.date(2027, 1, 4), "milestones": ()}, "due", "it is due on 4 January 2027, before it starts"),
        ({"review": dt.date(2027, 3, 29)}, "review", "its review on 29 March 2027 comes before it is due"),
        (
            {"milestones": (Milestone(what="x", due=dt.date(2027, 1, 10)),)},
            "milestones.1.due",
            "milestone 1 is due on 10 January 2027, before the action starts",
        ),
        (
            {"milestones": (Milestone(what="x", due=dt.date(2027, 3, 31)),)},
            "milestones.1.due",
            "milestone 1 is due on 31 March 2027, after the action is due",
        ),
        ({"tasks": (Task(what="x", due=dt.date(2027, 4, 1)),)}, "tasks.1.due", "task 1 is due on 1 April 2027, after"),
        ({"begun": dt.date(2027, 2, 2), "done": dt.date(2027, 2, 1)}, "done", "it was done on 1 February 2027, before"),
    ],
)
def test_each_law(library: Library, fields: dict[str, Any], field: str, what: str) -> None:
    found = check(library, action(**({"kpi": None} | fields)), action("a2", kpi=None))
    assert [(one.action, one.field) for one in found] == [("a1", field)]
    assert found[0].what.startswith(what)
    assert found[0].do


def test_two_actions_of_one_id(library: Library) -> None:
    assert [one.field for one in check(library, action(kpi=None), action(kpi=None))] == ["id"]


@given(st.lists(st.sets(st.integers(0, 6), max_size=3), min_size=7, max_size=7))
def test_a_circle_is_found_when_there_is_one_and_never_else(library: Library, drawn: list[set[int]]) -> None:
    needs = [sorted(one - {at}) for at, one in enumerate(drawn)]
    actions = [action(f"a{at}", kpi=None, needs=tuple(f"a{one}" for one in own)) for at, own in enumerate(needs)]
    found = [one for one in check(library, *actions) if one.what.startswith("actions wait")]
    left = {at: set(own) for at, own in enumerate(needs)}
    while free := [at for at, own in left.items() if not own]:
        for at in free:
            del left[at]
        for own in left.values():
            own.difference_update(free)
    assert bool(found) == bool(left)
    by_id = {one.id: one for one in actions}
    for flaw in found:
        chain = flaw.what.removeprefix("actions wait for each other: ").split(" needs ")
        assert chain[0] == chain[-1] == flaw.action
        assert all(after in by_id[before].needs for before, after in pairwise(chain))


def test_the_example_library_makes_actions_without_a_flaw(library: Library) -> None:
    made = [from_template(template, f"a{at}", at, library.kpis) for at, template in enumerate(library.actions, 1)]
    assert made
    assert [one for one in check(library, *made) if one.field != "closes"] == []
