"""The workbook of the customer index: questions, groups, scores, waves, response and audit, for who calculates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.documents.index_report import said
from cxdna.documents.index_report.build import NAME
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.method_page import WEIGHTINGS
from cxdna.documents.index_report.response_page import FATES, RATES, SIGNS, fates_of, rates_of
from cxdna.documents.index_report.verdict import WORDS, verdict
from cxdna.documents.workbook.sheet import INK, Column, Paper, Row, page, row_height
from cxdna.statistics.display import long_date
from cxdna.tables.layout import Book, Cell, Line, Look, Page
from cxdna.voice.indices.model import Index
from cxdna.voice.indices.rescale import THRESHOLD, from_five

WIDTHS: Final = (22.0, 100.0)
WHAT: Final = {
    "Questions": "each question with its index, interval, shares, and what 4.0 is on its scale",
    "Groups": "each question by every group; a hidden group has no number",
    "Scores": "how many gave each score of each question",
    "Waves": "each question wave by wave",
    "Weightings": "the same answers by weights, accounts and revenue; shares and NPS are of all answers alike",
    "Response": "what became of answers and invitations, and response rates",
    "Audit": "every check of the survey audit with what was found",
}
FIGURES: Final = (
    Column("Index", 8, "score"),
    Column("From", 8, "score"),
    Column("To", 8, "score"),
    Column("Answers", 9, "number"),
    Column("How far it carries", 12),
    Column("Against 4.0", 18),
    Column("Top two", 9, "share"),
    Column("Bottom two", 9, "share"),
    Column("Net promoter score", 10, "number"),
)
TWO_PLACES: Final = "0.00"


def build(material: IndexMaterial) -> Book:
    """Return the workbook; sheets that would be empty are left out."""
    survey = material.fielded.survey
    on = Paper(
        heading=f"{material.client} \N{MIDDLE DOT} {survey.title}",
        footing=f"{material.confidentiality} \N{MIDDLE DOT} {material.span.label}",
        accent=material.look.accent,
        tint=material.look.ramp[0][0],
        currency="",
    )
    pages = [one for one in _pages(material, on) if len(one.lines) > 1]
    return Book(
        title=f"{material.client}: {survey.title}, {NAME}",
        author=material.consultant,
        created=dt.datetime.combine(material.today, dt.time()),
        pages=(_read_me(material, on, pages), *pages),
    )


def _pages(material: IndexMaterial, on: Paper) -> Iterator[Page]:
    question = (Column("Question", 18), Column("Wording", 44, "wide"))
    scale = (Column("Scale", 20), Column("4.0 on it", 9, "score"), Column("Mean on it", 9, "score"))
    yield _sheet("Questions", (*question, *scale, *FIGURES), _questions(material), on)
    yield _sheet(
        "Groups", (question[0], Column("Grouped by", 14), Column("Group", 34), *FIGURES), _groups(material), on
    )
    scores = (
        question[0],
        Column("Score", 8, "number"),
        Column("Called", 30),
        Column("Answers", 9, "number"),
        Column("Share", 8, "share"),
    )
    yield _sheet("Scores", scores, _scores(material), on)
    yield _sheet("Waves", (question[0], Column("Wave", 18), *FIGURES), _waves(material), on)
    weighed = (
        question[0],
        Column("Weighs", 34),
        *FIGURES,
        Column("Accounts", 9, "number"),
        Column("Effective number", 11, "number"),
    )
    yield _sheet("Weightings", weighed, _weightings(material), on)
    yield _sheet(
        "Response",
        (Column("About", 24), Column("What", 34), Column("Number", 10, "number"), Column("Share", 8, "share")),
        _response(material),
        on,
    )
    audit = (
        Column("No.", 6, "number"),
        Column("Check", 34),
        Column("Result", 14),
        Column("Found", 60, "wide"),
        Column("Figures and evidence", 60, "wide"),
    )
    yield _sheet("Audit", audit, _audit(material), on)


def _sheet(name: str, columns: tuple[Column, ...], rows: Iterator[Row], on: Paper) -> Page:
    """Return a sheet whose indices have two digits, as documents show them."""
    made = page(name, columns, list(rows), on)
    lines = tuple(msgspec.structs.replace(line, cells=tuple(_two(cell) for cell in line.cells)) for line in made.lines)
    return msgspec.structs.replace(made, lines=lines)


def _two(cell: Cell | None) -> Cell | None:
    if cell is None or cell.look.number_format != "0.0":
        return cell
    return msgspec.structs.replace(cell, look=msgspec.structs.replace(cell.look, number_format=TWO_PLACES))


def _figures(index: Index) -> tuple[Fraction | int | str | None, ...]:
    """Return the figures of an index in the order of their columns; nothing of one that is hidden."""
    if index.hidden:
        return (None, None, None, None, "hidden", "", None, None, None)
    interval = index.interval if index.value is not None else None
    return (
        index.value,
        Fraction(interval.low) if interval else None,
        Fraction(interval.high) if interval else None,
        index.n,
        index.word,
        WORDS[verdict(index)],
        index.top_two.share if index.top_two else None,
        index.bottom_two.share if index.bottom_two else None,
        index.nps.value * 100 if index.nps else None,
    )


def _questions(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        index = one.index
        own = index.own if index.value is not None else None
        scale = (said.scale(index.scale), from_five(THRESHOLD, index.scale), own)
        yield Row((said.name_of(material, one), one.question.text, *scale, *_figures(index)))


def _groups(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        name = said.name_of(material, one)
        for groups in one.groups:
            word, _ = said.dimension(groups.dimension)
            for group in groups.groups:
                figures = (
                    _figures(group.index) if group.index else (None, None, None, None, "hidden", "", None, None, None)
                )
                yield Row((name, word, said.group(group.value), *figures))


def _scores(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        index = one.index
        for score, n in () if index.hidden else index.levels:
            share = Fraction(n, index.n) if index.n else None
            yield Row((said.name_of(material, one), score, index.scale.anchors.get(str(score), ""), n, share))


def _waves(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        for point in one.trend.points if one.trend else ():
            yield Row((said.name_of(material, one), point.span.label, *_figures(point)))


def _weightings(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        for index in (one.index, *one.others) if one.others else ():
            more = (index.accounts, index.effective_n)
            yield Row((said.name_of(material, one), WEIGHTINGS[index.weighting], *_figures(index), *more))


def _response(material: IndexMaterial) -> Iterator[Row]:
    for one in material.measured:
        yield from _standing(material, one)
    fates, rates = fates_of(material), rates_of(material)
    for fate, words in FATES.items():
        if fate in fates:
            yield Row(("Invitations", words, fates[fate], None))
    for name, label, means in RATES if rates else ():
        yield Row(("Response rates", f"{label}: {means}", None, getattr(rates, name)))


def _standing(material: IndexMaterial, one: Measured) -> Iterator[Row]:
    for standing, n in material.standing(one.question.id).items():
        if not (one.index.hidden and standing == "counted"):
            yield Row((said.name_of(material, one), standing.replace("_", " "), n, None))


def _audit(material: IndexMaterial) -> Iterator[Row]:
    for one in material.audit.outcomes if material.audit else ():
        more = "; ".join(
            [*(f"{name}: {value}" for name, value in one.figures), *one.where, *filter(None, [one.evidence])]
        )
        yield Row((one.check.number, one.check.title, SIGNS[one.result][1], one.found, more))


def _read_me(material: IndexMaterial, on: Paper, pages: list[Page]) -> Page:
    survey = material.fielded.survey
    facts = [
        ("Organisation", material.client),
        ("Survey", f"{survey.title} ({survey.id})"),
        ("Covers", material.span.label),
        ("Made", long_date(material.today)),
        ("Confidentiality", material.confidentiality),
        (
            "Index",
            "The ScoreBoard Index (SBI): the mean of answers on five levels, 1 to 5; from and to are its 95% interval.",
        ),
        ("Files", "; ".join(f"{one.name}, SHA-256 {one.sha256}" for one in material.fielded.files)),
        (
            "What may be edited",
            "This is a copy: cxdna takes nothing back from it. An empty cell: there is no such number.",
        ),
        ("Affiliation", "Names of indices and awards belong to others; this is not affiliated with any of them."),
    ]
    plain, label = Look(colour=INK), Look(colour=INK, bold=True)
    told = [*facts, *((one.name, f"{WHAT[one.name][:1].upper()}{WHAT[one.name][1:]}") for one in pages)]
    lines = (
        Line((Cell(f"{material.client}: {survey.title}", Look(bold=True, size=16, colour=on.accent, wrap=False)),)),
        Line((Cell("Customer indices in numbers, for people who calculate", Look(colour=INK, wrap=False)),)),
        Line(),
        *(
            Line((Cell(name, label), Cell(text, plain)), height=row_height([(text, WIDTHS[1])]))
            for name, text in told
            if text
        ),
    )
    return Page(name="Read me", widths=WIDTHS, lines=lines, landscape=True, heading=on.heading, footing=on.footing)
