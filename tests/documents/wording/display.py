"""How numbers and dates are printed, from the rules alone: half up, a real minus sign, a dash for nothing."""

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

MINUS, DASH = "\u2212", "\u2013"
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = [
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
]


def shown(value: Fraction | None, places: int = 1) -> str:
    if value is None:
        return DASH
    doubled = abs(value) * 10**places + Fraction(1, 2)
    units = doubled.numerator // doubled.denominator
    before, after = divmod(units, 10**places)
    digits = f"{before}.{after:0{places}}" if places else str(before)
    return (MINUS if value < 0 and units else "") + digits


def signed(value: Fraction | None) -> str:
    return f"+{shown(value)}" if seen(value) == 1 else shown(value)


def seen(value: Fraction | None) -> int | None:
    """Return -1, 0 or 1: the direction that a reader sees once the number is printed."""
    if value is None:
        return None
    text = shown(value)
    return 0 if not text.strip(f"{MINUS}0.") else -1 if text.startswith(MINUS) else 1


def percent(value: Fraction | None) -> str:
    return DASH if value is None else f"{shown(value * 100, 0)}%"


def short(value: Fraction) -> str:
    """Return a level as short as it can be written: 3, 2.5."""
    return str(value.numerator) if value.denominator == 1 else shown(value)


def by_hand(value: Fraction) -> str:
    """Return a number in a derivation: 3, 2.5, 2.25, or 11/6 where no short decimal is exact."""
    for places in (0, 1, 2):
        if (value * 10**places).denominator == 1:
            return shown(value, places)
    return str(value)


def long_date(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month_and_year(date: dt.date) -> str:
    return f"{MONTHS[date.month - 1][:3]} {date.year}"


def worded(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


def counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def number_of(question: str) -> str:
    return question[1:] if question[1:].replace(".", "").isdigit() else question


def lowered(text: str) -> str:
    """Return a sentence as it goes on after a colon; words that are written with inner capitals stay."""
    first = text.split(" ", 1)[0]
    return text if len(first) > 1 and first[1:] != first[1:].lower() else text[0].lower() + text[1:]
