"""Alerts as people and programs look at them: overdue first, each with who is to be told now; and each by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, Literal

import msgspec

from cxdna.alerts.change import moment_words
from cxdna.alerts.escalate import due
from cxdna.alerts.model import Alert, Sort
from cxdna.alerts.propose import proposals
from cxdna.alerts.say import hours_in_words
from cxdna.organisation.match import plain
from cxdna.statistics.display import listed, long_date
from cxdna.workflows.alerting.change import AGREES
from cxdna.workflows.alerting.open import Alerting, alerts_of, find_alert
from cxdna.workflows.alerting.propose import proposal_line
from cxdna.workflows.one_line import printable
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-alerts/1"
"""Name and number of the shape that `cxdna alerts list --json` prints: `AlertList`."""
_LAST: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
_HOUR: Final = dt.timedelta(hours=1)


class ListedAlert(msgspec.Struct, frozen=True, kw_only=True):
    """An alert and where it stands by now: `tell` are those who are to know of it, `overdue_hours` working hours."""

    alert: Alert
    step: int
    steps: int
    tell: tuple[str, ...]
    overdue_hours: Fraction
    next: dt.datetime | None
    next_to: str
    next_until: Literal["taken", "closed"]


class AlertList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; moments are in UTC. `hidden` counts closed ones that were not asked for."""

    format: str
    at: dt.datetime
    alerts: tuple[ListedAlert, ...]
    hidden: int = 0
    proposed: tuple[str, ...] = ()


def list_alerts(
    here: Alerting, now: dt.datetime, *, closed: bool = False, owner: str | None = None, sort: Sort | None = None
) -> AlertList:
    """Return the alerts that are not closed, with `closed` all: overdue first, then by when their next step comes.

    `owner` is part of the name of who owns or has them.
    """
    every = alerts_of(here.store)
    wanted = [
        one
        for one in every
        if sort in {None, one.sort} and (owner is None or plain(owner) in plain(f"{one.owner}  {one.taken_by}"))
    ]
    found = [listed_alert(here, one, now) for one in wanted if closed or one.state != "closed"]
    return AlertList(
        format=FORMAT,
        at=now.astimezone(dt.UTC),
        alerts=tuple(sorted(found, key=_urgency)),
        hidden=len(wanted) - len(found),
        proposed=tuple(one.cause.id for one in proposals(every, here.rules, now)),
    )


def listed_alert(here: Alerting, alert: Alert, now: dt.datetime) -> ListedAlert:
    """Return an alert with where it stands."""
    stands = due(alert, here.rules, here.hours, now)
    return ListedAlert(
        alert=alert,
        step=stands.step,
        steps=stands.of,
        tell=stands.tell,
        overdue_hours=Fraction(stands.overdue // dt.timedelta(microseconds=1), _HOUR // dt.timedelta(microseconds=1)),
        next=stands.next,
        next_to=stands.next_to,
        next_until=stands.next_until,
    )


def _urgency(one: ListedAlert) -> tuple[bool, Fraction, dt.datetime, bool, int]:
    number = int(one.alert.id[1:]) if one.alert.id[1:].isdecimal() else 0
    closed, chance = one.alert.state == "closed", one.alert.sort == "opportunity"
    return closed, -one.overdue_hours, one.next or _LAST, chance, number


def alerts_json(found: AlertList | ListedAlert) -> str:
    """Return alerts as JSON, for other programs."""
    return as_json(found)


def one_alert(here: Alerting, name: str, now: dt.datetime) -> AlertList:
    """Return one alert as a list of its own. Raises `UserError`."""
    alert = find_alert(alerts_of(here.store), name)
    return AlertList(format=FORMAT, at=now.astimezone(dt.UTC), alerts=(listed_alert(here, alert, now),))


def list_lines(here: Alerting, found: AlertList, now: dt.datetime) -> Iterator[str]:
    """Yield the alerts, causes that came back, and what comes next."""
    for one in found.alerts:
        yield from _short(here, one)
        yield ""
    if not found.alerts:
        yield "No alert is open." + (" Closed ones: cxdna alerts list --all" if found.hidden else "")
    elif found.hidden:
        yield f"{found.hidden} closed {'one is' if found.hidden == 1 else 'ones are'} not shown: --all"
    if found.proposed:
        every = proposals(alerts_of(here.store), here.rules, now)
        yield from (proposal_line(one) for one in every)
    if note := here.hours.days.note:
        yield note
    still_open = [one.alert for one in found.alerts if one.alert.state == "open"]
    if still_open:
        yield f'Next:  cxdna alerts take {still_open[0].id} --by "NAME"'
    elif found.proposed:
        yield f"Next:  cxdna alerts propose {found.proposed[0]}"
    else:
        yield "Next:  cxdna alerts figures"


def _short(here: Alerting, one: ListedAlert) -> Iterator[str]:
    alert = one.alert
    overdue = f", overdue by {hours_in_words(one.overdue_hours)}" if one.overdue_hours else ""
    yield f"{alert.id}  {alert.title} ({alert.sort}){overdue}"
    yield f"  {printable(alert.why)}"
    if whom := _whom(alert):
        yield f"  {whom}"
    yield f"  {_standing(here, alert)}"
    if one.tell:
        yield f"  To be told by now: {listed(one.tell)} (step {one.step} of {one.steps})."
    if one.next:
        yield f"  Unless it is {one.next_until}, it goes to {one.next_to} on {moment_words(one.next, here.zone)}."


def _whom(alert: Alert) -> str:
    """Return which customer it is about, as far as the file says."""
    said = [
        alert.account,
        "key account" if alert.key_account else "",
        f"tier {alert.tier}" if alert.tier else "",
        f"role {alert.role}" if alert.role else "",
        alert.category,
        f"unit {alert.unit}" if alert.unit else "",
        alert.country,
    ]
    return printable(" \N{MIDDLE DOT} ".join(one for one in said if one))


def _standing(here: Alerting, alert: Alert) -> str:
    owner = f"Owner: {alert.owner}." if alert.owner else "Nobody owns it."
    since = f"Raised on {moment_words(alert.raised, here.zone)}."
    if alert.closed:
        return f"{owner} {since} Closed by {alert.closed_by} on {moment_words(alert.closed, here.zone)}."
    if alert.taken:
        return f"{owner} {since} {alert.taken_by} has it since {moment_words(alert.taken, here.zone)}."
    return f"{owner} {since} Nobody has taken it."


def show_lines(here: Alerting, found: AlertList) -> Iterator[str]:
    """Yield everything that is known of one alert, and what comes next."""
    one = found.alerts[0]
    alert = one.alert
    yield from _short(here, one)
    if alert.event:
        yield f"  The answer is about {long_date(alert.event)} (survey {alert.survey})."
    also = [
        other.id
        for other in alerts_of(here.store)
        if (other.survey, other.reply) == (alert.survey, alert.reply) and other.id != alert.id
    ]
    if also:
        yield f"  The same answer raised {listed(also)}."
    if first := next((rule.first_thing for rule in here.rules.triggers if rule.id == alert.trigger), ""):
        yield f"  First: {first.rstrip('.')}."
    yield from _history(here, alert)
    if alert.state == "open":
        yield f'Next:  cxdna alerts take {alert.id} --by "NAME"'
    elif alert.state == "taken":
        yield f"Next:  cxdna alerts close {alert.id}"
    else:
        yield "Next:  cxdna alerts list"


def _history(here: Alerting, alert: Alert) -> Iterator[str]:
    if alert.escalated_at:
        by = f" by {alert.escalated_by}" if alert.escalated_by else ""
        when = moment_words(alert.escalated_at, here.zone)
        yield f"  Escalated by hand to step {alert.escalated}{by} on {when}: {alert.escalated_why.rstrip('.')}."
    if alert.cause:
        title = next((one.title for one in here.rules.causes if one.id == alert.cause), alert.cause)
        yield f"  {'Cause' if alert.closed else 'Cause, until somebody knows better'}: {title.rstrip('.')}."
    if alert.issue:
        yield f"  The issue as the customer sees it: {alert.issue.rstrip('.')}."
    if alert.beneath:
        yield f"  What lies under it: {alert.beneath.rstrip('.')}."
    if alert.closed:
        yield f"  Done: {alert.done.rstrip('.')}; {AGREES[alert.customer_agrees]}."
    if alert.action:
        yield f"  Answered for good by {alert.action}."
