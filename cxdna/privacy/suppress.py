"""Which counts of people may be shown, so that nobody finds out about fewer than five of them.

The idea of hiding more cells than the small ones, so that the small ones do not follow from the total, is cell
suppression: Cox 1980, "Suppression methodology and statistical disclosure control". This is its one-way case, safe also
against readers who know the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import msgspec

MINIMUM: Final = 5
"""The fewest people whose answers may be shown together."""
MINIMUM_FOR_WORDS: Final = 8
"""The fewest people who must have answered a question before what some of them wrote is shown."""


class Suppressed(msgspec.Struct, frozen=True):
    """Counts as they may be shown: None stands for one that is hidden."""

    total: int | None
    cells: Mapping[str, int | None]

    @property
    def hidden(self) -> frozenset[str]:
        """The groups whose size, and all that rests on it, stays hidden."""
        return frozenset(name for name, count in self.cells.items() if count is None)


def suppress(counts: Mapping[str, int], also: Collection[str] = ()) -> Suppressed:
    """Return the sizes of groups of people and of all together, without those that must stay hidden.

    Hidden are groups of 1 to 4, those named in `also`, and then the smallest of the others, equals together, until what
    is hidden comes to nobody or to five people and more, and its total does not give away the parts: it would where
    everybody must be alone in a group, or every group must have four. Where all that is not empty is hidden, empty
    groups are hidden as well; else they are shown, as they hide nobody. The total of 1 to 4 people is hidden.

    No order decides and equals are treated alike: whatever sizes a reader tries for the hidden groups, they may as well
    be exchanged, so at least two remain possible for each.
    """
    total = sum(counts.values())
    away = {name for name, count in counts.items() if 0 < count < MINIMUM or name in also}
    while not _enough([counts[name] for name in away if counts[name]]):
        others = {name: count for name, count in counts.items() if count and name not in away}
        if not others:
            break
        smallest = min(others.values())
        away |= {name for name, count in others.items() if count == smallest}
    if total and not any(count for name, count in counts.items() if name not in away):
        away = set(counts)
    cells = {name: None if name in away else count for name, count in counts.items()}
    return Suppressed(None if 0 < total < MINIMUM else total, cells)


def _enough(hidden: Collection[int]) -> bool:
    """Tell whether hidden groups of these sizes are hidden by the total of all."""
    groups, people = len(hidden), sum(hidden)
    if any(size >= MINIMUM for size in hidden):
        return groups > 1
    return not hidden or (people >= MINIMUM and groups < people < groups * (MINIMUM - 1))
