"""An assessment with its plan and the libraries that plans are drafted from: what errands about plans begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from cxdna import resources
from cxdna.definitions.load import Library, load_library
from cxdna.plan.model import Plan
from cxdna.store.latest import actions_that_hold, plan_that_holds
from cxdna.store.model import ActionKept
from cxdna.store.port import Store
from cxdna.workflows.current import Current, local_day


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of an assessment on a day; `kept` has the latest state of every action, dropped ones as well, by id."""

    now: Current
    plan: Plan
    kept: Mapping[str, ActionKept]
    today: dt.date


def plan_of(store: Store, assessment: str) -> Plan:
    """Return what holds of the plan of an assessment."""
    return plan_that_holds(
        store.plans(assessment), store.actions(assessment), store.kpi_figures(assessment), store.decisions(assessment)
    )


def planned(now: Current, moment: dt.datetime) -> Planned:
    """Return the plan of an open workspace's assessment."""
    return _read(now, local_day(now.workspace, moment))


def read_again(here: Planned) -> Planned:
    """Return the plan as it stands by now."""
    return _read(here.now, here.today)


def _read(now: Current, today: dt.date) -> Planned:
    store, name = now.store, now.assessment.id
    actions = store.actions(name)
    return Planned(
        now=now,
        plan=plan_that_holds(store.plans(name), actions, store.kpi_figures(name), store.decisions(name)),
        kept=actions_that_hold(actions),
        today=today,
    )


def library_of(now: Current) -> Library:
    """Return KPIs and action templates, the workspace's own before those that cxdna brings along. Raises `Problems`."""
    return load_library(resources.roots(now.workspace.folder), now.playbook.id)
