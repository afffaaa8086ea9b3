"""The sixty customer organisations of the example."""

from __future__ import annotations

from typing import Final, NamedTuple

from cxdna.workflows.demo.customers.chance import Chance

_PLACES: Final = ("Alvern", "Brinmoor", "Corriton", "Dunsley", "Elmstow", "Farrowick", "Gantley", "Harnside")
_MORE_PLACES: Final = ("Ivelby", "Jarrowdale")
_KINDS: Final = ("Homes", "Schools", "Care", "Estates", "Leisure", "Council")
_COUNTRIES: Final = ("England", "Scotland", "Wales", "Northern Ireland")
_YEARLY: Final = {"Key": 620_000, "Growth": 140_000, "Standard": 36_000}


class Account(NamedTuple):
    """A customer organisation; `likes` is how far its people stand above or below others, in points of five."""

    name: str
    tier: str
    revenue: int
    country: str
    likes: float


def accounts() -> tuple[Account, ...]:
    """Return them all: eight key accounts, fifteen that grow, and the others."""
    names = [f"{place} {kind}" for kind in _KINDS for place in (*_PLACES, *_MORE_PLACES)]
    return tuple(_account(at, name) for at, name in enumerate(names))


def _account(at: int, name: str) -> Account:
    chance = Chance(f"account {name}")
    tier = "Key" if at % 8 == 0 else "Growth" if at % 4 == 1 else "Standard"
    revenue = int(_YEARLY[tier] * (0.6 + 0.8 * chance())) // 100 * 100
    likes = (0.12 if tier == "Key" else 0.0) + (chance() - 0.5) * 0.4
    return Account(name, tier, revenue, chance.of(_COUNTRIES, (6, 2, 1.2, 0.8)), likes)
