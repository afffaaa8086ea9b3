"""A file of answers -> what single answers show, as sums in which nobody can be found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import msgspec

from cxdna.voice.audit.careless import (
    ENOUGH_QUESTIONS,
    FROM_ONE_DEVICE,
    LONG_COMMENT,
    MANY_WORDS,
    Alike,
    Twice,
    duplicates,
    speeders,
    straight_lines,
)
from cxdna.voice.audit.funnel import Invited, invitations
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.timing import Answered, month_ends, timing
from cxdna.voice.counts.dialect import literals
from cxdna.voice.counts.engine import Opened
from cxdna.voice.counts.sql import answers
from cxdna.voice.indices.rescale import same_scale
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Scale, Survey

_GIVEN: Final = "standing IN ('counted', 'late', 'no_answer')"
"""Rows of customers: neither excluded nor of staff, and readable."""
_ASKED: Final = "standing NOT IN ('excluded', 'staff')"
_COUNTED: Final = "standing = 'counted'"


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What one file shows; None where it has no column for it. `employees` are by name only until files are joined."""

    answered: tuple[Answered, ...] | None = None
    employees: Mapping[str, Invited] | None = None
    alike: Alike | None = None
    seconds: Mapping[Fraction, int] | None = None
    repeated: Twice = Twice(None, None)
    devices: Twice = Twice(None, None)
    comments: Twice = Twice(None, None)


def compute(opened: Opened, survey: Survey, source: Source) -> Seen:
    """Return what the single answers of a file show; the file is read once for each thing that is looked for.

    Raises `Problems` and `UserError` as `Opened.rows` does.
    """
    look = _Look(opened, survey, answers(survey, source, opened.kinds))
    columns, there = survey.columns, frozenset(source.columns)
    return Seen(
        answered=look.answered() if {columns.event_date, columns.answer_date} <= there else None,
        employees=look.employees() if columns.invited_by in there else None,
        alike=look.alike(),
        seconds=look.seconds() if columns.seconds in there else None,
        repeated=look.repeated() if {columns.respondent, columns.event_date} <= there else Twice(None, None),
        devices=look.devices() if columns.device in there else Twice(None, None),
        comments=look.comments() if columns.comment in there else Twice(None, None),
    )


class _Look:
    """Questions to one opened file."""

    def __init__(self, opened: Opened, survey: Survey, select: str) -> None:
        self._opened, self._survey, self._select = opened, survey, select
        # A row of the file stands for as many answers as there are questions; where each row is one answer, those that
        # were given together are told by what they have in common.
        self._long = survey.columns.question is not None
        self._once = "count(DISTINCT occasion)" if self._long else "count(*)"
        self._each = _GIVEN if self._long else f"{_GIVEN} AND asked = 1"

    def _rows(self, wanted: str, where: str, rest: str = "") -> Iterator[tuple[Any, ...]]:
        return self._opened.rows(f"SELECT {wanted} FROM ({self._select}) AS a WHERE {where} {rest}")  # noqa: S608 - ours

    def _sums(self, inner: str, surplus: str) -> Twice:
        rows = self._opened.rows(f"SELECT sum({surplus}), sum(n) FROM ({inner}) AS groups")  # noqa: S608 - ours
        (found,) = rows
        return Twice(*(int(one or 0) for one in found))

    def _grouped(self, n: str, where: str, by: str) -> str:
        return f"SELECT {n} AS n FROM ({self._select}) AS a WHERE {where} GROUP BY {by}"  # noqa: S608 - ours

    def answered(self) -> tuple[Answered, ...]:
        """Return the answers to the core questions by day of event, day of answer and score."""
        core = [one.id for one in self._survey.questions if one.about in {"satisfaction", "recommendation"}]
        if not core:
            return ()
        where = f"{_COUNTED} AND event IS NOT NULL AND answered IS NOT NULL AND question IN ({literals(core)})"
        by = "question, event, answered, level"
        return tuple(
            Answered(question, event, day, int(level), int(n))
            for question, event, day, level, n in self._rows(f"{by}, count(*)", where, f"GROUP BY {by}")
        )

    def employees(self) -> Mapping[str, Invited]:
        """Return how many each employee's customers were invited, and how many answered in full or in part."""
        found: dict[str, list[int]] = {}
        wanted = f"invited_by, outcome, {self._once}"
        # Those who were asked and never answered are what it is about.
        once = _ASKED if self._long else f"{_ASKED} AND asked = 1"
        where = f"{once} AND invited_by <> '' AND outcome NOT IN ('', '?')"
        for name, outcome, n in self._rows(wanted, where, "GROUP BY invited_by, outcome"):
            held = found.setdefault(name, [0, 0])
            held[0] += int(n)
            held[1] += int(n) if outcome in {"complete", "partial"} else 0
        return {name: Invited(*numbers) for name, numbers in found.items()}

    def alike(self) -> Alike | None:
        """Return how many gave one score to all questions of the commonest scale; None for too few such questions."""
        scale, names = _commonest(self._survey)
        if len(names) < ENOUGH_QUESTIONS:
            return None
        best = scale.high if scale.direction == "high_is_good" else scale.low
        # In a row of its own each question stands once; a short digest takes a fifth of the memory of the whole row.
        asked = "count(DISTINCT question)" if self._long else "count(*)"
        inner = (
            f"SELECT min(level) AS low, max(level) AS high, {asked} AS asked "  # noqa: S608 - ours
            f"FROM ({self._select}) AS a WHERE {_COUNTED} AND question IN ({literals(names)}) GROUP BY md5(occasion)"
        )
        same = "sum(CASE WHEN low = high THEN 1 ELSE 0 END)"
        top = f"sum(CASE WHEN low = high AND low = {best} THEN 1 ELSE 0 END)"
        sql = f"SELECT count(*), {same}, {top} FROM ({inner}) AS people WHERE asked >= {ENOUGH_QUESTIONS}"  # noqa: S608 - ours
        (found,) = self._opened.rows(sql)
        return Alike(*(int(one or 0) for one in found))

    def seconds(self) -> Mapping[Fraction, int]:
        """Return how many took how many whole seconds."""
        wanted = f"CAST(floor(seconds) AS BIGINT), {self._once}"
        rows = self._rows(wanted, f"{self._each} AND seconds IS NOT NULL", "GROUP BY CAST(floor(seconds) AS BIGINT)")
        return {Fraction(int(took)): int(n) for took, n in rows}

    def repeated(self) -> Twice:
        """Return answers of one respondent to one question about one event, beyond the first."""
        where = f"{_COUNTED} AND respondent <> '' AND event IS NOT NULL"
        return self._sums(self._grouped("count(*)", where, "respondent, event, question"), "n - 1")

    def devices(self) -> Twice:
        """Return people who answered from one device within a wave, beyond the second."""
        inner = self._grouped(self._once, f"{self._each} AND device <> ''", "device, wave")
        return self._sums(inner, f"CASE WHEN n > {FROM_ONE_DEVICE} THEN n - {FROM_ONE_DEVICE} ELSE 0 END")

    def comments(self) -> Twice:
        """Return comments of many signs or words that say the same, beyond the first."""
        gaps = "length(trim(comment)) - length(replace(trim(comment), ' ', ''))"
        long = f"length(trim(comment)) >= {LONG_COMMENT} OR {gaps} >= {MANY_WORDS - 1}"
        where = f"{self._each} AND comment <> '' AND ({long})"
        return self._sums(self._grouped(self._once, where, "lower(comment)"), "n - 1")


def _commonest(survey: Survey) -> tuple[Scale, list[str]]:
    """Return the scale that most questions have, and these."""
    groups: list[tuple[Scale, list[str]]] = []
    for one in survey.questions:
        names = next((names for scale, names in groups if same_scale(scale, one.scale)), None)
        if names is None:
            groups.append((one.scale, [one.id]))
        else:
            names.append(one.id)
    return max(groups, key=lambda group: len(group[1]))


def found_in(survey: Survey, seen: Iterable[Seen]) -> tuple[Found, ...]:
    """Return what all files of a survey show together; nothing for no files."""
    files = tuple(seen)
    if not files:
        return ()
    joined = _joined(files)
    scores = _commonest(survey)[1]
    employees = tuple((joined.employees or {}).values())
    dispositions = bool(survey.columns.disposition)
    ends = month_ends(joined.answered or ())
    return (
        _without_names(joined, employees, dispositions=dispositions),
        timing(survey.questions, joined.answered)
        if joined.answered is not None
        else Found(check="timing", result="not proved", found="no column says when an answer was given"),
        *((ends,) if ends else ()),
        straight_lines(len(scores), joined.alike or Alike(0, 0, 0)),
        speeders(joined.seconds),
        duplicates(joined.repeated, joined.devices, joined.comments),
    )


def _without_names(joined: Seen, employees: tuple[Invited, ...], *, dispositions: bool) -> Found:
    if joined.employees is None:
        found = "no column says whose contact a customer was"
        return Found(check="invitations", result="not proved", found=found)
    return invitations(employees, dispositions=dispositions)


def _joined(files: tuple[Seen, ...]) -> Seen:
    """Return what several files show, added up; what no file shows stays None."""
    employees: dict[str, Invited] = {}
    for name, one in ((name, one) for file in files for name, one in (file.employees or {}).items()):
        before = employees.get(name, Invited(0, 0))
        employees[name] = Invited(before.invited + one.invited, before.answered + one.answered)
    seconds: Counter[Fraction] = Counter()
    for file in files:
        seconds.update(file.seconds or {})
    alike = [file.alike for file in files if file.alike]
    return Seen(
        answered=tuple(one for file in files for one in file.answered or ()) if _any(files, "answered") else None,
        employees=employees if _any(files, "employees") else None,
        alike=Alike(*(sum(getattr(one, name) for one in alike) for name in Alike.__struct_fields__)) if alike else None,
        seconds=seconds if _any(files, "seconds") else None,
        **{name: _added([getattr(file, name) for file in files]) for name in ("repeated", "devices", "comments")},
    )


def _any(files: tuple[Seen, ...], name: str) -> bool:
    return any(getattr(file, name) is not None for file in files)


def _added(some: list[Twice]) -> Twice:
    told = [one for one in some if one.of is not None]
    if not told:
        return Twice(None, None)
    return Twice(sum(one.surplus or 0 for one in told), sum(one.of or 0 for one in told))
