"""An assessment's findings become a plan in the store, or bring the one that is there up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from cxdna import resources
from cxdna.errors import UserError
from cxdna.organisation.read_date import read_date
from cxdna.plan.capacity import Load, loads
from cxdna.plan.draft import Drafted, Sources, draft
from cxdna.plan.forecast import as_agreed, forecast, is_mixed
from cxdna.plan.gap_now import Moved, Spent, all_moved, all_spent
from cxdna.plan.model import Forecast, PlanHead
from cxdna.plan.redraft import After, Before
from cxdna.scores.model import Assessed
from cxdna.scores.suppose import ground
from cxdna.statistics.display import long_date
from cxdna.store.model import ActionKept, Following, KpiKept, PlanKept
from cxdna.workflows.current import assessed
from cxdna.workflows.planning.earlier import Waiting, people_before, waiting
from cxdna.workflows.planning.keep import keep_together
from cxdna.workflows.planning.measures import load_measures
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.owners import for_roles
from cxdna.worktime.working_days import WorkingDays

GONE: Final = "no longer among what the draft proposes"
"""Why a draft took away an action that nobody had changed: such a one may be drafted again."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for on a command line; what was left out is as it was in the last draft."""

    start: str | None = None
    most: int | None = None
    at_once: int | None = None
    owners: Mapping[str, str] = {}


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a draft is made of, ready to be drafted with owners or without.

    `roles` are those of library and plan by their small letters, `unknown` those that were named and are none of them.
    `waiting` is what the plan of the assessment before has left to do: what was drafted for it is not drafted once
    more. `people` are those who were behind the roles there, by the role in small letters.
    """

    here: Planned
    assessed: Assessed
    sources: Sources
    head: PlanHead
    roles: Mapping[str, str]
    unknown: tuple[str, ...]
    waiting: Waiting | None
    people: Mapping[str, str]
    moment: dt.datetime


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as it was kept, with what to say of it; `before` is when the plan was drafted last."""

    desk: Desk
    drafted: Drafted
    before: dt.date | None
    first: bool
    loads: tuple[Load, ...]
    forecast: Forecast | None
    proposed: Forecast | None
    moved: tuple[Moved, ...]
    spent: tuple[Spent, ...]


def prepare(here: Planned, wish: Wish, moment: dt.datetime) -> Desk:
    """Return what a draft is made of. Raises `UserError` for a start in the past, and where figures are kept back."""
    found = assessed(here.now, here.today)
    now = here.now
    # A closed assessment may rest on an older playbook than the library was written for.
    playbook = None if now.closing else now.playbook
    library = load_measures(resources.roots(now.workspace.folder), now.playbook.id, playbook)
    left = waiting(now)
    here_too = {one.action.template for one in here.kept.values()}
    elsewhere = {one.template for one in left.actions} - here_too if left else set()
    named = [*(one.owner_role for one in library.actions), *(one.owner_role for one in here.plan.actions)]
    roles = {role.casefold(): role for role in reversed(named) if role}
    last = here.plan.head
    head = PlanHead(
        start=_start(here, wish.start),
        drafted=here.today,
        at_once=wish.at_once or (last.at_once if last else PlanHead(start=here.today).at_once),
        most=wish.most or (last.most if last else PlanHead(start=here.today).most),
        owners={**(last.owners if last else {}), **for_roles(wish.owners, roles)},
    )
    unknown = tuple(role for role in wish.owners if role.casefold() not in roles)
    organisation = found.answers.organisation
    sources = Sources(
        scores=found.scores,
        with_counts=here.now.assessment.mode == "named",
        playbook=found.playbook,
        questionnaire=found.questionnaire,
        templates=tuple(one for one in library.actions if one.id not in elsewhere),
        kpis=library.kpis,
        days=WorkingDays(organisation.country, organisation.region),
    )
    return Desk(
        here=here,
        assessed=found,
        sources=sources,
        head=head,
        roles=roles,
        unknown=unknown,
        waiting=left,
        people=people_before(now),
        moment=moment,
    )


def _start(here: Planned, given: str | None) -> dt.date:
    """Return the day the plan starts: the one given, or that of the last draft, or today where that is past."""
    last = here.plan.head
    if given is not None:
        start = read_date(given)
        if start < here.today:
            raise UserError(
                f"{long_date(start)} is past", f"give a start from {long_date(here.today)} on: --start DATE"
            )
        return start
    if last is None:
        raise UserError("nothing says when the plan starts", "say it with --start, for example: --start 2027-01-11")
    return max(last.start, here.today)


def open_roles(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Return the roles of the drafted actions that nobody is named for, with the number of their actions."""
    found = _drafted(desk)
    counts: dict[str, int] = {}
    for one in found.plan:
        if not one.owner and one.owner_role and one.status == "proposed":
            counts[one.owner_role] = counts.get(one.owner_role, 0) + 1
    return tuple(counts.items())


def keep_draft(desk: Desk, owners: Mapping[str, str]) -> Outcome:
    """Draft with these owners as well, keep all of it in one go, and return it. Raises `StorageError`."""
    head = msgspec.structs.replace(desk.head, owners={**desk.head.owners, **owners})
    made: list[tuple[Desk, Drafted]] = []

    def make(here: Planned) -> Sequence[Following]:
        at = msgspec.structs.replace(desk, head=head, here=here)
        found = _drafted(at)
        made[:] = [(at, found)]
        name = here.now.assessment.id
        states = [record for one in found.actions if (record := _record(at, one, here.kept.get(one.action.id)))]
        figures = [KpiKept(assessment=name, figure=one) for one in found.figures]
        heads = [] if here.plan.head == head else [PlanKept(assessment=name, head=head)]
        return (*heads, *states, *figures)

    keep_together(desk.here, make)
    return _outcome(*made[0])


def _drafted(desk: Desk) -> Drafted:
    wanted = _brought_back(desk.here)
    before = [_before(one, wanted) for one in desk.here.kept.values()]
    return draft(desk.sources, desk.head, before, desk.here.plan)


def _before(kept: ActionKept, wanted: frozenset[str]) -> Before:
    gone = kept.dropped and kept.why == GONE
    return Before(
        action=kept.action,
        drafted=kept.drafted,
        dropped=kept.dropped and not gone,
        gone=gone,
        wanted=kept.action.id in wanted,
    )


def _brought_back(here: Planned) -> frozenset[str]:
    """Return the actions that people dropped at some time and that are in the plan."""
    dropped = {
        one.action.id for one in here.now.store.actions(here.now.assessment.id) if one.dropped and one.why != GONE
    }
    return frozenset(name for name in dropped if not here.kept[name].dropped)


def _record(desk: Desk, after: After, kept: ActionKept | None) -> ActionKept | None:
    """Return the record of what became of an action; None where nothing is new."""
    name, moment = desk.here.now.assessment.id, desk.moment
    if after.became == "gone":
        # Without what was drafted it is people's own, should they bring it back.
        return ActionKept(assessment=name, action=after.action, dropped=True, why=GONE, at=moment)
    if after.became not in {"added", "updated", "kept", "stays"}:
        return None
    if kept is not None and not kept.dropped and (kept.action, kept.drafted) == (after.action, after.drafted):
        return None
    return ActionKept(assessment=name, action=after.action, drafted=after.drafted, at=moment)


def _outcome(desk: Desk, found: Drafted) -> Outcome:
    one, plan, last = desk.assessed, found.plan, desk.here.plan.head
    given = ground(one.scores, one.playbook, one.questionnaire)
    expected = forecast(one.scores, one.playbook, one.questionnaire, plan)
    return Outcome(
        desk=desk,
        drafted=found,
        before=last.drafted if last else None,
        first=not desk.here.kept,
        loads=loads(given, plan, desk.head.at_once),
        forecast=expected,
        proposed=forecast(one.scores, one.playbook, one.questionnaire, as_agreed(plan)) if is_mixed(plan) else expected,
        moved=all_moved(plan, one.scores),
        spent=all_spent(plan, one.scores),
    )
