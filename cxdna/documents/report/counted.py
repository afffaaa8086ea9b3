"""How many people chose each level: what the appendix shows instead of the answers of each person."""

from __future__ import annotations

from fractions import Fraction

from cxdna.documents.material import Material, anchor, level_label, question_number
from cxdna.documents.report.confidential import SUPPRESSED
from cxdna.documents.report.model import AnswerCell, Matrix, MatrixRow
from cxdna.scores.model import QuestionScore
from cxdna.statistics.display import NO_NUMBER, counted
from cxdna.statistics.exact import exact


def counts_by_level(material: Material) -> Matrix:
    """Return one row for each question, with how many chose each value that any question offers."""
    offered = {question.id: _offered(material, question.id) for question in material.scores.questions}
    values = sorted({*material.levels, *(value for own in offered.values() for value in own)})
    heads = tuple(AnswerCell(sign=level_label(value), words=f"level {level_label(value)}") for value in values)
    rows = tuple(
        MatrixRow(
            anchor=anchor(question.id),
            number=question_number(question.id),
            practice=material.questions[question.id].practice,
            cells=tuple(_cell(question, value, offered[question.id]) for value in values),
            median=level_label(question.score.as_answered) if question.score.as_answered is not None else NO_NUMBER,
        )
        for question in material.scores.questions
    )
    return Matrix(caption="Answers by level", heads=heads, rows=rows)


def _offered(material: Material, question_id: str) -> set[Fraction]:
    options = material.questions[question_id].options
    return {exact(option.value) for option in options} or set(material.levels)


def _cell(question: QuestionScore, value: Fraction, offered: set[Fraction]) -> AnswerCell:
    label = level_label(value)
    if value not in offered:
        return AnswerCell(sign="", words=f"level {label} is not offered")
    if question.state == "withheld":
        return AnswerCell(sign=SUPPRESSED, words="kept confidential")
    count = dict(question.distribution).get(value, 0)
    return AnswerCell(sign=str(count or "\N{MIDDLE DOT}"), words=f"{counted(count, 'answer')} at level {label}")
