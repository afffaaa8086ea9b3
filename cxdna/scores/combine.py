"""The seven ways in which the scores of questions or parts become the score of the part above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.model import Method
from cxdna.scores.ladder import Ladder
from cxdna.statistics.exact import median, weighted_mean


class Counted(msgspec.Struct, frozen=True):
    """One number that goes into a part, with the range it could have had.

    For a child part that adds up points, `value` is its points where the part above adds up too, else its score.
    `tests` is the one level that a question belongs to in a part with a gate.
    """

    value: Fraction
    weight: Fraction
    lowest: Fraction
    highest: Fraction
    tests: Fraction | None = None


class Combined(msgspec.Struct, frozen=True):
    """A score on the ladder; for `sum` also the points and the fewest and most that were possible."""

    score: Fraction
    points: Fraction | None = None
    possible: tuple[Fraction, Fraction] | None = None


WEIGHTED: Final = frozenset({"weighted_mean", "sum"})


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


_BLIND_TO_WEIGHTS: Final[Mapping[str, Callable[[Sequence[Fraction]], Fraction]]] = {
    "mean": _mean,
    "median": median,
    "minimum": min,
    "maximum": max,
}


def combine(method: Method, terms: Sequence[Counted], ladder: Ladder) -> Combined | None:
    """Return what the terms come to; None when there is none. Only `weighted_mean` and `sum` look at the weights."""
    if not terms:
        return None
    if method == "sum":
        return _sum(terms, ladder)
    if method == "cumulative_gate":
        return Combined(_gate(terms, ladder))
    values = [term.value for term in terms]
    if method == "weighted_mean":
        return Combined(weighted_mean(values, [term.weight for term in terms]))
    return Combined(_BLIND_TO_WEIGHTS[method](values))


def _sum(terms: Sequence[Counted], ladder: Ladder) -> Combined:
    """Add up weighted points and place them on the ladder as far along as they lie between fewest and most possible.

    Where no other points were possible the score is the lowest level: nothing was shown.
    """
    points, fewest, most = (
        sum((term.weight * value for term, value in zip(terms, values, strict=True)), Fraction(0))
        for values in ([t.value for t in terms], [t.lowest for t in terms], [t.highest for t in terms])
    )
    along = (points - fewest) / (most - fewest) if most > fewest else Fraction(0)
    return Combined(ladder.lowest + along * (ladder.highest - ladder.lowest), points, (fewest, most))


def tested_at(term: Counted, level: Fraction) -> bool:
    """Tell whether a gate tests this term at a level: at its own level, or at every one when it has none."""
    return term.tests is None or term.tests == level


def _gate(terms: Sequence[Counted], ladder: Ladder) -> Fraction:
    """Climb the ladder while everything tested at a level is at or above it; stop at the first that fails.

    A level at which nothing is tested cannot be reached by itself; it is passed on the way to the next one that is. The
    lowest level is always reached.
    """
    reached = ladder.lowest
    for level in ladder.values:
        tested = [term for term in terms if tested_at(term, level)]
        if any(term.value < level for term in tested):
            break
        if tested:
            reached = level
    return reached
