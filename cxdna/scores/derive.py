"""A score written out so that a person can redo it with a pencil."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.scores.combine import tested_at, unheard
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import Derivation, LeftOut, QuestionScore, Term
from cxdna.scores.words import number
from cxdna.statistics.display import MINUS, shown

TIMES = "\N{MULTIPLICATION SIGN}"


def equation(derivation: Derivation, ladder: Ladder) -> str:
    """Return how a part's score comes from its terms: `(2 + 1) / 2 = 3 / 2 = 1.50`; "" where there is no score."""
    terms, result = derivation.terms, derivation.result
    if result is None:
        return ""
    values = [term.value for term in terms]
    if derivation.points is not None and derivation.possible is not None:
        text = _points(terms, derivation.points, derivation.possible, ladder)
    elif len(values) == 1 and derivation.method == "mean":
        text = number(values[0])
    elif derivation.method == "mean":
        text = _quotient(_plus(values), sum(values, Fraction(0)), Fraction(len(values)))
    elif derivation.method == "weighted_mean":
        text = _weighted(terms)
    elif derivation.method == "cumulative_gate":
        text = _gate(terms, derivation.left_out, ladder)
    elif derivation.method == "median":
        return middle(values)
    else:
        end = "lowest" if derivation.method == "minimum" else "highest"
        text = f"{end} of {', '.join(number(value) for value in values)}"
    return f"{text} = {shown(result, 2)}"


def middle(values: Sequence[Fraction]) -> str:
    """Return numbers in order with the middle one, or two, in brackets, and their median: `1, [2], 3 = 2.00`."""
    ordered = sorted(values)
    low, high = (len(ordered) - 1) // 2, len(ordered) // 2
    row = ", ".join(f"[{number(value)}]" if low <= at <= high else number(value) for at, value in enumerate(ordered))
    if low == high:
        return f"{row} = {shown(ordered[low], 2)}"
    both = [ordered[low], ordered[high]]
    made = _quotient(_plus(both), both[0] + both[1], Fraction(2))
    return f"{row} = {made} = {shown((both[0] + both[1]) / 2, 2)}"


def _weighted(terms: Sequence[Term]) -> str:
    top = " + ".join(f"{_factor(term.value)} {TIMES} {_factor(term.weight)}" for term in terms)
    total = sum((term.value * term.weight for term in terms), Fraction(0))
    weights = [term.weight for term in terms]
    return _quotient(top, total, sum(weights, Fraction(0)), f"({_plus(weights)})")


def capped(scored: QuestionScore) -> str:
    """Return how evidence changes a question's score: `lower of 3 and 2 = 2.00`; "" where there is no score."""
    if scored.score.as_answered is None:
        return ""
    answered, supports = number(scored.score.as_answered), number(scored.verdict.supports)
    return f"lower of {answered} and {supports} = {shown(scored.score.as_shown, 2)}"


def _quotient(top: str, total: Fraction, below: Fraction, written_below: str = "") -> str:
    """Return `(2 + 1) / 2 = 3 / 2`, with the exact fraction as well where the total is none a pencil divides."""
    steps = [f"({top}) / {written_below or number(below)}", f"{_factor(total)} / {_factor(below)}"]
    exact = total / below
    if total.denominator != 1 and number(exact) == str(exact):
        steps.append(str(exact))
    return " = ".join(steps)


def _points(terms: Sequence[Term], points: Fraction, possible: tuple[Fraction, Fraction], ladder: Ladder) -> str:
    """Return the points, and where they lie on the ladder between the fewest and the most that were possible."""
    sums = " + ".join(f"{_factor(term.value)} {TIMES} {_factor(term.weight)}" for term in terms)
    won, fewest, most = (number(value) for value in (points, *possible))
    text = f"{sums} = {won} points, {fewest} to {most} possible"
    if possible[0] == possible[1]:
        return f"{text}; none can be won"
    lowest, length = number(ladder.lowest), number(ladder.highest - ladder.lowest)
    return f"{text}; {lowest} + ({won} {MINUS} {fewest}) / ({most} {MINUS} {fewest}) {TIMES} {length}"


def _gate(terms: Sequence[Term], left_out: Sequence[LeftOut], ladder: Ladder) -> str:
    """Return what each level tested, up to the first that failed."""
    steps = []
    closed = unheard((term.tests for term in terms), (out.tests for out in left_out))
    for level in ladder.values:
        tested = [term for term in terms if tested_at(term.tests, level)]
        failed = [term for term in tested if term.value < level]
        if failed:
            below = ", ".join(f"{term.id} {number(term.value)}" for term in failed)
            steps.append(f"level {number(level)} failed ({below})")
            break
        if level in closed:
            silent = ", ".join(out.id for out in left_out if out.tests == level)
            steps.append(f"level {number(level)} not answered ({silent})")
            break
        if tested:
            steps.append(f"level {number(level)} passed")
    return ", ".join(steps)


def _plus(values: Sequence[Fraction]) -> str:
    return " + ".join(_factor(value) for value in values)


def _factor(value: Fraction) -> str:
    """Return a number that can stand beside another sign: fractions and negative numbers in brackets."""
    text = number(value)
    return f"({text})" if "/" in text or text.startswith(MINUS) else text
