"""The survey after a visit or call: 20,000 answers in eight waves, and what became of the other invitations.

It tells a story that the reports tell back. Field service rises once causes are looked for before money goes into a
fix. Technical support stays below 4. Customers are not kept informed. Installation had one bad quarter. And the file
has what an audit finds: one employee whose customers answer more often than chance explains, answers that are too quick
or all alike, late ones, and records that must not count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cxdna.workflows.demo.customers.accounts import Account, accounts
from cxdna.workflows.demo.customers.chance import Chance
from cxdna.workflows.demo.customers.comments import comment

WAVES: Final = tuple(dt.date(2024 + (9 + 3 * at) // 12, (9 + 3 * at) % 12 + 1, 1) for at in range(8))
"""The first days of the eight waves, from October 2024 to July 2026."""
OUTCOMES: Final = {"Answered": 2_500, "Declined": 450, "Not reached": 3_350}
"""What becomes of the invitations of a wave."""
HEADER: Final = (
    "Invitation",
    "Customer",
    "Event date",
    "Answered on",
    "Seconds",
    "Employee",
    "Account",
    "Tier",
    "Yearly revenue",
    "Contact role",
    "Service",
    "Channel",
    "Country",
    "Satisfied",
    "Recommend",
    "Easy",
    "Right first time",
    "Kept informed",
    "Personal answer",
    "Comment",
    "May be named",
    "Outcome",
    "Record",
)
_NOT_CUSTOMERS: Final = ("test", "test", "test", "own staff", "own staff")
_EMPLOYEES: Final = 24
_KEEN: Final = "T17"
"""The employee who mostly invites customers who will answer."""
_ROLES: Final = ("decides", "recommends", "influences", "uses")
_CHANNELS: Final = ("Phone", "E-mail", "Website", "Visit")


class Service(NamedTuple):
    """A service, how often it is asked about, and where satisfaction and ease stand in each wave."""

    name: str
    share: float
    course: tuple[float, ...]
    easy: float
    right: float


SERVICES: Final = (
    Service("Field service", 0.34, (4.12, 4.10, 4.14, 4.12, 4.14, 4.16, 4.38, 4.56), 5.6, -0.1),
    Service("Technical support", 0.22, (3.80, 3.82, 3.80, 3.82, 3.81, 3.79, 3.82, 3.80), 4.7, -0.35),
    Service("Customer service", 0.22, (4.45, 4.46, 4.44, 4.47, 4.45, 4.46, 4.46, 4.45), 6.0, 0.1),
    Service("Account management", 0.10, (4.80, 4.78, 4.82, 4.80, 4.83, 4.82, 4.84, 4.82), 6.2, 0.1),
    Service("Installation", 0.12, (4.52, 4.50, 4.52, 4.18, 4.50, 4.52, 4.50, 4.52), 5.7, 0.0),
)
_NAMES: Final = tuple(service.name for service in SERVICES)
_SHARES: Final = tuple(service.share for service in SERVICES)


def service_rows() -> Iterator[tuple[str, ...]]:
    """Yield a row for each invitation, wave by wave, and a few records that must not count."""
    known = accounts()
    for wave in range(len(WAVES)):
        for number, outcome in enumerate(_outcomes(wave), 1):
            yield _row(wave, number, outcome, "customer", known)
        for number, record in enumerate(_NOT_CUSTOMERS, 90_001):
            yield _row(wave, number, "Answered", record, known)


def _outcomes(wave: int) -> list[str]:
    """Return what becomes of the invitations of a wave, in an order that chance makes."""
    outcomes = [outcome for outcome, number in OUTCOMES.items() for _ in range(number)]
    order = sorted(
        range(len(outcomes)), key=[Chance(f"order {wave} {at}")() for at in range(len(outcomes))].__getitem__
    )
    return [outcomes[at] for at in order]


def _row(wave: int, number: int, outcome: str, record: str, known: Sequence[Account]) -> tuple[str, ...]:
    chance = Chance(f"service {wave} {number}")
    at = int(chance() ** 1.25 * len(known))
    account, person = known[at], int(chance() * 420)
    service = SERVICES[_NAMES.index(chance.of(_NAMES, _SHARES))]
    event = WAVES[wave] + dt.timedelta(days=int(chance() * 90))
    employee = f"T{1 + int(chance() * _EMPLOYEES):02d}"
    if employee == _KEEN and outcome != "Answered" and chance() < 0.8:  # noqa: PLR2004 - how keen the employee is
        employee = f"T{1 + int(chance() * 16):02d}"
    about = (f"{2024 + wave}-{number:05d}", f"C{at:02d}-{person:03d}", event.isoformat())
    of_whom = (
        employee,
        account.name,
        account.tier,
        str(account.revenue),
        chance.of(_ROLES, (1, 1.4, 1.8, 5)),
        service.name,
        chance.of(_CHANNELS, (4, 3, 2, 3)),
        account.country,
    )
    if outcome != "Answered":
        return (*about, "", "", *of_whom, *[""] * 7, "", outcome, record)
    late = 22 + int(chance() * 20) if chance() < 0.03 else int(chance() ** 2 * 14)  # noqa: PLR2004 - three in a hundred
    answered = event + dt.timedelta(days=late)
    liking = (number * 37 % 160 - 80) / 800 + account.likes
    return (*about, answered.isoformat(), *_said(wave, service, liking, chance, of_whom), outcome, record)


def _said(wave: int, service: Service, liking: float, chance: Chance, of_whom: tuple[str, ...]) -> tuple[str, ...]:
    """Return seconds, whom it concerns, scores, comment and consent of an answer."""
    upset = 2.1 * chance() + 0.6 if chance() < 0.05 else 0.0  # noqa: PLR2004 - one in twenty met a bad day
    mood = service.course[wave] + liking + 0.7 * chance.spread() - upset
    kind = chance()
    satisfied = _step(mood, 5)
    scores = [
        satisfied,
        _step(mood - 0.1 + 0.45 * chance.spread(), 5),
        _step(service.easy + (mood - 4.2) * 0.9 + 0.8 * chance.spread(), 7),
        _step(mood + service.right + 0.5 * chance.spread(), 5),
        _step(mood - 0.85 + 0.5 * chance.spread(), 5),
        _step(mood - 0.05 + 0.5 * chance.spread(), 5),
    ]
    if kind < 0.012:  # noqa: PLR2004 - a few tick the same box all the way down
        scores = [satisfied] * 6
    seconds = int(8 + 6 * chance()) if kind < 0.02 else int(70 + 160 * chance() ** 2)  # noqa: PLR2004 - a few rush through
    words = ""
    if chance() < 0.14:  # noqa: PLR2004 - one in seven writes something
        words = comment(chance, glad=satisfied >= 4)  # noqa: PLR2004 - from 4 on they are content
    shown = ["" if chance() < 0.015 else str(score) for score in scores]  # noqa: PLR2004 - some are left out
    named = "yes" if satisfied == 5 and chance() < 0.2 else ""  # noqa: PLR2004 - the best score, and one in five agrees
    return (str(seconds), *of_whom, *shown, words, named)


def _step(value: float, highest: int) -> int:
    return min(highest, max(1, int(value + 0.5)))
