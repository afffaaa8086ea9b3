"""The roles that questions name: how many questions each knows about, and which is meant by a role that none names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final

import msgspec

from cxdna.definitions.model import Question
from cxdna.organisation.match import plain
from cxdna.workflows.answering.who import folded

FEW: Final = 5
"""So few questions are hardly worth a form: other roles or components are proposed."""
_MOST_NEAR: Final = 3
_FEW_ROLES: Final = 4
_SLIP: Final = 0.85
_SHORTEST_STEM: Final = 5
# What a role is called by, not what it knows about.
_TITLES: Final = frozenset(
    {"a", "and", "chief", "deputy", "director", "employee", "executive", "for", "head", "in", "lead", "leader"}
    | {"manager", "of", "officer", "senior", "staff", "team", "the", "vice"}
)


class RoleNamed(msgspec.Struct, frozen=True):
    """A role with how many questions name it, and the ids of their parts, the one with most of them first."""

    role: str
    questions: int
    parts: tuple[str, ...]


def count_roles(questions: Iterable[Question]) -> tuple[RoleNamed, ...]:
    """Return every role that questions name, those named most first, then by name."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, int]] = {}
    for question in questions:
        for role in dict.fromkeys(question.ask):
            parts = found.setdefault(names.setdefault(folded(role), role), {})
            parts[question.part] = parts.get(question.part, 0) + 1
    counted = (RoleNamed(role, sum(parts.values()), _most_first(parts)) for role, parts in found.items())
    return tuple(sorted(counted, key=lambda one: (-one.questions, one.role)))


def _most_first(parts: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(parts, key=lambda part: -parts[part]))


def named_as(role: str, known: Iterable[RoleNamed]) -> RoleNamed:
    """Return how a role is named; in no question where none names it."""
    return next((one for one in known if folded(one.role) == folded(role)), RoleNamed(role, 0, ()))


def who_know(questions: Iterable[Question]) -> Iterator[str]:
    """Yield the few roles that together know most of some questions, those who know many first."""
    left = list(questions)
    for _ in range(_FEW_ROLES):
        known = Counter(role for question in left for role in question.ask)
        if not known:
            return
        role = min(known, key=lambda one: (-known[one], one))
        yield role
        left = [question for question in left if role not in question.ask]


def near_roles(role: str, known: Collection[RoleNamed]) -> tuple[str, ...]:
    """Return the roles that may be meant by one: a slip of the pen alone, else those about the same matter.

    A role that no more questions name than the one itself is no help and is left out.
    """
    import difflib  # noqa: PLC0415 - only where a role is named in few questions or none

    own = named_as(role, known).questions
    by_name = {folded(one.role): one.role for one in known if one.questions > own}
    if slip := difflib.get_close_matches(folded(role), by_name, n=1, cutoff=_SLIP):
        return (by_name[slip[0]],)
    wanted = _matters(role)
    shared = [(_shared(wanted, _matters(name)), name) for name in by_name.values()]
    best = max((count for count, _ in shared), default=0)
    return tuple(name for count, name in shared if count == best > 0)[:_MOST_NEAR]


def _matters(role: str) -> set[str]:
    return set(plain(role).split()) - _TITLES


def _shared(wanted: set[str], words: set[str]) -> int:
    return sum(any(_same(word, other) for other in wanted) for word in words)


def _same(word: str, other: str) -> bool:
    """Tell whether two words are one in another form: branch and branches, analyst and analytics."""
    short, long = sorted((word, other), key=len)
    stem = max(_SHORTEST_STEM, len(short) - 2)
    return word == other or (len(short) >= _SHORTEST_STEM and long.startswith(short[:stem]))
