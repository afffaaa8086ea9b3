"""An assessment with its plan and the libraries that plans are drafted from: what errands about plans begin with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from cxdna import resources
from cxdna.definitions.load import Library, load_library
from cxdna.plan.model import Plan
from cxdna.store.latest import actions_that_hold
from cxdna.store.model import ActionKept
from cxdna.workflows.current import Current, local_day
from cxdna.workflows.planning.load import plan_of


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of an assessment on a day; `kept` has the latest state of every action, dropped ones as well, by id."""

    now: Current
    plan: Plan
    kept: Mapping[str, ActionKept]
    today: dt.date


def planned(now: Current, moment: dt.datetime) -> Planned:
    """Return the plan of an open workspace's assessment."""
    name = now.assessment.id
    return Planned(
        now=now,
        plan=plan_of(now.store, name),
        kept=actions_that_hold(now.store.actions(name)),
        today=local_day(now.workspace, moment),
    )


def library_of(now: Current) -> Library:
    """Return KPIs and action templates, the workspace's own before those that cxdna brings along. Raises `Problems`."""
    return load_library(resources.roots(now.workspace.folder), now.playbook.id)
