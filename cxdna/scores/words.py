"""Numbers, levels and lists in the words of reasons and derivations."""

from __future__ import annotations

from fractions import Fraction

from cxdna.definitions.model import Need
from cxdna.statistics.display import MINUS, shown


def number(value: Fraction) -> str:
    """Return a number as it is written by hand: 3, 2.5, or 11/6 where it has no short decimal."""
    if value.denominator == 1:
        return str(value.numerator).replace("-", MINUS)
    if value.denominator in {2, 4, 5, 10, 20, 25, 50, 100}:
        return shown(value, 2).rstrip("0")
    return str(value).replace("-", MINUS)


def level_words(value: Fraction) -> str:
    """Return a level in words: level 3."""
    return f"level {number(value)}"


def need_words(need: Need, *, bare: bool = False) -> str:
    """Return a need in words: a document, 2 records, data over 4 periods; `bare` leaves the article out."""
    what = need.of.replace("_", " ")
    if need.of in {"data", "testimony"}:
        what = what if need.count == 1 else f"{need.count} sets of {what}"
    elif need.count > 1:
        what = f"{need.count} {what}s"
    elif not bare:
        what = f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
    return f"{what} over {need.periods} periods" if need.periods > 1 else what
