"""Agreeing: all that are named pass their five gates, or nothing is agreed."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.plan.gates import passes
from cxdna.plan.model import Action, Milestone, Task
from cxdna.workflows.planning.agree import agree, agreement_lines, check_actions
from cxdna.workflows.planning.change import Signed
from tests.plan.acting import DUE
from tests.workflows.planning.planning import LIBRARY, MOMENT, TODAY, Planning, ready

PAST = dt.date(2027, 1, 20)
EVA = Signed(MOMENT, "Eva Brand")
LACKS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"problem": ""},
    {"owner": "tbd"},
    {"kpi": None},
    {"kpi": "recurrence"},
    {"milestones": ()},
    {"review": None},
    {"needs": ("a9",)},
)


def test_what_passes_is_agreed_by_whom_and_when(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready(), ready("a2"))
    found = agree(plan.here, LIBRARY, ["a2", "A1"], EVA)
    assert found.agreed == ("a2", "a1")
    assert found.passes
    one = plan.one("a1")
    assert (one.status, one.agreed, one.agreed_by) == ("agreed", TODAY, "Eva Brand")
    again = agree(plan.here, LIBRARY, ["a1"], EVA)
    assert (again.agreed, again.already, again.passes) == ((), ("a1",), True)


def test_one_that_fails_keeps_all_from_being_agreed(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready(), ready("a2", owner="", review=None))
    before = plan.states()
    found = agree(plan.here, LIBRARY, [], EVA)
    assert not found.passes
    assert plan.states() == before
    lines = list(agreement_lines(found, plan.here, looked_only=False))
    assert "a2 Action a2: fails gates 2 owner and 5 review" in lines
    assert '                   cxdna plan set a2 owner "NAME"' in lines
    assert "Nothing was agreed. 1 action passes, 1 not yet." in lines
    assert lines[-1].endswith("cxdna plan agree a1 --by NAME")


def test_looking_agrees_nothing(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready())
    before = plan.states()
    assert check_actions(plan.here, LIBRARY, []).passes
    assert plan.states() == before


def test_what_does_not_fit_is_told_beside_the_gates(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready(needs=("a9",)), ready("a2", needs=("a3",)), ready("a3", owner=""))
    found = check_actions(plan.here, LIBRARY, ["a1", "a2"])
    assert [one.passes for one in found.checked] == [False, True]
    assert "there is no action 'a9' in the plan" in found.checked[0].flaws[0]
    assert found.waits == ("a2 needs a3 (Action a3), which nobody agreed to yet",)


@pytest.mark.parametrize(
    ("fields", "figure", "what"),
    [
        ({"due": PAST, "milestones": (Milestone(what="Half", due=PAST),)}, None, "it is due on 20 January 2027, which"),
        ({"due": PAST, "review": PAST}, None, "its effect is looked at on 20 January 2027, which has gone by"),
        ({}, ("baseline", None, PAST), "was to be measured by 20 January 2027, which has gone by"),
        ({}, ("target", 20, DUE), "the target lies below the baseline, and higher is better"),
    ],
)
def test_nobody_agrees_to_what_has_gone_by_or_leads_away(
    fields: dict[str, Any], figure: tuple[str, float | None, dt.date] | None, what: str, tmp_path: Path
) -> None:
    plan = Planning(tmp_path / "w", ready(**fields))
    if figure:
        plan.note(*figure)
    found = agree(plan.here, LIBRARY, ["a1"], EVA)
    assert not found.passes
    assert any(what in told for told in found.checked[0].flaws)
    assert plan.one("a1").status == "proposed"


def test_people_are_asked_why_the_parts_matter(tmp_path: Path) -> None:
    tasks = (Task(what="Write it", why="Others read it"), Task(what="Try it"))
    plan = Planning(tmp_path / "w", ready(tasks=tasks))
    lines = list(agreement_lines(check_actions(plan.here, LIBRARY, ["a1"]), plan.here, looked_only=True))
    assert "  Task 2 does not say yet why it matters, and whoever does it does it better for knowing:" in lines
    assert '    cxdna plan set a1 task.2.why "WHAT IT BRINGS TO THE WHOLE"' in lines
    plan.set("a1", "task.2.why", "It finds what is hard")
    later = agreement_lines(check_actions(plan.here, LIBRARY, ["a1"]), plan.here, looked_only=True)
    assert not any("why it matters" in one for one in later)


def test_who_agrees_and_what_must_be_named(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready())
    with pytest.raises(UserError, match="nobody is named who agrees"):
        agree(plan.here, LIBRARY, ["a1"], Signed(MOMENT))
    with pytest.raises(UserError, match="the plan has no action 'b1'"):
        agree(plan.here, LIBRARY, ["b1", "a1"], EVA)
    with pytest.raises(UserError, match="the plan has no action yet"):
        check_actions(Planning(tmp_path / "v").here, LIBRARY, [])


@settings(max_examples=40)
@given(st.lists(st.sampled_from(range(len(LACKS))), min_size=1, max_size=4), st.sets(st.integers(1, 4)))
def test_no_action_with_a_failing_gate_is_ever_agreed(lacks: list[int], named: set[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actions = [ready(f"a{at}", **LACKS[lack]) for at, lack in enumerate(lacks, 1)]
        plan = Planning(Path(folder) / "w", *actions)
        names = [f"a{at}" for at in sorted(named) if at <= len(actions)]
        found = agree(plan.here, LIBRARY, names, EVA)
        meant: list[Action] = [one for one in actions if not names or one.id in names]
        agreed = [one for one in plan.here.plan.actions if one.status == "agreed"]
        assert all(passes(one, plan.here.plan, LIBRARY.kpis) and "a9" not in one.needs for one in agreed)
        all_pass = all(passes(one, plan.here.plan, LIBRARY.kpis) and not one.needs for one in meant)
        assert {one.id for one in agreed} == ({one.id for one in meant} if all_pass else set())
        assert found.passes == all_pass
