"""What documents are made of -> the file for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cxdna.definitions.model import Kpi
from cxdna.documents.data.customers import customers_data
from cxdna.documents.data.model import DataFile, KpiData, PlanData, TextData
from cxdna.documents.draft import Draft
from cxdna.documents.material import Material
from cxdna.documents.wording.outlook import outlook
from cxdna.plan.follow import counts_by_status
from cxdna.plan.model import Plan
from cxdna.statistics.exact import exact


def gather(material: Material, texts: Iterable[Draft] = ()) -> DataFile:
    """Return everything, with the texts that stand in documents."""
    plan = material.plan
    return DataFile(
        created=material.created,
        organisation=material.answers.organisation,
        assessment=material.answers.assessment,
        closed=not material.is_open,
        fingerprint=material.fingerprints[0][1],
        levels=material.playbook.levels,
        scores=material.scores,
        findings=material.findings,
        evidence=material.answers.evidence,
        plan=PlanData(
            head=plan.head,
            actions=plan.actions,
            dropped=plan.dropped,
            counts=counts_by_status(plan.actions),
            cost=float(sum((exact(one.cost) for one in plan.actions if one.cost is not None), Fraction(0))),
        ),
        kpis=tuple(_kpi(one, material) for one in kpis_of(plan)),
        decisions=plan.decisions,
        earlier_decisions=material.before_plan.decisions if material.before_plan else (),
        forecast=outlook(material) if plan.actions else None,
        texts=tuple(_text(one) for one in texts),
        customers=customers_data(material.alignment, material.scores) if material.alignment else None,
    )


def kpis_of(plan: Plan) -> tuple[str, ...]:
    """Return the ids of all KPIs that a plan uses, in the order of its actions, then those that only have figures."""
    used = [name for one in plan.actions for name in (one.kpi, *one.more_kpis) if name]
    return tuple(dict.fromkeys([*used, *(figure.kpi for figure in plan.figures)]))


def _kpi(name: str, material: Material) -> KpiData:
    plan = material.plan
    kpi: Kpi | None = next((one for one in material.kpis if one.id == name), None)
    return KpiData(
        id=name,
        name=kpi.name if kpi else name,
        unit=kpi.unit if kpi else None,
        direction=kpi.direction if kpi else None,
        cadence=kpi.cadence if kpi else None,
        counter=kpi.counter if kpi else "",
        baseline=plan.figure(name, "baseline"),
        target=plan.figure(name, "target"),
        actual=plan.figure(name, "actual"),
        figures=tuple(one for one in plan.figures if one.kpi == name),
    )


def _text(one: Draft) -> TextData:
    return TextData(
        place=one.place,
        state=one.state,
        text=one.text,
        by=one.by,
        draft=one.instead_of.text if one.instead_of else "",
    )
