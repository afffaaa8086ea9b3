"""A column of a file and what it holds -> the SQL that reads its cells by the rules of `survey.grammar`."""

from __future__ import annotations

from typing import Final

from cxdna.voice.counts.dialect import case, folded, literal, literals, matches, trimmed
from cxdna.voice.counts.engine import Kind
from cxdna.voice.survey.grammar import (
    MOST_WEIGHT,
    YEAR_LAST_PIECES,
    amount_pattern,
    date_pattern,
    no_answers,
    score_pattern,
    weight_pattern,
    words_of,
)
from cxdna.voice.survey.grammar import folded as fold
from cxdna.voice.survey.model import Scale, Survey, SurveyQuestion

EMPTY: Final = 100_000
NO_ANSWER: Final = 100_001
UNREADABLE: Final = 100_002
WORDS: Final = 100_010
"""What a cell of scores holds that is no number: the first of the words that anchors have."""
_FARTHEST: Final = 1_000
"""No scale goes as far."""
_FIRST_DAY: Final = "DATE '1900-01-01'"
_LAST_DAY: Final = "DATE '2099-12-31'"
_MILLION: Final = 1_000_000


def text_of(column: str, kind: Kind) -> str:
    """Return the cells as text; binary fractions to six places, which hides what they add to decimal ones."""
    if kind == "text":
        return column
    if kind == "number":
        return f"coalesce(CAST(TRY_CAST({column} AS DECIMAL(38, 6)) AS STRING), CAST({column} AS STRING))"
    if kind == "day":  # engines write days before Christ and beyond 9999, which nobody means, in different ways
        there = f"{column} BETWEEN {_FIRST_DAY} AND {_LAST_DAY}"
        return case([(there, f"CAST({column} AS STRING)"), (f"{column} IS NOT NULL", "'?'")], "CAST(NULL AS STRING)")
    return f"CAST({column} AS STRING)"


def plain_of(column: str, kind: Kind) -> str:
    """Return the cells as text without the blanks around it; '' for nothing."""
    return f"coalesce({trimmed(text_of(column, kind))}, '')"


def day_of(column: str, kind: Kind, survey: Survey, *, typed: bool, looked_up: str = "") -> str:
    """Return the days of a column, NULL for none; `looked_up` is the day that the calendar has for the text."""
    if kind == "day":
        return f"CASE WHEN {column} BETWEEN {_FIRST_DAY} AND {_LAST_DAY} THEN {column} END"
    text = trimmed(text_of(column, kind))
    written = matches(text, date_pattern(survey.dates, typed=typed))
    day = f"CASE WHEN {written} THEN {_parsed(text, survey, typed=typed)} END"
    known = [(f"{looked_up} IS NOT NULL", looked_up)] if looked_up else []
    # The form is looked at only where the calendar does not have the text.
    return case([*known, (f"{column} IS NULL", "CAST(NULL AS DATE)")], day)


def _parsed(text: str, survey: Survey, *, typed: bool) -> str:
    year_first = f"TRY_CAST(substr({text}, 1, 10) AS DATE)"
    if survey.dates == "year_first":
        return year_first
    first, second, year = (f"regexp_extract({text}, '{YEAR_LAST_PIECES}', {group})" for group in (1, 2, 3))
    day, month = (first, second) if survey.dates == "day_first" else (second, first)
    year_last = f"TRY_CAST(concat({year}, '-', lpad({month}, 2, '0'), '-', lpad({day}, 2, '0')) AS DATE)"
    return case([(f"substr({text}, 5, 1) = '-'", year_first)], year_last) if typed else year_last


def weight_of(column: str, kind: Kind, survey: Survey, *, typed: bool) -> str:
    """Return the weights of a column in whole millionths, NULL for none."""
    if kind == "number":
        # Not through DECIMAL, to which engines round binary fractions in different ways.
        rounded = f"CAST(floor({column} * {_MILLION} + 0.5E0) AS BIGINT)"
        return f"CASE WHEN {column} >= 0 AND {column} <= {MOST_WEIGHT} THEN {rounded} END"
    text = trimmed(text_of(column, kind))
    number = f"TRY_CAST(replace({text}, ',', '.') AS DECIMAL(24, 6))"
    millionths = f"CASE WHEN {number} <= {MOST_WEIGHT} THEN CAST({number} * {_MILLION} AS BIGINT) END"
    return f"CASE WHEN {matches(text, weight_pattern(survey.decimal, typed=typed))} THEN {millionths} END"


def amount_of(column: str, kind: Kind, survey: Survey, *, typed: bool) -> str:
    """Return seconds or revenues, NULL for none."""
    text = trimmed(text_of(column, kind))
    number = f"TRY_CAST(replace({text}, ',', '.') AS DECIMAL(24, 9))"
    return f"CASE WHEN {matches(text, amount_pattern(survey.decimal, typed=typed))} THEN {number} END"


def scales_of(survey: Survey) -> tuple[tuple[SurveyQuestion, Scale], ...]:
    """Return every scale that a question has or had."""
    return tuple(
        (question, scale)
        for question in survey.questions
        for scale in (*(earlier.scale for earlier in question.earlier), question.scale)
    )


def words(survey: Survey) -> tuple[str, ...]:
    """Return the words of all anchors, as they are compared."""
    return tuple(sorted({word for _, scale in scales_of(survey) for word in words_of(scale)} - no_answers(survey)))


def score_of(column: str, kind: Kind, survey: Survey, *, typed: bool) -> str:
    """Return what the cells of scores hold: a number, or one of the signs above; which scale it fits is for later.

    Numbers as nearly all files write them are looked up one by one, which costs a fifth of reading them by their form.
    """
    known = {*words(survey), *no_answers(survey)}
    numbers = sorted({n for _, scale in scales_of(survey) for n in range(scale.low, scale.high + 1)})
    plain = [n for n in numbers if str(n) not in known]
    mark = "." if typed else survey.decimal
    written = {"text": ("'{}'", f"'{{}}{mark}0'"), "integer": ("{}",), "number": ("{}E0",), "decimal": ("{}",)}
    quick: list[tuple[str, object]] = [
        (f"{column} = {form.format(n)}", n) for form in written.get(kind, ()) for n in plain
    ]
    if kind == "integer" and len(plain) == plain[-1] - plain[0] + 1:
        quick = [(f"{column} BETWEEN {plain[0]} AND {plain[-1]}", f"CAST({column} AS INTEGER)")]
    return case([(f"{column} IS NULL", EMPTY), *quick], _score_by_form(text_of(column, kind), survey, typed=typed))


def _score_by_form(text: str, survey: Survey, *, typed: bool) -> str:
    plain, as_compared = trimmed(text), folded(text)
    number = f"TRY_CAST(regexp_extract({plain}, '^[+-]?[0-9]+', 0) AS INTEGER)"
    whens: list[tuple[str, object]] = [(f"{plain} = ''", EMPTY)]
    if nothing := no_answers(survey) - {""}:
        whens.append((f"{as_compared} IN ({literals(nothing)})", NO_ANSWER))
    whens += [(f"{as_compared} = {literal(word)}", WORDS + at) for at, word in enumerate(words(survey))]
    whole = matches(plain, score_pattern(survey.decimal, typed=typed))
    fits = f"{whole} AND {number} BETWEEN -{_FARTHEST} AND {_FARTHEST}"
    return case([*whens, (fits, number)], UNREADABLE)


def question_of(column: str, kind: Kind, survey: Survey) -> str:
    """Return the place of the question in the survey that each row answers, from 1; 0 for another, -1 for none."""
    text = text_of(column, kind)
    asked = [(one.id if one.value is None else one.value, at) for at, one in enumerate(survey.questions, 1)]
    quick = [(f"{column} = {literal(value)}", at) for value, at in asked] if kind == "text" else []
    slow = [(f"{folded(text)} = {literal(fold(value))}", at) for value, at in asked]
    return case([(f"{column} IS NULL", -1), *quick, (f"{trimmed(text)} = ''", -1), *slow], 0)
