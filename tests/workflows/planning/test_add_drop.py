"""Actions come into the plan, leave it and come back, and nothing that was said is lost."""

import datetime as dt
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.errors import Problems, UserError
from cxdna.plan.model import PlanHead
from cxdna.store.model import PlanKept
from cxdna.workflows.planning.add import Wish, add_action, added_lines
from cxdna.workflows.planning.agree import agree
from cxdna.workflows.planning.change import Signed
from cxdna.workflows.planning.drop import drop_actions, dropped_lines
from tests.workflows.planning.planning import LIBRARY, MOMENT, TODAY, Planning, ready

ASKED = {one.id for one in LIBRARY.questionnaires["pulse"].questions}
WHY = Signed(MOMENT, "Eva Brand", "Not this year")
PLAIN = Signed(MOMENT)


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    return Planning(tmp_path / "w", ready(), ready("a2", needs=("a1",), priority=2), ready("a3", status="done"))


def test_an_action_of_ones_own(plan: Planning) -> None:
    wish = Wish("Phone everybody back", ("closes", "q7.6, governance", "owner", "Jo Day", "due", "June 2027"))
    one = add_action(plan.here, LIBRARY, wish, PLAIN).action
    assert plan.one("a4") == one
    assert (one.title, one.closes, one.owner, one.priority) == (wish.name, ("q7.6", "governance"), "Jo Day", 3)
    assert plan.here.kept["a4"].drafted is None


def test_an_action_of_the_library_by_id_or_title(plan: Planning) -> None:
    template = LIBRARY.actions[0]
    one = add_action(plan.here, LIBRARY, Wish(template.id.upper().replace("_", "-")), PLAIN).action
    assert (one.template, one.title, one.kpi) == (template.id, template.title, template.kpis[0])
    assert len(one.tasks) == len(template.steps)
    with pytest.raises(UserError, match="the plan has that action: a4"):
        add_action(plan.here, LIBRARY, Wish(template.title), PLAIN)


def test_an_action_of_the_library_gets_its_days_around_the_plan(plan: Planning) -> None:
    template = next(one for one in LIBRARY.actions if not one.requires and one.question == "q1.1")
    head = PlanHead(start=dt.date(2027, 3, 1), owners={template.owner_role: "Ann Lee"})
    plan.store.add(PlanKept(assessment=plan.id, head=head))
    addition = add_action(plan.here, LIBRARY, Wish(template.id), PLAIN)
    one = addition.action
    assert one.owner == "Ann Lee"
    assert one.start == dt.date(2027, 3, 31), "Ann has two actions until the 30th"
    assert one.due is not None
    assert one.tasks[-1].due == one.milestones[-1].due == one.due
    assert one.review is not None
    assert one.review >= one.due + dt.timedelta(days=60)
    (figure,) = addition.figures
    measured = next(each for each in one.milestones if each.what.startswith("Baseline"))
    assert (figure.kpi, figure.value, figure.on) == (one.kpi, None, measured.due)
    assert plan.here.plan.figures[-1] == figure
    told = list(added_lines(addition, None))
    assert told[1].startswith("  From 31 March 2027 to ")
    assert told[2].startswith("  Its KPI has no baseline yet: to be measured by ")


def test_days_that_are_given_stand_and_the_others_follow(plan: Planning) -> None:
    template = next(one for one in LIBRARY.actions if not one.requires and one.question == "q1.1")
    due = dt.date(2027, 9, 30)
    one = add_action(plan.here, LIBRARY, Wish(template.id, ("due", "2027-09-30", "owner", "Bo Ek")), PLAIN).action
    assert (one.owner, one.start, one.due) == ("Bo Ek", TODAY, due)
    assert one.tasks[-1].due == one.milestones[-1].due == due


def test_what_a_template_requires_is_waited_for_while_no_score_is_there(plan: Planning) -> None:
    template = next(one for one in LIBRARY.actions if one.requires and one.question in ASKED)
    addition = add_action(plan.here, LIBRARY, Wish(template.id), PLAIN)
    assert addition.action.waits_for == template.requires
    assert any("and no action of the plan brings that yet" in one for one in added_lines(addition, None))


def test_an_action_for_what_this_assessment_does_not_ask_is_for_the_component(plan: Planning) -> None:
    elsewhere = {one.id: one for one in LIBRARY.questionnaires["full"].questions if one.id not in ASKED}
    template = next(one for one in LIBRARY.actions if one.question in elsewhere)
    other = elsewhere[str(template.question)]
    addition = add_action(plan.here, LIBRARY, Wish(template.id), PLAIN)
    one = addition.action
    assert (one.template, one.closes, one.to_level) == (template.id, (other.part,), None)
    assert [task.what for task in one.tasks] == [" ".join(step.split()) for step in template.steps]
    told = list(added_lines(addition, None))
    assert f"  It is for \u2018{other.practice}\u2019 ({other.id}), which this assessment does not ask." in told
    for closes in (other.id, other.id.removeprefix("q")):
        with pytest.raises(UserError, match=rf"does not ask {other.id}; name what it does: the component {other.part}"):
            add_action(plan.here, LIBRARY, Wish("Of our own", ("closes", closes)), PLAIN)


@pytest.mark.parametrize(
    ("wish", "what"),
    [
        (Wish("Something new"), "nothing says which gap it closes"),
        (Wish("name_executive_ownr"), "the library has no action 'name_executive_ownr'"),
        (Wish("Something new", ("closes", "q99")), "closes: there is no question and no component 'q99'"),
        (Wish("Something new", ("closes", "q7.6", "start", "2027-05-01", "due", "2027-04-01")), "before it starts"),
        (Wish("  ", ("closes", "q7.6")), "the action has no title"),
    ],
)
def test_what_cannot_be_added(plan: Planning, wish: Wish, what: str) -> None:
    before = plan.states()
    with pytest.raises(UserError, match=what):
        add_action(plan.here, LIBRARY, wish, PLAIN)
    assert plan.states() == before


def test_what_others_need_is_dropped_along_with_them_or_when_they_are_let_go(plan: Planning) -> None:
    with pytest.raises(Problems, match=r"a2 \(Action a2\) needs a1 first"):
        drop_actions(plan.here, ["a1"], WHY)
    dropped = drop_actions(plan.here, ["a1"], WHY, release=True)
    assert plan.one("a2").needs == ()
    assert "  a2 (Action a2) does not wait for it any more." in list(dropped_lines(dropped))
    drop_actions(plan.here, ["a2"], WHY)
    assert [one.id for one in plan.here.plan.actions] == ["a3"]
    assert plan.here.kept["a1"].why == "Not this year"


def test_both_can_go_at_once(plan: Planning) -> None:
    drop_actions(plan.here, ["a1", "a2"], WHY)
    assert [one.id for one in plan.here.plan.dropped] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("names", "signed", "what"),
    [
        (["a1"], PLAIN, "the reason is missing"),
        (["a3"], WHY, "a3 is done, and what was done stays"),
        (["a9", "a3"], WHY, "the plan has no action 'a9'"),
    ],
)
def test_what_cannot_be_dropped(plan: Planning, names: list[str], signed: Signed, what: str) -> None:
    before = plan.states()
    with pytest.raises(UserError, match=what):
        drop_actions(plan.here, names, signed)
    assert plan.states() == before


def test_what_was_dropped_comes_back_as_it_was_but_for_what_left_meanwhile(plan: Planning) -> None:
    drop_actions(plan.here, ["a1", "a2"], WHY)
    with pytest.raises(UserError, match="a2 was dropped: Not this year"):
        plan.set("a2", "owner", "Bo")
    kept = plan.here.kept["a2"]
    back = add_action(plan.here, LIBRARY, Wish("a2"), PLAIN)
    assert (back.back, back.without) == (True, ("a1",))
    assert plan.one("a2").needs == ()
    assert plan.one("a2").owner == "Ann Lee"
    assert list(added_lines(back, kept))[:3] == [
        "Back in the plan: a2 (Action a2), proposed.",
        "  It had been dropped on 1 February 2027, Not this year.",
        "  It needed a1, not in the plan any more: taken out of its needs.",
    ]


STEPS = st.lists(
    st.tuples(st.sampled_from(["set", "drop", "add", "agree", "status"]), st.integers(1, 4), st.integers(0, 3)),
    max_size=12,
)


@settings(max_examples=20)
@given(STEPS)
def test_every_earlier_state_stays_readable(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = Planning(Path(folder) / "w", ready(), ready("a2", needs=("a1",)))
        for what, number, choice in steps:
            before, dropped = plan.states(), set(plan.here.plan.dropped)
            with suppress(UserError):
                happen(plan, what, f"a{number}", choice)
            after = plan.states()
            assert after[: len(before)] == before
            assert all(one.assessment == plan.id for one in after[len(before) :])
            ids = [one.id for one in plan.here.plan.actions]
            assert len(ids) == len(set(ids))
            assert all(need in ids for one in plan.here.plan.actions for need in one.needs)
            assert {one.id for one in dropped} <= set(plan.here.kept)


def happen(plan: Planning, what: str, name: str, choice: int) -> None:
    match what:
        case "set":
            plan.set(name, "owner", ("Ann Lee", "Bo Ek", "tbd", "none")[choice], "priority", str(choice + 1))
        case "status":
            plan.set(name, "status", ("in progress", "done", "proposed", "agreed")[choice])
        case "drop":
            drop_actions(plan.here, [name], WHY, release=choice > 1)
        case "agree":
            agree(plan.here, LIBRARY, [name], WHY)
        case _:
            titles = (name, LIBRARY.actions[0].id, "A title of our own", LIBRARY.actions[1].title)
            add_action(plan.here, LIBRARY, Wish(titles[choice], ("closes", "q7.6")), PLAIN)
