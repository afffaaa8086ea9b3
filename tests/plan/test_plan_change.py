"""What may happen to an action over time."""

import datetime as dt
from itertools import product
from typing import Any

import msgspec
import pytest

from cxdna.plan.change import MOVES, changed_fields, settle
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import Action, Milestone, Status
from tests.plan.acting import DUE, START, action

TODAY = dt.date(2027, 2, 1)
STATES: dict[Status, dict[str, Any]] = {
    "proposed": {},
    "agreed": {"agreed": START, "agreed_by": "Eva Brand"},
    "in_progress": {"agreed": START, "begun": START, "progress": 40},
    "blocked": {"agreed": START, "begun": START, "progress": 40, "blocked_by": "Money"},
    "done": {"agreed": START, "begun": START, "progress": 100, "done": TODAY},
}


def at(status: Status) -> Action:
    return action(status=status, **STATES[status])


@pytest.mark.parametrize(("old", "new"), list(product(STATUS_WORDS, STATUS_WORDS)))
def test_an_action_goes_only_where_it_can(old: Status, new: Status) -> None:
    wished = msgspec.structs.replace(at(old), status=new, blocked_by="Money" if new == "blocked" else "")
    after, found = settle(at(old), wished, TODAY)
    assert (not found) == (new == old or new in MOVES[old])
    assert all(one.do for one in found)
    if found:
        return
    assert after.status == new
    assert (after.progress == 100 and after.done is not None) == (new == "done")
    assert (after.begun is not None) == (new in {"in_progress", "done"} or (new == "blocked" and old != "agreed"))
    assert bool(after.blocked_by) == (new == "blocked")
    assert settle(after, after, TODAY) == (after, ())


@pytest.mark.parametrize(
    ("old", "fields", "new"),
    [
        ("agreed", {"progress": 10}, "in_progress"),
        ("agreed", {"begun": START}, "in_progress"),
        ("agreed", {"blocked_by": "Money"}, "blocked"),
        ("agreed", {"done": TODAY}, "done"),
        ("in_progress", {"blocked_by": "Money"}, "blocked"),
        ("in_progress", {"done": TODAY}, "done"),
        ("in_progress", {"progress": 100}, "in_progress"),
        ("blocked", {"blocked_by": ""}, "in_progress"),
        ("blocked", {"done": TODAY}, "done"),
        ("done", {"progress": 90}, "in_progress"),
        ("done", {"done": None}, "in_progress"),
        ("done", {"note": "Well done"}, "done"),
    ],
)
def test_what_belongs_to_a_status_brings_it_along(old: Status, fields: dict[str, Any], new: Status) -> None:
    after, found = settle(at(old), msgspec.structs.replace(at(old), **fields), TODAY)
    assert not found
    assert after.status == new


@pytest.mark.parametrize(
    ("old", "fields", "field"),
    [
        ("in_progress", {"status": "blocked"}, "blocked_by"),
        ("proposed", {"progress": 10}, "progress"),
        ("proposed", {"done": TODAY}, "done"),
        ("in_progress", {"status": "done", "done": TODAY + dt.timedelta(days=1)}, "done"),
        ("in_progress", {"begun": DUE}, "begun"),
        ("in_progress", {"milestones": (Milestone(what="x", due=TODAY, done=DUE),)}, "milestones.1.done"),
        ("in_progress", {"begun": TODAY, "status": "done", "done": START}, "done"),
    ],
)
def test_what_cannot_be(old: Status, fields: dict[str, Any], field: str) -> None:
    _, found = settle(at(old), msgspec.structs.replace(at(old), **fields), TODAY)
    assert [one.field for one in found] == [field]


def test_taking_the_agreement_back_takes_who_and_when() -> None:
    after, found = settle(at("agreed"), msgspec.structs.replace(at("agreed"), status="proposed"), TODAY)
    assert not found
    assert [one.field for one in changed_fields(at("agreed"), after)] == ["status", "agreed", "agreed_by"]
