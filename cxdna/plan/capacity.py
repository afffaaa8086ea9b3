"""Whether the people behind a plan can carry it: until when each is busy, and what ends after its target's day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from cxdna.plan.model import Action
from cxdna.scores.suppose import Ground


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one owner has to do; `owner` is the role while nobody is named.

    `late` are the actions that end after the day by which a part they close is to be at its target, with that day.
    `crowd` are the actions at work on the day with the most of them, `crowded` that day; both are empty while these are
    no more than an owner works on at the same time.
    """

    owner: str
    role: str
    named: bool
    actions: tuple[str, ...]
    until: dt.date
    late: tuple[tuple[str, str, dt.date], ...]
    crowded: dt.date | None = None
    crowd: tuple[str, ...] = ()


def loads(given: Ground, actions: Sequence[Action], at_once: int) -> tuple[Load, ...]:
    """Return the load of every owner of an action that is not done, in the order of the plan."""
    open_ones = [one for one in actions if one.status != "done" and one.due is not None]
    owners = dict.fromkeys(owner_of(one) for one in open_ones)
    return tuple(_load(given, owner, [one for one in open_ones if owner_of(one) == owner], at_once) for owner in owners)


def owner_of(action: Action) -> str:
    """Return who an action is up to: a person, or a role while nobody is named."""
    return action.owner or action.owner_role


def _load(given: Ground, owner: str, own: Sequence[Action], at_once: int) -> Load:
    late = []
    for one in own:
        part = _first_target(given, one)
        if part is not None and one.due is not None and one.due > part[1]:
            late.append((one.id, *part))
    crowded, crowd = _crowd(own)
    is_much = len(crowd) > at_once
    return Load(
        owner=owner,
        role=own[0].owner_role,
        named=any(one.owner for one in own),
        actions=tuple(one.id for one in own),
        until=max(one.due for one in own if one.due is not None),
        late=tuple(late),
        crowded=crowded if is_much else None,
        crowd=crowd if is_much else (),
    )


def _crowd(own: Sequence[Action]) -> tuple[dt.date | None, tuple[str, ...]]:
    """Return the first day on which the most actions are at work, and which these are."""
    spans = [(min(one.begun or one.start or one.due, one.due), one.due, one.id) for one in own if one.due is not None]
    crowds = [
        (day, tuple(name for start, due, name in spans if start <= day <= due))
        for day in sorted({start for start, _, _ in spans})
    ]
    return max(crowds, key=lambda each: len(each[1]), default=(None, ()))


def _first_target(given: Ground, action: Action) -> tuple[str, dt.date] | None:
    """Return the part of those an action closes whose target is due first, with the day."""
    days: dict[str, dt.date] = {}
    for name in action.closes:
        inner = [name] if name in given.targets else _holding(given, name)
        days |= {part: by for part in inner if (by := given.scores.part(part).target_by) is not None}
    return min(days.items(), key=lambda each: (each[1], each[0]), default=None)


def _holding(given: Ground, question: str) -> list[str]:
    """Return the part that holds a question; nothing for one that is no longer asked."""
    around = given.above.get(question, frozenset())
    return [part for part in around if not given.scores.part(part).children]
