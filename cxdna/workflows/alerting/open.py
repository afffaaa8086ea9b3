"""A workspace with its rules of alerts and the hours in which its people work: what errands about alerts begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from cxdna.alerts.escalate import hours_of
from cxdna.alerts.model import Alert, AlertRules
from cxdna.alerts.read import read_rules
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.store.latest import alerts_that_hold
from cxdna.store.port import Store
from cxdna.voice.survey.model import Survey
from cxdna.workflows.current import opened
from cxdna.workflows.where import Where
from cxdna.workspace.model import Workspace
from cxdna.worktime.working_days import WorkingDays
from cxdna.worktime.working_hours import WorkingHours


class Alerting(msgspec.Struct, frozen=True, kw_only=True):
    """An open workspace, the rules of its alerts, and when its people work."""

    workspace: Workspace
    store: Store
    rules: AlertRules
    hours: WorkingHours

    @property
    def zone(self) -> str:
        """The organisation's time zone."""
        return self.hours.zone


@contextmanager
def alerting(where: Where) -> Iterator[Alerting]:
    """Open the workspace that is meant. Raises `UserError` where it has no rules, `Problems` with their mistakes."""
    with opened(where) as (workspace, store):
        yield alerting_in(workspace, store)


def alerting_in(workspace: Workspace, store: Store) -> Alerting:
    """Return the alerts of an open workspace. Raises as `alerting` does."""
    rules = rules_of(workspace)
    if rules is None:
        raise UserError("no rules say yet what raises an alert", "write some to go on from: cxdna alerts rules --write")
    return Alerting(workspace=workspace, store=store, rules=rules, hours=working_hours(workspace, rules))


def rules_of(workspace: Workspace) -> AlertRules | None:
    """Return the rules of a workspace; None where it has none. Raises `Problems` with every line that is wrong."""
    return read_rules(workspace.alerts) if workspace.alerts.exists() else None


def working_hours(workspace: Workspace, rules: AlertRules) -> WorkingHours:
    """Return the hours of the rules by the calendar and the clock of the organisation."""
    organisation = workspace.settings.organisation
    return hours_of(rules, WorkingDays(organisation.country, organisation.region), organisation.time_zone)


def alerts_of(store: Store) -> tuple[Alert, ...]:
    """Return the latest state of each alert, in the order in which they were raised."""
    return alerts_that_hold(store.voice("alert"))


def surveys_of(store: Store) -> tuple[Survey, ...]:
    """Return the surveys of a workspace as they hold."""
    held = {one.item.id: one.item for one in store.voice("survey") if isinstance(one.item, Survey)}
    return tuple(held.values())


def find_alert(alerts: tuple[Alert, ...], name: str) -> Alert:
    """Return an alert by its id. Raises `UserError` with the nearest there is."""
    wanted = name.strip().casefold()
    for one in alerts:
        if one.id.casefold() == wanted:
            return one
    do = meant(name, [one.id for one in alerts]) or "answers of customers raise them: cxdna survey add"
    raise UserError(f"there is no alert '{shortened(name)}'", do)
