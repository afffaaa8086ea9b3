"""A second, plain way to the same counts: row by row in Python, for small files."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxdna.voice.counts.cuts import cuts_of
from cxdna.voice.counts.model import MILLION, Cell
from cxdna.voice.indices.waves import wave_of
from cxdna.voice.survey.grammar import (
    NEVER_ANSWERED,
    clean,
    date_of,
    disposition_values,
    folded,
    no_answers,
    question_values,
    scale_in,
    score_of,
    weight_of,
)
from cxdna.voice.survey.model import Survey, SurveyQuestion

Row = Mapping[str, str]


def cells_of(survey: Survey, rows: Sequence[Row]) -> tuple[Cell, ...]:
    found: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        for question, month, wave, standing, level in answers_of(survey, row):
            weight = _weight(survey, row)
            for cut in cuts_of(survey):
                place = tuple((name, clean(row[_header(survey, name)])) for name in cut)
                sums = found[question, month, wave, standing, place, level]
                for at, number in enumerate((1, weight, weight**2)):
                    sums[at] += number
    return tuple(Cell(*key, *sums) for key, sums in found.items())


def _header(survey: Survey, name: str) -> str:
    return survey.segments.get(name) or str(getattr(survey.columns, name))


def _weight(survey: Survey, row: Row) -> int:
    if survey.columns.weight is None:
        return MILLION
    return weight_of(row[survey.columns.weight], survey.decimal) or 0


def _day(survey: Survey, row: Row, header: str | None) -> dt.date | None:
    return None if header is None else date_of(row[header], survey.dates)


def _out(survey: Survey, row: Row) -> str:
    for rule in survey.exclude:
        if folded(row[rule.column]) in set(map(folded, rule.values)):
            return "staff" if rule.staff else "excluded"
    return ""


def answers_of(survey: Survey, row: Row) -> Iterator[tuple[str, int, str, str, int | None]]:
    event = _day(survey, row, survey.columns.event_date)
    month = event.year * 100 + event.month if event else 0
    wave = clean(row[survey.columns.wave]) if survey.columns.wave else wave_of(month, survey.waves)
    for question, cell in _asked(survey, row):
        level = None
        if question:
            scale = scale_in(question, month)
            if folded(cell) not in no_answers(survey):
                level = score_of(cell, scale, survey.decimal)
        standing = _standing(survey, row, question, cell, level)
        if standing:
            yield question.id if question else "", month, wave, standing, None if standing == "unusable" else level


def _asked(survey: Survey, row: Row) -> Iterator[tuple[SurveyQuestion | None, str]]:
    columns = survey.columns
    if columns.question is None:
        yield from ((one, row[str(one.column)]) for one in survey.questions)
        return
    known = {one.id: one for one in survey.questions}
    name = question_values(survey).get(folded(row[columns.question]))
    yield known.get(name or ""), row[str(columns.score)]


def _standing(survey: Survey, row: Row, question: SurveyQuestion | None, cell: str, level: int | None) -> str:
    columns = survey.columns
    if out := _out(survey, row):
        return out
    if (
        columns.disposition
        and clean(row[columns.disposition])
        and folded(row[columns.disposition]) not in disposition_values(survey)
    ):
        return "unusable"
    if question is None:
        nothing = columns.question and not clean(row[columns.question]) and not clean(cell)
        return "" if nothing else "unusable"
    if folded(cell) in no_answers(survey):
        never = columns.disposition and disposition_values(survey).get(folded(row[columns.disposition]))
        return "" if never in NEVER_ANSWERED else "no_answer"
    event, answered = _day(survey, row, columns.event_date), _day(survey, row, columns.answer_date)
    if event is None or level is None or _unread(survey, row, answered):
        return "unusable"
    late = (
        survey.late_after_days is not None and answered is not None and (answered - event).days > survey.late_after_days
    )
    return "late" if late else "counted"


def _unread(survey: Survey, row: Row, answered: dt.date | None) -> bool:
    columns = survey.columns
    if columns.answer_date and clean(row[columns.answer_date]) and answered is None:
        return True
    return columns.weight is not None and weight_of(row[columns.weight], survey.decimal) is None
