"""Actions, plans and KPIs, as short as tests can read them."""

import datetime as dt
from typing import Any

from cxdna.definitions.model import Kpi
from cxdna.plan.model import Action, KpiFigure, Milestone, Plan

START = dt.date(2027, 1, 11)
DUE = dt.date(2027, 3, 30)
REVIEW = dt.date(2027, 6, 1)
KPI = Kpi(
    id="on_time",
    name="Closed on time",
    definition="Share closed by their day.",
    unit="percent",
    formula="100 x in time / all",
    direction="up",
    cadence="month",
    counter="on_time",
)
KPIS = {KPI.id: KPI}
FIGURES = (
    KpiFigure(kpi="on_time", figure="baseline", value=40, on=dt.date(2026, 10, 31)),
    KpiFigure(kpi="on_time", figure="target", value=80, on=dt.date(2027, 12, 31)),
)


def action(action_id: str = "a1", **fields: Any) -> Action:
    """Return an action that passes all five gates, but for what is said otherwise."""
    whole: dict[str, Any] = {
        "title": f"Action {action_id}",
        "problem": "Nobody follows up.",
        "owner": "Ann Lee",
        "owner_role": "Quality head",
        "kpi": KPI.id,
        "start": START,
        "due": DUE,
        "milestones": (Milestone(what="Half of it", due=dt.date(2027, 2, 15)),),
        "review": REVIEW,
    }
    return Action(id=action_id, **(whole | fields))


def plan(*actions: Action, figures: tuple[KpiFigure, ...] = FIGURES) -> Plan:
    return Plan(actions=actions, figures=figures)
