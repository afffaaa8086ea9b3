"""The gap an action was made against, and where that stands by now: figures that changed, and gaps that are closed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.wording import number
from cxdna.plan.model import Action, Status
from cxdna.scores.model import Scores
from cxdna.statistics.display import listed, rounded, shown
from cxdna.statistics.exact import exact

OF_CUSTOMERS: Final = "complaint"
"""What called for an action where alerts of customers did."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """An action whose main gap, `subject`, stood at `was` when its problem was put into words and is at `now`."""

    action: str
    subject: str
    was: Fraction
    now: Fraction


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """An action that has nothing left to close: what stands at its target, or else at the level the action leads to."""

    action: str
    status: Status
    at_target: tuple[str, ...]
    at_level: tuple[str, ...]


def standing(scores: Scores, name: str) -> tuple[Fraction | None, Fraction | None]:
    """Return score and target of a question or part; None for what is not there, and for what is not in it at all."""
    asked = next((one for one in scores.questions if one.id == name), None)
    every = (scores.whole, *scores.parts)
    part = next((one for one in every if one.id == (asked.part if asked else name)), None)
    if part is None:
        return None, None
    return (asked or part).score.on(scores.basis), part.target


def moved(action: Action, scores: Scores) -> Moved | None:
    """Return what changed under an action that is not done; None where nothing did that anybody would see."""
    if action.status == "done" or not action.closes or action.from_level is None:
        return None
    subject, was = action.closes[0], exact(action.from_level)
    now, _ = standing(scores, subject)
    if now is None or rounded(now, 2) == was or shown(now) == shown(was):
        return None
    return Moved(action=action.id, subject=subject, was=was, now=now)


def spent(action: Action, scores: Scores) -> Spent | None:
    """Return that an action which is not done has nothing left to close; None where it has, or nobody knows.

    What customers complain of calls for an action whatever the level is: no score says that it is put right.
    """
    if action.trigger == OF_CUSTOMERS or action.status == "done" or not action.closes:
        return None
    at_target, at_level = [], []
    for name in action.closes:
        now, target = standing(scores, name)
        if now is None:
            return None
        if target is not None and now >= target:
            at_target.append(name)
        elif action.to_level is not None and now >= exact(action.to_level):
            at_level.append(name)
        else:
            return None
    return Spent(action=action.id, status=action.status, at_target=tuple(at_target), at_level=tuple(at_level))


def all_moved(actions: Iterable[Action], scores: Scores) -> tuple[Moved, ...]:
    """Return every action that rests on figures that changed."""
    return tuple(one for action in actions if (one := moved(action, scores)))


def all_spent(actions: Iterable[Action], scores: Scores) -> tuple[Spent, ...]:
    """Return every action that has nothing left to close."""
    return tuple(one for action in actions if (one := spent(action, scores)))


def moved_words(one: Moved, called: Callable[[str], str] = str) -> str:
    """Say what changed, what it is about being `called` as the reader knows it."""
    return f"rests on figures that changed: {called(one.subject)} was {shown(one.was)}, is {shown(one.now)} now"


def moved_line(one: Moved, spent_ones: Iterable[Spent]) -> str:
    """Say which action rests on what changed, and what to do, unless it has nothing left to close anyhow."""
    told = f"{one.action} {moved_words(one)}"
    if one.action in {each.action for each in spent_ones}:
        return told
    level = number(float(rounded(one.now, 2)))
    return f"{told}; look whether its problem still holds, then: cxdna plan set {one.action} from {level}"


def spent_line(one: Spent) -> str:
    """Say which action has nothing left to close, and what to do."""
    why = [
        f"{listed(names)} {'stands' if len(names) == 1 else 'stand'} at {what}"
        for names, what in (
            (one.at_target, "its target" if len(one.at_target) == 1 else "their target"),
            (one.at_level, "the level it leads to"),
        )
        if names
    ]
    name = one.action
    done = f"set it done (cxdna plan set {name} status done), " if one.status in {"in_progress", "blocked"} else ""
    do = f"{done}drop it (cxdna plan drop {name} --why ...) or name another gap (cxdna plan set {name} closes ...)"
    return f"{name} has nothing left to close: {'; '.join(why)}; {do}"


def gap_lines(moved_ones: Iterable[Moved], spent_ones: Iterable[Spent]) -> tuple[str, ...]:
    """Return what to say of both."""
    over = tuple(spent_ones)
    return (*map(spent_line, over), *(moved_line(one, over) for one in moved_ones))
