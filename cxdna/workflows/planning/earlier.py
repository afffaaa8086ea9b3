"""The plan of the assessment before: agreed actions that are not done and that nobody took over, and its people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import msgspec

from cxdna.plan.follow import is_under_way
from cxdna.plan.model import Status
from cxdna.statistics.display import counted
from cxdna.workflows.current import Current
from cxdna.workflows.planning.open import plan_of


class WaitingAction(msgspec.Struct, frozen=True, kw_only=True):
    """An agreed action of the plan before that is not done."""

    id: str
    title: str
    owner: str
    status: Status
    due: dt.date | None
    template: str | None
    closes: tuple[str, ...]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """The agreed actions of the plan before that are not done and were not taken over; `title` is the assessment's."""

    assessment: str
    title: str
    actions: tuple[WaitingAction, ...]


def taken_from(action_id: str, assessment: str) -> str:
    """Return the words by which the note of an action says where it was taken over from."""
    return f"taken over from {action_id} of {assessment}."


def taken_over(now: Current, assessment: str) -> Mapping[str, str]:
    """Return by its id in another plan which action of this one was taken over from it, whatever became of it since."""
    old = {one.action.id: taken_from(one.action.id, assessment) for one in now.store.actions(assessment)}
    found: dict[str, str] = {}
    for one in now.store.actions(now.assessment.id):
        note = one.action.note.casefold()
        found |= {name: one.action.id for name, words in old.items() if words in note}
    return found


def waiting(now: Current) -> Waiting | None:
    """Return what the plan of the assessment before has left to do; None where that is nothing, or there is none."""
    before = next((one for one in now.store.assessments() if one.id == now.assessment.previous), None)
    if before is None:
        return None
    there = taken_over(now, before.id)
    actions = tuple(
        WaitingAction(
            id=one.id,
            title=one.title,
            owner=one.owner,
            status=one.status,
            due=one.due,
            template=one.template,
            closes=one.closes,
        )
        for one in plan_of(now.store, before.id).actions
        if is_under_way(one) and one.id not in there
    )
    return Waiting(assessment=before.id, title=before.title, actions=actions) if actions else None


def people_before(now: Current) -> dict[str, str]:
    """Return who was behind each role in the plan of the assessment before, by the role in small letters."""
    before = now.assessment.previous
    if before is None or before not in {one.id for one in now.store.assessments()}:
        return {}
    plan = plan_of(now.store, before)
    named = {one.owner_role: one.owner for one in plan.actions if one.owner and one.owner_role}
    return {role.casefold(): name for role, name in ((plan.head.owners if plan.head else {}) | named).items()}


def waiting_lines(found: Waiting | None) -> Iterator[str]:
    """Yield what the plan before has left to do, and how it is taken over."""
    if found is None:
        return
    is_one = len(found.actions) == 1
    named = ", ".join(f"{one.id} {one.title}" for one in found.actions)
    count = counted(len(found.actions), "agreed action")
    yield f"{count} of {found.title} {'is' if is_one else 'are'} not done: {named}."
    first = found.actions[0].id
    them = "Take it over" if is_one else "Take them over, one by one,"
    yield f"{them} with: cxdna plan add {first} --from {found.assessment}"
