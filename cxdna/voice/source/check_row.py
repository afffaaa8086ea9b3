"""A row of answers -> every cell of it that cannot be read, and what to do; by the rules of `survey.grammar`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cxdna.voice.source.columns import Places
from cxdna.voice.source.explain_cell import (
    Told,
    explain_ahead,
    explain_date,
    explain_disposition,
    explain_question,
    explain_score,
    explain_weight,
)
from cxdna.voice.source.model import Source
from cxdna.voice.source.shape import Found
from cxdna.voice.survey.grammar import (
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


class RowCheck:
    """Checks the rows of a source, one after the other, as the survey says that they are to be read.

    Days after `today` are none on which something happened; without it they are not looked at.
    """

    def __init__(self, survey: Survey, source: Source, places: Places, today: dt.date | None = None) -> None:
        self.survey, self.source, self.places, self.today = survey, source, places, today
        self._empty = no_answers(survey)
        self._outcomes = disposition_values(survey)
        self._names = question_values(survey)
        self._values = [one.id if one.value is None else one.value for one in survey.questions]
        self._questions = {one.id: one for one in survey.questions}

    def flaws(self, row: Sequence[str]) -> Iterator[Found]:
        """Yield the cells of a row of the right shape that cannot be read: column, what is wrong, what to do."""
        if any(folded(row[at]) in values for at, values in self.places.exclude):
            return
        outcome = self.places.disposition
        if outcome is not None and clean(row[outcome]) and folded(row[outcome]) not in self._outcomes:
            yield self._found(outcome, explain_disposition(row[outcome]))
        yield from self._unknown(row)
        given = [(question, at) for question, at in self._asked(row) if folded(row[at]) not in self._empty]
        if given:
            yield from self._beside(row)
            yield from self._scores(row, given)

    def _found(self, at: int, told: Told) -> Found:
        return (self.source.columns[at], *told)

    def _day(self, text: str) -> dt.date | None:
        return date_of(text, self.survey.dates, typed=self.source.typed)

    def _asked(self, row: Sequence[str]) -> Iterator[tuple[SurveyQuestion, int]]:
        yield from self.places.wide
        question, score = self.places.question, self.places.score
        if question is not None and score is not None and (name := self._names.get(folded(row[question]))):
            yield self._questions[name], score

    def _unknown(self, row: Sequence[str]) -> Iterator[Found]:
        """Yield a question that is not known; a row that has neither question nor score is no answer."""
        question, score = self.places.question, self.places.score
        if question is None or score is None or folded(row[question]) in self._names:
            return
        if clean(row[question]) or clean(row[score]):
            yield self._found(question, explain_question(row[question], self._values))

    def _beside(self, row: Sequence[str]) -> Iterator[Found]:
        """Yield dates and a weight that cannot be read; when the answer was given may be left open."""
        event, answered, weight = self.places.event, self.places.answered, self.places.weight
        if event is not None and self._day(row[event]) is None:
            yield self._found(event, explain_date(row[event], self.survey.dates))
        if answered is not None and answered != event and clean(row[answered]) and self._day(row[answered]) is None:
            yield self._found(answered, explain_date(row[answered], self.survey.dates))
        yield from (self._found(at, explain_ahead(row[at])) for at in self._ahead(row))
        if weight is not None and weight_of(row[weight], self.survey.decimal, typed=self.source.typed) is None:
            yield self._found(weight, explain_weight(row[weight], self.survey.decimal))

    def _ahead(self, row: Sequence[str]) -> Iterator[int]:
        """Yield the places of days that have not come yet."""
        for at in dict.fromkeys((self.places.event, self.places.answered)):
            day = None if at is None else self._day(row[at])
            if at is not None and day is not None and self.today is not None and day > self.today:
                yield at

    def is_ahead(self, row: Sequence[str]) -> bool:
        """Tell whether a row tells of a day that has not come yet."""
        return any(True for _ in self._ahead(row))

    def _scores(self, row: Sequence[str], given: Sequence[tuple[SurveyQuestion, int]]) -> Iterator[Found]:
        event = self.places.event
        day = None if event is None else self._day(row[event])
        month = 0 if day is None else day.year * 100 + day.month
        for question, at in given:
            if question.earlier and not month:
                continue  # on which scale it was asked is not known, and the date is told of
            scale = scale_in(question, month)
            if score_of(row[at], scale, self.survey.decimal, typed=self.source.typed) is None:
                yield self._found(at, explain_score(row[at], scale, self.survey.decimal, typed=self.source.typed))
