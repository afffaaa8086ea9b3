"""Waves in time order, and numbers of answers by wave, standing and group, as the checks of an audit need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from cxdna.voice.counts.model import NO_MONTH, Cell, Standing
from cxdna.voice.model import Fielded

ENOUGH: int = 30
"""Answers without which nothing is said of a wave or group."""
ONLY_COUNTED: frozenset[Standing] = frozenset({"counted"})


def waves_in_order(fielded: Fielded) -> tuple[str, ...]:
    """Return the names of the waves in the order of their first months; answers without a month are in none."""
    first: dict[str, int] = {}
    for cell in _all_together(fielded):
        if cell.month != NO_MONTH and cell.wave:
            first[cell.wave] = min(cell.month, first.get(cell.wave, cell.month))
    return tuple(sorted(first, key=lambda wave: (first[wave], wave)))


def by_wave(fielded: Fielded, standings: Collection[Standing] = ONLY_COUNTED) -> Mapping[str, int]:
    """Return the answers of each wave that stand in one of these ways; "" holds those of no wave."""
    found: Counter[str] = Counter()
    for cell in _all_together(fielded):
        if cell.standing in standings:
            found[cell.wave if cell.month != NO_MONTH else ""] += cell.n
    return found


def by_group(fielded: Fielded, dimension: str) -> Mapping[str, Mapping[str, int]]:
    """Return the answers that count of each group of a dimension by wave; those of no group are left out."""
    found: dict[str, Counter[str]] = {}
    for cell in fielded.cells:
        if cell.standing == "counted" and len(cell.cut) == 1 and cell.cut[0][0] == dimension and cell.cut[0][1]:
            found.setdefault(cell.cut[0][1], Counter())[cell.wave] += cell.n
    return found


def _all_together(fielded: Fielded) -> tuple[Cell, ...]:
    return tuple(cell for cell in fielded.cells if not cell.cut)
