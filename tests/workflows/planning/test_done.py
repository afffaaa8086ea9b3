"""Setting an action done, and what follows its owner and its gap."""

import datetime as dt
import io
from pathlib import Path

import pytest

from cxdna.cli.plan_change import ask_whether_done
from cxdna.plan.date_action import baseline_words
from cxdna.plan.follow import OpenParts, who_does
from cxdna.plan.model import Action, Milestone, Task
from cxdna.store.model import ActionKept
from cxdna.workflows.planning.change import Close, Signed, set_fields
from cxdna.workflows.planning.draft import Wish, keep_draft, prepare
from cxdna.workflows.planning.draft_lines import draft_lines
from cxdna.workflows.planning.open import planned
from cxdna.workflows.planning.show import show_action
from cxdna.workflows.planning.show_lines import show_lines
from cxdna.workflows.planning.status import plan_status
from cxdna.workflows.planning.status_lines import status_lines
from tests.workflows.living import MOMENT as DAY
from tests.workflows.living import PEOPLE, Living
from tests.workflows.planning.planning import KPI, LIBRARY, MOMENT, TODAY, Planning, ready
from tests.workflows.planning.test_draft_plan import with_gaps

REMEDY = "drop it (cxdna plan drop a1 --why ...) or name another gap (cxdna plan set a1 closes ...)"


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    return Planning(tmp_path / "w", ready())


def parts(plan: Planning) -> None:
    tasks = (Task(what="Ask"), Task(what="Tell", done=TODAY))
    milestones = (Milestone(what="Half of it", due=TODAY), Milestone(what="All of it", due=TODAY))
    plan.keep(ready("a4", status="in_progress", agreed=TODAY, start=None, tasks=tasks, milestones=milestones))


def test_what_is_open_of_an_action_that_is_done_is_told_and_stays_open(plan: Planning) -> None:
    parts(plan)
    plan.note("baseline", None, TODAY)
    outcome = plan.set("a4", "status", "done")
    told = "\n".join(outcome.told)
    assert (
        "1 task and 2 milestones are still open: task 1, Ask; milestone 1, Half of it; milestone 2, All of it" in told
    )
    assert "If they are done too: cxdna plan set a4 status done --yes" in told
    assert "the baseline of Plans closed on time was never measured" in told
    assert outcome.after.tasks[0].done is None


def test_what_is_open_is_done_with_the_action_where_somebody_says_so(plan: Planning) -> None:
    parts(plan)
    asked: list[OpenParts] = []

    def say(_action: Action, found: OpenParts) -> bool:
        asked.append(found)
        return len(asked) > 1

    day = dt.date(2027, 1, 29)
    assert not done(plan, say, "status", "done", "done", "2027-01-29").milestones[0].done
    one = done(plan, say, "status", "done")
    assert {one.tasks[0].done, *(each.done for each in one.milestones)} == {day}, "the day on which the action was done"
    assert one.tasks[1].done == TODAY
    assert asked == [OpenParts((1,), (1, 2))] * 2
    done(plan, say, "status", "done")
    assert len(asked) == 2, "nothing is open any more"


def test_a_baseline_without_a_figure_is_not_measured_whatever_anybody_says(plan: Planning) -> None:
    milestone = Milestone(what=baseline_words(LIBRARY.kpis[KPI]), due=TODAY)
    plan.keep(ready("a4", status="agreed", agreed=TODAY, milestones=(milestone,)))
    plan.note("baseline", None, TODAY)
    assert done(plan, lambda *_: True, "status", "done").milestones == (milestone,)


def done(plan: Planning, close: Close, *pairs: str) -> Action:
    return set_fields(plan.here, plan.library, "a4", pairs, Signed(MOMENT), close).after


def test_what_was_done_before_its_start_counts_as_begun_that_day_and_says_so(plan: Planning) -> None:
    plan.keep(ready("a4", status="agreed", agreed=TODAY, start=dt.date(2027, 3, 1)))
    outcome = plan.set("a4", "status", "done")
    assert (outcome.after.begun, outcome.after.done) == (TODAY, TODAY)
    assert (
        "Done on 1 February 2027, before its start on 1 March 2027: it counts as begun on the day it was done."
        in outcome.told
    )


def test_another_gap_does_not_start_where_the_gap_before_stood(plan: Planning) -> None:
    plan.keep(ready("a4", from_level=2.0, to_level=4.0))
    assert plan.set("a4", "closes", "7.6").after.from_level is None, "it has no score yet"
    assert plan.set("a4", "closes", "7.2", "from", "3").after.from_level == 3


def test_a_task_that_is_nobody_else_s_is_the_owner_s(plan: Planning) -> None:
    plan.keep(ready("a4", owner="", owner_role="Head of analytics", tasks=(Task(what="Ask"),)))
    one = plan.one("a4")
    assert who_does(one, one.tasks[0]) == "Head of analytics"
    after = plan.set("a4", "owner", "Karl Meier").after
    assert who_does(after, after.tasks[0]) == "Karl Meier"


def test_on_a_terminal_it_is_asked_once_whether_what_is_open_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    one = ready(tasks=(Task(what="Ask"), Task(what="Tell")))
    for typed, answer in (("y\n", True), ("\n", False), ("", False)):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        ask = ask_whether_done()
        assert [ask(one, OpenParts((1, 2), ())) for _ in range(2)] == [answer, answer]


def test_the_level_to_start_from_is_that_of_the_gap_an_action_names_now(tmp_path: Path) -> None:
    living = with_gaps(Living(tmp_path))
    first, second, *_ = living.now.questionnaire.questions
    one = ready(closes=(first.id,), from_level=1.0, to_level=3.0, kpi=None)
    living.store.add(ActionKept(assessment=living.id, action=one, at=DAY))

    def after(*pairs: str) -> Action:
        return set_fields(planned(living.now, DAY), LIBRARY, "a1", pairs, Signed(DAY)).after

    assert after("closes", second.id).from_level == 2
    assert after("problem", "Said anew").from_level == 2
    for person, *_ in PEOPLE[:2]:
        living.say(person, second.id, 4.0)
    here = planned(living.now, DAY)
    shown = show_action(here, LIBRARY, "a1")
    told = (
        f"  a1 rests on figures that changed: {second.id} was 2.0, is 4.0 now",
        f"  a1 has nothing left to close: {second.id} stands at its target; {REMEDY}",
    )
    assert set(told) <= set(show_lines(shown, "GBP"))
    assert set(told) <= set(status_lines(plan_status(here, LIBRARY)))
    drafted = keep_draft(prepare(here, Wish(start="2027-01-11"), DAY), {})
    assert {one.strip() for one in told} <= set(draft_lines(drafted))
    assert drafted.drafted.plan[0].from_level == 2, "it is people's own"
