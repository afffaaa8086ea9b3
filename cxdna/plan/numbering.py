"""Ids of actions (a1, a2, ...) and decisions (d1, d2, ...): counted on from the highest there ever was."""

from __future__ import annotations

from collections.abc import Iterable

ACTIONS = "a"
DECISIONS = "d"


def last_number(letter: str, known: Iterable[str]) -> int:
    """Return the highest number that an id of this letter has; 0 where there is none."""
    numbers = (name[1:] for name in known if name[:1] == letter)
    return max((int(one) for one in numbers if one.isascii() and one.isdecimal()), default=0)


def next_ids(letter: str, known: Iterable[str], count: int) -> list[str]:
    """Return so many new ids; `known` are all there ever were, dropped ones as well, so that none is used again."""
    last = last_number(letter, known)
    return [f"{letter}{number}" for number in range(last + 1, last + count + 1)]
