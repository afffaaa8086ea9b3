"""Make the executive summary from one assessment: page 2 of the report, and the plan on a page."""

from __future__ import annotations

from cxdna.documents import since
from cxdna.documents.frame import Contents
from cxdna.documents.material import Material
from cxdna.documents.places import texts_of
from cxdna.documents.plan.on_a_page import on_a_page
from cxdna.documents.report import life, whole_pages
from cxdna.documents.summary.model import SummaryView
from cxdna.documents.summary.next_steps import next_page


def build(material: Material) -> SummaryView:
    """Return both pages as data."""
    head = material.answers.assessment
    answer, plan = whole_pages.answer_page(material), on_a_page(material)
    steps = None if plan else next_page(material)
    second = Contents("plan", "The plan on a page", 1) if plan else Contents("next", "What to do next", 1)
    foot = (
        material.confidentiality,
        life.in_the_foot(material),
        since.in_short(material),
        _whose_words((answer, plan, steps)),
    )
    return SummaryView(
        title=f"{material.client}: {head.title}, executive summary",
        subject=f"Maturity of the customer experience practice of {material.client}, on two pages",
        organisation=material.client,
        document=f"{head.title} \N{MIDDLE DOT} executive summary",
        footer=" \N{MIDDLE DOT} ".join(text for text in foot if text),
        language="en",
        created=f"{material.created.isoformat()}T00:00:00+00:00",
        contents=(Contents("answer", "The answer on one page", 1), second),
        answer=answer,
        plan=plan,
        next_steps=steps,
    )


def _whose_words(pages: tuple[object, ...]) -> str:
    """Say how many of the texts people wrote: there is no room for a colophon on two pages."""
    texts = {one.place: one for one in texts_of(pages)}.values()
    written = sum(one.state != "drafted" for one in texts)
    if not written:
        return "texts drafted by rule"
    stale = sum(one.state == "stale" for one in texts)
    since = f" ({stale} over figures that changed since)" if stale else ""
    return f"{written} of {len(texts)} texts written by people{since}, the others drafted by rule"
