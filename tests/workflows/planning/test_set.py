"""Setting fields of an action: by the names people use, all problems at once, on what holds."""

import datetime as dt
from pathlib import Path

import pytest

from cxdna.answers.model import Mode
from cxdna.definitions.model import Requirement
from cxdna.errors import Problems, UserError
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import Milestone, PlanHead, Status, Task
from cxdna.store.model import ActionKept, Person, PlanKept, Sheet
from cxdna.workflows.planning.change import ground_of, set_lines
from cxdna.workflows.planning.field_names import FIELDS, field_lines, find_place
from cxdna.workflows.planning.fields import read_value
from tests.workflows.planning.interleaving import interleave
from tests.workflows.planning.planning import MOMENT, TODAY, Planning, ready


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    return Planning(tmp_path / "w", ready(), ready("a2"), ready("a3", status="agreed", agreed=TODAY, agreed_by="Eva"))


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("title", "Another title", "title", "Another title"),
        ("deadline", "April 2027", "due", dt.date(2027, 4, 30)),
        ("Start", "12.1.2027", "start", dt.date(2027, 1, 12)),
        ("role", "Head of service", "owner_role", "Head of service"),
        ("cost", "£12,500", "cost", 12500),
        ("budget", "none", "cost", None),
        ("from", "Started", "from_level", 2),
        ("to-level", "3,5", "to_level", 3.5),
        ("needs", "A2, a3", "needs", ("a2", "a3")),
        ("closes", "7.6, Governance", "closes", ("q7.6", "governance")),
        ("kpi", "recur", "kpi", "recurrence"),
        ("more kpis", "recurrence, fixes_checked", "more_kpis", ("recurrence", "fixes_checked")),
        ("waits for", "governance 3, Analytics at level 2", "waits_for", None),
        ("effort", "large", "effort", "large"),
        ("type", "preventive", "kind", "preventive"),
        ("trigger", "adverse trend", "trigger", "adverse_trend"),
        ("cause is", "tested", "cause_is", "tested"),
        ("priority", "3", "priority", 3),
        ("problem", "One.\nTwo.", "problem", "One.\nTwo."),
        ("note", "-", "note", ""),
    ],
)
def test_fields_by_the_names_people_use(plan: Planning, name: str, text: str, field: str, value: object) -> None:
    plan.set("A1", name, text)
    wanted = value
    if field == "waits_for":
        wanted = (Requirement(part="governance", at=3), Requirement(part="analytics", at=2))
    assert getattr(plan.one("a1"), field) == wanted


def test_tasks_milestones_and_the_customers_view(plan: Planning) -> None:
    plan.set("a1", "task.1", "Ask them", "task.1.assignee", "Bo Ek", "task 1 why", "It starts there")
    plan.set(
        "a1",
        "task.2",
        "Tell them",
        "task.2.due",
        "2027-03-01",
        "milestone.2",
        "A look",
        "milestone.2.date",
        "2027-02-10",
    )
    plan.set("a1", "customers.problem", "They wait.", "milestone 1 done", "today", "task.1.done", "yes")
    one = plan.one("a1")
    assert one.tasks == (
        Task(what="Ask them", assignee="Bo Ek", why="It starts there", done=TODAY),
        Task(what="Tell them", due=dt.date(2027, 3, 1)),
    )
    assert one.milestones == (  # in the order of their days, whatever the order they came in
        Milestone(what="A look", due=dt.date(2027, 2, 10), done=TODAY),
        Milestone(what="Half of it", due=dt.date(2027, 2, 15)),
    )
    assert one.customers.problem == "They wait."
    plan.set("a1", "task.1", "none")
    assert [task.what for task in plan.one("a1").tasks] == ["Tell them"]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(plan: Planning) -> None:
    before = plan.states()
    with pytest.raises(Problems) as told:
        plan.set(
            *("a1", "ownr", "Ann", "due", "3/4/2027", "cost", "-5", "needs", "a9", "effort", "huge", "agreed", "today"),
            *("tasks", "x", "task.0", "x", "milestone.1.size", "4", "status", "paused", "id", "a7"),
        )
    text = str(told.value)
    for part in (
        "an action has no field 'ownr'; did you mean 'owner'?",
        "due: '3/4/2027' is 3 April 2027 for some and 4 March 2027 for others",
        "cost: a cost is not below nothing",
        "needs: the plan has no action 'a9'",
        "effort: there is no effort 'huge'; give small, medium or large",
        "an action is agreed by passing its five gates",
        "'tasks' does not say which; write task.1",
        "'task.0' does not say which",
        "'milestone.1.size' is no field",
        "status: there is no status 'paused'; give proposed, agreed, in progress, blocked or done",
        "the id of an action stays what it is",
    ):
        assert part in text
    assert len(told.value.problems) == 11
    assert plan.states() == before


@pytest.mark.parametrize(
    ("pairs", "what"),
    [
        (("due", "2027-01-01"), "it is due on 1 January 2027, before it starts on 11 January 2027"),
        (("review", "2027-03-01"), "its review on 1 March 2027 comes before it is due"),
        (
            ("milestone.2", "Late", "milestone.2.due", "2027-05-01"),
            "milestone 2 is due on 1 May 2027, after the action",
        ),
        (("milestone.2", "Without a day"), "milestone 2 would have no day"),
        (("milestone.2.due", "2027-03-01"), "milestone 2 would be without words"),
        (("task.3", "Third"), "there is no task 3"),
        (("needs", "a1"), "it needs itself"),
        (("status", "in progress"), "it is proposed, and only what was agreed can be in progress"),
        (("status", "agreed"), "an action is agreed by passing its five gates"),
        (("milestone.1.done", "2027-02-12"), "milestone 1 was reached on 12 February 2027, which is still to come"),
        (("owner", "Ann", "owner", "Bo"), "owner is given twice"),
    ],
)
def test_what_is_refused_says_why(plan: Planning, pairs: tuple[str, ...], what: str) -> None:
    before = plan.states()
    with pytest.raises(Problems) as told:
        plan.set("a1", *pairs)
    assert what in str(told.value)
    assert all(one.do for one in told.value.problems)
    assert plan.states() == before


def test_actions_that_wait_for_each_other_are_refused(plan: Planning) -> None:
    plan.set("a1", "needs", "a2")
    plan.set("a2", "needs", "a3")
    with pytest.raises(Problems, match="actions wait for each other: a1 needs a2 needs a3 needs a1"):
        plan.set("a3", "needs", "a1")


def test_what_was_wrong_before_keeps_nobody_from_setting_something_else_right(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready(needs=("a9",), review=dt.date(2027, 1, 1)))
    plan.set("a1", "owner", "Bo Ek")
    assert plan.one("a1").owner == "Bo Ek"


@pytest.mark.parametrize(
    ("pairs", "gate"),
    [
        (("problem", "none"), "gate 1"),
        (("owner", "tbd"), "gate 2"),
        (("kpi", "none"), "gate 3"),
        (("kpi", "recurrence"), "gate 3"),
        (("milestone.1", "none"), "gate 4"),
        (("due", "none"), "gate 4"),
        (("review", "none"), "gate 5"),
    ],
)
def test_an_agreed_action_keeps_its_gates(plan: Planning, pairs: tuple[str, ...], gate: str) -> None:
    with pytest.raises(Problems, match=gate) as told:
        plan.set("a3", *pairs)
    assert "take the agreement back: cxdna plan set a3 status proposed" in str(told.value)
    plan.set("a3", *pairs, "status", "proposed")
    assert plan.one("a3").status == "proposed"
    assert plan.one("a3").agreed is None


def test_the_way_of_an_action(plan: Planning) -> None:
    plan.set("a3", "needs", "a2")
    outcome = plan.set("a3", "progress", "30%")
    assert (outcome.after.status, outcome.after.begun) == ("in_progress", TODAY)
    assert outcome.told == ("Take care: it needs a2 first (Action a2), which is proposed and not done.",)
    with pytest.raises(Problems, match="nothing says by what"):
        plan.set("a3", "status", "blocked")
    assert plan.set("a3", "blocked", "No budget").after.status == "blocked"
    done = plan.set("a3", "status", "finished")
    assert (done.after.progress, done.after.done, done.after.blocked_by) == (100, TODAY, "")
    assert "Done, not yet verified: its effect is looked at on 1 June 2027." in done.told
    again = plan.set("a3", "status", "ongoing").after
    assert (again.progress, again.done) == (30, None)


def test_whoever_agreed_is_to_be_told_of_other_terms(plan: Planning) -> None:
    told = plan.set("a3", "due", "2027-04-15", "cost", "900").told
    assert told == ("It was agreed by Eva on 1 February 2027 with another deadline and cost: let them know.",)
    assert plan.set("a3", "milestone.1.done", "today").told == ()


def test_what_it_says_already_adds_nothing(plan: Planning) -> None:
    before = plan.states()
    outcome = plan.set("a1", "owner", "Ann Lee")
    assert plan.states() == before
    assert next(set_lines(outcome, "GBP")) == "a1 says so already: nothing was changed."


def test_who_and_why_stay_with_the_change(plan: Planning) -> None:
    plan.set("a1", "owner", "Bo Ek", by="Eva Brand", why="Ann is away")
    last = plan.states()[-1]
    assert (last.by, last.why, last.at) == ("Eva Brand", "Ann is away", MOMENT)
    with pytest.raises(Problems, match="the reason holds a line break"):
        plan.set("a1", "owner", "Ann Lee", why="x\ny")


@pytest.mark.parametrize(
    ("name", "what", "do"),
    [
        ("a33", "the plan has no action 'a33'", "did you mean 'a3'?"),
        ("zzzz", "the plan has no action 'zzzz'", "known: a1"),
    ],
)
def test_an_action_that_is_not_there(plan: Planning, name: str, what: str, do: str) -> None:
    with pytest.raises(UserError, match=what) as told:
        plan.set(name, "owner", "Ann")
    assert told.value.do.startswith(do)


def test_every_field_of_an_action_can_be_set_by_its_own_name(plan: Planning) -> None:
    """But for what it is, and that it was agreed."""
    listed = "\n".join(field_lines())
    for field in FIELDS:
        place = find_place(field)
        assert place.field == field
        assert find_place(str(place)) == place
        assert f"  {place} " in f"{listed} ".replace("\n", " \n")
        with pytest.raises(UserError):
            read_value(place, "\x07", ground_of(plan.here, plan.library))


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_the_role_of_an_action_is_its_owners(tmp_path: Path, mode: Mode) -> None:
    head = PlanHead(start=TODAY, owners={"Quality head": "Ann Lee", "Head of sales": "Tom Beck"})
    plan = Planning(tmp_path / "w", ready(), ready("a2", owner=""), mode=mode)
    plan.store.add(
        PlanKept(assessment=plan.id, head=head),
        Person(id="p_00000001", name="Priya Raman", role="Chief executive", group="Heads", salt="0" * 32),
        Sheet(assessment=plan.id, id="p_00000001", person="p_00000001", role="Chief executive", group="Heads"),
    )
    known = plan.set("a1", "owner", "priya raman")
    assert plan.one("a1").owner_role == ("Chief executive" if mode == "named" else "")
    assert any("plan set a1 role" in line for line in known.told) == (mode == "confidential")
    plan.set("a1", "owner", "Tom Beck")
    assert plan.one("a1").owner_role == "Head of sales", "the plan was drafted with him behind that role"
    plan.set("a1", "owner", "Bo Ek", "role", "Head of nothing")
    assert plan.one("a1").owner_role == "Head of nothing", "what is said is said"
    plan.set("a1", "owner", "Cy Day")
    assert plan.one("a1").owner_role == ""
    plan.set("a2", "owner", "Ann Lee")
    assert plan.one("a2").owner_role == "Quality head", "the library's while its person is the owner"


def test_whoever_is_named_first_is_behind_the_role(plan: Planning) -> None:
    plan.keep(ready("a4", owner="")).set("a4", "owner", "Bo Ek")
    assert plan.one("a4").owner_role == "Quality head"


@pytest.mark.parametrize("pairs", [(), ("owner",), ("owner", "Ann", "due")])
def test_fields_and_values_come_in_pairs(plan: Planning, pairs: tuple[str, ...]) -> None:
    with pytest.raises(UserError):
        plan.set("a1", *pairs)


def test_an_action_can_be_named_by_its_title(plan: Planning) -> None:
    assert plan.set("action  A2", "owner", "Bo").after.id == "a2"


def test_a_change_of_somebody_else_in_the_same_moment_is_not_lost(
    plan: Planning, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing, somebody else changes another field, and somebody else drops the action."""
    interleave(plan.store, monkeypatch, ActionKept(assessment=plan.id, action=ready(cost=700.0), at=MOMENT))
    plan.set("a1", "owner", "Bo Ek")
    assert (plan.one("a1").owner, plan.one("a1").cost) == ("Bo Ek", 700)
    theirs = ActionKept(assessment=plan.id, action=plan.one("a1"), dropped=True, at=MOMENT)
    interleave(plan.store, monkeypatch, theirs)
    with pytest.raises(UserError, match="a1 was dropped"):
        plan.set("a1", "owner", "Cy Day")
    assert [one.id for one in plan.here.plan.dropped] == ["a1"]


def test_every_status_can_be_written_as_it_is_shown(plan: Planning) -> None:
    wanted: dict[str, Status] = {
        words: status for status, words in STATUS_WORDS.items() if status in {"done", "blocked"}
    }
    assert plan.set("a3", "blocked", "Money", "status", "blocked").after.status == wanted["blocked"]
    assert plan.set("a3", "status", "done").after.status == wanted["done"]
