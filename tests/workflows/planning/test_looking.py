"""Looking at a plan: the list and its filters, everything of one action, how far it is, and what stays hidden."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cxdna.answers.model import Answer, Mode
from cxdna.definitions.model import Produced
from cxdna.errors import UserError
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, Milestone, Task
from cxdna.store.model import DecisionKept, Recorded, Sheet
from cxdna.workflows.current import look_at
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.planning.add import Wish, add_action
from cxdna.workflows.planning.agree import agree
from cxdna.workflows.planning.change import Signed
from cxdna.workflows.planning.listing import Filters, foot_lines, head_lines, list_actions, list_json, list_rows
from cxdna.workflows.planning.open import Planned, planned
from cxdna.workflows.planning.show import show_action, show_json
from cxdna.workflows.planning.show_lines import show_lines
from cxdna.workflows.planning.status import plan_status, status_json
from cxdna.workflows.planning.status_lines import status_lines
from tests.plan.acting import DUE
from tests.workflows.planning.planning import KPI, LIBRARY, MOMENT, Planning, ready

LATER = dt.datetime(2027, 4, 5, 9, tzinfo=dt.UTC)
AGREED = {"agreed": dt.date(2027, 1, 4), "agreed_by": "Eva Brand"}


def later(plan: Planning) -> Planned:
    return planned(plan.now, LATER)


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    return Planning(
        tmp_path / "w",
        ready("a1", closes=("q1.1",), priority=3),
        ready("a2", status="in_progress", progress=40, owner="Bo Ek", **AGREED),
        ready("a3", status="blocked", blocked_by="No budget", due=dt.date(2027, 6, 1), priority=2, **AGREED),
        ready("a4", status="done", done=DUE, progress=100, owner="Bo Ek", **AGREED),
        ready("a5", status="agreed", due=dt.date(2027, 4, 9), closes=("governance",), **AGREED),
    ).keep(ready("a6"), dropped=True, why="Too dear")


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), ["a2", "a3", "a1", "a5", "a4"]),
        (Filters(owner="ek"), ["a2", "a4"]),
        (Filters(owner="quality HEAD", status="blocked"), ["a3"]),
        (Filters(status="under way"), ["a2"]),
        (Filters(component="Governance"), ["a1", "a5"]),
        (Filters(component="measure"), ["a1", "a5"]),
        (Filters(component="whole"), ["a2", "a3", "a1", "a5", "a4"]),
        (Filters(overdue=True), ["a2"]),
        (Filters(overdue=True, status="blocked"), []),
    ],
)
def test_the_list_and_its_filters(plan: Planning, filters: Filters, ids: list[str]) -> None:
    found = list_actions(later(plan), LIBRARY, filters)
    assert [one.id for one in found.actions] == ids
    assert json.loads(list_json(found))["of"] == 5
    assert [row[0] for row in list_rows(found)] == ids


def test_what_the_list_says(plan: Planning) -> None:
    here = later(plan)
    found = list_actions(here, LIBRARY)
    assert next(list_rows(found)) == ("a2", "Action a2", "Bo Ek", "in progress, 40%", "2027-03-30, 6 days late")
    assert list(head_lines(found, here))[1] == "5 actions; late ones first, then by the day they are due."
    foot = list(foot_lines(found, here))
    assert foot[0] == "Proposed, though their day to begin or end has gone by: a1"
    assert foot[1] == "Dropped, and can come back: a6"


def test_a_plan_nobody_agreed_to_is_listed_by_priority(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready("a1", priority=2), ready("a2", priority=1, due=dt.date(2027, 12, 1)))
    found = list_actions(plan.here, LIBRARY)
    assert [one.id for one in found.actions] == ["a2", "a1"]
    assert list(head_lines(found, plan.here))[1] == "2 actions; by priority."


@pytest.mark.parametrize(
    "filters", [Filters(owner="Zoe"), Filters(status="paused"), Filters(component="nosuch")], ids=str
)
def test_a_filter_of_nothing_is_told(plan: Planning, filters: Filters) -> None:
    with pytest.raises(UserError) as told:
        list_actions(plan.here, LIBRARY, filters)
    assert told.value.do


def test_everything_of_one_action(plan: Planning) -> None:
    whole = ready(
        "a7",
        status="in_progress",
        begun=dt.date(2027, 1, 11),
        cause="Nobody owns it",
        cause_is="tested",
        containment="Call them back",
        tasks=(Task(what="Ask", assignee="Cy Day", why="It starts there", due=DUE),),
        needs=("a4",),
        cost=900.0,
        **AGREED,
    )
    plan.keep(whole)
    plan.set("a3", "needs", "a7")
    plan.set("a7", "customers.effect", "They notice", "owner", "Dee Fox", by="Eva Brand", why="After the talk")
    plan.note("actual", 50, dt.date(2027, 2, 1))
    shown = show_action(later(plan), LIBRARY, "a7")
    assert [one.id for one in shown.needs] == ["a4"]
    assert [one.id for one in shown.needed_by] == ["a3"]
    assert [gate.passed for gate in shown.gates] == [True] * 5
    assert [(step.by, step.why, step.changes[0]) for step in shown.history[:2]] == [
        ("Eva Brand", "", "agreed"),
        ("", "", "added"),
    ]
    assert (shown.history[2].by, shown.history[2].why) == ("Eva Brand", "After the talk")
    assert shown.history[2].changes == (
        "customers on the effect: They notice",
        "owner: Dee Fox (was Ann Lee)",
        "owner's role: taken out (was Quality head)",
    )
    text = "\n".join(show_lines(shown, "GBP"))
    for part in (
        "In progress, 0%, 6 days late. Owner: Dee Fox",
        "cost GBP 900",
        "Cause (tested)\n  Nobody owns it",
        "Containment\n  Call them back",
        "1 Ask\n    Cy Day; due 30 March 2027\n    Why it matters: It starts there",
        "Needs first: a4 Action a4 (done)",
        "Waits for this: a3 Action a3 (blocked, due 1 June 2027)",
        "Customers on the effect\n  They notice",
        f"Outcome KPI: {LIBRARY.kpis[KPI].name}",
        "25% of the way is gone, 75% to go.",
    ):
        assert part in text
    assert json.loads(show_json(shown))["action"]["id"] == "a7"


def test_an_action_of_the_library_shows_what_that_says_beside_the_plan(plan: Planning) -> None:
    fields: dict[str, Any] = {
        "supporting_roles": ("Head of service", "Data protection officer"),
        "cost": "within_budget",
        "preconditions": ("The list is there.",),
        "evidence": (Produced(kind=plan.now.playbook.evidence.kinds[0].id, what="The written rule."),),
    }
    first = msgspec.structs.replace(LIBRARY.actions[0], **fields)
    library = msgspec.structs.replace(LIBRARY, actions=(first, *LIBRARY.actions[1:]))
    plan.keep(ready("a9", template=first.id))
    shown = show_action(plan.here, library, "a9")
    lines = list(show_lines(shown, "GBP"))
    at = lines.index(f"By the library ({first.id})")
    assert lines[at + 1 : at + 5] == [
        "  Works with: Head of service and Data protection officer",
        "  Takes: within a department's budget",
        "  Must be there first: The list is there.",
        f"  Evidence it leaves behind: The written rule. ({plan.now.playbook.evidence.kinds[0].name})",
    ]
    assert json.loads(show_json(shown))["library"]["template"] == first.id
    own = show_action(plan.here, library, "a1")
    assert own.library is None
    assert not [line for line in show_lines(own, "GBP") if line.startswith("By the library")]


def test_a_dropped_action_can_be_looked_at(plan: Planning) -> None:
    shown = show_action(plan.here, LIBRARY, "a6")
    assert shown.dropped
    assert list(show_lines(shown, "GBP"))[-1].startswith("Next:  cxdna plan add a6")


def answered(plan: Planning, *, people: int = 6) -> Planning:
    """Have people answer the question that a1 closes, all with 2."""
    plan.store.add(
        *(
            Sheet(assessment=plan.id, id=f"s_{at:016x}", person=None, role="Staff", group="Staff")
            for at in range(people)
        ),
        *(
            Recorded(
                assessment=plan.id,
                sheet=f"s_{at:016x}",
                question="q1.1",
                said=Answer(value=2.0),
                key=f"k{at}",
                source="terminal",
            )
            for at in range(people)
        ),
    )
    return plan


@pytest.mark.parametrize("mode", ["named", "anonymous"])
def test_scores_are_shown_only_where_they_may_be_seen(tmp_path: Path, mode: Mode) -> None:
    plan = Planning(tmp_path / "w", ready("a1", closes=("q1.1", "governance")), mode=mode)
    if mode == "named":
        assert [one.score for one in show_action(plan.here, LIBRARY, "a1").findings] == [None, None]
        return
    answered(plan)
    template = next(one for one in LIBRARY.actions if one.question == "q1.1")
    added = add_action(plan.here, LIBRARY, Wish(template.id), Signed(MOMENT)).action
    for name in ("a1", added.id):
        shown = show_action(plan.here, LIBRARY, name)
        text = "\n".join(show_lines(shown, "GBP"))
        assert all(one.score is None and one.gap is None and one.kept for one in (*shown.findings, *shown.waits_for))
        assert "its score can be seen once it is closed" in text
        assert "2.0" not in text
        assert "2.0" not in show_json(shown)
    assert added.problem == ""


def test_how_far_the_plan_is(plan: Planning) -> None:
    plan.keep(
        ready(
            "a7",
            status="agreed",
            due=dt.date(2027, 9, 1),
            review=dt.date(2027, 11, 1),
            owner="Dee Fox",
            milestones=(Milestone(what="First look", due=dt.date(2027, 4, 1)),),
            tasks=(Task(what="Ask", due=dt.date(2027, 4, 10)),),
            **AGREED,
        )
    )
    plan.note("baseline", None, dt.date(2027, 3, 1))
    plan.store.add(DecisionKept(assessment=plan.id, decision=Decision(id="d1", what="Fund it", by=DUE)))
    status = plan_status(later(plan), LIBRARY)
    assert {one.status: one.actions for one in status.counts} == {
        "proposed": 1,
        "agreed": 2,
        "in_progress": 1,
        "blocked": 1,
        "done": 1,
    }
    assert status.progress is not None
    assert status.progress == 28
    assert [(one.action, one.of, one.days_late) for one in status.overdue if one.action != "a3"][:4] == [
        ("a2", "milestone", 49),
        ("a4", "milestone", 49),
        ("a5", "milestone", 49),
        ("a2", "action", 6),
    ]
    assert [one.id for one in status.blocked] == ["a3"]
    assert next(one.owner for one in status.owners) == "Bo Ek"
    assert [(one.kpi, one.days_late) for one in status.baselines] == [(KPI, 35)]
    assert [one.decision.id for one in status.decisions] == ["d1"]
    text = "\n".join(status_lines(status))
    for part in (
        "6 actions: 1 proposed, 2 agreed, 1 in progress, 1 blocked, 1 done",
        "Late\n  a2 Action a2 (Bo Ek): 6 days late, with 1 milestone",
        "a7 Action a7 (Dee Fox): 1 milestone late by 4 days",
        "a5 Action a5 (Ann Lee): 9 April 2027, in 4 days",
        "Done, though parts of it are open\n  a4 Action a4 (Bo Ek): 1 milestone is still open; if it is done too: ",
        "a7 task 1, Ask (Dee Fox): 10 April 2027, in 5 days",
        "a3 Action a3 (Ann Lee): No budget",
        "Dee Fox: 1 action, progress 0%, next due 1 September 2027",
        "d1 Fund it (nobody named, by 30 March 2027, 6 days late)",
    ):
        assert part in text
    assert json.loads(status_json(status))["progress"] == {"exact": "28", "rounded": 28.0}


def test_a_plan_with_nothing_in_it(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w")
    lines = list(status_lines(plan_status(plan.here, LIBRARY)))
    assert lines[1].startswith("The plan has no action yet")
    assert lines[-1] == "Next:  cxdna plan draft"
    assert next(foot_lines(list_actions(plan.here, LIBRARY), plan.here)) == lines[1]


def test_the_plan_of_a_closed_assessment_goes_on(tmp_path: Path) -> None:
    """What follows from an assessment is not what it was closed with."""
    plan = answered(Planning(tmp_path / "w", ready(), mode="anonymous"))
    close_assessment(plan.now, date=MOMENT.date(), by="Eva Brand")
    plan.now = look_at(plan.now.workspace, plan.store, plan.id)
    plan.set("a1", "closes", "q1.1")
    assert agree(plan.here, LIBRARY, ["a1"], Signed(MOMENT, "Eva Brand")).agreed == ("a1",)
    shown = show_action(plan.here, LIBRARY, "a1")
    assert [one.score for one in shown.findings] == [2]
    assert "2.0 now, target 3.0, gap 1.0" in "\n".join(show_lines(shown, "GBP"))


def test_an_action_is_shown_whatever_it_lacks(tmp_path: Path) -> None:
    bare = Action(id="a1", title="Bare")
    plan = Planning(tmp_path / "w", bare)
    shown = show_action(plan.here, LIBRARY, "a1")
    assert [gate.passed for gate in shown.gates] == [False] * 5
    assert msgspec.structs.replace(shown.action) == bare
    assert "Owner: nobody yet" in "\n".join(show_lines(shown, "GBP"))
