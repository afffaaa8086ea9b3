"""Conditions look back: the questions they name are there, and asked earlier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cxdna.definitions.check_condition import inner
from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.lost import NOTHING_LOST, Lost
from cxdna.definitions.model import Condition, Question
from cxdna.definitions.wording import meant


def check_order(questions: Sequence[Question], lost: Lost = NOTHING_LOST) -> Iterator[Flaw]:
    """Yield every flaw; conditions that go round are told once."""
    order = {question.id: index for index, question in enumerate(questions)}
    refers = {
        question.id: tuple(_named(question.when, ("questions", index, "when"))) if question.when else ()
        for index, question in enumerate(questions)
    }
    told: set[frozenset[str]] = set()
    for question in questions:
        for name, where in refers[question.id]:
            if name not in order:
                if lost.may_hold(name, "questions"):
                    continue
                yield where, f"there is no question '{name}'", meant(name, order)
            elif order[name] >= order[question.id]:
                round_trip = _way(name, question.id, refers)
                if not round_trip:
                    yield where, f"question '{name}' is asked later", f"move it above '{question.id}'"
                elif frozenset(round_trip) not in told:
                    told.add(frozenset(round_trip))
                    chain = " -> ".join((question.id, *round_trip))
                    yield where, f"conditions go round: {chain}", "take one of them out"


def _named(condition: Condition, where: Where) -> Iterator[tuple[str, Where]]:
    if condition.question is not None:
        yield condition.question, (*where, "question")
    for one, place in inner(condition, where):
        yield from _named(one, place)


def _way(start: str, end: str, refers: Mapping[str, Sequence[tuple[str, Where]]]) -> tuple[str, ...]:
    """Return the shortest way from one question to another along what conditions name; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        if way[-1] == end:
            return way
        for name, _ in refers.get(way[-1], ()):
            if name not in seen:
                seen.add(name)
                # The list grows while it is gone through: breadth first.
                ways.append((*way, name))
    return ()
