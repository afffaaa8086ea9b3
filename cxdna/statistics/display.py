"""Numbers, counts, lists and dates as people read them: rounded half up, for display only, with a real minus sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

MINUS = "\N{MINUS SIGN}"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NO_NUMBER = "\N{EN DASH}"


def rounded(value: Fraction, places: int = 1) -> Decimal:
    """Return the value rounded half away from zero to so many decimal places, exactly.

    Python's `round` takes halves to the even neighbour (165/40 = 4.125 becomes 4.12); readers expect 4.13.
    """
    scale: int = 10**places
    doubled = abs(value.numerator) * scale * 2 + value.denominator
    units = doubled // (value.denominator * 2)
    sign = -1 if value < 0 and units else 1
    return Decimal(sign * units).scaleb(-places)


def shown(value: Fraction | None, places: int = 1) -> str:
    """Return the value as text; a dash where there is none."""
    if value is None:
        return NO_NUMBER
    return str(rounded(value, places)).replace("-", MINUS)


def signed(value: Fraction | None, places: int = 1) -> str:
    """Return a difference as text with its sign; one that rounds to nothing has none."""
    if value is None:
        return NO_NUMBER
    number = rounded(value, places)
    return ("+" if number > 0 else "") + shown(value, places)


def percent(share: Fraction | None) -> str:
    """Return a share from 0 to 1 as whole per cent."""
    return NO_NUMBER if share is None else f"{rounded(share * 100, 0)}%".replace("-", MINUS)


def counted(count: int, one: str, many: str = "") -> str:
    """Return a count with its noun in the right number: 1 person, 12 people, 1,200 answers."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    """Return names as a list in a sentence: `A`, `A and B`, `A, B and C`."""
    given = list(names)
    return " and ".join(part for part in (", ".join(given[:-1]), given[-1] if given else "") if part)


def long_date(date: dt.date) -> str:
    """Return a date as English writes it, whatever the machine's language: 20 November 2026."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def short_date(date: dt.date) -> str:
    """Return a date for narrow columns: 20 Nov 2026."""
    return f"{date.day} {short_month(date)}"


def long_month(date: dt.date) -> str:
    """Return month and year in full: November 2026."""
    return f"{MONTHS[date.month - 1]} {date.year}"


def short_month(date: dt.date) -> str:
    """Return month and year: Nov 2026."""
    return f"{MONTHS[date.month - 1][:3]} {date.year}"


def money(amount: float, currency: str) -> str:
    """Return an amount with its currency, in whole units from a thousand on: GBP 12,500, GBP 9.50."""
    value = Fraction(repr(amount))
    whole = value.denominator == 1 or abs(value) >= 1000  # noqa: PLR2004 - who reads thousands reads no pennies
    return f"{currency} {rounded(value, 0 if whole else 2):,}".strip().replace("-", MINUS)
