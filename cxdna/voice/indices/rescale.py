"""Scores of any scale as their image on 1 to 5, by the straight line through the ends of both, and back."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.exact import exact
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.survey.model import Month, Scale, SurveyQuestion

FIVE: Final = Scale(low=1, high=5)
THRESHOLD: Final = Fraction(4)
"""What an index is held against, on 1 to 5; compared unrounded."""
_STEPS: Final = FIVE.high - FIVE.low
_SMALLEST_WITH_TWO: Final = 4  # points; on fewer, two boxes from both ends would overlap or leave no middle


def to_five(value: Fraction | float, scale: Scale) -> Fraction:
    """Return the image of a score or mean on 1 to 5: 1 + 4 (x - low) / (high - low), turned where low is good.

    The ends are those of the scale, not of the answers: 1 of 1-10 is 1, not 5/10. Raises ValueError for a scale
    without extent.
    """
    along = _exact(value) - scale.low
    if scale.direction == "low_is_good":
        along = scale.high - scale.low - along
    return FIVE.low + _STEPS * along / _extent(scale)


def from_five(value: Fraction | float, scale: Scale) -> Fraction:
    """Return the score on a scale whose image on 1 to 5 is `value`: 4.0 is 7.75 on 1-10, 7.5 on 0-10, 2 on 5-1."""
    along = (_exact(value) - FIVE.low) * _extent(scale) / _STEPS
    return scale.high - along if scale.direction == "low_is_good" else scale.low + along


def best_high(value: Fraction, scale: Scale) -> Fraction:
    """Return a score of a scale with the best end high: on a scale where low is good, low and high change places."""
    return scale.low + scale.high - value if scale.direction == "low_is_good" else value


def scores_of(scale: Scale) -> range:
    """Return the scores of a scale, the lowest first."""
    return range(scale.low, scale.high + 1)


def boxes_of(scale: Scale) -> int:
    """Return how many of the best and worst scores are told together: two, but one on scales of two or three points."""
    return 2 if len(scores_of(scale)) >= _SMALLEST_WITH_TWO else 1


def same_scale(one: Scale, other: Scale) -> bool:
    """Tell whether scores of two scales mean the same number: the names of scores make no difference to that."""
    return (one.low, one.high, one.direction) == (other.low, other.high, other.direction)


def scale_in(question: SurveyQuestion, month: Month) -> Scale:
    """Return the scale on which a question was asked in a month.

    Raises `UserError` for answers without a date where the scale changed: nobody can tell on which they were given.
    """
    if month == NO_MONTH and question.earlier:
        what = f"answers to question {question.id} have no date, and its scale changed over time"
        raise UserError(what, "name the column of the event's date in the survey file, or leave `earlier:` out of it")
    for earlier in sorted(question.earlier, key=lambda one: one.until):
        if month <= int(earlier.until.replace("-", "")):
            return earlier.scale
    return question.scale


def _exact(value: Fraction | float) -> Fraction:
    return exact(value) if isinstance(value, float) else Fraction(value)


def _extent(scale: Scale) -> int:
    if scale.high <= scale.low:
        raise ValueError("a scale ends above where it begins")
    return scale.high - scale.low
