"""The example with its plan, and a plan with something of everything, for documents that are made from plans."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

import msgspec

from cxdna.documents.material import Material
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, KpiFigure, Milestone, Plan, Status, Task
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble

EXAMPLE = Path(__file__).resolve().parents[2] / "tests" / "examples" / "alderbrook"
FORMULA = '=HYPERLINK("http://example.invalid","look")'
replace = msgspec.structs.replace


@functools.cache
def example() -> Material:
    """Return what the example's documents are made of."""
    return assemble(
        Request(
            answers=EXAMPLE / "answers-2026.yaml",
            previous=EXAMPLE / "answers-2025.yaml",
            plan=EXAMPLE / "plan-2026.yaml",
            previous_plan=EXAMPLE / "plan-2025.yaml",
            words=EXAMPLE / "words-2026.yaml",
        )
    )


def with_plan(**fields: object) -> Material:
    """Return the example with another plan."""
    return replace(example(), plan=replace(a_plan(), **fields))


STATES: tuple[tuple[Status, str, float | None, int], ...] = (
    ("done", "Ruth Okafor", 12500.0, 100),
    ("in_progress", "Jürgen Weiß", 9.5, 40),
    ("blocked", "Ruth Okafor", None, 10),
    ("agreed", "Mei Lin", 0.0, 0),
    ("proposed", "", 4800.0, 0),
)
"""Status, owner, cost and progress of each action."""


def a_plan() -> Plan:
    """Return a plan with an action of every status, a dropped one, figures and decisions."""
    kpi = example().kpis[0].id
    actions = tuple(
        Action(
            id=f"a{at}",
            title=f"Say {at} – größer, “sooner”, and 日本語 as well",
            closes=(example().leaves[at].id,),
            from_level=1,
            to_level=3,
            priority=at,
            owner=owner,
            owner_role="Head of service",
            start=dt.date(2027, 1, at),
            due=dt.date(2027, 3, at),
            review=dt.date(2027, 6, at),
            milestones=(Milestone(what="Baseline measured", due=dt.date(2027, 2, at)),),
            tasks=(
                Task(what="Write it down", assignee="Zoë Łukasz", why="Others read it", due=dt.date(2027, 1, 20 + at)),
            ),
            cost=cost,
            effort="small",
            kpi=kpi,
            status=status,
            progress=progress,
            done=dt.date(2027, 2, 28) if status == "done" else None,
            blocked_by="The system is late" if status == "blocked" else "",
        )
        for at, (status, owner, cost, progress) in enumerate(STATES, start=1)
    )
    return Plan(
        actions=actions,
        dropped=(replace(actions[-1], id="a6", title="Not any more"),),
        figures=(
            KpiFigure(kpi=kpi, figure="baseline", on=dt.date(2027, 2, 10)),
            KpiFigure(kpi=kpi, figure="target", value=80, on=dt.date(2027, 12, 31)),
        ),
        decisions=(
            Decision(id="d1", what="Give her a budget", who="Board", by=dt.date(2027, 1, 15), cost=40000, if_not="No"),
            Decision(id="d2", what="Name one person", who="Mei Lin", by=dt.date(2026, 12, 15), outcome="taken"),
        ),
    )
