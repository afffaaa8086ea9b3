"""How far the plan is: what is late, what comes next, what is blocked, whose turn it is, and which decisions wait."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.load import Library
from cxdna.plan.follow import (
    SOON_DAYS,
    BaselineDue,
    Dated,
    baselines_to_measure,
    counts_by_status,
    in_order,
    is_agreed,
    is_overdue,
    is_stale,
    is_under_way,
    items_due_soon,
    next_reviews,
    open_parts,
    overall_progress,
    overdue_items,
    reviews_past,
)
from cxdna.plan.gap_now import Moved, Spent, all_moved, all_spent
from cxdna.plan.model import Action, Status
from cxdna.workflows.planning.decisions import ListedDecision, list_decisions
from cxdna.workflows.planning.earlier import Waiting, waiting
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json
from cxdna.workflows.targets import scores_so_far

FORMAT: Final = "cxdna-plan-status/1"
"""Name and number of the shape that `cxdna plan status --json` prints: `PlanStatus`."""


class StatusCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many actions stand at a status."""

    status: Status
    actions: int


class Blocked(msgspec.Struct, frozen=True, kw_only=True):
    """A blocked action and what blocks it."""

    id: str
    title: str
    owner: str
    due: dt.date | None
    by: str


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which the effect of an action is looked at; `days_late` where it went by without a figure since."""

    id: str
    title: str
    owner: str
    on: dt.date
    days_late: int


class OwnerShare(msgspec.Struct, frozen=True, kw_only=True):
    """The agreed actions of an owner ("" for those without one): how many, late and done, and their mean progress."""

    owner: str
    actions: int
    overdue: int
    done: int
    progress: Fraction
    next_due: dt.date | None


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """An action that is done, though some of its tasks and milestones are open."""

    id: str
    title: str
    owner: str
    tasks: tuple[int, ...]
    milestones: tuple[int, ...]


class OpenBaseline(msgspec.Struct, frozen=True, kw_only=True):
    """A KPI whose baseline is still to be measured."""

    kpi: str
    name: str
    by: dt.date
    days_late: int
    actions: tuple[str, ...]


class PlanStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints. `progress` is the mean of agreed actions in per cent, None where none is agreed.

    `overdue` and `due_soon` hold agreed actions with their tasks and milestones; `stale` are proposed ones whose day to
    begin or to end has gone by. `moved` rest on figures that changed, `spent` have nothing left to close; there are
    none while scores may not be seen. `waiting` is what the plan of the assessment before has left to do.
    """

    format: str
    organisation: str
    assessment: str
    title: str
    today: dt.date
    counts: tuple[StatusCount, ...]
    progress: Fraction | None
    overdue: tuple[Dated, ...]
    due_soon: tuple[Dated, ...]
    soon_days: int
    blocked: tuple[Blocked, ...]
    reviews: tuple[Review, ...]
    owners: tuple[OwnerShare, ...]
    baselines: tuple[OpenBaseline, ...]
    decisions: tuple[ListedDecision, ...]
    stale: tuple[str, ...]
    unfinished: tuple[Unfinished, ...]
    moved: tuple[Moved, ...]
    spent: tuple[Spent, ...]
    waiting: Waiting | None


def plan_status(here: Planned, library: Library) -> PlanStatus:
    """Return how far the plan is today."""
    actions, today = here.plan.actions, here.today
    decisions = list_decisions(here.now, today).decisions
    scores = scores_so_far(here.now, today) if any(one.closes for one in actions) else None
    return PlanStatus(
        format=FORMAT,
        organisation=here.now.workspace.settings.organisation.name,
        assessment=here.now.assessment.id,
        title=here.now.assessment.title,
        today=today,
        counts=tuple(StatusCount(status=status, actions=count) for status, count in counts_by_status(actions).items()),
        progress=overall_progress(actions),
        overdue=overdue_items(actions, today),
        due_soon=items_due_soon(actions, today),
        soon_days=SOON_DAYS,
        blocked=tuple(_blocked(one) for one in in_order(actions, today) if one.status == "blocked"),
        reviews=tuple(_review(one, today) for one in (*reviews_past(here.plan, today), *next_reviews(actions, today))),
        owners=_owners(actions, today),
        baselines=tuple(_baseline(one, library) for one in baselines_to_measure(here.plan, today)),
        decisions=tuple(one for one in decisions if one.decision.outcome is None),
        stale=tuple(one.id for one in actions if is_stale(one, today)),
        unfinished=tuple(_unfinished(one) for one in actions if one.status == "done" and open_parts(one)),
        moved=all_moved(actions, scores) if scores else (),
        spent=all_spent(actions, scores) if scores else (),
        waiting=waiting(here.now),
    )


def _unfinished(action: Action) -> Unfinished:
    parts = open_parts(action)
    return Unfinished(
        id=action.id, title=action.title, owner=action.owner, tasks=parts.tasks, milestones=parts.milestones
    )


def _blocked(action: Action) -> Blocked:
    return Blocked(id=action.id, title=action.title, owner=action.owner, due=action.due, by=action.blocked_by)


def _review(action: Action, today: dt.date) -> Review:
    on = action.review or today
    return Review(id=action.id, title=action.title, owner=action.owner, on=on, days_late=max((today - on).days, 0))


def _baseline(one: BaselineDue, library: Library) -> OpenBaseline:
    name = library.kpis[one.kpi].name if one.kpi in library.kpis else one.kpi
    return OpenBaseline(kpi=one.kpi, name=name, by=one.by, days_late=one.days_late, actions=one.actions)


def _owners(actions: Sequence[Action], today: dt.date) -> tuple[OwnerShare, ...]:
    """Return the owners of agreed actions: those with late ones first, then those with most that is not done."""
    by_owner: dict[str, list[Action]] = {}
    for action in actions:
        if is_agreed(action):
            by_owner.setdefault(action.owner or action.owner_role, []).append(action)
    shares = [_share(owner, own, today) for owner, own in by_owner.items()]
    return tuple(sorted(shares, key=lambda one: (-one.overdue, one.done - one.actions, one.owner)))


def _share(owner: str, own: Sequence[Action], today: dt.date) -> OwnerShare:
    return OwnerShare(
        owner=owner,
        actions=len(own),
        overdue=sum(is_overdue(one, today) for one in own),
        done=sum(one.status == "done" for one in own),
        progress=Fraction(sum(one.progress for one in own), len(own)),
        next_due=min((one.due for one in own if one.due and is_under_way(one)), default=None),
    )


def status_json(status: PlanStatus) -> str:
    """Return how far the plan is as JSON, for other programs."""
    return as_json(status)
