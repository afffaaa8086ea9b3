"""Make the whole report from one assessment."""

from __future__ import annotations

import msgspec

from cxdna.documents.colophon import colophon
from cxdna.documents.frame import Contents
from cxdna.documents.material import Material
from cxdna.documents.plan.model import OnAPage
from cxdna.documents.plan.on_a_page import on_a_page
from cxdna.documents.report import (
    appendix_pages,
    comparison_pages,
    customers_page,
    life,
    method_page,
    part_pages,
    whole_pages,
)
from cxdna.documents.report.model import ChangePage, CustomersPage, Disagreement, PhasePage, ReportView


def build(material: Material) -> ReportView:
    """Return every page of the report as data."""
    disagreement = comparison_pages.disagreement(material)
    change = comparison_pages.change_page(material)
    customers = customers_page.customers_page(material)
    phases = part_pages.phase_pages(material)
    plan = on_a_page(material, links=True)
    head = material.answers.assessment
    view = ReportView(
        title=f"{material.client}: {head.title}, full report",
        subject=f"Maturity of the customer experience practice of {material.client}",
        organisation=material.client,
        document=f"{head.title} \N{MIDDLE DOT} full report",
        footer=" \N{MIDDLE DOT} ".join(
            text
            for text in (
                material.confidentiality,
                life.in_the_foot(material),
            )
            if text
        ),
        language="en",
        created=f"{material.created.isoformat()}T00:00:00+00:00",
        contents=_contents(disagreement, change, customers, phases, plan),
        cover=whole_pages.cover(material),
        answer=whole_pages.answer_page(material),
        reading=whole_pages.reading(material),
        profile=whole_pages.profile(material),
        disagreement=disagreement,
        change=change,
        customers=customers,
        phases=phases,
        plan=plan,
        method=method_page.method(material),
        appendix=appendix_pages.appendix(material, phases),
    )
    return msgspec.structs.replace(view, colophon=colophon(view, material))


def _contents(
    disagreement: Disagreement | None,
    change: ChangePage | None,
    customers: CustomersPage | None,
    phases: tuple[PhasePage, ...],
    plan: OnAPage | None,
) -> tuple[Contents, ...]:
    entries = [
        ("answer", "The answer on one page", 1),
        ("reading", "How to read this report", 1),
        ("profile", "Profile", 1),
    ]
    if disagreement:
        entries.append(("disagreement", "Where people disagree", 1))
    if change:
        entries.append(("change", "What changed", 1))
    if customers:
        entries.append(("customers", "What customers say", 1))
    for phase in phases:
        entries.append((phase.anchor, phase.name, 1))
        entries.extend((page.anchor, page.name, 2) for page in phase.components)
    if plan:
        entries.append(("plan", "The plan on a page", 1))
    entries.extend((("method", "Method", 1), ("appendix", "Appendix", 1), ("colophon", "Colophon", 1)))
    return tuple(Contents(anchor=anchor, title=title, level=level) for anchor, title, level in entries)
