"""Make the whole customer index report from one survey."""

from __future__ import annotations

from typing import Final

from cxdna.documents import index_charts
from cxdna.documents.frame import Contents
from cxdna.documents.index_report import said, wording
from cxdna.documents.index_report.answer_page import answer_page
from cxdna.documents.index_report.material import IndexMaterial
from cxdna.documents.index_report.method_page import appendix, every_question, method
from cxdna.documents.index_report.model import Cover, Fact, IndexView, QuestionPage, Sign, TimePage
from cxdna.documents.index_report.question_pages import SPOT, question_pages
from cxdna.documents.index_report.response_page import rates_of, response_page
from cxdna.documents.index_report.time_pages import time_pages
from cxdna.statistics.display import counted, listed, long_date

NAME: Final = "customer index report"
SIGNS: Final = (
    Sign("Index", "the mean of answers on five levels, 1 to 5; the full name is ScoreBoard Index (SBI)"),
    Sign("\N{BLACK CIRCLE}", "an index from 100 answers on: reported"),
    Sign("\N{WHITE CIRCLE}", "an index from 30 to 99 answers: indicative; under 30 there is none"),
    Sign(
        "\N{EN DASH}\N{BLACK CIRCLE}\N{EN DASH}",
        "its 95% interval, which a bar shows: where the value of all customers would lie",
    ),
    Sign("- - -", "4.0, what an index is held against"),
    Sign("\N{BLACK UP-POINTING TRIANGLE} above", "the whole interval lies at 4.0 or above"),
    Sign("\N{BLACK DOWN-POINTING TRIANGLE} under", "the whole interval lies under 4.0; its bar and dot are rust"),
    Sign("open", "the interval holds 4.0: the answers do not settle on which side it lies"),
    Sign("hidden", "fewer than five answers, or a group that would give such a one away"),
    Sign("\N{BLACK DIAMOND}", "a wave outside its usual range; in the audit a finding"),
)


def build(material: IndexMaterial) -> IndexView:
    """Return every page of the report as data. Raises ValueError for a survey in which nothing was measured."""
    if not material.measured:
        raise ValueError("a report is about at least one question")
    survey, rates = material.fielded.survey, rates_of(material)
    questions, time = question_pages(material), time_pages(material)
    return IndexView(
        title=f"{material.client}: {survey.title}, {NAME}",
        subject=f"What customers of {material.client} say: indices with intervals, {material.span.label}",
        organisation=material.client,
        document=f"{survey.title} \N{MIDDLE DOT} {NAME}",
        footer=_footer(material),
        language="en",
        created=f"{material.today.isoformat()}T00:00:00+00:00",
        contents=_contents(questions, time),
        cover=_cover(material),
        answer=answer_page(material, rates),
        axis=index_charts.index_axis(SPOT),
        signs=SIGNS,
        listed=every_question(material),
        questions=questions,
        time=time,
        response=response_page(material),
        appendix=appendix(material),
        method=method(material),
    )


def _cover(material: IndexMaterial) -> Cover:
    survey, fielded = material.fielded.survey, material.fielded
    rows = sum(one.counts.rows for one in fielded.files)
    facts = (
        Fact("Prepared by", material.consultant),
        Fact("Survey", f"{survey.title} ({survey.id})"),
        Fact("Covers", f"{material.span.label}: {material.why}"),
        Fact("Asks", listed(said.name_of(material, one).lower() for one in material.measured[:6])),
        Fact("Answers", _answers(material)),
        Fact("Run by", _run_by(material)),
        Fact(
            "Rests on", f"{counted(len(fielded.files), 'file')}, {counted(rows, 'row')}; SHA-256 on the page on method"
        ),
        Fact("Made", long_date(material.today)),
    )
    return Cover(
        kind=NAME,
        organisation=material.client,
        answer=wording.headline(material),
        facts=tuple(fact for fact in facts if fact.value),
    )


def _answers(material: IndexMaterial) -> str:
    told = [f"{said.n_of(one.index)} on {said.name_of(material, one).lower()}" for one in material.leads]
    return listed(told)


def _run_by(material: IndexMaterial) -> str:
    survey = material.fielded.survey
    if not survey.conducted_by:
        return ""
    return f"{survey.conducted_by}{', independent' if survey.independent else ''}"


def _footer(material: IndexMaterial) -> str:
    prints = [one.sha256[:8] for one in material.fielded.files]
    more = f" and {len(prints) - 1} more" if len(prints) > 1 else ""
    file = f"file {prints[0]}{more}" if prints else ""
    pieces = (material.confidentiality, material.span.label, f"made {long_date(material.today)}", file)
    return " \N{MIDDLE DOT} ".join(piece for piece in pieces if piece)


def _contents(questions: tuple[QuestionPage, ...], time: tuple[TimePage, ...]) -> tuple[Contents, ...]:
    first = Contents(questions[0].anchor, "By question and group", 1)
    below = [Contents(one.anchor, one.eyebrow.rpartition(" \N{MIDDLE DOT} ")[2], 2) for one in questions]
    later = [Contents(one.anchor, one.name, 2) for one in time]
    return (
        Contents("answer", "The answer on one page", 1),
        Contents("reading", "How to read this report", 1),
        *((first, *below) if len(questions) > 1 else (first,)),
        *((Contents(time[0].anchor, "Over time", 1), *(later if len(later) > 1 else ())) if time else ()),
        Contents("response", "Response and bias", 1),
        Contents("audit", "Survey audit", 1),
        Contents("appendix", "Appendix: weightings and conventions", 1),
        Contents("method", "Method", 1),
    )
