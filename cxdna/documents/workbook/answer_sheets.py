"""Answers as far as the mode of the assessment lets them be seen, remarks, and evidence, as sheets."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.documents.material import Material, question_number
from cxdna.documents.report.confidential import SUPPRESSED
from cxdna.documents.report.counted import counts_by_level
from cxdna.documents.report.model import AnswerCell
from cxdna.documents.workbook.sheet import Column, Paper, Row, Value, page
from cxdna.organisation.model import Evidence, Respondent
from cxdna.scores.model import QuestionScore, Response
from cxdna.statistics.exact import exact
from cxdna.tables.layout import Page


def answers(material: Material, on: Paper) -> Page:
    """Return who said what where answers are named; else how many chose each level, as the report's appendix has it."""
    return _said(material, on) if material.named else _counts(material, on)


def _said(material: Material, on: Paper) -> Page:
    columns = (
        Column("No.", 7),
        Column("Practice", 44),
        Column("Who", 24),
        Column("Role", 26),
        Column("Group", 18),
        Column("Answer", 9, "number"),
        Column("In words", 24),
        Column("Comment", 60, "wide"),
    )
    people = {person.id: person for person in material.answers.respondents}
    rows = [
        _answer(material, question, response, people[response.respondent])
        for question in material.scores.questions
        for response in question.responses
        if response.respondent in people
    ]
    return page("Answers", columns, rows, on, still=2)


def _answer(material: Material, question: QuestionScore, said: Response, person: Respondent) -> Row:
    return Row(
        (
            question_number(question.id),
            material.questions[question.id].practice,
            person.name,
            person.role,
            person.group,
            said.value,
            _in_words(material, said),
            said.comment,
        )
    )


def _in_words(material: Material, said: Response) -> str:
    if said.not_applicable is not None:
        return f"not applicable: {said.not_applicable}"
    if said.value is None:
        return "don't know"
    names = {exact(level.value): level.name for level in material.playbook.levels}
    return names.get(said.value, "between two levels")


def _counts(material: Material, on: Paper) -> Page:
    matrix = counts_by_level(material)
    columns = (
        Column("No.", 7),
        Column("Practice", 60),
        *(Column(f"Level {head.sign}", 9, "number") for head in matrix.heads),
        Column("Median", 9, "number"),
        Column("Note", 26),
    )
    rows = []
    for row, question in zip(matrix.rows, material.scores.questions, strict=True):
        note = f"{SUPPRESSED} kept confidential" if question.state == "withheld" else ""
        counts = [_count(cell) for cell in row.cells]
        rows.append(Row((row.number, row.practice, *counts, question.score.as_answered, note)))
    return page("Answers", columns, rows, on, still=2)


def _count(cell: AnswerCell) -> Value:
    if cell.sign in {"", SUPPRESSED}:
        return cell.sign
    return int(cell.sign) if cell.sign.isdecimal() else 0


def remarks(material: Material, on: Paper) -> Page | None:
    """Return the remarks that may be shown where nobody is named; None where there are none, or each has its name."""
    rows = [
        Row((question_number(question.id), material.questions[question.id].practice, remark))
        for question in material.scores.questions
        for remark in question.remarks
    ]
    if material.named or not rows:
        return None
    return page("Remarks", (Column("No.", 7), Column("Practice", 44), Column("Remark", 100, "wide")), rows, on)


def evidence(material: Material, on: Paper) -> Page:
    """Return every record of evidence, and what it counts for."""
    columns = (
        Column("Id", 14),
        Column("Title", 44),
        Column("Kind", 24),
        Column("Date", 12, "date"),
        Column("Age in months", 9, "number"),
        Column("Periods", 8, "number"),
        Column("Counts", 10),
        Column("Why", 44, "wide"),
        Column("Questions", 16),
        Column("Kept by", 22),
        Column("Source", 22),
        Column("Seen by", 22),
        Column("File or address", 40),
    )
    return page("Evidence", columns, list(_records(material)), on, still=2)


def _records(material: Material) -> Iterator[Row]:
    kinds = {kind.id: kind.name for kind in material.playbook.evidence.kinds}
    for record in material.answers.evidence:
        uses = [(one.id, use) for one in material.scores.questions for use in one.verdict.uses if use.id == record.id]
        counts = any(use.counts for _, use in uses)
        why = "" if counts else uses[0][1].reason if uses else "cited by no question"
        yield Row(
            (
                record.id,
                record.title,
                kinds[record.kind],
                record.date,
                uses[0][1].age_months if uses else None,
                record.periods,
                "yes" if counts else "no",
                why,
                ", ".join(dict.fromkeys(question_number(question) for question, _ in uses)),
                record.owner,
                record.source,
                record.verified_by,
                _place(record),
            )
        )


def _place(record: Evidence) -> str:
    return "; ".join(text for text in (record.file, record.link) if text)
