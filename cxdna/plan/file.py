"""A plan as the file that people read and write, and back. Of KPI figures the file has those that hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import msgspec

from cxdna.plan.model import KpiFigure, Plan, PlanFile, PlanHead

Slot: TypeAlias = tuple[str, ...]
"""What a figure is the figure of: KPI and kind, and for a measured one the day and the period it covers."""


def plan_file(plan: Plan, assessment: str, after: int | None = None) -> PlanFile:
    """Return the file of a plan; dropped actions, and figures that others took the place of, are not in it."""
    head = {} if plan.head is None else msgspec.structs.asdict(plan.head)
    return PlanFile(
        assessment=assessment,
        after=after,
        actions=plan.actions,
        kpis=tuple(figures_that_hold(plan.figures).values()),
        decisions=plan.decisions,
        **head,
    )


def plan_of_file(file: PlanFile) -> Plan:
    """Return the plan that a file holds, its actions in the order of their priority."""
    return Plan(
        head=head_of_file(file),
        actions=tuple(sorted(file.actions, key=lambda one: one.priority)),
        figures=file.kpis,
        decisions=file.decisions,
    )


def head_of_file(file: PlanFile) -> PlanHead | None:
    """Return what the plan of a file was drafted with; None where the file names no day on which it starts."""
    if file.start is None:
        return None
    return PlanHead(start=file.start, drafted=file.drafted, at_once=file.at_once, most=file.most, owners=file.owners)


def figures_that_hold(figures: Iterable[KpiFigure]) -> dict[Slot, KpiFigure]:
    """Return the figure noted last for each slot, in the order in which slots were first filled."""
    return {slot(one): one for one in figures}


def slot(figure: KpiFigure) -> Slot:
    """Return what a figure is the figure of: of two for one slot the one noted last holds."""
    of = (figure.kpi, figure.figure)
    return (*of, figure.on.isoformat(), figure.period) if figure.figure == "actual" else of
