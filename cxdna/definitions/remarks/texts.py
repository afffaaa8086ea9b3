"""The texts of a definition file, each with its place, and the sentences and words that they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from cxdna.definitions.document import Where
from cxdna.definitions.model import ActionTemplate, Definition, Kpi, KpiLibrary, Part, Playbook, Question, Questionnaire
from cxdna.definitions.placing import places

Placed: TypeAlias = tuple[Where, str]
"""A place in a file, and the text that stands there."""

# A colon and a semicolon let a reader rest as a full stop does.
_END: Final = re.compile(r"(?<=[.?!:;])\s+")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, split also where a reader may rest within one."""
    return [one for one in _END.split(text) if one]


def words(text: str) -> list[str]:
    """Return the words of a text as they are written; a number is one, and so is what a hyphen joins."""
    return _WORD.findall(text)


def prose(definition: Definition) -> Iterator[Placed]:
    """Yield what is written in sentences. The proof of a question is a list of its own form."""
    if isinstance(definition, Playbook):
        yield ("summary",), definition.summary
        for index, level in enumerate(definition.levels):
            yield ("levels", index, "meaning"), level.meaning
        for place in places(definition):
            yield from _of_part(place.part, place.where)
    elif isinstance(definition, Questionnaire):
        yield ("summary",), definition.summary
        for index, question in enumerate(definition.questions):
            yield from of_question(question, ("questions", index))
    elif isinstance(definition, KpiLibrary):
        for index, kpi in enumerate(definition.kpis):
            yield from _of_kpi(kpi, ("kpis", index))
    else:
        for index, action in enumerate(definition.actions):
            yield from _of_action(action, ("actions", index))


def named(definition: Definition) -> Iterator[Placed]:
    """Yield what is written in a few words: names, roles, sources."""
    if isinstance(definition, Playbook):
        yield ("name",), definition.name
        yield from _each(("tiers",), definition.tiers)
        for place in places(definition):
            yield (*place.where, "name"), place.part.name
        for index, kind in enumerate(definition.evidence.kinds):
            yield ("evidence", "kinds", index, "name"), kind.name
    elif isinstance(definition, Questionnaire):
        yield ("name",), definition.name
        for index, question in enumerate(definition.questions):
            yield ("questions", index, "practice"), question.practice
            yield ("questions", index, "proof"), question.proof
            yield from _each(("questions", index, "ask"), question.ask)
    elif isinstance(definition, KpiLibrary):
        for index, kpi in enumerate(definition.kpis):
            yield ("kpis", index, "name"), kpi.name
            yield ("kpis", index, "source"), kpi.source
            for symbol, meaning in kpi.where.items():
                yield ("kpis", index, "where", symbol), meaning
    else:
        for index, action in enumerate(definition.actions):
            yield ("actions", index, "title"), action.title
            yield ("actions", index, "owner_role"), action.owner_role
            yield from _each(("actions", index, "supporting_roles"), action.supporting_roles)


def of_question(question: Question, where: Where) -> Iterator[Placed]:
    """Yield the prose of a question."""
    yield (*where, "text"), question.text
    yield (*where, "why"), question.why
    yield from _each((*where, "levels"), question.levels)
    for index, option in enumerate(question.options):
        yield (*where, "options", index, "text"), option.text
    if question.neighbour:
        yield (*where, "neighbour", "differs"), question.neighbour.differs
    if question.succeeds:
        yield (*where, "succeeds", "reason"), question.succeeds.reason


def _of_part(part: Part, where: Where) -> Iterator[Placed]:
    yield (*where, "aim"), part.aim
    yield (*where, "good"), part.good


def _of_kpi(kpi: Kpi, where: Where) -> Iterator[Placed]:
    yield (*where, "definition"), kpi.definition
    yield (*where, "formula"), kpi.formula
    yield from _each((*where, "pitfalls"), kpi.pitfalls)


def _of_action(action: ActionTemplate, where: Where) -> Iterator[Placed]:
    yield (*where, "what"), action.what
    yield from _each((*where, "steps"), action.steps)
    yield (*where, "deliverable"), action.deliverable
    yield from _each((*where, "preconditions"), action.preconditions)
    yield (*where, "risk"), action.risk
    for index, one in enumerate(action.evidence):
        yield (*where, "evidence", index, "what"), one.what
    yield (*where, "check"), action.check


def _each(where: Where, texts: tuple[str, ...]) -> Iterator[Placed]:
    return (((*where, index), text) for index, text in enumerate(texts))
