"""The yearly survey of the people at the accounts, on scales of ten points and of 0 to 10, as its provider asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from cxdna.workflows.demo.customers.accounts import Account, accounts
from cxdna.workflows.demo.customers.chance import Chance

HEADER: Final = (
    "Contact",
    "Date",
    "Organisation",
    "Tier",
    "Yearly revenue",
    "Role",
    "Satisfaction 1 to 10",
    "Likely to recommend 0 to 10",
    "Understands our goals 1 to 10",
    "Sees you as",
)
DAYS: Final = (dt.date(2025, 9, 8), dt.date(2026, 9, 7))
CONTACTS: Final = 9
"""People asked at each account."""
_ROLES: Final = ("decision maker", "recommender", "influencer")
_SEEN_AS: Final = ("a vendor", "a preferred vendor", "a partner", "an adviser")


def relationship_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each contact who answered."""
    for year, day in enumerate(DAYS):
        for at, account in enumerate(accounts()):
            for contact in range(CONTACTS):
                chance = Chance(f"relationship {year} {at} {contact}")
                if chance() < 0.76:  # noqa: PLR2004 - about three in four answer
                    sent = day + dt.timedelta(days=int(chance() * 18))
                    yield (f"R{at:02d}{contact}", sent.isoformat(), *_said(year, account, contact, chance))


def _said(year: int, account: Account, contact: int, chance: Chance) -> tuple[str, ...]:
    """Return whom an answer is about, and what was said; decision makers are harder to please than others."""
    role = _ROLES[0] if contact < 2 else _ROLES[1] if contact < 5 else _ROLES[2]  # noqa: PLR2004 - two decide, three advise
    mood = 8.2 + 0.25 * year + 2.2 * account.likes - (0.5 if role == _ROLES[0] else 0.0) + 1.35 * chance.spread()
    seen = min(3, max(0, int(0.8 + (mood - 6) * 0.45 + 0.4 * chance.spread())))
    return (
        account.name,
        account.tier,
        str(account.revenue),
        role,
        str(_step(mood, 1)),
        str(_step(mood + 0.1 + 0.7 * chance.spread(), 0)),
        str(_step(mood - 0.9 + 0.8 * chance.spread(), 1)),
        _SEEN_AS[seen],
    )


def _step(value: float, lowest: int) -> int:
    return min(10, max(lowest, int(value + 0.5)))
