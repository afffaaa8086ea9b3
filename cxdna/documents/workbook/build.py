"""Make the whole workbook from one assessment."""

from __future__ import annotations

import datetime as dt
from typing import Final

from cxdna.documents.material import Material
from cxdna.documents.report import confidential, life
from cxdna.documents.workbook import answer_sheets, plan_sheets, score_sheets
from cxdna.documents.workbook.sheet import INK, Paper, paper, row_height
from cxdna.plan.forecast import condition
from cxdna.statistics.display import long_date
from cxdna.tables.layout import Book, Cell, Line, Look, Page

WHAT: Final = {
    "Scores": "the whole, every part and every question: as answered, as shown by evidence, target, gap, change, level",
    "Answers": "who answered what",
    "Remarks": "remarks that may be shown, in the order of their letters",
    "Evidence": "every record, its age, and what it counts for",
    "Findings": "gaps, strengths, weakest links, claims without evidence, open ground and disputes, each in its order",
    "Plan": "every action; what stands to the right of 'Closes' is for the screen, and is not printed",
    "Tasks": "the tasks and milestones of every action",
    "KPIs": "baseline, target and newest figure of every KPI of the plan",
    "KPI figures": "every figure of a KPI as it was noted",
    "Decisions": "what was asked for, now and in the assessment before, and what became of it",
    "Forecast": "where the scores stand at the end of each quarter",
}
_COUNTS: Final = "how many people chose each level; nothing tells which answers belong to one person"
_EDIT: Final = (
    "This is a copy. Sort, filter, add columns and calculate as you like: cxdna takes nothing back from it. To change "
    "the plan, use: cxdna plan edit (or cxdna plan edit --xlsx for a workbook that is taken back)."
)
_NUMBERS: Final = (
    "Scores are exact and shown with one digit; differences are taken before rounding, so a last digit may seem to "
    "disagree. An empty cell: there is no such number."
)


WIDTHS: Final = (22.0, 100.0)


def build(material: Material) -> Book:
    """Return the workbook; sheets that would be empty are left out."""
    on = paper(material)
    pages = [one for one in _pages(material, on) if one is not None]
    return Book(
        title=f"{material.client}: {material.answers.assessment.title}",
        author=material.consultant or material.answers.assessment.prepared_by,
        created=dt.datetime.combine(material.created, dt.time()),
        pages=(_read_me(material, on, pages), *pages),
    )


def _pages(material: Material, on: Paper) -> list[Page | None]:
    plan = material.plan
    earlier = material.before_plan.decisions if material.before_plan else ()
    return [
        score_sheets.scores(material, on),
        answer_sheets.answers(material, on),
        answer_sheets.remarks(material, on),
        answer_sheets.evidence(material, on) if material.answers.evidence else None,
        score_sheets.findings(material, on),
        plan_sheets.plan(material, on) if plan.actions else None,
        plan_sheets.tasks(material, on) if any(one.tasks or one.milestones for one in plan.actions) else None,
        plan_sheets.kpis(material, on) if any(one.kpi for one in plan.actions) or plan.figures else None,
        plan_sheets.figures(material, on) if plan.figures else None,
        plan_sheets.decisions(material, on) if plan.decisions or earlier else None,
        plan_sheets.forecast(material, on) if plan.actions else None,
    ]


def _read_me(material: Material, on: Paper, pages: list[Page]) -> Page:
    head = material.answers.assessment
    basis = "what people answered" if material.scores.basis == "as_answered" else "what evidence shows"
    what = dict(WHAT) if material.named else WHAT | {"Answers": _COUNTS}
    if any(one.name == "Forecast" for one in pages):
        what["Forecast"] += f", {condition(material.plan.actions)}"
    facts = [
        ("Organisation", material.client),
        ("Assessment", head.title),
        ("State", _state(material)),
        ("Fingerprint", material.fingerprints[0][1]),
        ("Confidentiality", material.confidentiality),
        ("Answers", confidential.KEPT[head.mode] or "Named: the sheet Answers says who answered what"),
        ("Scores rest on", f"{basis}; gaps and change as well"),
        ("Numbers", _NUMBERS),
        ("What may be edited", _EDIT),
    ]
    plain, label = Look(colour=INK), Look(colour=INK, bold=True)
    lines = [
        Line((Cell(f"{material.client}: {head.title}", Look(bold=True, size=16, colour=on.accent, wrap=False)),)),
        Line((Cell("The assessment in numbers, for people who calculate", Look(colour=INK, wrap=False)),)),
        Line(),
        *(
            Line((Cell(name, label), Cell(text, plain)), height=row_height([(text, WIDTHS[1])]))
            for name, text in facts
            if text
        ),
        Line(),
        Line((Cell("Sheets", Look(bold=True, size=12, colour=on.accent)),)),
        *(
            Line((Cell(one.name, label), Cell(said, plain)), height=row_height([(said, WIDTHS[1])]))
            for one in pages
            if (said := _sentence(what[one.name]))
        ),
    ]
    return Page(
        name="Read me", widths=WIDTHS, lines=tuple(lines), landscape=True, heading=on.heading, footing=on.footing
    )


def _state(material: Material) -> str:
    if material.is_open:
        return f"{life.OPEN}, as of {long_date(material.answers.assessment.date)}"
    return f"Closed on {long_date(material.answers.assessment.date)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
