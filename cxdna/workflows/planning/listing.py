"""The actions of a plan as a list: all, or those of an owner, a status or a component, or those that are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.organisation.match import plain
from cxdna.plan.follow import STATUS_WORDS, in_order, is_agreed, is_overdue, is_stale, late_by
from cxdna.plan.gates import gates
from cxdna.plan.model import Action, Status
from cxdna.statistics.display import NO_NUMBER, counted, long_date
from cxdna.workflows.find_part import find_part
from cxdna.workflows.planning.action_name import EMPTY
from cxdna.workflows.planning.change import ground_of
from cxdna.workflows.planning.earlier import Waiting, waiting, waiting_lines
from cxdna.workflows.planning.field_names import Place
from cxdna.workflows.planning.fields import read_value
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-plan-list/1"
"""Name and number of the shape that `cxdna plan list --json` prints: `PlanList`."""


class Filters(NamedTuple):
    """What a list is narrowed down to, as people typed it."""

    owner: str | None = None
    status: str | None = None
    component: str | None = None
    overdue: bool = False


class ListedAction(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list; `parts` are the components of what it closes, `days_late` 0 where it is not late."""

    id: str
    title: str
    priority: int
    owner: str
    owner_role: str
    status: Status
    progress: int
    start: dt.date | None
    due: dt.date | None
    days_late: int
    gates_passed: int
    closes: tuple[str, ...]
    parts: tuple[str, ...]


class PlanList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints. `of` counts the actions of the whole plan, `waiting` has those left in the plan before."""

    format: str
    assessment: str
    today: dt.date
    of: int
    actions: tuple[ListedAction, ...]
    waiting: Waiting | None


def list_actions(here: Planned, library: Library, filters: Filters = Filters()) -> PlanList:  # noqa: B008 - frozen
    """Return the actions that pass the filters, in the order of follow-up. Raises `UserError` for a name of nothing."""
    chosen = list(here.plan.actions)
    if filters.owner is not None:
        chosen = _of_owner(chosen, filters.owner, here.plan.actions)
    if filters.status is not None:
        status = read_value(Place("status"), filters.status, ground_of(here, library))
        chosen = [one for one in chosen if one.status == status]
    if filters.component is not None:
        inside = _inside(here, find_part(here.now.playbook, filters.component))
        chosen = [one for one in chosen if inside & {*one.closes, *parts_of(here, one)}]
    if filters.overdue:
        chosen = [one for one in chosen if is_overdue(one, here.today)]
    return PlanList(
        format=FORMAT,
        assessment=here.now.assessment.id,
        today=here.today,
        of=len(here.plan.actions),
        actions=tuple(_listed(here, library, one) for one in _ordered(here, chosen)),
        waiting=waiting(here.now),
    )


def _ordered(here: Planned, chosen: Sequence[Action]) -> Sequence[Action]:
    """Return actions as follow-up lists them; in a plan of which nothing is agreed yet, by their priority."""
    return in_order(chosen, here.today) if any(map(is_agreed, here.plan.actions)) else chosen


def parts_of(here: Planned, action: Action) -> tuple[str, ...]:
    """Return the parts in which lies what an action closes."""
    parts = {question.id: question.part for question in here.now.questionnaire.questions}
    return tuple(dict.fromkeys(parts.get(name, name) for name in action.closes))


def _inside(here: Planned, part: str) -> set[str]:
    """Return a part and everything in it; of the whole, every part."""
    if part == here.now.playbook.id:
        return {one.id for one, _ in here.now.playbook.walk()}
    return {one.id for one, above in here.now.playbook.walk() if part in {one.id, *(each.id for each in above)}}


def _of_owner(chosen: Sequence[Action], owner: str, every: Sequence[Action]) -> list[Action]:
    """Return the actions whose owner, or owner's role, has a name with these words in it."""
    wanted = plain(owner)
    found = [one for one in chosen if wanted and (wanted in plain(one.owner) or wanted in plain(one.owner_role))]
    if not found and every:
        names = list(dict.fromkeys(name for one in every for name in (one.owner, one.owner_role) if name))
        raise UserError(f"nobody called '{shortened(owner)}' owns an action", meant(owner, names) or "nobody does yet")
    return found


def _listed(here: Planned, library: Library, action: Action) -> ListedAction:
    return ListedAction(
        id=action.id,
        title=action.title,
        priority=action.priority,
        owner=action.owner,
        owner_role=action.owner_role,
        status=action.status,
        progress=action.progress,
        start=action.start,
        due=action.due,
        days_late=late_by(action.due, here.today) if is_overdue(action, here.today) else 0,
        gates_passed=sum(gate.passed for gate in gates(action, here.plan, library.kpis)),
        closes=action.closes,
        parts=parts_of(here, action),
    )


def list_json(found: PlanList) -> str:
    """Return the list as JSON, for other programs."""
    return as_json(found)


HEAD: Final = ("", "Action", "Owner", "Status", "Due")


def list_rows(found: PlanList) -> Iterator[tuple[str, ...]]:
    """Yield a row for each action: id, title, owner, status, due."""
    for one in found.actions:
        status = STATUS_WORDS[one.status]
        if one.status in {"in_progress", "blocked"}:
            status = f"{status}, {one.progress}%"
        yield one.id, one.title, _owner(one), status, _due(one)


def _owner(one: ListedAction) -> str:
    if one.owner:
        return one.owner
    return f"({one.owner_role})" if one.owner_role else NO_NUMBER


def _due(one: ListedAction) -> str:
    if one.due is None:
        return NO_NUMBER
    late = f", {counted(one.days_late, 'day')} late" if one.days_late else ""
    return f"{one.due.isoformat()}{late}"


def head_lines(found: PlanList, here: Planned) -> Iterator[str]:
    """Yield what the list is of."""
    organisation = here.now.workspace.settings.organisation.name
    yield f"{organisation}: plan of {here.now.assessment.title}, {long_date(found.today)}"
    shown = len(found.actions)
    some = counted(shown, "action") if shown == found.of else f"{shown} of {counted(found.of, 'action')}"
    followed = any(map(is_agreed, here.plan.actions))
    yield f"{some}; {'late ones first, then by the day they are due' if followed else 'by priority'}."


def foot_lines(found: PlanList, here: Planned) -> Iterator[str]:
    """Yield what to know of the list, and what comes next."""
    stale = [one for one in here.plan.actions if is_stale(one, here.today)]
    if stale:
        yield f"Proposed, though their day to begin or end has gone by: {', '.join(one.id for one in stale)}"
    if here.plan.dropped:
        yield f"Dropped, and can come back: {', '.join(one.id for one in here.plan.dropped)}"
    yield from waiting_lines(found.waiting)
    if not found.actions:
        yield "None is like that." if found.of else f"{EMPTY[:1].upper()}{EMPTY[1:]}"
        return
    if any(one.status == "proposed" for one in found.actions):
        yield "Next:  cxdna plan agree   what each lacks to be agreed"
    else:
        yield "Next:  cxdna plan status"
    yield f"       cxdna plan show {found.actions[0].id}   everything of one action"
