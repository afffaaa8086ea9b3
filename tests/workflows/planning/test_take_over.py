"""What the plan before has left to do goes on in the plan of the assessment that follows."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from cxdna.cli.plan_draft_talk import ask_owners
from cxdna.errors import Problems, UserError
from cxdna.plan.model import KpiFigure, PlanHead
from cxdna.store.model import ActionKept, KpiKept, PlanKept
from cxdna.workflows.life.new import started_lines
from cxdna.workflows.planning.add import Wish
from cxdna.workflows.planning.change import Signed
from cxdna.workflows.planning.draft import Wish as DraftWish
from cxdna.workflows.planning.draft import keep_draft, open_roles, prepare
from cxdna.workflows.planning.draft_lines import draft_lines
from cxdna.workflows.planning.drop import drop_actions
from cxdna.workflows.planning.earlier import people_before, waiting, waiting_lines
from cxdna.workflows.planning.listing import foot_lines, list_actions
from cxdna.workflows.planning.open import plan_of, planned
from cxdna.workflows.planning.status import plan_status
from cxdna.workflows.planning.status_lines import status_lines
from cxdna.workflows.planning.take_over import TakenOver, take_over, taken_over_lines
from tests.workflows.living import MOMENT as DAY
from tests.workflows.living import Living
from tests.workflows.planning.interleaving import interleave
from tests.workflows.planning.planning import KPI, LIBRARY, MOMENT, TODAY, Planning, ready
from tests.workflows.planning.test_draft_plan import START, with_gaps

AGREED = {"agreed": TODAY, "agreed_by": "Eva Brand"}


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    """Return the plan of the year after a plan of which two agreed actions are not done."""
    plan = Planning(
        tmp_path / "w",
        ready("a1", status="in_progress", progress=40, note="It goes well.", **AGREED),
        ready("a2", status="done", done=TODAY, **AGREED),
        ready("a3", status="agreed", needs=("a1", "a2"), **AGREED),
        ready("a4"),
    )
    after = msgspec.structs.replace(plan.now.assessment, id="assessment_2027", previous=plan.id, seq=0)
    plan.store.add(after)
    plan.now, plan.id = msgspec.structs.replace(plan.now, assessment=after), after.id
    return plan


def before(plan: Planning) -> str:
    return plan.now.assessment.previous or ""


def taken(plan: Planning, name: str, *pairs: str) -> TakenOver:
    return take_over(plan.here, LIBRARY, Wish(name, pairs), before(plan), Signed(MOMENT, "Eva Brand"))


def test_what_is_left_to_do_is_told_wherever_the_plan_is_looked_at(plan: Planning) -> None:
    wanted = (
        f"2 agreed actions of {plan.now.assessment.title} are not done: a1 Action a1, a3 Action a3.",
        f"Take them over, one by one, with: cxdna plan add a1 --from {before(plan)}",
    )
    assert tuple(waiting_lines(waiting(plan.now))) == wanted
    told = (
        list(foot_lines(list_actions(plan.here, LIBRARY), plan.here)),
        [line.strip() for line in status_lines(plan_status(plan.here, LIBRARY))],
        [line.strip() for line in started_lines(plan.now, plan.store.assessments()[0])],
    )
    assert all(set(wanted) <= set(lines) for lines in told)
    taken(plan, "a1")
    assert next(iter(waiting_lines(waiting(plan.now)))).startswith("1 agreed action of ")
    drop_actions(plan.here, [taken(plan, "A3").action.id], Signed(MOMENT, why="Not this year"))
    assert waiting(plan.now) is None, "who drops it here knows of it"


def test_an_action_is_taken_over_with_all_that_was_said_and_measured(plan: Planning) -> None:
    plan.keep(ready("a1", title="Our own"))
    found = taken(plan, "a1")
    old = found.before
    assert plan.one("a2") == found.action
    assert found.action == msgspec.structs.replace(
        old, id="a2", priority=2, note=f"Taken over from a1 of {before(plan)}.\nIt goes well."
    )
    left = plan_of(plan.store, before(plan)).action("a1")
    assert left == msgspec.structs.replace(old, note=f"Goes on as a2 of {plan.id}.\nIt goes well.")
    assert [one.figure for one in plan.here.plan.figures] == ["baseline", "target"]
    third = taken(plan, "a3", "owner", "Cy Day")
    assert (third.action.needs, third.action.owner, third.without) == (("a2",), "Cy Day", ("a2",))
    lines = list(taken_over_lines(found))
    assert lines[0].startswith("Taken over: a2 (Action a1), in progress, 40%, Ann Lee; it was a1 of ")
    assert "  2 figures of its KPIs came along." in lines


def test_figures_that_this_plan_has_stand(plan: Planning) -> None:
    own = KpiFigure(kpi=KPI, figure="target", value=90, on=dt.date(2028, 12, 31))
    plan.store.add(KpiKept(assessment=plan.id, figure=own))
    assert [one.figure for one in taken(plan, "a1").figures] == ["baseline"]
    assert plan.here.plan.figure(KPI, "target") == own


def test_an_action_that_was_taken_over_is_known_whatever_became_of_its_note(plan: Planning) -> None:
    name = taken(plan, "a1").action.id
    plan.set(name, "note", "none")
    with pytest.raises(UserError, match="was taken over already: it is a1 here"):
        taken(plan, "a1")


def test_what_cannot_be_taken_over(plan: Planning) -> None:
    with pytest.raises(UserError, match="is done"):
        taken(plan, "a2")
    with pytest.raises(UserError, match="the plan has no action 'a9'"):
        taken(plan, "a9")
    with pytest.raises(UserError, match="there is no other assessment 'assessment_1999'"):
        take_over(plan.here, LIBRARY, Wish("a1"), "assessment_1999", Signed(MOMENT))
    with pytest.raises(Problems, match="before it starts"):
        taken(plan, "a1", "due", "2027-01-01")
    template = LIBRARY.actions[0].id
    plan.store.add(
        ActionKept(assessment=before(plan), action=ready("a5", status="agreed", template=template), at=MOMENT)
    )
    plan.keep(ready("a1", template=template))
    with pytest.raises(UserError, match="the plan has that action already: a1"):
        taken(plan, "a5")
    assert [one.id for one in plan.here.plan.actions] == ["a1"]


def test_a_change_of_the_plan_before_in_the_same_moment_comes_along(
    plan: Planning, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = ready("a1", status="in_progress", progress=60, **AGREED)
    interleave(plan.store, monkeypatch, ActionKept(assessment=before(plan), action=theirs, at=MOMENT))
    assert taken(plan, "a1").action.progress == 60
    assert plan_of(plan.store, before(plan)).action("a1").progress == 60


def test_a_draft_leaves_out_what_is_open_in_the_plan_before_and_offers_its_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    living = with_gaps(Living(tmp_path))
    first = keep_draft(prepare(planned(living.now, DAY), DraftWish(start=START, most=3), DAY), {}).drafted.plan
    agreed = msgspec.structs.replace(first[0], status="agreed", owner="Ann Lee")
    head = PlanHead(start=DAY.date(), owners={first[1].owner_role: "Bo Ek"})
    living.store.add(ActionKept(assessment=living.id, action=agreed, at=DAY), PlanKept(assessment=living.id, head=head))
    living.open(previous=living.now.assessment)
    with_gaps(living)
    desk = prepare(planned(living.now, DAY), DraftWish(start=START, most=8), DAY)
    people = people_before(living.now)
    assert people[first[0].owner_role.casefold()] == "Ann Lee"
    assert first[1].owner_role.casefold() in people
    monkeypatch.setattr("sys.stdin", Enter())
    offered = ask_owners(desk)
    known = [role for role, _ in open_roles(desk) if role.casefold() in people]
    assert known
    assert all(offered[role] == people[role.casefold()] for role in known)
    found = keep_draft(desk, {})
    assert found.drafted.plan
    assert agreed.template not in {one.template for one in found.drafted.plan}
    told = "\n".join(draft_lines(found))
    assert f"1 agreed action of Assessment 2026 is not done: {agreed.id} {agreed.title}." in told
    assert "What is still open there was not drafted once more." in told
    assert "In the plan before it was: " in told
    assert desk.waiting is not None
    source = desk.waiting.assessment
    copy = take_over(planned(living.now, DAY), LIBRARY, Wish(agreed.id), source, Signed(DAY)).action
    again = keep_draft(prepare(planned(living.now, DAY), DraftWish(), DAY), {})
    assert copy in again.drafted.plan
    assert again.desk.waiting is None


class Enter:
    """A terminal at which somebody presses Enter, again and again."""

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return "\n"
