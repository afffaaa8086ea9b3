"""Following a plan: what is late, what comes next, how many actions are how far, and in which order they are listed.

A task or milestone is open until a day says that it is done, also where its action is said to be done: then it is still
owed, and told as such wherever what is owed is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Final, Literal, get_args

import msgspec

from cxdna.plan.model import Action, KpiFigure, Plan, Status, Task

STATUS_WORDS: Final[dict[Status, str]] = {
    "proposed": "proposed",
    "agreed": "agreed",
    "in_progress": "in progress",
    "blocked": "blocked",
    "done": "done",
}
"""What people read for a status, in the order in which an action goes through them. Done is not verified."""
SOON_DAYS: Final = 14
"""Due within so many days is due soon."""

ItemKind = Literal["action", "task", "milestone"]


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """An action, or one of its tasks or milestones (`number` from 1 on; 0 for the action), that is not done yet.

    `title` and `owner` are those of the action.
    """

    action: str
    title: str
    owner: str
    of: ItemKind
    number: int
    what: str
    who: str
    due: dt.date
    days_late: int


class OpenParts(msgspec.Struct, frozen=True):
    """The tasks and milestones of an action that nobody said are done, by their numbers from 1 on."""

    tasks: tuple[int, ...]
    milestones: tuple[int, ...]

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self.tasks or self.milestones)


class BaselineDue(msgspec.Struct, frozen=True, kw_only=True):
    """A KPI whose baseline is still to be measured, with the actions that wait for it."""

    kpi: str
    by: dt.date
    days_late: int
    actions: tuple[str, ...]


def who_does(action: Action, task: Task) -> str:
    """Return whose a task is: the assignee's; without one the owner's, or while nobody is named the role's."""
    return task.assignee or action.owner or action.owner_role


def is_agreed(action: Action) -> bool:
    """Tell whether an action was agreed, whatever happened to it since."""
    return action.status != "proposed"


def is_under_way(action: Action) -> bool:
    """Tell whether somebody owes something: agreed and not done."""
    return action.status not in {"proposed", "done"}


def open_parts(action: Action) -> OpenParts:
    """Return the tasks and milestones of an action that nobody said are done, whatever its status."""
    return OpenParts(
        tuple(at for at, task in enumerate(action.tasks, 1) if task.done is None),
        tuple(at for at, one in enumerate(action.milestones, 1) if one.done is None),
    )


def late_by(due: dt.date | None, today: dt.date) -> int:
    """Return how many days ago something was due; 0 where it is not late. The day it is due is not late."""
    return max((today - due).days, 0) if due else 0


def is_overdue(action: Action, today: dt.date) -> bool:
    """Tell whether an action is late. One that nobody agreed to owes nothing, so it is never late: see `is_stale`."""
    return is_under_way(action) and late_by(action.due, today) > 0


def is_stale(action: Action, today: dt.date) -> bool:
    """Tell whether an action is still proposed though the day it would be due, or begin, has gone by."""
    return action.status == "proposed" and (late_by(action.due, today) > 0 or late_by(action.start, today) > 0)


def due_soon(action: Action, today: dt.date, days: int = SOON_DAYS) -> bool:
    """Tell whether an agreed action that is not done is due today or within so many days."""
    return is_under_way(action) and _soon(action.due, today, days)


def counts_by_status(actions: Iterable[Action]) -> dict[Status, int]:
    """Return how many actions stand at each status, all five in their order."""
    given = [action.status for action in actions]
    return {status: given.count(status) for status in get_args(Status)}


def overdue_items(actions: Iterable[Action], today: dt.date) -> tuple[Dated, ...]:
    """Return agreed actions, their tasks and milestones that are late, the latest first; of done ones what is open."""
    found = [one for action in actions if is_agreed(action) for one in _items(action, today) if one.days_late]
    return tuple(sorted(found, key=_by_due))


def items_due_soon(actions: Iterable[Action], today: dt.date, days: int = SOON_DAYS) -> tuple[Dated, ...]:
    """Return agreed actions, their tasks and milestones that are due today or within so many days, the next first.

    Of actions that are done it returns what is open of them.
    """
    items = (one for action in actions if is_agreed(action) for one in _items(action, today))
    return tuple(sorted((one for one in items if _soon(one.due, today, days)), key=_by_due))


def measures_baseline(actions: Iterable[Action], on: dt.date) -> bool:
    """Tell whether a milestone of one of these actions says that a baseline is measured by a day."""
    return any(one.due == on and "baseline" in one.what.lower() for action in actions for one in action.milestones)


def baselines_to_measure(plan: Plan, today: dt.date) -> tuple[BaselineDue, ...]:
    """Return KPIs of agreed actions whose baseline has a day and no value yet, the earliest day first."""
    used: dict[str, list[str]] = {}
    for action in filter(is_agreed, plan.actions):
        for kpi in dict.fromkeys((*((action.kpi,) if action.kpi else ()), *action.more_kpis)):
            used.setdefault(kpi, []).append(action.id)
    open_ones = [
        BaselineDue(kpi=kpi, by=figure.on, days_late=late_by(figure.on, today), actions=tuple(names))
        for kpi, names in used.items()
        if (figure := plan.figure(kpi, "baseline")) is not None and figure.value is None
    ]
    return tuple(sorted(open_ones, key=lambda one: one.by))


def next_reviews(actions: Iterable[Action], today: dt.date) -> tuple[Action, ...]:
    """Return agreed actions whose review is today or to come, the next first."""
    ahead = [action for action in actions if is_agreed(action) and action.review and action.review >= today]
    return tuple(sorted(ahead, key=lambda one: (one.review or today, one.priority)))


def reviews_past(plan: Plan, today: dt.date) -> tuple[Action, ...]:
    """Return agreed actions whose review has gone by while their KPI has no figure from after they were due."""
    past = [action for action in plan.actions if is_agreed(action) and action.review and action.review < today]
    unseen = [action for action in past if not _measured_since(plan.figures, action)]
    return tuple(sorted(unseen, key=lambda one: (one.review or today, one.priority)))


def overall_progress(actions: Iterable[Action]) -> Fraction | None:
    """Return the mean progress of all agreed actions in per cent, each counting alike; None where none is agreed."""
    own = [action.progress for action in actions if is_agreed(action)]
    return Fraction(sum(own), len(own)) if own else None


def in_order(actions: Iterable[Action], today: dt.date) -> tuple[Action, ...]:
    """Return actions in the order in which follow-up lists them.

    Late ones first, the latest at the top; then blocked ones; then all others by the day they are due; done ones last.
    Equals stand in the order of their priority.
    """
    return tuple(sorted(actions, key=lambda action: _place(action, today)))


def _place(action: Action, today: dt.date) -> tuple[int, dt.date, int, tuple[int, str]]:
    group = 3 if action.status == "done" else 0 if is_overdue(action, today) else 1 if action.status == "blocked" else 2
    return group, action.due or dt.date.max, action.priority, id_order(action.id)


def id_order(action_id: str) -> tuple[int, str]:
    """Return what ids are sorted by: a2 before a10."""
    digits = action_id.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.-")
    return (int(digits), action_id) if digits.isdecimal() else (0, action_id)


def _items(action: Action, today: dt.date) -> list[Dated]:
    """Return everything of an action that has a day and is not done."""
    rows: list[tuple[ItemKind, int, str, str, dt.date | None, dt.date | None]] = []
    if action.status != "done":
        rows.append(("action", 0, action.title, action.owner, action.due, action.done))
    rows += [
        ("task", at, task.what, who_does(action, task), task.due, task.done) for at, task in enumerate(action.tasks, 1)
    ]
    rows += [
        ("milestone", at, one.what, action.owner, one.due, one.done) for at, one in enumerate(action.milestones, 1)
    ]
    return [
        Dated(
            action=action.id,
            title=action.title,
            owner=action.owner,
            of=of,
            number=number,
            what=what,
            who=who,
            due=due,
            days_late=late_by(due, today),
        )
        for of, number, what, who, due, done in rows
        if due and not done
    ]


def _by_due(one: Dated) -> tuple[dt.date, tuple[int, str], int]:
    return one.due, id_order(one.action), one.number


def _soon(due: dt.date | None, today: dt.date, days: int) -> bool:
    return due is not None and today <= due <= today + dt.timedelta(days=days)


def _measured_since(figures: Iterable[KpiFigure], action: Action) -> bool:
    since = action.done or action.due or dt.date.min
    return any(one.kpi == action.kpi and one.figure == "actual" and one.on >= since for one in figures)
