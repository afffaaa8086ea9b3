"""What may stand in the cells of a survey's files.

The one place that says so: rows are read by these functions, and engines by SQL that is built from the same patterns,
so that both call the same cells unusable. Patterns hold for a whole cell without its outer blanks. They have no
backslash, no anchor and no group that counts, so Python, DuckDB (RE2) and Spark (Java) read them alike:
`regexp_extract(x, '^(?:PATTERN)$', 0) = x` in SQL.

How an answer (a question in a row) stands, the first that holds:

1. the row matches an exclusion: `excluded`, or `staff`; its other cells are not looked at;
2. its disposition is neither empty nor declared (where a column has it), or its question is not known (where each row
   is one answer): `unusable`; a row without a question and without a score is no answer at all;
3. the score is empty or one of `no_answer`: `no_answer`; its date and weight are not looked at; where the disposition
   says that the invitation was never answered, it is no answer at all;
4. the event's date is empty or no day (where a column has it), the answer's date is no day (empty it may be), the
   weight is empty or no weight (where a column has it), or the score is none of the scale that held in the month:
   `unusable`;
5. `late` by the survey's rule; else `counted`.

Seconds and revenues that cannot be read are left out and make no answer unusable.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, get_args

from cxdna.voice.survey.model import DateOrder, Disposition, Month, Scale, Survey, SurveyQuestion

BLANKS: Final = " \t\r\n\u00a0"
"""What may stand around a value: SQL's TRIM(BOTH ... FROM x) with the same characters."""
NEVER_ANSWERED: Final[frozenset[Disposition]] = frozenset({"refused", "no_contact", "other", "unknown"})
"""What becomes of invitations that nobody answers: their empty scores are none that somebody left out."""
MOST_WEIGHT: Final = 1_000_000
_MILLION: Final = 1_000_000
_DECIMALS: Final = 6

# Years are of this century and the last: beyond, calendars of engines differ and a typing slip is likely.
_YEAR: Final = "(?:19|20)[0-9]{2}"
_TIME: Final = "(?:[T ][0-9][0-9A-Za-z:.,+/ -]*)?"
_YEAR_FIRST: Final = f"{_YEAR}-[0-9]{{2}}-[0-9]{{2}}{_TIME}"
_TWO: Final = "[0-9]{1,2}"
_YEAR_LAST: Final = "(?:" + "|".join(f"{_TWO}{sign}{_TWO}{sign}{_YEAR}" for sign in ("[.]", "/", "-")) + f"){_TIME}"
YEAR_LAST_PIECES: Final = "^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})"
"""The three numbers of a day whose year stands last, as groups 1 to 3."""


def clean(text: str) -> str:
    """Return a cell without the blanks around it."""
    return text.strip(BLANKS)


def folded(text: str) -> str:
    """Return words as they are compared: `replace(lower(replace(trimmed, 'İ', 'i')), 'ς', 'σ')` in SQL.

    The two letters are those that engines make small in different ways.
    """
    plain = clean(text)
    if plain.isascii():
        return plain.lower()
    return plain.replace("İ", "i").lower().replace("ς", "σ")


def score_pattern(decimal: str, *, typed: bool = False) -> str:
    """Return the pattern of a whole number, also written as 5.0 with the decimal mark; typed files always have a point.

    A number of a typed file is taken as text that its engine makes of it: 5 or 5.0.
    """
    return f"[+-]?[0-9]{{1,9}}(?:{_mark(decimal, typed=typed)}0+)?"


def weight_pattern(decimal: str, *, typed: bool = False) -> str:
    """Return the pattern of a weight: at most six decimals, so that whole millionths hold it exactly."""
    return f"[0-9]{{1,7}}(?:{_mark(decimal, typed=typed)}[0-9]{{1,{_DECIMALS}}})?"


def amount_pattern(decimal: str, *, typed: bool = False) -> str:
    """Return the pattern of seconds and revenues."""
    return f"[0-9]{{1,15}}(?:{_mark(decimal, typed=typed)}[0-9]{{1,9}})?"


def date_pattern(order: DateOrder, *, typed: bool = False) -> str:
    """Return the pattern of a day, with or without a time; whether the day exists is for the calendar to say.

    In a typed file a day may also be written as its engine writes it, with the year first.
    """
    if order == "year_first":
        return _YEAR_FIRST
    return f"(?:{_YEAR_FIRST}|{_YEAR_LAST})" if typed else _YEAR_LAST


def score_of(text: str, scale: Scale, decimal: str = ".", *, typed: bool = False) -> int | None:
    """Return the score in a cell, in digits or in the words of an anchor; None where it is none of the scale."""
    words = words_of(scale).get(folded(text))
    if words is not None:
        return words
    plain = clean(text)
    if not _pattern(score_pattern(decimal, typed=typed)).fullmatch(plain):
        return None
    score = int(re.split("[.,]", plain, maxsplit=1)[0])
    return score if scale.low <= score <= scale.high else None


def is_number(text: str, decimal: str = ".", *, typed: bool = False) -> bool:
    """Tell whether a cell holds a whole number, of whatever scale."""
    return bool(_pattern(score_pattern(decimal, typed=typed)).fullmatch(clean(text)))


def weight_of(text: str, decimal: str = ".", *, typed: bool = False) -> int | None:
    """Return a weight in millionths; None where the cell holds none from 0 to 1,000,000 with up to six decimals."""
    plain = clean(text)
    if not _pattern(weight_pattern(decimal, typed=typed)).fullmatch(plain):
        return None
    whole, _, rest = plain.replace(",", ".").partition(".")
    weight = int(whole) * _MILLION + int(rest.ljust(_DECIMALS, "0"))
    return weight if weight <= MOST_WEIGHT * _MILLION else None


def date_of(text: str, order: DateOrder, *, typed: bool = False) -> dt.date | None:
    """Return the day in a cell, None where there is none; a time behind it does not matter."""
    plain = clean(text)
    if not _pattern(date_pattern(order, typed=typed)).fullmatch(plain):
        return None
    pieces = _pattern(YEAR_LAST_PIECES).match(plain)
    try:
        if pieces is None:
            return dt.date(int(plain[:4]), int(plain[5:7]), int(plain[8:10]))
        first, second, year = map(int, pieces.groups())
        return dt.date(year, first, second) if order == "month_first" else dt.date(year, second, first)
    except ValueError:
        return None


def words_of(scale: Scale) -> Mapping[str, int]:
    """Return the score that each anchor's words stand for, the words as they are compared."""
    return {folded(words): int(score) for score, words in scale.anchors.items()}


def scale_in(question: SurveyQuestion, month: Month) -> Scale:
    """Return the scale on which a question was asked in a month; the present one where the month is not known (0)."""
    if month:
        for earlier in question.earlier:
            if month <= int(earlier.until.replace("-", "")):
                return earlier.scale
    return question.scale


def no_answers(survey: Survey) -> frozenset[str]:
    """Return what stands for no answer, as words are compared; an empty cell does, too."""
    return frozenset({"", *map(folded, survey.no_answer)})


def question_values(survey: Survey) -> Mapping[str, str]:
    """Return the id of the question by what stands in the column of questions, as words are compared."""
    return {folded(one.id if one.value is None else one.value): one.id for one in survey.questions if not one.column}


def disposition_values(survey: Survey) -> Mapping[str, Disposition]:
    """Return the outcome by what stands in the column of dispositions, as words are compared.

    The names of the outcomes are understood, too, where the survey does not give them to others.
    """
    named: dict[str, Disposition] = {name: name for name in get_args(Disposition)}
    return named | {folded(value): outcome for outcome, values in survey.dispositions.items() for value in values}


def _mark(decimal: str, *, typed: bool) -> str:
    return "[.,]" if typed and decimal == "," else f"[{decimal}]"


@lru_cache(maxsize=64)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
