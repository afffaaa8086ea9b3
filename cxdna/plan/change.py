"""What may happen to an action over time: its moves from status to status, and what each move fills in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from cxdna.plan.check import Flaw
from cxdna.plan.follow import STATUS_WORDS, is_agreed
from cxdna.plan.model import Action, Status
from cxdna.statistics.display import listed, long_date

MOVES: Final[dict[Status, tuple[Status, ...]]] = {
    "proposed": (),
    "agreed": ("in_progress", "blocked", "done", "proposed"),
    "in_progress": ("blocked", "done", "agreed"),
    "blocked": ("in_progress", "done", "agreed"),
    "done": ("in_progress", "blocked"),
}
"""Where people can set an action from each status. Agreed it becomes by passing its gates, never by being set."""
WHOLE: Final = 100
NOT_SET: Final = frozenset({"id", "template", "agreed", "agreed_by"})
"""Fields that people do not set: what an action is, and that it was agreed."""


class Changed(NamedTuple):
    """One field that is another than before, as the model names it."""

    field: str
    old: Any
    new: Any


def settle(before: Action, after: Action, today: dt.date) -> tuple[Action, tuple[Flaw, ...]]:
    """Return an action that people changed with all that follows from its move, and what keeps it from moving.

    A day, a reason or a progress given without a status moves it as well: a reason for being blocked blocks it, the
    day it was done makes it done. In progress fills the day it was begun; done also its day and 100 per cent; back
    again takes out what no longer is. Where there are flaws the action is returned as far as it came.
    """
    wished = _wished(before, after)
    found = [*_move_flaws(before, wished), *_state_flaws(before, wished, today)]
    return _filled(before, wished, today), tuple(found)


def _wished(before: Action, after: Action) -> Action:
    """Return the action with the status that is meant where only what belongs to one was given."""
    if after.status != before.status or not is_agreed(before):
        return after
    status = after.status
    if after.done and after.done != before.done:
        status = "done"
    elif after.blocked_by and after.blocked_by != before.blocked_by:
        status = "blocked"
    elif (after.status == "blocked" and not after.blocked_by) or (after.status == "agreed" and after.progress):
        status = "in_progress" if after.begun or after.progress else "agreed"
    elif (after.status == "done" and (after.done is None or after.progress < WHOLE)) or (
        after.status == "agreed" and after.begun
    ):
        status = "in_progress"
    return msgspec.structs.replace(after, status=status)


def _move_flaws(before: Action, after: Action) -> Iterator[Flaw]:
    old, new = before.status, after.status
    if new == old or new in MOVES[old]:
        return
    if new == "agreed" and old == "proposed":
        do = f"agree it with: cxdna plan agree {after.id} --by NAME"
        yield Flaw(after.id, "status", "an action is agreed by passing its five gates", do)
    elif old == "proposed":
        what = f"it is proposed, and only what was agreed can be {STATUS_WORDS[new]}"
        yield Flaw(after.id, "status", what, f"agree it first: cxdna plan agree {after.id} --by NAME")
    elif new == "proposed":
        what = f"it is {STATUS_WORDS[old]}, and what was begun is no proposal any more"
        do = "set it back to agreed first, which says that it was not begun" if old != "done" else "take it up again"
        yield Flaw(after.id, "status", what, do)
    else:
        ways = listed(f"'{STATUS_WORDS[one]}'" for one in MOVES[old])
        what = f"it is {STATUS_WORDS[old]} and cannot become {STATUS_WORDS[new]} from there"
        yield Flaw(after.id, "status", what, f"set it to {ways.replace(' and ', ' or ')}")


def _state_flaws(before: Action, after: Action, today: dt.date) -> Iterator[Flaw]:
    """Yield what an action cannot be at its status, and days of things done that are still to come."""
    if after.status == "blocked" and not after.blocked_by.strip():
        do = f'say what blocks it: cxdna plan set {after.id} blocked "WHAT IT WAITS FOR"'
        yield Flaw(after.id, "blocked_by", "it is blocked, and nothing says by what", do)
    if after.status == "proposed" and before.status == "proposed":
        started = [
            (field, getattr(after, field))
            for field in ("begun", "done", "blocked_by", "progress")
            if getattr(after, field) and getattr(after, field) != getattr(before, field)
        ]
        for field, _ in started:
            do = f"agree it first: cxdna plan agree {after.id} --by NAME"
            yield Flaw(after.id, field, "it is proposed, so nothing can have come of it yet", do)
    days = [("begun", "it was begun", after.begun), ("done", "it was done", after.done)]
    days += [(f"milestones.{at}.done", f"milestone {at} was reached", one.done) for at, one in _numbered(after)]
    days += [(f"tasks.{at}.done", f"task {at} was done", one.done) for at, one in enumerate(after.tasks, 1)]
    for field, what, day in days:
        if day is not None and day > today:
            yield Flaw(after.id, field, f"{what} on {long_date(day)}, which is still to come", "give a day up to today")
    if after.status == "done" and after.done is not None and after.begun and after.done < after.begun:
        what = f"it was done on {long_date(after.done)}, before it was begun on {long_date(after.begun)}"
        yield Flaw(after.id, "done", what, "give the days in their order, with: begun DATE done DATE")


def _numbered(action: Action) -> Iterable[tuple[int, Any]]:
    return enumerate(action.milestones, 1)


def _filled(before: Action, after: Action, today: dt.date) -> Action:
    change = msgspec.structs.replace
    if after.status != "blocked":
        after = change(after, blocked_by="")
    moved = after.status != before.status
    match after.status:
        case "proposed":
            return change(after, agreed=None, agreed_by="") if moved else after
        case "agreed":
            return change(after, begun=None, done=None, progress=0) if moved else after
        case "done":
            done = after.done or today
            begun = after.begun or min(after.start or done, done)
            return change(after, done=done, begun=begun, progress=WHOLE)
        case "in_progress":
            return change(after, done=None, begun=after.begun or today)
        case _:
            return change(after, done=None)


def changed_fields(before: Action, after: Action) -> tuple[Changed, ...]:
    """Return every field that differs, in the order of the model."""
    return tuple(
        Changed(field, getattr(before, field), getattr(after, field))
        for field in Action.__struct_fields__
        if getattr(before, field) != getattr(after, field)
    )
