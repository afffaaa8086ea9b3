"""An action of another assessment's plan goes on in this one, with everything that was said and measured of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problems, UserError
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import Action, KpiFigure, Plan
from cxdna.plan.numbering import ACTIONS, next_ids
from cxdna.statistics.display import counted, listed
from cxdna.store.model import ActionKept, Assessment, Following, KpiKept
from cxdna.workflows.planning.action_name import find_action
from cxdna.workflows.planning.add import Wish
from cxdna.workflows.planning.apply import applied, read_pairs
from cxdna.workflows.planning.change import Signed, as_problem, ground_of, new_flaws, record, refuse_wrong_words
from cxdna.workflows.planning.earlier import taken_from, taken_over
from cxdna.workflows.planning.keep import keep_together
from cxdna.workflows.planning.open import Planned, plan_of

MOST_NOTE: Final = 2000


class TakenOver(NamedTuple):
    """The action as it is in this plan, what it was taken over from, its figures, and the needs it lost on the way."""

    action: Action
    before: Action
    assessment: Assessment
    figures: tuple[KpiFigure, ...]
    without: tuple[str, ...]


def take_over(here: Planned, library: Library, wish: Wish, source: str, signed: Signed) -> TakenOver:
    """Take an action over from the plan of another assessment, which notes that it goes on here, and return it.

    Raises `Problems` with all that keeps it from being. The figures of its KPIs come along where this plan has none.
    """
    refuse_wrong_words(signed)
    other = _assessment(here, source)
    changes = read_pairs(wish.pairs, ground_of(here, library)) if wish.pairs else ()
    made: list[TakenOver] = []

    def make(now: Planned) -> Sequence[Following]:
        kept = find_action({one.action.id: one for one in now.now.store.actions(other.id)}, wish.name)
        there = taken_over(now.now, other.id)
        _refuse(now, kept.action, other, there)
        copy, without = _copy(now, kept.action, other, there)
        action, found = applied(copy, changes)
        others = now.plan.actions
        problems = [*found, *(new_flaws(now, library, others, [*others, action]) if action else ())]
        if problems or action is None:
            raise Problems(as_problem(one) for one in problems)
        figures = tuple(_figures(plan_of(now.now.store, other.id), now.plan, action))
        made[:] = [TakenOver(action, kept.action, other, figures, without)]
        name = now.now.assessment.id
        mark = f"Goes on as {action.id} of {name}."
        marked = msgspec.structs.replace(kept.action, note=_noted(mark, kept.action.note))
        return (
            record(kept, marked, signed),
            record(ActionKept(assessment=name, action=action, at=signed.at), action, signed),
            *(KpiKept(assessment=name, figure=one) for one in figures),
        )

    keep_together(here, make, other.id)
    return made[0]


def _assessment(here: Planned, source: str) -> Assessment:
    """Return the other assessment by its id or title. Raises `UserError`."""
    others = [one for one in here.now.store.assessments() if one.id != here.now.assessment.id]
    for one in others:
        if source.strip().casefold() in {one.id.casefold(), one.title.casefold()}:
            return one
    what = f"there is no other assessment '{shortened(source)}' here"
    raise UserError(what, meant(source, [one.id for one in others]) or "look at them with: cxdna assessment list")


def _refuse(here: Planned, action: Action, other: Assessment, there: Mapping[str, str]) -> None:
    """Raise `UserError` for an action that is here already, or that has nothing left to do."""
    if action.status == "done":
        raise UserError(f"{action.id} of {other.id} is done", "add an action for what is still to be done")
    if action.id in there:
        name = there[action.id]
        dropped = here.kept[name].dropped
        do = f"bring it back with: cxdna plan add {name}" if dropped else f"look at it with: cxdna plan show {name}"
        raise UserError(f"{action.id} of {other.id} was taken over already: it is {name} here", do)
    same = next((one for one in here.plan.actions if one.template and one.template == action.template), None)
    if same:
        do = f'drop it first: cxdna plan drop {same.id} --why "{action.id} of {other.id} goes on"'
        raise UserError(f"the plan has that action already: {same.id} ({same.title})", do)


def _copy(here: Planned, action: Action, other: Assessment, there: Mapping[str, str]) -> tuple[Action, tuple[str, ...]]:
    """Return the action with a new id and place, what it needs by the ids here, and the needs that are not here."""
    own = {one.id for one in here.plan.actions}
    needs = tuple(there[name] for name in action.needs if there.get(name) in own)
    without = tuple(name for name in action.needs if there.get(name) not in own)
    words = taken_from(action.id, other.id)
    copy = msgspec.structs.replace(
        action,
        id=next_ids(ACTIONS, here.kept, 1)[0],
        priority=min(max((one.priority for one in here.plan.actions), default=0) + 1, 10_000),
        needs=needs,
        note=_noted(f"{words[:1].upper()}{words[1:]}", action.note),
    )
    return copy, without


def _noted(mark: str, note: str) -> str:
    return f"{mark}\n{note}"[:MOST_NOTE].strip()


def _figures(before: Plan, plan: Plan, action: Action) -> Iterator[KpiFigure]:
    """Yield the figures of an action's KPIs that this plan has none of their kind of."""
    known = {(one.kpi, one.figure) for one in plan.figures}
    own = {name for name in (action.kpi, *action.more_kpis) if name}
    yield from (one for one in before.figures if one.kpi in own and (one.kpi, one.figure) not in known)


def taken_over_lines(found: TakenOver) -> Iterator[str]:
    """Yield what was taken over, what it lost on the way, and what comes next."""
    action, other = found.action, found.assessment
    status = STATUS_WORDS[action.status] + (f", {action.progress}%" if action.progress else "")
    owner = f", {action.owner}" if action.owner else ""
    yield f"Taken over: {action.id} ({action.title}), {status}{owner}; it was {found.before.id} of {other.title}."
    if found.figures:
        count = counted(len(found.figures), "figure of its KPIs came", "figures of its KPIs came")
        yield f"  {count} along."
    if found.without:
        yield f"  It needed {listed(found.without)} there, not in this plan: taken out of its needs."
    yield f"  The note of {found.before.id} in {other.id} says that it goes on here."
    yield f"Next:  cxdna plan show {action.id}   what it rests on by now"
