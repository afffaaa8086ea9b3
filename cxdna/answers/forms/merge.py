"""Answers from many forms and those that are there already -> what to add, and what contradicts what.

The order in which forms are handed in never matters: everything is decided by what they say and when they were saved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from cxdna.answers.forms.model import Given, Named
from cxdna.answers.model import Answer

Rule = Literal["newest", "stored", "form"]
Place: TypeAlias = tuple[str, str]
"""A sheet and a question."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The answer that holds in the store: when it was given (None in anonymous assessments) and how."""

    said: Answer
    at: dt.datetime | None
    source: str
    round: int
    seq: int


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to one question on one sheet that contradict each other; `standing` is among them where there is one."""

    sheet: str
    question: str
    given: tuple[Given, ...]
    standing: Standing | None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What to keep of one question on one sheet; `said` cites no evidence yet, `saved` is when the form was."""

    sheet: str
    question: str
    said: Answer
    evidence: tuple[Named, ...]
    saved: dt.datetime
    standing: Standing | None


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict that was decided: which of the answers given holds, None for the standing one."""

    conflict: Conflict
    winner: Given | None


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a merge; `settled` are conflicts that the rule or somebody decided, `unsettled` those nobody did."""

    taken: tuple[Taken, ...]
    settled: tuple[Settled, ...]
    unsettled: tuple[Conflict, ...]


Decide: TypeAlias = Callable[[Conflict], int | None]
"""Returns which of the answers given holds, -1 for the standing one, None for no decision."""


def merge(
    given: Iterable[Given],
    standing: Mapping[Place, Standing],
    earlier: Mapping[Place, Sequence[Standing]],
    decide: Decide,
) -> Merged:
    """Return what to add. `earlier` has what was taken from forms and no longer holds: it does not come again."""
    by_place: dict[Place, list[Given]] = {}
    for one in sorted(given, key=_order):
        by_place.setdefault((one.sheet, one.question), []).append(one)
    taken: list[Taken] = []
    settled: list[Settled] = []
    unsettled: list[Conflict] = []
    for place, every in sorted(by_place.items()):
        held = standing.get(place)
        fresh = [one for one in every if not _was_there(one, earlier.get(place, ()), held)]
        agreed = agreement([*(one.said for one in fresh), *([held.said] if held else [])])
        if agreed is None:
            conflict = Conflict(sheet=place[0], question=place[1], given=_distinct(fresh), standing=held)
            chosen = decide(conflict)
            if chosen is None:
                unsettled.append(conflict)
                continue
            winner = None if chosen < 0 else conflict.given[chosen]
            settled.append(Settled(conflict=conflict, winner=winner))
            if winner is None:
                continue
            agreed, fresh = _with_rest(winner.said, held), [one for one in fresh if _same(one.said, winner.said)]
        if fresh:
            taken.append(_taken(place, agreed, fresh, held))
    return Merged(taken=tuple(taken), settled=tuple(settled), unsettled=tuple(unsettled))


def _with_rest(said: Answer, held: Standing | None) -> Answer:
    """Return an answer with what it leaves empty and the stored one has: an empty cell takes nothing back."""
    if held is None:
        return said
    rest = held.said if not _is_answer(said) else said
    comment = said.comment or held.said.comment
    return msgspec.structs.replace(said, value=rest.value, not_applicable=rest.not_applicable, comment=comment)


def agreement(said: Sequence[Answer]) -> Answer | None:
    """Return the one answer that all of these amount to; None where they contradict each other.

    Who wrote a comment in one and none in the other has said the same twice, once more fully.
    """
    values = {_value(one) for one in said if _is_answer(one)}
    comments = {one.comment for one in said if one.comment}
    if len(values) > 1 or len(comments) > 1:
        return None
    value, reason = values.pop() if values else (None, None)
    return Answer(value=value, not_applicable=reason, comment=comments.pop() if comments else "")


def by_rule(rule: Rule) -> Decide:
    """Return what decides conflicts by a rule. What the rule says nothing about stays undecided."""
    return {"newest": _newest, "stored": _stored, "form": _form}[rule]


def undecided(_: Conflict) -> int | None:
    """Decide nothing."""
    return None


def _newest(conflict: Conflict) -> int | None:
    """The form saved last holds, or the stored answer where that is newer; forms saved at one time stay undecided."""
    newest = max(one.saved for one in conflict.given)
    last = [at for at, one in enumerate(conflict.given) if one.saved == newest]
    standing = conflict.standing
    if standing is not None and _is_answer(standing.said):
        if standing.at is None:
            return None
        if standing.at >= newest:
            return -1
    return last[0] if agreement([conflict.given[at].said for at in last]) is not None else None


def _stored(conflict: Conflict) -> int | None:
    return -1 if conflict.standing is not None else None


def _form(conflict: Conflict) -> int | None:
    """The forms hold before what is stored, where they agree among themselves."""
    agreed = agreement([one.said for one in conflict.given])
    if agreed is None:
        return None
    return next((at for at, one in enumerate(conflict.given) if _same(one.said, agreed)), None)


def _order(one: Given) -> tuple[object, ...]:
    said = one.said
    return (one.saved, one.file, one.cell, str(said.value), said.not_applicable or "", said.comment)


def _distinct(given: Sequence[Given]) -> tuple[Given, ...]:
    """Return one form for each different answer, the one saved last: the same in whatever order they came."""
    last: dict[tuple[object, ...], Given] = {}
    for one in given:
        last[_key(one.said)] = one
    return tuple(sorted(last.values(), key=_order))


def _was_there(one: Given, earlier: Sequence[Standing], held: Standing | None) -> bool:
    """Tell whether an answer was taken in and changed since; a form saved after that says it anew."""
    if held is not None and agreement([one.said, held.said]) is not None:
        return False
    return any(
        (before.at is None or one.saved <= before.at)
        and (both := agreement([one.said, before.said])) is not None
        and _same(both, before.said)
        for before in earlier
    )


def _taken(place: Place, said: Answer, given: Sequence[Given], held: Standing | None) -> Taken:
    evidence = {msgspec.json.encode(named): named for one in given for named in one.evidence}
    return Taken(
        sheet=place[0],
        question=place[1],
        said=said,
        evidence=tuple(evidence[key] for key in sorted(evidence)),
        saved=max(one.saved for one in given),
        standing=held,
    )


def _is_answer(said: Answer) -> bool:
    return said.value is not None or said.not_applicable is not None


def _value(said: Answer) -> tuple[float | str | None, str | None]:
    value = said.value
    return (value if value is None or isinstance(value, str) else float(value), said.not_applicable)


def _key(said: Answer) -> tuple[object, ...]:
    return (*_value(said), said.comment)


def _same(one: Answer, other: Answer) -> bool:
    return _key(one) == _key(other)
