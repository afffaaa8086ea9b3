"""What staff believe of the same points that customers are asked for, once a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from cxdna.workflows.demo.customers.chance import Chance

HEADER: Final = (
    "Sheet",
    "Date",
    "Department",
    "Customers are satisfied with a visit or call",
    "It is easy for customers to deal with us",
    "Things are right the first time",
    "Customers are kept informed",
    "Customers with a problem get a personal answer",
)
DAYS: Final = (dt.date(2025, 9, 15), dt.date(2026, 9, 14))
ASKED: Final = 420
_DEPARTMENTS: Final = ("Field service", "Technical support", "Customer service", "Sales", "Head office")
_BELIEFS: Final = (4.15, 3.9, 4.0, 4.35, 3.85)
"""Where staff stand on each point: customers see the fourth quite differently."""


def staff_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each sheet that came back: about seven in ten."""
    for year, day in enumerate(DAYS):
        for sheet in range(ASKED):
            chance = Chance(f"staff {year} {sheet}")
            if chance() < 0.7:  # noqa: PLR2004 - about seven in ten answer
                date = day + dt.timedelta(days=int(chance() * 12))
                department = chance.of(_DEPARTMENTS, (6, 3, 4, 2, 3))
                mood = 0.6 * chance.spread()
                said = [_step(belief + mood + 0.6 * chance.spread()) for belief in _BELIEFS]
                yield (f"S{year}{sheet:03d}", date.isoformat(), department, *map(str, said))


def _step(value: float) -> int:
    return min(5, max(1, int(value + 0.5)))
