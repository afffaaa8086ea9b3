"""Figures of KPIs: read as people type them, shown with their unit, checked against it, and how far the way is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cxdna.definitions.model import Cadence, Direction, Unit
from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.statistics.display import MINUS, counted, money, rounded
from cxdna.statistics.exact import exact

UNIT_WORDS: Final[dict[Unit, str]] = {
    "percent": "per cent",
    "percentage_points": "percentage points",
    "points": "points",
    "index": "index",
    "ratio": "ratio",
    "count": "count",
    "per_thousand": "per thousand",
    "money": "money",
    "hours": "hours",
    "days": "days",
    "months": "months",
}
"""What a unit is called."""
DIRECTION_WORDS: Final[dict[Direction, str]] = {
    "up": "higher is better",
    "down": "lower is better",
    "to_zero": "zero is best",
    "within_limit": "stays within a limit",
}
"""Which way a KPI should go."""
CADENCE_WORDS: Final[dict[Cadence, str]] = {
    "week": "each week",
    "month": "each month",
    "quarter": "each quarter",
    "half_year": "each half-year",
    "year": "each year",
    "wave": "each survey wave",
    "campaign": "each campaign",
}
"""How often a KPI is measured."""

_SIGNS: Final = {"£": ("GBP",), "€": ("EUR",), "¥": ("JPY", "CNY"), "₹": ("INR",), "₺": ("TRY",), "zł": ("PLN",)}
_DOLLARS: Final = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN")
_NUMBER: Final = re.compile(
    r"(?P<before>[+-]?[^\d.,+-]*)(?P<sign>[+-]?)\s?(?P<digits>\d[\d.,' ]*|[.,]\d+)(?P<after>.*)"
)
_UNIT_NAMES: Final[dict[str, Unit]] = {
    "%": "percent",
    "per cent": "percent",
    "percent": "percent",
    "pct": "percent",
    "pp": "percentage_points",
    "percentage point": "percentage_points",
    "percentage points": "percentage_points",
    "point": "points",
    "points": "points",
    "pts": "points",
    "‰": "per_thousand",
    "per thousand": "per_thousand",
    "h": "hours",
    "hour": "hours",
    "hours": "hours",
    "hrs": "hours",
    "day": "days",
    "days": "days",
    "d": "days",
    "month": "months",
    "months": "months",
    "mo": "months",
}
_TIMES: Final = {
    "k": 1000,
    "thousand": 1000,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}
_GROUP: Final = 3
_MOST: Final = 10**15
_WORLDS: Final = 100
_WHOLE_PERCENT: Final = 100
_NEVER_BELOW_ZERO: Final[frozenset[Unit]] = frozenset({"percent", "count", "per_thousand", "hours", "days", "months"})


def figure_words(value: float, unit: Unit, currency: str = "") -> str:
    """Return a figure as people read it: 62%, GBP 12,500, 4.2 per thousand, 26 hours."""
    if unit == "money":
        return money(value, currency)
    text = grouped(value)
    match unit:
        case "percent":
            return f"{text}%"
        case "points" | "percentage_points" | "hours" | "days" | "months":
            words = UNIT_WORDS[unit]
            return f"{text} {words[:-1] if abs(value) == 1 else words}"
        case "per_thousand":
            return f"{text} per thousand"
        case _:
            return text


def grouped(value: float) -> str:
    """Return a number as it was written, thousands apart: 1,250 or 0.62, with a real minus sign."""
    number = exact(value)
    places = next((at for at in range(16) if (number * 10**at).denominator == 1), 16)
    return f"{rounded(number, places):,}".replace("-", MINUS)


def read_figure(text: str, unit: Unit, currency: str = "") -> float:
    """Return the figure that is meant: 62, 62%, 62,5 per cent, £12,500, EUR 1.250,50, 12k or 26 hours.

    Raises `UserError` for what is no number, for one of another unit or currency, for one that its unit makes
    impossible, and for 1,250, which is in the thousands for some and next to one for others; of money, which has no
    three decimals, for 1.250 alone.
    """
    given = " ".join(text.replace(MINUS, "-").replace("\N{EN DASH}", "-").split())
    found = _NUMBER.fullmatch(given)
    if found is None:
        what = f"'{shortened(text)}' is no number" if given else "the figure is missing"
        raise UserError(what, f"write it like {_example(unit, currency)}")
    sign = -1 if "-" in found["before"] + found["sign"] else 1
    times = _beside(given, found["before"].strip("-+ "), found["after"].strip(), unit, currency)
    readings = list(dict.fromkeys(sign * one * times for one in _readings(found["digits"].strip(), given, unit)))
    possible = [one for one in readings if not impossible(float(one), unit)]
    if len(possible) > 1:
        one, other = (_written(float(each), unit) for each in possible[:2])
        raise UserError(f"'{shortened(text)}' is {one} for some and {other} for others", f"write {one} or {other}")
    value = (possible or readings)[0]
    if told := impossible(float(value), unit):
        raise UserError(*told)
    return float(value)


def _written(value: float, unit: Unit) -> str:
    """Return a figure as it is typed without a doubt: 1250, 1.25, of money 4.50."""
    if unit == "money" and not value.is_integer():
        return f"{value:.2f}"
    return grouped(value).replace(",", "").replace(MINUS, "-")


def far_from(old: float | None, new: float | None) -> str:
    """Return how an amount lies beside the one before where the two are worlds apart, which may be a slip; else ""."""
    if not old or not new or max(old, new) < _WORLDS * min(old, new):
        return ""
    times = rounded(exact(max(old, new)) / exact(min(old, new)), 0)
    return f"{times:,} times {'more' if new > old else 'less'} than before"


def read_cost(text: str, currency: str) -> float:
    """Return an amount that is not below nothing, read as `read_figure` does. Raises `UserError`."""
    amount = read_figure(text, "money", currency)
    if amount < 0:
        raise UserError("a cost is not below nothing", "give an amount of 0 or more")
    return amount


def impossible(value: float, unit: Unit) -> tuple[str, str] | None:
    """Return what keeps a figure from being one of its unit, and what to do; None where it can be."""
    if unit == "percent" and not 0 <= value <= _WHOLE_PERCENT:
        return f"{grouped(value)}% is no share of a whole", "give a percentage from 0 to 100"
    if unit in _NEVER_BELOW_ZERO and value < 0:
        return f"{grouped(value)} is less than nothing", "give 0 or more"
    if unit == "count" and not float(value).is_integer():
        return f"{grouped(value)} is no count", "give a whole number"
    if abs(value) > _MOST:
        return "the figure is too large to be one", "check it for a digit too many"
    return None


def way_gone(baseline: float, target: float, now: float, direction: Direction) -> Fraction | None:
    """Return the share of the way from baseline to target that is gone: below 0 away from it, above 1 beyond it.

    None where a KPI only stays within a limit, where target and baseline are one, and where the target lies the wrong
    way.
    """
    start, end = exact(baseline), exact(target)
    if direction == "within_limit" or start == end or (direction == "up") != (end > start):
        return None
    return (exact(now) - start) / (end - start)


def wrong_way(baseline: float, target: float, direction: Direction) -> str:
    """Return what is odd about a target on the wrong side of its baseline; "" where nothing is."""
    if direction == "within_limit" or target == baseline or (direction == "up") == (target > baseline):
        return ""
    side = "below" if target < baseline else "above"
    return f"the target lies {side} the baseline, and {DIRECTION_WORDS[direction]}"


def _beside(given: str, before: str, after: str, unit: Unit, currency: str) -> int:
    """Return by what the digits are multiplied. Raises `UserError` for words of another unit or currency."""
    times = 1
    after = after.strip(". ") if after != "." else ""
    for word in filter(None, (before, *_apart(after))):
        plain = word.casefold()
        if plain in _TIMES and times == 1 and (unit == "money" or plain != "m"):
            times = _TIMES[plain]
        elif _UNIT_NAMES.get(plain) is not None:
            _same_unit(given, _UNIT_NAMES[plain], unit)
        else:
            _same_currency(given, word, unit, currency)
    return times


def _apart(after: str) -> Iterator[str]:
    """Yield what stands behind the digits: `k`, `EUR`, `per cent`."""
    if after.casefold() in _UNIT_NAMES:
        yield after
        return
    yield from after.split()


def _same_unit(given: str, named: Unit, unit: Unit) -> None:
    sign_of_share = {"percent", "percentage_points"}
    if named != unit and {named, unit} != sign_of_share:
        raise UserError(
            f"'{shortened(given)}' is in {UNIT_WORDS[named]}, and the KPI in {UNIT_WORDS[unit]}",
            f"write it like {_example(unit, '')}",
        )


def _same_currency(given: str, word: str, unit: Unit, currency: str) -> None:
    named = _DOLLARS if word.endswith("$") else _SIGNS.get(word, (word.upper(),))
    if unit == "money" and currency in named:
        return
    if unit == "money" and all(len(one) == len("EUR") and one.isalpha() for one in named):
        raise UserError(
            f"'{shortened(given)}' is in {named[0]}, and the organisation reckons in {currency}",
            f"give the amount in {currency}",
        )
    raise UserError(f"'{shortened(given)}' is no figure", f"write it like {_example(unit, currency)}")


def _readings(digits: str, given: str, unit: Unit) -> Iterator[Fraction]:
    """Yield what digits with points, commas and spaces may mean: one number, or two.

    Of money 12,500 is one, as nobody writes three decimals of it, and 4.500 two: many write thousands so.
    """
    bare = digits.replace(" ", "").replace("'", "")
    marks = [sign for sign in bare if sign in ".,"]
    if not marks:
        yield Fraction(bare)
    elif len(set(marks)) > 1:
        yield _with_both(bare, given)
    elif len(marks) > 1:
        yield _in_groups(bare, marks[0], given)
    else:
        head, _, tail = bare.partition(marks[0])
        if len(tail) == _GROUP and head not in {"", "0"} and len(head) <= _GROUP and not head.startswith("0"):
            yield Fraction(head + tail)
            if unit == "money" and marks[0] == ",":
                return
        yield Fraction(f"{head or 0}.{tail or 0}")


def _with_both(bare: str, given: str) -> Fraction:
    last = max(bare.rfind("."), bare.rfind(","))
    mark = "," if bare[last] == "." else "."
    if bare.count(bare[last]) > 1:
        raise _unclear(given)
    return _in_groups(bare[:last], mark, given) + Fraction(f"0.{bare[last + 1 :] or 0}")


def _in_groups(bare: str, mark: str, given: str) -> Fraction:
    first, *rest = bare.split(mark)
    if not 1 <= len(first) <= _GROUP or any(len(one) != _GROUP for one in rest):
        raise _unclear(given)
    return Fraction(first + "".join(rest))


def _unclear(given: str) -> UserError:
    return UserError(
        f"'{shortened(given)}' has its points and commas where no number has them", "write it like 1250.50"
    )


def _example(unit: Unit, currency: str) -> str:
    examples = {"percent": "62 or 62.5%", "money": f"12500 or {currency} 12500".strip(), "count": "12", "index": "3.8"}
    return examples.get(unit, f"12 or {counted(12, 'hour')}" if unit == "hours" else "12.5")
