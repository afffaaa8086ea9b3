"""The playbook's ladder in exact numbers."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cxdna.definitions.model import Level, Playbook
from cxdna.scores.model import LevelReached
from cxdna.statistics.exact import exact


class Ladder(msgspec.Struct, frozen=True):
    """The levels, lowest first, with their values and the mean distance between neighbours.

    The step is 1 on a scale from 1 to 5, 25 on one of 0, 25 ... 100.
    """

    levels: tuple[Level, ...]
    values: tuple[Fraction, ...]
    step: Fraction

    @property
    def lowest(self) -> Fraction:
        """The value of the lowest level."""
        return self.values[0]

    @property
    def highest(self) -> Fraction:
        """The value of the highest level."""
        return self.values[-1]

    def reached(self, score: Fraction) -> LevelReached:
        """Return the last level completed by an unrounded score, and the next one when the score is past it."""
        done = max((index for index, value in enumerate(self.values) if value <= score), default=0)
        on_the_way = score > self.values[done] and done + 1 < len(self.levels)
        return LevelReached(self.levels[done], self.levels[done + 1] if on_the_way else None)


def ladder(playbook: Playbook) -> Ladder:
    """Return the ladder of a playbook."""
    levels = tuple(sorted(playbook.levels, key=lambda level: level.value))
    values = tuple(exact(level.value) for level in levels)
    return Ladder(levels, values, (values[-1] - values[0]) / (len(values) - 1))
