"""Mean, spread and effective number of answers on 1 to 5, by whom an index weighs alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Final

import msgspec

from cxdna.errors import UserError
from cxdna.statistics import moments, weights
from cxdna.statistics.interval import Interval, mean_interval, weighted_mean_interval
from cxdna.voice.counts.model import MILLION
from cxdna.voice.indices.cells import Part
from cxdna.voice.indices.rescale import to_five
from cxdna.voice.model import Fielded

_TWO: Final = 2  # without so many nothing is known of a spread
Images = Sequence[tuple[Fraction, int]]
"""Answers by their image on 1 to 5, the lowest first; images without answers are left out."""


class Figure(msgspec.Struct, frozen=True):
    """A mean on 1 to 5, where the true one lies, and how many equally weighted observations are as certain."""

    mean: Fraction | None
    interval: Interval | None
    effective_n: Fraction


NOTHING: Final = Figure(None, None, Fraction(0))


def images_of(parts: Iterable[Part]) -> Images:
    """Return all answers by their image on 1 to 5."""
    found: dict[Fraction, int] = {}
    for part in parts:
        for score, mass in part.levels.items():
            if mass.n:
                image = to_five(score, part.scale)
                found[image] = found.get(image, 0) + mass.n
    return sorted(found.items())


def on_one_grid(*several: Images) -> tuple[int, tuple[Mapping[int, int], ...]]:
    """Return images as whole numbers of a unit that all of them share: the unit's denominator, and the counts.

    What tests and intervals say is the same in every unit; moments are exact for whole numbers only.
    """
    unit = lcm(*(image.denominator for images in several for image, _ in images))
    return unit, tuple({int(image * unit): n for image, n in images} for images in several)


def mean_of(images: Images) -> Fraction:
    """Return the mean of answers on 1 to 5. Raises ValueError for none."""
    unit, (counts,) = on_one_grid(images)
    return moments.mean(counts) / unit


def variance_of(images: Images) -> Fraction | None:
    """Return the variance of answers on 1 to 5, with n - 1 below the line; None under two answers."""
    unit, (counts,) = on_one_grid(images)
    return moments.variance(counts) / unit**2 if moments.total(counts) >= _TWO else None


def by_answers(parts: Sequence[Part]) -> Figure:
    """Return the figure of answers that all weigh one. Raises ValueError for none."""
    images = images_of(parts)
    n = sum(count for _, count in images)
    mean, variance = mean_of(images), variance_of(images)
    return Figure(mean, None if variance is None else mean_interval(mean, variance, n), Fraction(n))


def by_weights(parts: Sequence[Part]) -> Figure:
    """Return the figure of answers by the weights of their files; without weights in them each weighs one.

    Source: Kish, Survey Sampling, 1965, for the effective number.
    """
    found: dict[Fraction, Fraction] = {}
    squares = Fraction(0)
    for part in parts:
        for score, mass in part.levels.items():
            image = to_five(score, part.scale)
            found[image] = found.get(image, Fraction(0)) + Fraction(mass.weight, MILLION)
            squares += Fraction(mass.squares, MILLION**2)
    return _weighted([(image, weight) for image, weight in found.items() if weight], squares)


def by_accounts(accounts: Mapping[str, Sequence[Part]], worth: Mapping[str, Fraction] | None) -> Figure:
    """Return the figure of accounts, each by the mean of its answers, weighing one or what `worth` says.

    Each answer of an account weighs a share of its account's weight. Answers of an account are alike, so what is
    observed is the account: the spread is that between the means of accounts, the effective number is of accounts.
    Source: Kish, Survey Sampling, 1965, on clusters and on weights.
    """
    means = [
        (mean_of(images_of(parts)), Fraction(1) if worth is None else worth[name]) for name, parts in accounts.items()
    ]
    return _weighted(means, sum((weight * weight for _, weight in means), Fraction(0)))


def revenues_of(fielded: Fielded) -> Mapping[str, Fraction]:
    """Return what accounts bring in a year, the largest where files differ; only those that bring something.

    Raises `UserError` where no file says it, or what one says is no number.
    """
    found: dict[str, Fraction] = {}
    for file in fielded.files:
        for account, text in file.counts.revenues:
            amount = _amount(text, account, fielded)
            if account and amount > found.get(account, 0):
                found[account] = amount
    if not found:
        what = f"no file of survey {fielded.survey.id} says what accounts bring in a year"
        raise UserError(what, "name the column of `revenue` in the survey file and add its files again")
    return found


def _amount(text: str, account: str, fielded: Fielded) -> Fraction:
    plain = text.strip().replace(",", ".") if fielded.survey.decimal == "," else text.strip()
    try:
        return Fraction(plain)
    except (ValueError, ZeroDivisionError):
        what = f"the revenue of account {account} in survey {fielded.survey.id} is no number: {text}"
        raise UserError(what, "correct it in the file and add it again") from None


def _weighted(values: Sequence[tuple[Fraction, Fraction]], squares: Fraction) -> Figure:
    """Return the figure of values with weights; `squares` is the sum of all squared weights."""
    total = sum((weight for _, weight in values), Fraction(0))
    if not total or not squares:
        return NOTHING
    mean = sum((value * weight for value, weight in values), Fraction(0)) / total
    effective = weights.effective_n(total, squares)
    if effective < _TWO:
        return Figure(mean, None, effective)
    alike: dict[Fraction, Fraction] = {}
    for value, weight in values:
        alike[value] = alike.get(value, Fraction(0)) + weight
    variance = weights.weighted_variance(alike, squares)
    return Figure(mean, weighted_mean_interval(mean, variance, effective), effective)
