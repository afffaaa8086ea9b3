"""When each action starts and is due, in working days: after what it needs, no more at once than an owner can do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from cxdna.plan.model import Action
from cxdna.worktime.working_days import (
    WorkingDays,
    add_working_days,
    first_working_day_on_or_after,
    next_working_day,
)


class Span(msgspec.Struct, frozen=True):
    """The first and the last day of an action, and whose it is: a person, or a role while nobody is named."""

    owner: str
    start: dt.date
    due: dt.date

    def holds(self, day: dt.date) -> bool:
        """Tell whether the action runs on a day."""
        return self.start <= day <= self.due


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An action that is to get its days. `start` and `due` are set where people chose them."""

    id: str
    owner: str
    weeks: int
    needs: tuple[str, ...] = ()
    start: dt.date | None = None
    due: dt.date | None = None


def running(actions: Iterable[Action], owners: Mapping[str, str]) -> dict[str, Span]:
    """Return the days of actions that have theirs already, by id; what was begun or done counts from or to that day."""
    found: dict[str, Span] = {}
    for one in actions:
        start, due = one.begun or one.start, one.done or one.due
        if due is not None:
            found[one.id] = Span(owner_key(owners, one.owner_role, one.owner), min(start or due, due), due)
    return found


def owner_key(owners: Mapping[str, str], role: str, owner: str = "") -> str:
    """Return whose time an action takes: the owner's, the person's behind the role, or the role's with nobody named.

    However a name is spaced and whatever its capitals, it is one person's.
    """
    return " ".join((owner or owners.get(role) or role).split()).casefold()


def schedule(
    items: Sequence[Item], running: Mapping[str, Span], days: WorkingDays, start: dt.date, at_once: int
) -> dict[str, Span]:
    """Return the days of every item; those that come first in the order get theirs first.

    `running` are actions that have their days already. An item starts the working day after the last action it needs
    is due, as soon as its owner has fewer than `at_once` others; the days that people chose stand.
    """
    made: dict[str, Span] = {}
    waiting = list(items)
    while waiting:
        names = {one.id for one in waiting}
        item = next((one for one in waiting if not names & set(one.needs)), waiting[0])
        waiting.remove(item)
        known = {**running, **made}
        ready = [next_working_day(days, known[name].due) for name in item.needs if name in known]
        earliest = max([first_working_day_on_or_after(days, start), *ready])
        others = [span for span in known.values() if span.owner == item.owner]
        made[item.id] = _span(item, earliest, others, days, at_once)
    return made


def _span(item: Item, earliest: dt.date, others: Sequence[Span], days: WorkingDays, at_once: int) -> Span:
    start = item.start or earliest
    due = item.due or _due(days, start, item.weeks)
    if item.start is None:
        while (blocked := _blocked_until(start, due, others, at_once)) is not None:
            start = next_working_day(days, blocked)
            due = item.due or _due(days, start, item.weeks)
    return Span(item.owner, min(start, due), due)


def _due(days: WorkingDays, start: dt.date, weeks: int) -> dt.date:
    """Return the last of so many weeks' working days, the first day counted: holidays put it off."""
    return add_working_days(days, start, weeks * days.in_a_week - 1)


def _blocked_until(start: dt.date, due: dt.date, others: Iterable[Span], at_once: int) -> dt.date | None:
    """Return the first day on which an owner who has too much between two days has one action less; None if not."""
    crossing = [one for one in others if one.start <= due and start <= one.due]
    for day in (start, *(one.start for one in crossing if one.start > start)):
        at_work = [one.due for one in crossing if one.holds(day)]
        if len(at_work) >= at_once:
            return min(at_work)
    return None
