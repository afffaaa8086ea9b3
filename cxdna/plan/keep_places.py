"""The places of a plan that are kept for the largest gaps, so that what takes little effort does not take all of them.

The largest weighted gaps, half as many as the plan has actions, each get an action wherever one is possible: a place is
kept for it, and no component gets a third action before. All else goes by value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, Literal

import msgspec

from cxdna.plan.model import Action
from cxdna.plan.priority import Candidate
from cxdna.scores.model import PartScore
from cxdna.scores.suppose import Ground

ENOUGH: Final = 2
"""So many actions a component may have while one of the largest gaps has none."""

Reason = Literal["no_action", "held_back", "dropped", "no_room"]


class Unserved(msgspec.Struct, frozen=True):
    """One of the largest gaps that is left without an action, and why.

    The library has `no_action`, what fits is `held_back` or was `dropped` by people, or there is `no_room`.
    """

    part: str
    why: Reason


def largest_gaps(given: Ground, most: int) -> tuple[str, ...]:
    """Return the parts with the largest weighted gaps, half of `most` of them, the largest first.

    Of equals the one with more weight comes first, then the one that the playbook has first.
    """
    gaps = [part for part in given.scores.parts if not part.children and part.gap]
    return tuple(part.id for part in sorted(gaps, key=_by_gap)[: most // 2])


def _by_gap(part: PartScore) -> tuple[object, ...]:
    return -(part.gap or 0) * part.share_of_whole, -part.share_of_whole


def parts_of(given: Ground, action: Action) -> frozenset[str]:
    """Return the parts without further parts that an action serves: those in what it closes, or around it."""
    leaves = [part.id for part in given.scores.parts if not part.children]
    closes = frozenset(action.closes)
    around = frozenset(part for name in closes for part in given.above.get(name, ()))
    return frozenset(part for part in leaves if part in closes | around or given.above[part] & closes)


class Places:
    """Which candidates may come next while places are kept: `largest` are the gaps they are kept for."""

    def __init__(self, given: Ground, largest: Sequence[str], fixed: Sequence[Action], room: int) -> None:
        self._largest, self._room = largest, room
        self._counts = Counter(part for one in fixed for part in parts_of(given, one))

    def next_of(
        self, takes: Mapping[str, Sequence[Candidate]], free: Sequence[Candidate], chosen: Collection[Candidate]
    ) -> Candidate:
        """Return the first of those that are free that leaves every place to what it is kept for.

        `takes` has by template what would be chosen with it, its base among it; nothing where it cannot be.
        """
        counts = self._counts + Counter(one.part for one in chosen)
        room = self._room - len(chosen)
        kept = dict(self._kept(takes, free, counts, room))
        for one in free:
            wanted = takes[one.id]
            if not kept or (wanted and _leaves(one, wanted, kept, counts, room)):
                return one
        return free[0]

    def _kept(
        self, takes: Mapping[str, Sequence[Candidate]], free: Sequence[Candidate], counts: Counter[str], room: int
    ) -> Iterator[tuple[str, int]]:
        """Yield the gaps that still have no action, each with the places it takes at least, as long as these last."""
        for part in self._largest:
            needed = [len(takes[one.id]) for one in free if one.part == part and takes[one.id]]
            if not counts[part] and needed and min(needed) <= room:
                room -= min(needed)
                yield part, min(needed)

    def unserved(self, served: Collection[str]) -> tuple[str, ...]:
        """Return the largest gaps without an action; `served` are the parts of what was chosen."""
        return tuple(part for part in self._largest if part not in served and not self._counts[part])


def _leaves(
    one: Candidate, wanted: Sequence[Candidate], kept: Mapping[str, int], counts: Counter[str], room: int
) -> bool:
    """Tell whether every other gap keeps its places, and no part gets a third action before each has one."""
    others = sum(places for part, places in kept.items() if part not in {each.part for each in wanted})
    after = counts + Counter(each.part for each in wanted)
    return len(wanted) + others <= room and (one.part in kept or all(after[each.part] <= ENOUGH for each in wanted))
