"""The headers and some values of a file -> a survey that may describe it, with reasons and doubts; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from cxdna.errors import UserError
from cxdna.statistics.display import counted
from cxdna.voice.survey.grammar import folded
from cxdna.voice.survey.guess_columns import Placed, place_columns
from cxdna.voice.survey.guess_questions import Asked, guess_questions
from cxdna.voice.survey.header_words import OUTCOMES, STAFF, STAFF_NAMES, plain
from cxdna.voice.survey.look import Column
from cxdna.voice.survey.model import Columns, DateOrder, Disposition, Survey

_MOST_QUESTIONS: Final = 200
_MOST_GROUPS: Final = 30
_NAMES: Final[dict[DateOrder, str]] = {"year_first": "year", "day_first": "day", "month_first": "month"}


class Guess(msgspec.Struct, frozen=True):
    """A survey as guessed: for each thing what it was taken for and why, and what a person has to decide."""

    survey: Survey
    because: tuple[tuple[str, str], ...]
    unsure: tuple[str, ...] = ()


def guess(columns: Sequence[str], samples: Mapping[str, Sequence[str]], survey: str, title: str) -> Guess:
    """Return the survey that fits a file best; `samples` are values of the same rows for each header.

    `survey` is the id to be given to it. What it cannot do without and did not find is among the doubts. Raises
    `UserError` where nothing looks like a score.
    """
    looked = [Column(header, samples.get(header, ())) for header in columns]
    placed = place_columns(looked)
    rest = [one for one in looked if one.header not in placed.taken]
    asked = guess_questions(placed, rest)[:_MOST_QUESTIONS]
    if not asked:
        do = (
            "write a file that says which column is what, and hand it in with --mapping; where answers are words, it "
            "says under 'anchors' of a scale which score each stands for"
        )
        raise UserError("no column looks like scores", do)
    order, order_unsure = _date_order(placed)
    outcomes, outcomes_unsure = _outcomes(placed)
    staff = _of_staff(looked, survey, title)
    fields: dict[str, Any] = {purpose: one.header for purpose, one in placed.columns.items()}
    made = Survey(
        id=survey,
        title=title,
        asks="staff" if staff else "customers",
        decimal="," if sum(one.commas for one in looked) > 0 else ".",
        dates=order,
        columns=Columns(**fields),
        no_answer=_no_answers(asked),
        dispositions=outcomes,
        questions=tuple(one.question for one in asked),
    )
    used = {one.column.header for one in asked}
    unsure = [*placed.unsure, *order_unsure, *(doubt for one in asked for doubt in one.unsure), *outcomes_unsure]
    if staff:
        unsure.append(f"asks: staff, as {staff}")
    if any("?" not in one.question.text for one in asked):
        unsure.append(
            "questions: their wording is what heads their columns; write the wording that was asked as 'text'"
        )
    unsure += _not_used(one for one in rest if one.header not in used)
    return Guess(made, (*placed.because, *((one.question.id, one.because) for one in asked)), tuple(unsure))


def _of_staff(looked: Iterable[Column], survey: str, title: str) -> str:
    """Return why staff were asked, not customers; "" where nothing says so. A column of agents does not."""
    if any(one.has(*STAFF) for one in looked):
        return "a column is headed with their number"
    words = plain(f"{survey} {title}").split()
    found = next((word for word in words if word.startswith(STAFF_NAMES)), "")
    alone = plain(survey)  # of which more words would be English: personal banking
    said = found or (alone if alone == "personal" else "")
    return f"its name says '{said}'" if said else ""


def _date_order(placed: Placed) -> tuple[DateOrder, tuple[str, ...]]:
    """Return how days are written, as all columns of dates have it; a day after the 12th decides between two."""
    dates = [placed.columns[name] for name in ("event_date", "answer_date") if name in placed.columns]
    orders = [one.orders for one in dates if one.orders]
    if not orders:
        return "year_first", ()
    shared = [order for order in orders[0] if all(order in others for others in orders)]
    if not shared:
        return orders[0][0], ("dates: the columns of dates are written in different ways",)
    if len(shared) > 1:
        named = " or ".join(_NAMES[order] for order in shared)
        what = f"dates: whether the {named} stands first cannot be told from the days seen"
        return shared[0], (what,)
    return shared[0], ()


def _outcomes(placed: Placed) -> tuple[dict[Disposition, tuple[str, ...]], tuple[str, ...]]:
    """Return what stands for each outcome of an invitation, and what could not be placed."""
    column = placed.columns.get("disposition")
    meaning: dict[str, Disposition] = {word: outcome for outcome, words in OUTCOMES.items() for word in words}
    found: dict[Disposition, list[str]] = {}
    unsure: list[str] = []
    for value in {} if column is None else {folded(one): one for one in column.said}.values():
        outcome = meaning.get(plain(value))
        if outcome is None:
            unsure.append(f"dispositions: what '{value}' stands for is not known")
        found.setdefault(outcome or "unknown", []).append(value)
    return {outcome: tuple(values) for outcome, values in found.items()}, tuple(unsure)


def _no_answers(asked: Iterable[Asked]) -> tuple[str, ...]:
    words = {folded(word): word for one in asked for word in one.column.no_answers}
    return tuple(words.values())


def _not_used(rest: Iterable[Column]) -> Iterator[str]:
    """Yield columns that have no purpose, and which of them answers could be grouped by."""
    for one in rest:
        values = f"{counted(one.different, 'different value')}" if one.said else "empty"
        groups = 1 < one.different <= _MOST_GROUPS and not (one.emails or one.prose or one.orders)
        more = "; add it under segments to group by it" if groups else ""
        yield f"not used: '{one.header}' ({values}){more}"
