"""Everything that the report tells of a survey in a span: each question by itself, by group, by wave, by weighting."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.documents.index_report.material import Measured
from cxdna.errors import UserError
from cxdna.voice.indices.groups import groups_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span, Trend, Weighting
from cxdna.voice.indices.trend import trend_of
from cxdna.voice.indices.waves import waves_of
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Survey

APART = "account"
"""The dimension that is too fine to be a group of a report; it is what answers are weighed by."""


def measure(fielded: Fielded, span: Span) -> tuple[Measured, ...]:
    """Return all questions of a survey, in its order. Raises `UserError` as `index_of` does."""
    return tuple(_measured(fielded, question.id, span) for question in fielded.survey.questions)


def _measured(fielded: Fielded, question: str, span: Span) -> Measured:
    dimensions = [name for name in fielded.survey.dimensions if name != APART]
    index = index_of(fielded, question, span)
    weighed = list(_weighed(fielded, question, span)) if index.n and not index.hidden else []
    return Measured(
        question=fielded.question(question),
        index=index,
        groups=tuple(groups_of(fielded, question, span, name) for name in dimensions),
        trend=_trend(fielded, question),
        others=tuple(one for one in weighed if isinstance(one, Index)),
        not_weighed=tuple(one for one in weighed if isinstance(one, str)),
    )


def _trend(fielded: Fielded, question: str) -> Trend:
    """Return a question over all waves there are; none, and why, where its scale changes within one."""
    try:
        points = waves_of(fielded, question)
    except UserError as refused:
        return Trend(points=(), test=None, limits=None, claim="none", reason=f"{refused.what}.")
    return trend_of(points, fielded, question)


def _weighed(fielded: Fielded, question: str, span: Span) -> Iterator[Index | str]:
    """Yield the index by each other weighting that the file has columns for, or why it has none."""
    for weighting in _weightings(fielded.survey):
        try:
            yield index_of(fielded, question, span, (), weighting)
        except UserError as refused:
            yield f"{refused.what[:1].upper()}{refused.what[1:]}."


def _weightings(survey: Survey) -> Iterator[Weighting]:
    if survey.columns.weight:
        yield "weights"
    if survey.columns.account:
        yield "accounts"
        if survey.columns.revenue:
            yield "revenue"
