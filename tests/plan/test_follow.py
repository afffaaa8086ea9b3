"""What is late and what comes next."""

import datetime as dt

import pytest

from cxdna.plan.follow import (
    STATUS_WORDS,
    OpenParts,
    baselines_to_measure,
    counts_by_status,
    due_soon,
    in_order,
    is_overdue,
    is_stale,
    items_due_soon,
    late_by,
    next_reviews,
    open_parts,
    overall_progress,
    overdue_items,
    reviews_past,
)
from cxdna.plan.model import KpiFigure, Milestone, Status, Task
from tests.plan.acting import DUE, FIGURES, REVIEW, action, plan

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("status", list(STATUS_WORDS))
def test_only_what_was_agreed_and_is_not_done_is_late(status: Status) -> None:
    one = action(status=status)
    owes = status in {"agreed", "in_progress", "blocked"}
    assert [is_overdue(one, DUE + shift) for shift in (-DAY, 0 * DAY, DAY)] == [False, False, owes]
    assert [due_soon(one, DUE + days * DAY) for days in (-15, -14, 0, 1)] == [False, owes, owes, False]
    assert is_stale(one, DUE + DAY) == (status == "proposed")


def test_days_late_count_from_the_day_after() -> None:
    assert [late_by(DUE, DUE + days * DAY) for days in (-1, 0, 1, 30)] == [0, 0, 1, 30]
    assert late_by(None, DUE) == 0


def test_tasks_and_milestones_are_late_by_themselves() -> None:
    one = action(
        status="in_progress",
        tasks=(
            Task(what="First", assignee="Bo Ek", due=dt.date(2027, 2, 1)),
            Task(what="Second", due=dt.date(2027, 2, 1), done=dt.date(2027, 2, 3)),
            Task(what="Third"),
        ),
        milestones=(
            Milestone(what="Half", due=dt.date(2027, 2, 15)),
            Milestone(what="All", due=DUE),
        ),
    )
    items = overdue_items([one, action("a2")], dt.date(2027, 3, 20))
    assert [(each.of, each.number, each.who, each.days_late) for each in items] == [
        ("task", 1, "Bo Ek", 47),
        ("milestone", 1, "Ann Lee", 33),
    ]
    soon = items_due_soon([one], dt.date(2027, 3, 20))
    assert [(each.of, each.number) for each in soon] == [("action", 0), ("milestone", 2)]


def test_what_is_open_of_a_done_action_is_still_owed_and_the_action_is_not() -> None:
    tasks = (Task(what="First", due=DUE), Task(what="Second", due=DUE, done=DUE))
    done = action(status="done", due=DUE, tasks=tasks, milestones=(Milestone(what="All", due=DUE),))
    assert open_parts(done) == OpenParts((1,), (1,))
    assert [(one.of, one.number) for one in overdue_items([done], DUE + DAY)] == [("task", 1), ("milestone", 1)]
    assert [one.of for one in items_due_soon([done], DUE)] == ["task", "milestone"]
    assert not is_overdue(done, DUE + DAY)


def test_the_order_of_follow_up() -> None:
    today = DUE
    actions = [
        action("a1", status="done"),
        action("a10", status="agreed", due=DUE + DAY),
        action("a2", status="agreed", due=DUE + DAY),
        action("a3", status="blocked", due=None),
        action("a4", status="in_progress", due=DUE - DAY),
        action("a5", status="in_progress", due=DUE - 9 * DAY),
        action("a6"),
    ]
    assert [one.id for one in in_order(actions, today)] == ["a5", "a4", "a3", "a6", "a2", "a10", "a1"]


def test_counts_and_progress() -> None:
    actions = [action(), action("a2", status="done", progress=100), action("a3", status="in_progress", progress=25)]
    counts = counts_by_status(actions)
    assert list(counts) == list(STATUS_WORDS)
    assert counts == {"proposed": 1, "agreed": 0, "in_progress": 1, "blocked": 0, "done": 1}
    progress = overall_progress(actions)
    assert progress is not None
    assert progress * 2 == 125
    assert overall_progress([action()]) is None


def test_baselines_that_are_still_to_be_measured() -> None:
    later = KpiFigure(kpi="on_time", figure="baseline", on=dt.date(2027, 2, 1))
    agreed = action(status="agreed")
    found = baselines_to_measure(plan(agreed, figures=(later,)), dt.date(2027, 2, 4))
    assert [(one.kpi, one.days_late, one.actions) for one in found] == [("on_time", 3, ("a1",))]
    assert baselines_to_measure(plan(agreed, figures=(later, *FIGURES)), DUE) == ()
    assert baselines_to_measure(plan(action(), figures=(later,)), DUE) == ()


def test_a_review_that_went_by_is_told_until_something_was_measured_since() -> None:
    one = action(status="done", done=DUE)
    assert [each.id for each in next_reviews([one, action("a2")], REVIEW)] == ["a1"]
    assert reviews_past(plan(one), REVIEW) == ()
    assert [each.id for each in reviews_past(plan(one), REVIEW + DAY)] == ["a1"]
    for days, waits in ((-1, True), (0, False)):
        measured = KpiFigure(kpi="on_time", figure="actual", value=70, on=DUE + days * DAY)
        assert bool(reviews_past(plan(one, figures=(measured,)), REVIEW + DAY)) == waits
