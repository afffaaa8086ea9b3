"""What may become of an action is the same whether it is set, edited as text, or edited in a workbook."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from cxdna.errors import UserError
from cxdna.plan.file import plan_file
from cxdna.plan.model import Action, Milestone, Plan
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.planning.drop import drop_actions
from cxdna.workflows.planning.edit.files import take_file
from cxdna.workflows.planning.edit.lay_out import lay_out
from cxdna.workflows.planning.edit.names import names_of
from cxdna.workflows.planning.edit.taking import Handling
from cxdna.workflows.planning.edit.write_text import edit_text
from cxdna.workflows.planning.keep import newest
from tests.workflows.planning.planning import MOMENT, TODAY, Planning, ready
from tests.workflows.planning.test_add_drop import WHY

AGREED: dict[str, Any] = {"status": "agreed", "agreed": TODAY, "agreed_by": "The board"}
BEGUN = AGREED | {"status": "in_progress", "begun": TODAY, "progress": 40}
DONE = BEGUN | {"status": "done", "done": TODAY, "progress": 100}
AHEAD = dt.date(2027, 2, 20)
REACHED = (Milestone(what="Half of it", due=dt.date(2027, 2, 15), done=TODAY),)
CASES: list[tuple[dict[str, Any], tuple[str, ...], dict[str, Any]]] = [
    ({}, ("status", "in progress"), {"status": "in_progress"}),
    ({}, ("progress", "30"), {"progress": 30}),
    (AGREED, ("status", "done"), {"status": "done"}),
    (AGREED, ("progress", "30"), {"progress": 30}),
    (AGREED, ("status", "blocked"), {"status": "blocked"}),
    (AGREED, ("blocked", "IT"), {"blocked_by": "IT"}),
    (AGREED, ("status", "proposed"), {"status": "proposed"}),
    (BEGUN, ("status", "proposed"), {"status": "proposed"}),
    (BEGUN, ("done", "2027-02-20"), {"done": AHEAD}),
    (DONE, ("status", "in progress"), {"status": "in_progress"}),
    (AGREED, ("owner", "tbd"), {"owner": "tbd"}),
    (BEGUN, ("review", "none"), {"review": None}),
    (AGREED, ("milestone.1.done", "today"), {"milestones": REACHED}),
    (AGREED, ("cost", "700"), {"cost": 700.0}),
    (AGREED | {"kpi": "gone"}, ("note", "We go on"), {"note": "We go on"}),
]


def by_text(plan: Planning, wished: Plan, folder: Path) -> Path:
    path = folder / "plan.yaml"
    file = plan_file(wished, plan.id, newest(plan.here))
    path.write_text(edit_text(file, names_of(plan.here, plan.library), "A plan"), encoding="utf-8", newline="\n")
    return path


def by_workbook(plan: Planning, wished: Plan, folder: Path) -> Path:
    path = folder / "plan.xlsx"
    file = plan_file(wished, plan.id, newest(plan.here))
    path.write_bytes(workbook_bytes(lay_out(file, names_of(plan.here, plan.library), "A plan", MOMENT)))
    return path


def edited(plan: Planning, fields: dict[str, Any], path: Callable[..., Path], folder: Path) -> list[str] | str:
    """Return what is told of a change, or what is wrong with it."""
    wished = replace(plan.here.plan, actions=(replace(plan.one("a1"), **fields),))
    try:
        taken = take_file(plan.here, path(plan, wished, folder), Handling(), MOMENT)
    except UserError as error:
        return str(error)
    return [one.removeprefix("a1: ") for one in taken.notes]


@pytest.mark.parametrize(("before", "pairs", "fields"), CASES)
@pytest.mark.parametrize("path", [by_text, by_workbook])
def test_a_change_comes_to_the_same_by_hand_and_by_file(
    before: dict[str, Any],
    pairs: tuple[str, ...],
    fields: dict[str, Any],
    path: Callable[..., Path],
    tmp_path: Path,
) -> None:
    history = (ready(**BEGUN), ready(**before)) if before is DONE else (ready(**before),)
    by_hand, by_file = (Planning(tmp_path / name, *history) for name in ("set", "file"))
    told: list[str] | str
    try:
        told = list(by_hand.set("a1", *pairs).told)
    except UserError as error:
        told = str(error)
    said = edited(by_file, fields, path, tmp_path)
    assert by_file.one("a1") == by_hand.one("a1")
    if isinstance(told, str):
        assert told.split(": ", 1)[1] in said, "it is refused for the same reason"
    else:
        assert said == told


def test_what_was_done_is_dropped_by_neither(tmp_path: Path) -> None:
    plan = Planning(tmp_path / "w", ready(**DONE), ready("a2"))
    with pytest.raises(UserError, match="what was done stays in the plan"):
        drop_actions(plan.here, ["a1"], WHY)
    kept: tuple[Action, ...] = (plan.one("a2"),)
    path = by_text(plan, replace(plan.here.plan, actions=kept), tmp_path)
    with pytest.raises(UserError, match="what was done stays in the plan"):
        take_file(plan.here, path, Handling(drop=lambda _: "They go"), MOMENT)
    assert plan.one("a1").status == "done"
