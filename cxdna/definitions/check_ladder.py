"""Numbers that must be a level of the playbook's ladder, or at least lie on its scale."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import listed, number


def off_ladder(playbook: Playbook, where: Where, value: float) -> Iterator[Flaw]:
    """Yield a flaw unless the value is a level."""
    values = [level.value for level in playbook.levels]
    if value not in values:
        what = f"'{where[-1]}' is {number(value)}, which is no level of the playbook"
        yield where, what, f"levels are {listed(map(number, values))}"


def off_scale(playbook: Playbook, where: Where, value: float) -> Iterator[Flaw]:
    """Yield a flaw unless the value lies between the lowest and the highest level."""
    values = [level.value for level in playbook.levels]
    low, high = min(values), max(values)
    if not low <= value <= high:
        yield (
            where,
            f"'{where[-1]}' is {number(value)}, off the scale",
            f"give a number from {number(low)} to {number(high)}",
        )
