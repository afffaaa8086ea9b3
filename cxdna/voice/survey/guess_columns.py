"""What each column is likely to hold, by its header and by its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.voice.survey.guess_scale import about_of
from cxdna.voice.survey.header_words import PURPOSES
from cxdna.voice.survey.look import Column

_MOST_QUESTIONS: Final = 200


class Placed(msgspec.Struct, frozen=True):
    """Columns by purpose, in the order of the survey's fields, with what speaks for each and what is in doubt."""

    columns: Mapping[str, Column]
    because: tuple[tuple[str, str], ...]
    unsure: tuple[str, ...]

    @property
    def taken(self) -> frozenset[str]:
        """The headers of columns that have a purpose."""
        return frozenset(one.header for one in self.columns.values())

    @property
    def is_long(self) -> bool:
        """Whether each row is one answer."""
        return "question" in self.columns


def place_columns(looked: Sequence[Column]) -> Placed:
    """Return the likely purpose of columns; each has one at most."""
    placing = _Placing(looked)
    for exact in (True, False):
        for purpose in PURPOSES:
            placing.by_header(purpose, exact=exact)
    placing.question_and_score()
    placing.by_values()
    return Placed(placing.found, tuple(placing.because.items()), tuple(placing.unsure))


class _Placing:
    """Gives columns their purposes, the surest first."""

    def __init__(self, looked: Sequence[Column]) -> None:
        self.looked = looked
        self.found: dict[str, Column] = {}
        self.because: dict[str, str] = {}
        self.unsure: list[str] = []

    def by_header(self, purpose: str, *, exact: bool) -> None:
        """Take the column that has the words for a purpose as its header, or in it."""
        if purpose in self.found:
            return
        for words in PURPOSES[purpose]:
            for column in self._free():
                named = column.name == words if exact else f" {words} " in f" {column.name} "
                if named and _may_be(purpose, column):
                    why = "by its header" if exact else f"as its header has the words '{words}'"
                    self._take(purpose, column, why)
                    return

    def question_and_score(self) -> None:
        """Keep a column of questions and one of scores where there are both; one alone is something else."""
        names, scores = self.found.get("question"), self.found.get("score")
        if names and scores and scores.scores and names.different < len(names.said):
            return
        for purpose in ("question", "score"):
            self.found.pop(purpose, None)
            self.because.pop(purpose, None)

    def by_values(self) -> None:
        """Give what no header named to columns whose values can hardly be anything else."""
        if "event_date" not in self.found:
            self._date()
        if "respondent" not in self.found:
            people = next((one for one in self._free() if one.emails), None)
            named = people or next((one for one in self._free() if _is_id(one)), None)
            if named:
                self._take("respondent", named, "as its values are all different")
                self.unsure.append(f"respondent: '{named.header}' was taken as no header names one")
        if "comment" not in self.found:
            prose = next((one for one in self._free() if one.prose), None)
            if prose:
                self._take("comment", prose, "as it holds sentences")

    def _date(self) -> None:
        dates = [one for one in self._free() if one.orders]
        if dates:
            self._take("event_date", dates[0], "as it holds dates")
            self.unsure.append(f"event_date: '{dates[0].header}' was taken as it holds dates; is it that of the event?")
        elif "answer_date" in self.found:
            only = self.found.pop("answer_date")
            self.because.pop("answer_date")
            self._take("event_date", only, "as it is the only date")
            self.unsure.append(f"event_date: '{only.header}' is the day of the answer, there is none of the event")
        else:
            self.unsure.append(f"event_date: {self._no_date()}")

    def _no_date(self) -> str:
        """Return that there is no date, or which column has what may be days and cannot be read."""
        for one in self._free():
            if one.day_like:
                said = (
                    f"'{one.header}' was seen, and its days ('{one.day_like}') are written in a way that cannot be read"
                )
                return f"{said}; write them as 2026-03-31, 31.3.2026 or 3/31/2026"
        return "no column with dates was found, and one is needed"

    def _free(self) -> Iterator[Column]:
        taken = {one.header for one in self.found.values()}
        return (one for one in self.looked if one.header not in taken)

    def _take(self, purpose: str, column: Column, why: str) -> None:
        self.found[purpose] = column
        self.because[purpose] = f"'{column.header}', {why}"


def _is_id(column: Column) -> bool:
    return column.different == len(column.values) > 1 and not column.orders and not column.prose


def _is_group(column: Column) -> bool:
    """Tell what answers can be grouped by: neither addresses of people nor sentences, days or scores."""
    return not (column.emails or column.prose or column.orders)


def _is_number(column: Column) -> bool:
    return column.numbers or not column.said


def _is_date(column: Column) -> bool:
    return bool(column.orders) or not column.said


def _is_question(column: Column) -> bool:
    return _is_group(column) and 0 < column.different <= _MOST_QUESTIONS


def _is_text(column: Column) -> bool:
    return not column.orders and not column.numbers


_TESTS: Final[Mapping[str, Callable[[Column], bool]]] = {
    "event_date": _is_date,
    "answer_date": _is_date,
    "seconds": _is_number,
    "revenue": _is_number,
    "weight": _is_number,
    "score": lambda column: bool(column.scores),
    "question": _is_question,
    "respondent": lambda column: not column.orders and not column.prose,
    "comment": _is_text,
    **dict.fromkeys(("tier", "role", "account", "unit", "category", "channel", "country", "language"), _is_group),
    **dict.fromkeys(("wave", "disposition"), _is_group),
}


def _may_be(purpose: str, column: Column) -> bool:
    """Tell whether the values suit a purpose; a column of scores that is headed as a question is one."""
    asks = purpose not in {"score", "respondent"} and bool(column.scores) and about_of(column)[1]
    test = _TESTS.get(purpose)
    return not asks and (test is None or test(column))
