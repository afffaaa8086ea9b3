"""Where an alert stands by the clock: which step, who is to be told now, and by how much it is overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from cxdna.alerts.model import Alert, AlertRules, Escalation, Step
from cxdna.statistics.exact import exact
from cxdna.worktime.working_days import WorkingDays
from cxdna.worktime.working_hours import WorkingHours, add_worked, worked_between

OWNER: Final = "owner"
NOTHING: Final = dt.timedelta()


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Where an alert stands at a moment.

    `step` is the number of the highest step that stands, by the clock or by hand, 0 where none does; `tell` names who
    is to know of it by now. `overdue` is the working time since the first limit that was missed and is still waited
    for. `next` and `next_to` are when the next step comes and whom it tells, unless the alert is `next_until` by then.
    """

    step: int
    of: int
    tell: tuple[str, ...]
    overdue: dt.timedelta
    next: dt.datetime | None = None
    next_to: str = ""
    next_until: Literal["taken", "closed"] = "taken"


def hours_of(rules: AlertRules, days: WorkingDays, zone: str) -> WorkingHours:
    """Return the working hours of the rules in a country, region and time zone."""
    start, end = (dt.time.fromisoformat(one) for one in (rules.hours.start, rules.hours.end))
    return WorkingHours(days, start, end, zone)


def escalation_of(rules: AlertRules, alert: Alert) -> Escalation:
    """Return the escalation of an alert; the first of all where the rules have it no more."""
    return next((one for one in rules.escalations if one.id == alert.escalation), rules.escalations[0])


def time_of(step: Step) -> dt.timedelta:
    """Return after how much working time a step comes."""
    return dt.timedelta(seconds=round(exact(step.after_hours) * 3600))


def due(alert: Alert, rules: AlertRules, hours: WorkingHours, now: dt.datetime) -> Due:
    """Return where an alert stands. One that is closed waits for nothing: no step stands, and nobody is to be told."""
    steps = escalation_of(rules, alert).steps
    if alert.state == "closed":
        return Due(step=0, of=len(steps), tell=(), overdue=NOTHING)
    waited = worked_between(hours, alert.raised, now)
    waiting = [(at, step) for at, step in enumerate(steps, 1) if _waits(alert, step)]
    come = [(at, step) for at, step in waiting if time_of(step) <= waited]
    ahead = next(((at, step) for at, step in waiting if time_of(step) > waited and at > alert.escalated), None)
    missed = [time_of(step) for _, step in come if time_of(step)]
    standing = max([min(alert.escalated, len(steps)), *(at for at, _ in come)])
    return Due(
        step=standing,
        of=len(steps),
        tell=tuple(dict.fromkeys(_told(alert, steps, {at for at, _ in come}))),
        overdue=waited - missed[0] if missed else NOTHING,
        next=add_worked(hours, alert.raised, time_of(ahead[1])) if ahead else None,
        next_to=named(alert, ahead[1]) if ahead else "",
        next_until=ahead[1].until if ahead else "taken",
    )


def reached(alert: Alert, rules: AlertRules, hours: WorkingHours, now: dt.datetime) -> int:
    """Return the number of the highest step that has come, by the clock or by hand, also where it waits no more."""
    steps = escalation_of(rules, alert).steps
    come = [
        at
        for at, step in enumerate(steps, 1)
        if time_of(step) <= worked_between(hours, alert.raised, now if _waits(alert, step) else alert.taken or now)
    ]
    return max([min(alert.escalated, len(steps)), *come])


def named(alert: Alert, step: Step) -> str:
    """Return whom a step tells: the owner by name, where somebody is."""
    if step.to.strip().casefold() != OWNER:
        return step.to
    return alert.owner or "the owner, whom nobody has named"


def limit_of(escalation: Escalation) -> dt.timedelta | None:
    """Return the working time within which somebody is to act: up to the first step that waits; None without one."""
    return next((time_of(step) for step in escalation.steps if time_of(step)), None)


def _waits(alert: Alert, step: Step) -> bool:
    """Tell whether a step still waits for somebody to take the alert or to close it."""
    return step.until == "closed" or alert.state == "open"


def _told(alert: Alert, steps: tuple[Step, ...], come: set[int]) -> Iterator[str]:
    for at, step in enumerate(steps, 1):
        if at in come or at == alert.escalated:
            yield named(alert, step)
