"""The seven ways in which the scores of questions or parts become the score of the part above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def combine(
    method: Method, terms: Sequence[Counted], ladder: Ladder, silent: Iterable[Fraction | None] = ()
) -> Combined | None:
    """Return what the terms come to; None when there is none. Only `weighted_mean` and `sum` look at the weights.

    `silent` are the levels that unanswered questions were to test; only a gate looks at them.
    """
    if not terms:
        return None
    if method == "sum":
        return _sum(terms, ladder)
    if method == "cumulative_gate":
        return Combined(_gate(terms, ladder, silent))
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


def tested_at(tests: Fraction | None, level: Fraction) -> bool:
    """Tell whether a gate tests a term at a level: at the one that it tests, or at every one when it names none."""
    return tests is None or tests == level


def unheard(terms: Iterable[Fraction | None], silent: Iterable[Fraction | None]) -> frozenset[Fraction]:
    """Return the levels of a gate with questions of their own of which none has a number: silence passes no level.

    Given are the levels that terms test, and those that unanswered questions were to test.
    """
    return frozenset(level for level in silent if level is not None).difference(terms)


def _gate(terms: Sequence[Counted], ladder: Ladder, silent: Iterable[Fraction | None]) -> Fraction:
    """Climb the ladder while everything tested at a level is at or above it; stop at the first that fails.

    A level whose own questions are all unanswered fails. One at which nothing is asked cannot be reached by itself; it
    is passed on the way to the next one that is. The lowest level is always reached.
    """
    reached = ladder.lowest
    closed = unheard((term.tests for term in terms), silent)
    for level in ladder.values:
        tested = [term for term in terms if tested_at(term.tests, level)]
        if level in closed or any(term.value < level for term in tested):
            break
        if tested:
            reached = level
    return reached
