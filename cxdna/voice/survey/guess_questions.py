"""Columns of scores, or the values of a column of questions -> the questions of a survey, with reasons and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from cxdna.statistics.display import counted, listed
from cxdna.voice.survey.grammar import clean, folded
from cxdna.voice.survey.guess_columns import Placed
from cxdna.voice.survey.guess_scale import ScaleGuess, about_of, guess_scale
from cxdna.voice.survey.header_words import NOT_SCORES, plain
from cxdna.voice.survey.look import Column
from cxdna.voice.survey.model import Scale, SurveyQuestion

_MOST_TEXT: Final = 200
_MOST_ID: Final = 48
_APART: Final = re.compile(r"[^a-z0-9]+")


class Asked(msgspec.Struct, frozen=True):
    """A question as guessed, with the values by which it was."""

    question: SurveyQuestion
    column: Column
    because: str
    unsure: tuple[str, ...]


def guess_questions(placed: Placed, rest: Iterable[Column]) -> tuple[Asked, ...]:
    """Return the questions: of each value in the column of questions, else of each column of scores that is left."""
    found = (
        _long(placed) if placed.is_long else (one for one in rest if (one.scores and not _counts(one)) or one.worded)
    )
    taken: set[str] = set()
    return tuple(_asked(column, taken, long=placed.is_long) for column in found)


def _long(placed: Placed) -> Iterator[Column]:
    names, scores = placed.columns["question"], placed.columns["score"]
    given: dict[str, tuple[str, list[str]]] = {}
    for name, score in zip(names.values, scores.values, strict=True):
        if clean(name):
            given.setdefault(folded(name), (clean(name), []))[1].append(score)
    return (column for column in (Column(name, values) for name, values in given.values()) if column.scores)


def _counts(column: Column) -> bool:
    """Tell whether whole numbers count or name something instead of rating it, by their header or their spread."""
    return not about_of(column)[1] and (
        bool(set(column.name.split()) & set(NOT_SCORES)) or len(set(column.scores)) == len(column.values) > 1
    )


def _asked(column: Column, taken: set[str], *, long: bool) -> Asked:
    about, named = about_of(column)
    scale = _worded(column) if column.worded else guess_scale(column.header, column.scores, about)
    name = _id_of(column, taken)
    doubts = [f"{name}: {scale.unsure}"] if scale.unsure else []
    if column.odd:
        doubts.append(f"{name}: {counted(column.odd, 'value')} in '{column.header}' of those seen can be no score")
    if not named:
        doubts.append(f"{name}: that '{column.header}' asks about satisfaction is a guess")
    made = SurveyQuestion(
        id=name,
        text=column.header[:_MOST_TEXT],
        about=about,
        column=None if long else column.header,
        value=column.header if long and folded(column.header) != folded(name) else None,
        scale=scale.scale,
    )
    return Asked(made, column, f"'{column.header}', as {scale.because}", tuple(doubts))


def _worded(column: Column) -> ScaleGuess:
    """Return the scale of a question that is answered in words."""
    words = listed(f"'{word}' {score}" for score, word in column.worded.items())
    doubt = f"what its words stand for is a guess: {words}; correct them under 'anchors'"
    return ScaleGuess(Scale(low=1, high=5, anchors=column.worded), "its values are words with an order", doubt)


def _id_of(column: Column, taken: set[str]) -> str:
    """Return an id made from a header, one that no other question has."""
    bare = _APART.sub("_", plain(column.header)).strip("_")[:_MOST_ID].strip("_")
    start = bare if bare[:1].isalpha() else f"q_{bare}".rstrip("_")
    name, number = start, 1
    while name in taken:
        number += 1
        name = f"{start}_{number}"
    taken.add(name)
    return name
