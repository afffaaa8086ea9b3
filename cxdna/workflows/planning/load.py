"""The plan that holds and the words people wrote: from the store, or from files that stand beside an answers file."""

from __future__ import annotations

from pathlib import Path

from cxdna.definitions.fit import fit
from cxdna.definitions.read import read
from cxdna.organisation.model import WordsFile, Written
from cxdna.plan.model import Plan, PlanFile, PlanHead
from cxdna.scores.model import Assessed
from cxdna.store.latest import plan_that_holds
from cxdna.store.port import Store


def plan_of(store: Store, assessment: str) -> Plan:
    """Return what holds of the plan of an assessment."""
    return plan_that_holds(
        store.plans(assessment), store.actions(assessment), store.kpi_figures(assessment), store.decisions(assessment)
    )


def read_plan(path: Path, assessed: Assessed) -> Plan:
    """Return the plan of a file. Raises `Problems` with every line that is wrong."""
    del assessed
    file = fit(read(path), PlanFile)
    return Plan(
        head=PlanHead(start=file.start, drafted=file.drafted, at_once=file.at_once, most=file.most, owners=file.owners),
        actions=tuple(sorted(file.actions, key=lambda one: one.priority)),
        figures=file.kpis,
        decisions=file.decisions,
    )


def read_words(path: Path) -> tuple[Written, ...]:
    """Return the texts of a file of words. Raises `Problems` with every line that is wrong."""
    return tuple(one for one in fit(read(path), WordsFile).texts if one.text)
