"""Actions are dropped from the plan, with the reason; they stay in the records and can come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action
from cxdna.statistics.display import listed, long_date
from cxdna.store.model import ActionKept
from cxdna.workflows.planning.action_name import find_action
from cxdna.workflows.planning.change import Signed, record, refuse_wrong_words
from cxdna.workflows.planning.keep import States, keep
from cxdna.workflows.planning.naming import open_ones_naming
from cxdna.workflows.planning.open import Planned


class Dropped(NamedTuple):
    """What was dropped, the actions that go on without it, and the open decisions that name it."""

    actions: tuple[Action, ...]
    released: tuple[Action, ...]
    resting: tuple[str, ...] = ()


def look_at_drop(here: Planned, names: Sequence[str], *, release: bool = False) -> Dropped:
    """Return what would be dropped, and keep nothing. Raises `Problems` with what is against it."""
    leaving, waiting = _leaving(here.kept, names, release=release)
    gone = tuple(one.action for one in leaving.values())
    return Dropped(gone, tuple(one.action for one in waiting), tuple(resting_on(here, gone)))


def resting_on(here: Planned, actions: Iterable[Action]) -> Iterator[str]:
    """Yield the open decisions that name actions."""
    for action in actions:
        for one in open_ones_naming(action.id, here.plan.decisions):
            yield f"{one.id} rests on {action.id} and is still open: {shortened(one.what)}"


def promise(action: Action) -> str:
    """Return who agreed an action, when, and who owns it; "" for one that is not agreed."""
    if not is_agreed(action):
        return ""
    by = f" by {action.agreed_by}" if action.agreed_by else ""
    on = f" on {long_date(action.agreed)}" if action.agreed else ""
    owner = f", and {action.owner} answers for it" if action.owner else ""
    return f"{action.id} ({action.title}) was agreed{by}{on}{owner}"


def refuse_promised(dropped: Dropped) -> None:
    """Raise `Problems` with the actions that were agreed: they go only when that is meant."""
    agreed = [text for one in dropped.actions if (text := promise(one))]
    if agreed:
        do = "say that it goes all the same with: --yes"
        raise Problems(
            [*(Problem("", 0, one, do) for one in agreed), *(Problem("", 0, one) for one in dropped.resting)],
            "nothing was dropped",
        )


def drop_actions(here: Planned, names: Sequence[str], signed: Signed, *, release: bool = False) -> Dropped:
    """Drop actions, all or none; with `release`, others go on without them. Raises `Problems` with what is against it.

    An action that is done stays; one that others need goes only along with them, or when they are released.
    """
    refuse_wrong_words(signed)
    if not signed.why.strip():
        raise UserError("the reason is missing", "say why it is dropped, with --why")
    done: list[Dropped] = []

    def make(states: States) -> Sequence[ActionKept]:
        leaving, waiting = _leaving(states, names, release=release)
        released = [record(one, _without(one.action, leaving), signed) for one in waiting]
        gone = tuple(one.action for one in leaving.values())
        done[:] = [Dropped(gone, tuple(one.action for one in released), tuple(resting_on(here, gone)))]
        return (*(record(one, one.action, signed, dropped=True) for one in leaving.values()), *released)

    keep(here.now.store, here.now.assessment.id, make)
    return done[0]


def _leaving(
    states: States, names: Sequence[str], *, release: bool
) -> tuple[dict[str, ActionKept], Sequence[ActionKept]]:
    """Return the actions that go, by their ids, and those that would go on without them."""
    leaving = _found(states, names)
    waiting = [
        one
        for one in states.values()
        if not one.dropped and one.action.id not in leaving and leaving.keys() & set(one.action.needs)
    ]
    if waiting and not release:
        raise Problems(_problem(leaving, waiting))
    return leaving, waiting


def _found(states: States, names: Sequence[str]) -> dict[str, ActionKept]:
    leaving: dict[str, ActionKept] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            found = find_action(states, name)
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
            continue
        leaving[found.action.id] = found
        if found.action.status == "done":
            what = f"{found.action.id} is done, and what was done stays in the plan"
            do = f'say what became of it with: cxdna plan set {found.action.id} note "..."'
            problems.append(Problem("", 0, what, do))
    if problems:
        raise Problems(problems)
    return leaving


def _problem(leaving: dict[str, ActionKept], waiting: Sequence[ActionKept]) -> Iterator[Problem]:
    """Yield for each action that is to go which others need it."""
    for name in leaving:
        needing = [one.action for one in waiting if name in one.action.needs]
        if needing:
            who = listed(f"{one.id} ({one.title})" for one in needing)
            need = "needs" if len(needing) == 1 else "need"
            do = f"drop {'it' if len(needing) == 1 else 'them'} as well, or let them go on without it: --release"
            yield Problem("", 0, f"{who} {need} {name} first", do)


def _without(action: Action, leaving: dict[str, ActionKept]) -> Action:
    return msgspec.structs.replace(action, needs=tuple(name for name in action.needs if name not in leaving))


def let_know(action: Action) -> Iterator[str]:
    """Yield who should know that an agreed action was dropped."""
    people = dict.fromkeys(name for name in (action.agreed_by, action.owner) if name)
    if is_agreed(action):
        who = listed(people) if people else "those who agreed it"
        yield f"It was agreed{f' on {long_date(action.agreed)}' if action.agreed else ''}: let {who} know."


def dropped_lines(dropped: Dropped) -> Iterator[str]:
    """Yield what was dropped, who goes on without it, and how it comes back."""
    for action in dropped.actions:
        yield f"Dropped: {action.id} ({action.title}). Drafting again does not bring it back."
        yield from (f"  {one}" for one in let_know(action))
    for action in dropped.released:
        yield f"  {action.id} ({action.title}) does not wait for it any more."
    yield from (f"  {one}" for one in dropped.resting)
    yield f"To bring it back:  cxdna plan add {dropped.actions[0].id}"
    yield "Next:  cxdna plan list"
