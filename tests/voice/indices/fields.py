"""Small surveys with answers of known numbers, as files that were counted."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from cxdna.voice.counts.model import MILLION, Cell, Counts, Standing
from cxdna.voice.indices.waves import wave_of
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import Asks, Columns, Earlier, Scale, Survey, SurveyQuestion

FIVE = Scale(low=1, high=5)
TEN = Scale(low=1, high=10)
SEED = {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
"""The worked example of the field's own literature: 163 points of 40 answers."""


def ask(**given: Any) -> SurveyQuestion:
    plain: dict[str, Any] = {"id": "overall", "text": "How satisfied are you?", "about": "satisfaction", "scale": FIVE}
    return SurveyQuestion(**(plain | given))


def survey(*questions: SurveyQuestion, asks: Asks = "customers", **given: Any) -> Survey:
    columns = Columns(event_date="date", category="category", country="country", account="account", revenue="revenue")
    plain: dict[str, Any] = {
        "id": "nps",
        "title": "Customers",
        "asks": asks,
        "columns": columns,
        "questions": questions or (ask(),),
    }
    return Survey(**(plain | given))


def answers(
    levels: Mapping[int, int],
    month: int = 202603,
    *,
    question: str = "overall",
    standing: Standing = "counted",
    weight: int = MILLION,
    wave: str | None = None,
    **of: str,
) -> list[Cell]:
    """Return the cells of answers at every grouping by one dimension, and by all together."""
    cuts = [(), *(((name, value),) for name, value in of.items())]
    name = wave_of(month, "quarter") if wave is None else wave
    return [
        Cell(question, month, name, standing, cut, level, n, n * weight, n * weight**2)
        for cut in cuts
        for level, n in levels.items()
    ]


def summed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells as an engine counts them: one for each month, group, score and standing."""
    found: dict[tuple[Any, ...], Cell] = {}
    for one in cells:
        key = (one.question, one.month, one.wave, one.standing, one.cut, one.level)
        old = found.get(key)
        n, weight, squares = (old.n, old.weight, old.squares) if old else (0, 0, 0)
        found[key] = Cell(*key, n + one.n, weight + one.weight, squares + one.squares)
    return tuple(found.values())


def file_of(cells: Iterable[Cell], revenues: tuple[tuple[str, str], ...] = (), **given: Any) -> SurveyFile:
    kept = summed(cells)
    counts = Counts(rows=sum(cell.n for cell in kept if not cell.cut), cells=kept, revenues=revenues)
    plain: dict[str, Any] = {
        "survey": "nps",
        "sha256": "0" * 64,
        "name": "a.csv",
        "place": "a.csv",
        "added": dt.date(2026, 5, 1),
    }
    return SurveyFile(**(plain | {"survey_hash": "1" * 64, "counts": counts} | given))


def field_of(of: Survey, *cells: list[Cell], revenues: tuple[tuple[str, str], ...] = ()) -> Fielded:
    return Fielded(of, (file_of([one for some in cells for one in some], revenues),))


def field(*cells: list[Cell], **given: Any) -> Fielded:
    """Return a survey with one question and these answers."""
    return field_of(survey(ask(**given)), *cells)


def changed(until: str = "2025-12", scale: Scale = TEN) -> tuple[Earlier, ...]:
    return (Earlier(until=until, scale=scale),)
