"""Voices made by hand: surveys of customers and of staff with so many answers of each score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cxdna.voice.counts.model import MILLION, Cell, Counts, Returned
from cxdna.voice.model import Fielded, SurveyFile, Voice
from cxdna.voice.survey.model import Asks, Columns, Scale, Survey, SurveyQuestion

FIVE = Scale(low=1, high=5)
TEN = Scale(low=0, high=10)
Said = Mapping[tuple[str, int], Mapping[int, int]]
"""Answers by question and month: how many gave each score."""


def question(name: str, about: Any = "satisfaction", scale: Scale = FIVE, **more: Any) -> SurveyQuestion:
    """Return a question that a survey asks."""
    return SurveyQuestion(id=name, text=more.pop("text", name), about=about, column=name, scale=scale, **more)


def fielded(
    name: str,
    questions: tuple[SurveyQuestion, ...],
    said: Said,
    *,
    asks: Asks = "customers",
    categories: Mapping[str, Said] | None = None,
    returned: tuple[Returned, ...] = (),
    **more: Any,
) -> Fielded:
    """Return a survey with one file, whose answers are also grouped by category where categories are given."""
    survey = Survey(
        id=name,
        title=more.pop("title", name),
        asks=asks,
        columns=Columns(event_date="date", category="category" if categories else None),
        questions=questions,
        **more,
    )
    cells = [*_cells(said, ())]
    for category, own in (categories or {}).items():
        cells += _cells(own, (("category", category),))
    counts = Counts(rows=sum(one.n for one in cells), cells=tuple(cells), returned=returned)
    file = SurveyFile(
        survey=name,
        sha256="0" * 64,
        name=f"{name}.csv",
        place=f"{name}.csv",
        added=dt.date(2026, 1, 31),
        survey_hash="1" * 64,
        counts=counts,
    )
    return Fielded(survey, (file,))


def _cells(said: Said, cut: tuple[tuple[str, str], ...]) -> list[Cell]:
    return [
        Cell(name, month, "", "counted", cut, level, n, n * MILLION, n * MILLION * MILLION)
        for (name, month), levels in said.items()
        for level, n in levels.items()
    ]


def voice(*surveys: Fielded, **more: Any) -> Voice:
    """Return what is known of customers from these surveys."""
    return Voice(surveys=surveys, **more)
