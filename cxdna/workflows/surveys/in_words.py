"""A survey and its mapping in words: who is asked what on which scale, and which column says what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cxdna.statistics.display import counted, listed
from cxdna.voice.survey.model import Columns, DateOrder, Scale, Survey, SurveyQuestion, WaveRule

_COLUMNS: Final[Mapping[str, str]] = {
    "event_date": "when it happened",
    "answer_date": "when it was answered",
    "respondent": "who answered",
    "question": "which question",
    "score": "the score",
    "account": "the account",
    "role": "the contact's role",
    "tier": "the account's tier",
    "revenue": "the account's revenue in a year",
    "unit": "project, site or team",
    "category": "the category",
    "channel": "the channel",
    "country": "the country",
    "language": "the language",
    "weight": "the weight",
    "comment": "what they wrote",
    "wave": "the wave",
    "seconds": "how long answering took",
    "invited_by": "whose contact the customer was",
    "disposition": "what became of the invitation",
    "conducted_by": "who conducted it",
    "device": "where the answer came from",
    "consent": "whether they may be named",
}
_DATES: Final[Mapping[DateOrder, str]] = {
    "year_first": "2026-03-31",
    "day_first": "31.3.2026",
    "month_first": "3/31/2026",
}
_WAVES: Final[Mapping[WaveRule, str]] = {
    "month": "a month",
    "quarter": "a quarter",
    "half_year": "half a year",
    "year": "a year",
}


def survey_lines(survey: Survey) -> Iterator[str]:
    """Yield how a survey reads its files."""
    whom = "customers" if survey.asks == "customers" else "staff, whose answers are no customer index"
    yield f"{survey.title} ({survey.id}), answered by {whom}"
    if survey.conducted_by or survey.independent:
        who = survey.conducted_by or "somebody"
        yield f"  Run by {who}, {'independent' if survey.independent else 'not independent'} of those who are rated"
    yield ""
    yield "Questions"
    for question in survey.questions:
        yield from (f"  {line}" for line in question_lines(question))
    yield ""
    yield "Columns"
    yield from (f"  {line}" for line in column_lines(survey))
    yield ""
    yield from rule_lines(survey)


def question_lines(question: SurveyQuestion) -> Iterator[str]:
    """Yield a question: wording, what it measures, scale, column, and what it is paired with."""
    yield f"{question.id}  {question.text}"
    where = f", column '{question.column}'" if question.column else ""
    yield f"  {question.about}, {scale_words(question.scale)}{where}"
    for earlier in question.earlier:
        yield f"  until {earlier.until} {scale_words(earlier.scale)}"
    if question.bridge:
        yield f"  how the scales compare: {question.bridge}"
    if question.item:
        yield f"  paired item: {question.item}"
    if question.practices:
        yield f"  asks customers for: {listed(question.practices)}"
    if question.parts:
        yield f"  customer index of: {listed(question.parts)}"


def scale_words(scale: Scale) -> str:
    """Return a scale in words: 1 to 5, high is good (5: exceeded)."""
    good = "high is good" if scale.direction == "high_is_good" else "low is good"
    anchors = "; ".join(f"{score}: {words}" for score, words in scale.anchors.items())
    return f"{scale.low} to {scale.high}, {good}{f' ({anchors})' if anchors else ''}"


def column_lines(survey: Survey) -> Iterator[str]:
    """Yield which column says what."""
    for field in Columns.__struct_fields__:
        if column := getattr(survey.columns, field):
            yield f"'{column}' is {_COLUMNS[field]}"
    for name, column in survey.segments.items():
        yield f"'{column}' is {name}"


def rule_lines(survey: Survey) -> Iterator[str]:
    """Yield the rules by which answers are read and counted."""
    decimal = "a comma" if survey.decimal == "," else "a point"
    yield f"Days are written as {_DATES[survey.dates]}, fractions with {decimal}."
    if survey.columns.wave is None:
        yield f"A wave is {_WAVES[survey.waves]}."
    if survey.late_after_days is not None:
        yield f"Answers more than {counted(survey.late_after_days, 'day')} after the event do not count."
    if survey.no_answer:
        yield f"No answer is, besides an empty cell: {listed(survey.no_answer)}."
    for one in survey.exclude:
        yield f"Rows with {listed(one.values)} in '{one.column}' do not count: {one.reason}."
    if survey.key_tiers:
        yield f"Key accounts are those of {listed(survey.key_tiers)}."
    if survey.cuts:
        yield f"Counted by several at once: {listed(' with '.join(cut) for cut in survey.cuts)}."
