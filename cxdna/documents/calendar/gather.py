"""A plan -> the days on which something is due: milestones, tasks, actions, reviews, baselines and decisions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from cxdna.definitions.model import Kpi
from cxdna.documents.calendar.model import Event, State
from cxdna.documents.material import Material
from cxdna.documents.plan.said import owner_role
from cxdna.organisation.model import Decision
from cxdna.plan.follow import measures_baseline
from cxdna.plan.model import Action
from cxdna.statistics.display import counted, listed, money

_OUTCOME: Final = {"taken": "taken", "declined": "declined", "overtaken": "overtaken by events"}


def events(material: Material) -> tuple[Event, ...]:
    """Return everything that is due, in the order of its days."""
    plan = material.plan
    found = [
        *(event for action in plan.actions for event in _of_action(material, action)),
        *(event for action in plan.dropped for event in _of_action(material, action, dropped=True)),
        *_baselines(material),
        *(event for one in plan.decisions for event in _decision(material, one)),
    ]
    return tuple(sorted(found, key=lambda event: event.on))


def uid(material: Material, what: str) -> str:
    """Return the name by which calendar programs know something again; it says nothing about the organisation."""
    return f"{family(material)}{what}@cxdna"


def family(material: Material) -> str:
    """Return what all these names of one assessment begin with, and those of no other."""
    name = material.origin or material.answers.organisation.name
    origin = hashlib.sha256(name.encode()).hexdigest()[:16]
    return f"{origin}.{material.answers.assessment.id}."


def _of_action(material: Material, action: Action, *, dropped: bool = False) -> Iterator[Event]:
    open_state: State = "cancelled" if dropped else "tentative" if action.status == "proposed" else "confirmed"

    def event(what: str, on: dt.date, kind: str, said: str, lines: Iterable[str], who: str, *, done: bool) -> Event:  # noqa: PLR0913, PLR0917 - what an event is made of
        state: State = "done" if done and not dropped else open_state
        return Event(
            uid=uid(material, f"{action.id}.{what}"),
            on=on,
            summary=_summary(state, f"{said} ({action.id})"),
            description="\n".join([f"Action {action.id}: {action.title}", *_owner(material, action), *lines]),
            kind=kind,
            who=(who,) if who else (),
            state=state,
            times=material.plan.noted.get(action.id, 0),
        )

    over = action.status == "done"
    for at, milestone in enumerate(action.milestones, 1):
        lines = [f"To be there to be looked at: {milestone.what}", *_needs(action)]
        done = milestone.done is not None
        said = f"{milestone.what}: {action.title}"
        yield event(f"milestone{at}", milestone.due, "Milestone", said, lines, action.owner, done=done)
    for at, task in enumerate(action.tasks, 1):
        if task.due:
            who = task.assignee or action.owner
            lines = [f"To be done by {who or 'somebody still to be named'}: {task.what}"]
            lines += [f"Why it matters: {task.why}"] if task.why else []
            done = task.done is not None
            yield event(f"task{at}", task.due, "Task", task.what.rstrip("."), lines, who, done=done)
    if action.due:
        lines = [*_said("Due", action.deliverable or action.what), *_said("What proves it", action.proof)]
        yield event("due", action.due, "Action", action.title, [*lines, *_needs(action)], action.owner, done=over)
    if action.review:
        lines = [*_said("What proves it", action.proof), *_watched(material, action)]
        yield event("review", action.review, "Review", f"Did it work? {action.title}", lines, action.owner, done=False)


def _summary(state: State, said: str) -> str:
    return {"done": "Done: ", "cancelled": "Dropped: ", "tentative": "Proposed: "}.get(state, "") + said


def _owner(material: Material, action: Action) -> list[str]:
    known = owner_role(material, action)
    role = f" ({known})" if action.owner and known else known
    return [f"Owner: {action.owner}{role}"] if action.owner or role else ["Owner: not named yet"]


def _said(label: str, text: str) -> list[str]:
    return [f"{label}: {text}"] if text else []


def _needs(action: Action) -> list[str]:
    blocked = _said("Blocked by", action.blocked_by) if action.status == "blocked" else []
    return [*([f"Needs first: {listed(action.needs)}"] if action.needs else []), *blocked]


def _watched(material: Material, action: Action) -> list[str]:
    names = {kpi.id: kpi.name for kpi in material.kpis}
    return [f"Look at: {names.get(action.kpi, action.kpi)}"] if action.kpi else []


def _baselines(material: Material) -> Iterator[Event]:
    """Yield the baselines that are still to be measured, unless a milestone of the same day says so already."""
    plan, kpis = material.plan, {kpi.id: kpi for kpi in material.kpis}
    for name in dict.fromkeys(figure.kpi for figure in plan.figures):
        baseline = plan.figure(name, "baseline")
        users = [one for one in plan.actions if name in {one.kpi, *one.more_kpis}]
        if baseline is None or baseline.value is not None or measures_baseline(users, baseline.on):
            continue
        kpi = kpis.get(name)
        yield Event(
            uid=uid(material, f"kpi.{name}.baseline"),
            on=baseline.on,
            summary=f"Measure the baseline: {kpi.name if kpi else name}",
            description="\n".join([*_defined(kpi), *_said("Source", baseline.source), *_serves(users)]),
            kind="Baseline",
            who=tuple(dict.fromkeys(one.owner for one in users if one.owner)),
            state="confirmed",
            times=plan.noted.get(f"kpi:{name}", 0),
        )


def _defined(kpi: Kpi | None) -> list[str]:
    return [f"{kpi.name}: {kpi.definition}", f"How it is worked out: {kpi.formula}"] if kpi else []


def _serves(users: Iterable[Action]) -> list[str]:
    own = list(users)
    what = listed(f"{one.id} {one.title}" for one in own)
    return [f"For {counted(len(own), 'action')}: {what}"] if own else []


def _decision(material: Material, decision: Decision) -> Iterator[Event]:
    if decision.by is None:
        return
    done = decision.outcome is not None
    cost = [] if decision.cost is None else [f"Cost: {money(decision.cost, material.currency)}"]
    lines = [f"To be decided by {decision.who or 'somebody still to be named'}: {decision.what}", *cost]
    lines += _said("If not", decision.if_not)
    if decision.outcome:
        lines += [f"Outcome: {_OUTCOME[decision.outcome]}", *_said("In their words", decision.note)]
    yield Event(
        uid=uid(material, f"{decision.id}.decision"),
        on=decision.by,
        summary=f"{'Decided' if done else 'Decide'}: {decision.what} ({decision.id})",
        description="\n".join(lines),
        kind="Decision",
        who=(decision.who,) if decision.who else (),
        state="done" if done else "confirmed",
        times=material.plan.noted.get(decision.id, 0),
    )
