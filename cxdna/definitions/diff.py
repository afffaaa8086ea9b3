"""Two states of definitions -> what came, went and changed between them, by id."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from cxdna.definitions.diff_state import KINDS, Key, Kind, State, Thing, state_of
from cxdna.definitions.model import Definition, Succession
from cxdna.definitions.same_question import asks_the_same

_NUMBERS: Final = re.compile(r"([0-9]+)")


class FieldChange(msgspec.Struct, frozen=True):
    """A field, or an entry in one, as plain data before and after; None where there was or is none."""

    field: str
    old: Any
    new: Any


class Entry(msgspec.Struct, frozen=True):
    """Something that came or went, and what it is called."""

    id: str
    name: str


class Changed(msgspec.Struct, frozen=True):
    """Something that is there before and after, and is not the same."""

    id: str
    name: str
    fields: tuple[FieldChange, ...]


class Differences(msgspec.Struct, frozen=True):
    """What came, went and changed of one kind, each in the order of the ids."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[Changed, ...]


class Succeeded(msgspec.Struct, frozen=True):
    """A new question that stands for earlier ones."""

    question: str
    by: Succession
    earlier: tuple[str, ...]
    carry_over: bool
    reason: str


class Diff(msgspec.Struct, frozen=True):
    """All differences by kind, which new questions stand for earlier ones, and how many answers can be compared.

    Of `asked` questions now, `same` ask people for what they asked before, and `carried_over` take the answers to the
    questions they stand for.
    """

    kinds: Mapping[Kind, Differences]
    succeeded: tuple[Succeeded, ...]
    asked: int
    same: int
    carried_over: int

    @property
    def empty(self) -> bool:
        """Whether nothing came, went or changed."""
        return not any(one.added or one.removed or one.changed for one in self.kinds.values())

    @property
    def comparable(self) -> int:
        """How many questions of now can be compared with answers of before."""
        return self.same + self.carried_over


def diff(old: Sequence[Definition], new: Sequence[Definition]) -> Diff:
    """Return what changed from one state to another; the order of files, and of entries in them, does not count.

    What a question weighs and whom it is asked is told for each questionnaire that asks it both times; all else of it
    once. A question that is asked both times, and not by the same questionnaires, is told of at these.
    """
    before, now = state_of(old), state_of(new)
    stand_for = [
        (key, name, question.succeeds)
        for key in sorted(now.questions.keys() - before.questions.keys(), key=_order)
        for name, question in [(key[1], now.questions[key])]
        if question.succeeds and any((key[0], one) in before.questions for one in question.succeeds.questions)
    ]
    return Diff(
        kinds={kind: _differences(kind, before, now) for kind in KINDS},
        succeeded=tuple(
            Succeeded(name, one.by, one.questions, one.answers == "carry_over", one.reason)
            for _, name, one in stand_for
        ),
        asked=len(now.questions),
        same=sum(
            _same_scale(key, before, now) and asks_the_same(before.questions[key], question)
            for key, question in now.questions.items()
            if key in before.questions
        ),
        carried_over=sum(
            one.answers == "carry_over"
            and _same_scale(key, before, now)
            and all((key[0], name) in before.questions for name in one.questions)
            for key, _, one in stand_for
        ),
    )


def _order(key: Key) -> tuple[tuple[str | int, ...], ...]:
    """Return what sorts as people count: q1.2 before q1.10."""
    return tuple(tuple(int(one) if one.isdecimal() else one for one in _NUMBERS.split(text)) for text in key)


def _same_scale(key: Key, before: State, now: State) -> bool:
    """Tell whether the ladder is the same; where a playbook is not among the files, it is taken to be."""
    old, new = before.ladders.get(key[0]), now.ladders.get(key[0])
    return old is None or new is None or old == new


def _differences(kind: Kind, before: State, now: State) -> Differences:
    old, new = before.things[kind], now.things[kind]
    both = before.questions.keys() & now.questions.keys()
    changed = []
    for key in sorted(old.keys() & new.keys(), key=_order):
        fields = tuple(_fields(old[key], new[key], {name for playbook, name in both if playbook == key[0]}))
        if fields:
            changed.append(Changed(key[1], new[key].name, fields))
    return Differences(
        added=tuple(Entry(key[1], new[key].name) for key in sorted(new.keys() - old.keys(), key=_order)),
        removed=tuple(Entry(key[1], old[key].name) for key in sorted(old.keys() - new.keys(), key=_order)),
        changed=tuple(changed),
    )


def _fields(old: Thing, new: Thing, both: set[str]) -> Iterator[FieldChange]:
    yield from _changes(dict(old.said), dict(new.said), "")
    for questionnaire in sorted(old.settled.keys() & new.settled.keys()):
        for one in _changes(dict(old.settled[questionnaire]), dict(new.settled[questionnaire]), ""):
            yield FieldChange(f"{one.field} in {questionnaire}", one.old, one.new)
    # Questions that came or went altogether are told of by themselves.
    for name in sorted((old.asks ^ new.asks) & both):
        yield FieldChange(f"asks {name}", name in old.asks, name in new.asks)


def _changes(old: Any, new: Any, field: str) -> Iterator[FieldChange]:  # noqa: ANN401 - plain data
    """Yield the smallest things that differ: keys of mappings, entries of lists of the same length, counted from 1."""
    start = f"{field} " if field else ""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _changes(old.get(key), new.get(key), f"{start}{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from _changes(one, other, f"{start}{index}")
    else:
        yield FieldChange(field, old, new)
