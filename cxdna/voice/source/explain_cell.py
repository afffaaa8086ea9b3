"""A cell that cannot be read -> what is wrong with it, and what to do: in the file, or in the survey."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, TypeAlias, get_args

from cxdna.definitions.wording import meant, shortened
from cxdna.voice.survey.grammar import MOST_WEIGHT, clean, date_of, is_number, weight_of
from cxdna.voice.survey.model import DateOrder, Scale

Told: TypeAlias = tuple[str, str]
"""What is wrong and what to do."""

_WRITTEN: Final[dict[DateOrder, str]] = {
    "year_first": "with the year first, as 2026-03-31",
    "day_first": "with the day first, as 31.3.2026",
    "month_first": "with the month first, as 3/31/2026",
}
_OTHER: Final = {".": ",", ",": "."}
_FRACTION: Final = re.compile(r"[+-]?[0-9]+[.,][0-9]+")
_WEIGHT: Final = re.compile(r"[0-9]+[.,][0-9]+")
AHEAD: Final = "is a day that has not come yet"
_NO_ANSWER: Final = "correct it, or add it to 'no_answer' of the survey"


def explain_score(text: str, scale: Scale, decimal: str, *, typed: bool = False) -> Told:
    """Return why a cell holds no score of a scale."""
    plain = clean(text)
    if is_number(plain, decimal, typed=typed):
        return f"{shortened(plain)} is outside the scale from {scale.low} to {scale.high}", _NO_ANSWER
    shown = f"'{shortened(plain)}'"
    if is_number(plain, _OTHER[decimal]):
        do = f"set decimal: '{_OTHER[decimal]}' in the survey"
        return f"{shown} is written with another decimal mark than the survey says", do
    if _FRACTION.fullmatch(plain):
        return f"{shown} is not a whole number", "give the score as it was chosen"
    words = list(scale.anchors.values())
    do = f"{_NO_ANSWER}, or to the anchors of its scale"
    return f"{shown} is not a number", meant(plain, words) if words and plain.isalpha() else do


def explain_date(text: str, order: DateOrder) -> Told:
    """Return why a cell holds no day."""
    plain = clean(text)
    if not plain:
        return "no date stands beside a score", "add the day, or delete the row"
    shown = f"'{shortened(plain)}'"
    others = [other for other in get_args(DateOrder) if other != order and date_of(plain, other)]
    if others:
        do = f"set dates: {others[0]} in the survey if all dates are written so"
        return f"{shown} is not written {_WRITTEN[order]}", do
    if len(re.findall("[0-9]+", plain)) >= len(("day", "month", "year")):
        return f"{shown} is no day that exists, or not written {_WRITTEN[order]}", "correct it"
    return f"{shown} is no date", f"write it {_WRITTEN[order]}"


def explain_ahead(text: str) -> Told:
    """Return why a day that has not come yet is none on which something happened."""
    return f"'{shortened(clean(text))}' {AHEAD}", "correct it"


def explain_weight(text: str, decimal: str) -> Told:
    """Return why a cell holds no weight."""
    plain = clean(text)
    if not plain:
        return "no weight stands beside a score", "write 1 where an answer counts once, or 0 where it does not count"
    shown = f"'{shortened(plain)}'"
    if weight_of(plain, _OTHER[decimal]) is not None:
        do = f"set decimal: '{_OTHER[decimal]}' in the survey"
        return f"{shown} is written with another decimal mark than the survey says", do
    if plain.startswith("-"):
        return f"{shown} is negative", "give a weight of 0 or more"
    if _WEIGHT.fullmatch(plain) and plain.partition(decimal)[2]:
        return f"{shown} has more than six decimals, or is larger than {MOST_WEIGHT:,}", "round it"
    if plain.isdecimal():
        return f"{shown} is larger than {MOST_WEIGHT:,}", "divide all weights by the same number"
    return f"{shown} is no weight", f"give a number from 0 to {MOST_WEIGHT:,}"


def explain_question(text: str, known: Collection[str]) -> Told:
    """Return what is wrong with the name of a question."""
    plain = clean(text)
    if not plain:
        return "no question stands beside a score", "name the question, or delete the row"
    return f"'{shortened(plain)}' is no question of the survey", meant(plain, known)


def explain_disposition(text: str) -> Told:
    """Return what is wrong with an outcome."""
    do = "correct it, or add it to 'dispositions' of the survey"
    return f"'{shortened(clean(text))}' is no outcome that the survey knows", do
