"""A survey wave by wave: each question's index, and whether it rises or falls by more than chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.statistics.display import listed
from cxdna.voice.indices.beside import refuse_few_beside
from cxdna.voice.indices.cells import question_of
from cxdna.voice.indices.hide import as_shown
from cxdna.voice.indices.misread import refuse_misread
from cxdna.voice.indices.model import Index, Span, Trend
from cxdna.voice.indices.trend import trend_of
from cxdna.voice.indices.waves import waves_of
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Asks, SurveyQuestion
from cxdna.workflows.surveys.score_lines import GAP, STAFF, columns, index_cells, span_words
from cxdna.workflows.surveys.spans import Months, span_meant

FORMAT: Final = "cxdna-survey-trend/1"
"""Name and number of the shape that `cxdna survey trend --json` prints: `SurveyTrend`."""


class QuestionTrend(msgspec.Struct, frozen=True, kw_only=True):
    """A question over its waves; `reason` says why there is no trend where waves cannot be compared at all."""

    id: str
    text: str
    trend: Trend | None
    reason: str = ""


class SurveyTrend(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `remarks` say what is amiss with the survey's file."""

    format: str
    survey: str
    title: str
    asks: Asks
    span: Span
    questions: tuple[QuestionTrend, ...]
    remarks: tuple[str, ...] = ()


def trend_survey(fielded: Fielded, question: str | None, months: Months, voice: Voice) -> SurveyTrend:
    """Return each question over its waves. Raises `UserError` as `score_survey` does."""
    refuse_misread(fielded)
    survey, span = fielded.survey, span_meant(months, fielded, voice)
    wanted = survey.questions if question is None else (question_of(fielded, question),)
    if months.typed:
        refuse_few_beside(fielded, (one.id for one in wanted), span)
    return SurveyTrend(
        format=FORMAT,
        survey=survey.id,
        title=survey.title,
        asks=survey.asks,
        span=span,
        questions=tuple(_trend(fielded, one, span) for one in wanted),
    )


def _trend(fielded: Fielded, question: SurveyQuestion, span: Span) -> QuestionTrend:
    try:
        points = waves_of(fielded, question.id, span, asks=fielded.survey.asks)
        found = trend_of(points, fielded, question.id)
    except UserError as error:
        return QuestionTrend(id=question.id, text=question.text, trend=None, reason=str(error))
    shown = msgspec.structs.replace(found, points=tuple(map(as_shown, found.points)))
    return QuestionTrend(id=question.id, text=question.text, trend=shown)


def trend_lines(found: SurveyTrend) -> Iterator[str]:
    """Yield each question with its waves one under the other, and what can be said of them."""
    yield f"{found.title} ({found.survey}): {span_words(found.span)}"
    if found.asks == "staff":
        yield STAFF
    for one in found.questions:
        yield ""
        yield f"{one.id}: {shortened(one.text, 90)}"
        yield from (f"{GAP}{line}" for line in _lines(one))
    yield ""
    yield from (f"Take care: {remark}." for remark in found.remarks)
    yield f"Next:  cxdna survey score {found.survey}"


def _lines(one: QuestionTrend) -> Iterator[str]:
    if one.trend is None:
        yield f"No trend: {one.reason}."
        return
    head = ("Wave", "Answers", "Index", "Interval", "Best", "Worst", "")
    yield from columns((head, *((point.span.label, *index_cells(point)) for point in one.trend.points)))
    yield one.trend.reason
    if outside := _signals(one.trend):
        yield f"Outside of what waves vary by anyhow: {outside}."


def _signals(trend: Trend) -> str:
    """Return the waves whose value is a signal by the limits of single values."""
    points: tuple[Index, ...] = trend.points
    return listed(points[at].span.label for at in trend.limits.outside) if trend.limits else ""
