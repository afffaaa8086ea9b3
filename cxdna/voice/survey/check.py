"""What is wrong with a survey that has the right form, and what is worth a second look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.wording import listed, meant
from cxdna.voice.survey.check_scale import flaws_of_question
from cxdna.voice.survey.grammar import folded
from cxdna.voice.survey.model import DIMENSIONS, Survey

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}([.,]0+)?")


def flaws(survey: Survey) -> Iterator[Flaw]:
    """Yield everything for which a survey cannot be counted, with the path in its file."""
    yield from _columns(survey)
    yield from _questions(survey)
    for at, question in enumerate(survey.questions):
        yield from flaws_of_question(question, ("questions", at), survey)
    yield from _groupings(survey)
    yield from _rules(survey)
    yield from _dispositions(survey)
    yield from _population(survey)


def _columns(survey: Survey) -> Iterator[Flaw]:
    columns = survey.columns
    if columns.event_date is None:
        do = "name the column with the day of what is asked about, else the one with the day of the answer"
        yield ("columns",), "'event_date' is missing", f"add it: {do}"
    for one, other in (("question", "score"), ("score", "question")):
        if getattr(columns, one) is not None and getattr(columns, other) is None:
            do = f"name it, or delete '{one}' and give each question its own column"
            yield ("columns", one), f"'{one}' is given and '{other}' is not", do


def _questions(survey: Survey) -> Iterator[Flaw]:
    ids = [one.id for one in survey.questions]
    yield from _twice(((("questions", at, "id"), name) for at, name in enumerate(ids)), "question")
    long = survey.columns.question is not None
    for at, question in enumerate(survey.questions):
        where: Where = ("questions", at)
        if long and question.column is not None:
            do = "delete one of the two: a file has either a row for each answer or a column for each question"
            yield (*where, "column"), "the question has a column, and 'columns' name one for all questions", do
        elif not long and question.column is None:
            yield where, f"question '{question.id}' has no column", "name the column of its scores"
        if not long and question.value is not None:
            do = "delete it, or name that column under 'columns'"
            yield (*where, "value"), "'value' is what stands in a column of questions, and there is none", do
    if long:
        values = [one.id if one.value is None else one.value for one in survey.questions]
        named = ((("questions", at, "value"), value) for at, value in enumerate(values))
        yield from _twice(named, "value")
    yield from _purposes(survey)


def _purposes(survey: Survey) -> Iterator[Flaw]:
    """Yield columns of scores that are something else at the same time."""
    taken = {getattr(survey.columns, name): name for name in survey.columns.__struct_fields__}
    for at, question in enumerate(survey.questions):
        if question.column is None:
            continue
        before = taken.setdefault(question.column, f"question '{question.id}'")
        if before != f"question '{question.id}'":
            what = f"'{question.column}' is the column of {before}, too"
            yield ("questions", at, "column"), what, "name another column"


def _twice(named: Iterable[tuple[Where, str]], noun: str) -> Iterator[Flaw]:
    first: dict[str, str] = {}
    for where, name in named:
        before = first.get(folded(name))
        if before is None:
            first[folded(name)] = name
        elif before == name:
            yield where, f"{noun} '{name}' is there twice", "give one another name"
        else:
            yield where, f"{noun} '{name}' and {noun} '{before}' differ in capitals only", "give one another name"


def _groupings(survey: Survey) -> Iterator[Flaw]:
    yield from _twice(((("segments", name), name) for name in survey.segments), "segment")
    taken = {*DIMENSIONS, *survey.columns.__struct_fields__}
    for name in survey.segments:
        if name.casefold() in taken:
            do = f"name its column under 'columns' as '{name.casefold()}', or give the segment another name"
            yield ("segments", name), f"'{name}' has a meaning of its own", do
    known = survey.dimensions
    seen: set[tuple[str, ...]] = set()
    for at, cut in enumerate(survey.cuts):
        for place, name in enumerate(cut):
            if name not in known:
                what = f"'{name}' is nothing that answers can be grouped by"
                do = f"name its column under 'columns' as '{name}'" if name in DIMENSIONS else meant(name, known)
                yield ("cuts", at, place), what, do or "name its column under 'segments'"
        if len(set(cut)) < len(cut):
            yield ("cuts", at), "a grouping names the same twice", "delete one"
        if tuple(sorted(cut)) in seen:
            yield ("cuts", at), f"the grouping by {listed(cut)} is there twice", "delete one"
        seen.add(tuple(sorted(cut)))


def _rules(survey: Survey) -> Iterator[Flaw]:
    if survey.late_after_days is not None and survey.columns.answer_date is None:
        do = "name the column with the day of the answer as 'answer_date', or delete 'late_after_days'"
        yield ("late_after_days",), "which answers are late cannot be told without their dates", do
    if survey.key_tiers and survey.columns.tier is None:
        yield ("key_tiers",), "key tiers are named, but no column of tiers", "name it as 'tier' under 'columns'"
    for at, value in enumerate(survey.no_answer):
        on = [one.id for one in survey.questions if _is_score(value, one.scale.low, one.scale.high)]
        if on:
            what = f"'{value}' cannot stand for no answer: it is a score of {listed(on)}"
            yield ("no_answer", at), what, "delete it; where the file uses it so, write something else there"
    seen: dict[tuple[str, str], int] = {}
    for at, one in enumerate(survey.exclude):
        for place, value in enumerate(one.values):
            if seen.setdefault((one.column, folded(value)), at) != at:
                what = f"'{value}' in column '{one.column}' is excluded twice"
                yield ("exclude", at, "values", place), what, "delete one"


def _is_score(value: str, low: int, high: int) -> bool:
    found = _NUMBER.fullmatch(value.strip())
    return bool(found) and low <= int(re.split("[.,]", value.strip(), maxsplit=1)[0]) <= high


def _dispositions(survey: Survey) -> Iterator[Flaw]:
    if survey.dispositions and survey.columns.disposition is None:
        do = "name it as 'disposition' under 'columns'"
        yield ("dispositions",), "outcomes of invitations are named, but no column of them", do
    first: dict[str, str] = {}
    for outcome, values in survey.dispositions.items():
        for at, value in enumerate(values):
            before = first.setdefault(folded(value), outcome)
            if before != outcome:
                what = f"'{value}' stands for '{before}' and for '{outcome}'"
                yield ("dispositions", outcome, at), what, "delete one"


def _population(survey: Survey) -> Iterator[Flaw]:
    known = survey.dimensions
    for name, groups in survey.population.items():
        if name not in known:
            what = f"'{name}' is nothing that answers can be grouped by"
            yield ("population", name), what, meant(name, known) or "name its column under 'columns' or 'segments'"
        if sum(n > 0 for n in groups.values()) < 2:  # noqa: PLR2004 - a mix has two parts at least
            what = f"the population has fewer than two groups by '{name}'"
            yield ("population", name), what, "give each group with its number of customers, or delete it"
        yield from _twice(((("population", name, value), value) for value in groups), "group")
