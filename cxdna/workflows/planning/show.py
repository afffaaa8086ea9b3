"""Everything of one action: what it is for, who does what by when, what shows that it works, and what changed when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import msgspec

from cxdna.definitions.load import Library
from cxdna.plan.effect_now import EffectNow, effects_now
from cxdna.plan.follow import is_overdue, late_by
from cxdna.plan.gap_now import Moved, Spent, moved, spent
from cxdna.plan.gates import gates
from cxdna.plan.look_up import LibraryEntry, look_up
from cxdna.plan.model import Action, Gate, Status
from cxdna.store.model import ActionKept
from cxdna.workflows.current import local_day
from cxdna.workflows.planning.action_name import find_any
from cxdna.workflows.planning.draft import GONE
from cxdna.workflows.planning.kpis import ShownKpi, shown_kpi
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.standing import Standing, findings_now
from cxdna.workflows.planning.words import differences, said
from cxdna.workflows.score import as_json
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.targets import scores_so_far

FORMAT: Final = "cxdna-plan-show/1"
"""Name and number of the shape that `cxdna plan show --json` prints: `ShownAction`."""


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Another action that comes before this one or waits for it."""

    id: str
    title: str
    status: Status
    due: dt.date | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to the action on a day: `changes` say it in words, `why` and `by` as far as they were given.

    `by_draft` is what a draft did, and no person.
    """

    on: dt.date
    by: str
    why: str
    changes: tuple[str, ...]
    by_draft: bool = False


class ShownAction(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints. The first of `findings` is the main one, the first of `kpis` the one of the outcome.

    `waits_for` are the parts that must stand at a level first, as they stand now. `moved` says that it rests on a
    figure that changed, `spent` that it has nothing left to close, `library` what its template says beside the plan,
    `effects` what customers said before and after it.
    """

    format: str
    assessment: str
    today: dt.date
    action: Action
    dropped: bool
    days_late: int
    findings: tuple[Standing, ...]
    kpis: tuple[ShownKpi, ...]
    gates: tuple[Gate, ...]
    needs: tuple[Beside, ...]
    needed_by: tuple[Beside, ...]
    waits_for: tuple[Standing, ...]
    history: tuple[Step, ...]
    moved: Moved | None
    spent: Spent | None
    library: LibraryEntry | None
    effects: tuple[EffectNow, ...] = ()


def show_action(here: Planned, library: Library, name: str) -> ShownAction:
    """Return everything of an action of the plan, or of a dropped one. Raises `UserError` where there is none."""
    kept = find_any(here.kept, name)
    action = kept.action
    scores = scores_so_far(here.now, here.today) if action.closes and not kept.dropped else None
    names = dict.fromkeys((*((action.kpi,) if action.kpi else ()), *action.more_kpis))
    return ShownAction(
        format=FORMAT,
        assessment=here.now.assessment.id,
        today=here.today,
        action=action,
        dropped=kept.dropped,
        days_late=late_by(action.due, here.today) if is_overdue(action, here.today) else 0,
        findings=findings_now(here, action.closes),
        kpis=tuple(shown_kpi(here, library, kpi) for kpi in names if kpi in library.kpis),
        gates=gates(action, here.plan, library.kpis),
        needs=tuple(_beside(one) for one in here.plan.actions if one.id in action.needs),
        needed_by=tuple(_beside(one) for one in here.plan.actions if action.id in one.needs),
        waits_for=findings_now(here, tuple(one.part for one in action.waits_for)),
        history=history(here, action.id),
        moved=moved(action, scores) if scores else None,
        spent=spent(action, scores) if scores else None,
        library=look_up(action, library.actions, here.now.playbook.evidence.kinds),
        effects=effects_now(voice_of(here.now.store), here.now.assessment.id, action.id),
    )


def _beside(action: Action) -> Beside:
    return Beside(id=action.id, title=action.title, status=action.status, due=action.due)


def history(here: Planned, action_id: str) -> tuple[Step, ...]:
    """Return what happened to an action, from the first state that was recorded to the latest."""
    states = [one for one in here.now.store.actions(here.now.assessment.id) if one.action.id == action_id]
    steps = [*_come_in(here, states[0])]
    steps += [_step(here, before, after) for before, after in pairwise(states)]
    return tuple(one for one in steps if one.changes)


def _come_in(here: Planned, first: ActionKept) -> Iterator[Step]:
    """Yield how an action came in, agreed already before that where it was: on paper, or in another plan."""
    step, agreed = _step(here, None, first), first.action.agreed
    if agreed is None:
        yield step
    elif agreed < step.on:
        yield Step(on=agreed, by=first.action.agreed_by, why="", changes=("agreed",))
        yield step
    else:
        yield step
        yield Step(on=step.on, by=first.action.agreed_by, why="", changes=("agreed",))


def _step(here: Planned, before: ActionKept | None, after: ActionKept) -> Step:
    profile = here.now.workspace.settings.organisation
    changes: list[str] = []
    if before is None:
        changes.append("drafted" if after.drafted else "added")
    else:
        if after.dropped != before.dropped:
            changes.append("dropped" if after.dropped else "brought back")
        changes += [said(one) for one in differences(before.action, after.action, profile.currency)]
    drafted = after.why == GONE or (after.drafted is not None and (before is None or before.drafted != after.drafted))
    return Step(
        on=local_day(here.now.workspace, after.at),
        by=after.by,
        why=after.why,
        changes=tuple(changes),
        by_draft=drafted and not after.by,
    )


def show_json(shown: ShownAction) -> str:
    """Return everything of an action as JSON, for other programs."""
    return as_json(shown)
