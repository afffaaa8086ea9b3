"""Which place in a row each column of a survey has in a file, and the columns that the file lacks."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdna.definitions.wording import meant
from cxdna.errors import Problem
from cxdna.voice.source.model import Source
from cxdna.voice.survey.grammar import folded
from cxdna.voice.survey.model import Columns, Survey, SurveyQuestion


class Places(msgspec.Struct, frozen=True):
    """The places in a row, counted from 0, of what makes an answer; None where the survey or the file has none.

    `wide` are questions with the column of their scores; `question` and `score` where each row is one answer.
    """

    survey: Survey
    event: int | None
    answered: int | None
    weight: int | None
    disposition: int | None
    question: int | None
    score: int | None
    wide: tuple[tuple[SurveyQuestion, int], ...]
    exclude: tuple[tuple[int, frozenset[str]], ...]

    @property
    def scores(self) -> tuple[int, ...]:
        """All places of scores."""
        return (*(at for _, at in self.wide), *(() if self.score is None else (self.score,)))


def places_of(survey: Survey, source: Source) -> Places:
    """Return where the columns of a survey stand in a file."""
    at = {name: place for place, name in enumerate(source.columns)}
    columns = survey.columns

    def place(header: str | None) -> int | None:
        return None if header is None else at.get(header)

    return Places(
        survey=survey,
        event=place(columns.event_date),
        answered=place(columns.answer_date),
        weight=place(columns.weight),
        disposition=place(columns.disposition),
        question=place(columns.question),
        score=place(columns.score),
        wide=tuple((one, at[one.column]) for one in survey.questions if one.column in at),
        exclude=tuple(
            (at[one.column], frozenset(map(folded, one.values))) for one in survey.exclude if one.column in at
        ),
    )


def fits(survey: Survey, source: Source) -> tuple[Problem, ...]:
    """Return a problem for each column that the survey names and the file lacks, with the nearest name there is."""
    return tuple(_lacking(survey, source))


def columns_named(survey: Survey) -> Iterator[tuple[str, str]]:
    """Yield what a column is for, as the survey's file calls it, and its header."""
    for field in Columns.__struct_fields__:
        header = getattr(survey.columns, field)
        if header is not None:
            yield f"columns.{field}", header
    yield from ((f"segments.{name}", header) for name, header in survey.segments.items())
    yield from ((f"question '{one.id}'", one.column) for one in survey.questions if one.column is not None)
    yield from (("exclude", one.column) for one in survey.exclude)


def _lacking(survey: Survey, source: Source) -> Iterator[Problem]:
    there = set(source.columns)
    for purpose, header in columns_named(survey):
        if header not in there:
            what = f"has no column '{header}', which the survey names for {purpose}"
            yield Problem(str(source.path), 0, what, meant(header, source.columns))
