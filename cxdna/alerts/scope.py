"""Which surveys a trigger looks at: those of customers that ask its question on a scale where its limits make sense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from cxdna.alerts.model import Trigger
from cxdna.voice.indices.rescale import scale_in
from cxdna.voice.survey.model import Month, Scale, Survey, SurveyQuestion

Ends: TypeAlias = tuple[int, int, str]


class Scope(NamedTuple):
    """The surveys of customers that ask what a trigger names, those it looks at, and the scales of its question there.

    More than one scale among those it looks at means that nobody can say which one its limits are meant on.
    """

    asked: tuple[Survey, ...]
    looked_at: tuple[Survey, ...]
    scales: tuple[Scale, ...]

    @property
    def ambiguous(self) -> bool:
        """Whether its limits make sense on several scales."""
        return len({ends(one) for one in self.scales}) > 1


def scope_of(trigger: Trigger, surveys: Sequence[Survey]) -> Scope:
    """Return what a trigger looks at; a trigger without a question looks at any score of any survey of customers."""
    asked = tuple(
        one
        for one in surveys
        if one.asks == "customers" and trigger.survey in {None, one.id} and _asks(one, trigger.question)
    )
    if trigger.question is None:
        return Scope(asked, asked, ())
    there = [(one, question_in(one, trigger.question)) for one in asked]
    fits = [(one, question.scale) for one, question in there if question and makes_sense(trigger, question.scale)]
    scales = tuple(scale for _, scale in fits) if has_limits(trigger) else ()
    return Scope(asked, tuple(one for one, _ in fits), scales)


def looks_at(trigger: Trigger, survey: Survey, name: str, month: Month | None) -> bool:
    """Tell whether a trigger looks at a score of a question of a survey, by the scale it had in the month."""
    if trigger.survey not in {None, survey.id}:
        return False
    question = question_in(survey, name)
    if question is None:
        return True
    return makes_sense(trigger, question.scale if month is None else scale_in(question, month))


def makes_sense(trigger: Trigger, scale: Scale) -> bool:
    """Tell whether a scale has scores that the limits of a trigger let through, and others that they do not."""
    below, above, drop = trigger.at_or_below, trigger.at_or_above, trigger.drop
    return (
        (below is None or scale.low <= below < scale.high)
        and (above is None or scale.low < above <= scale.high)
        and (drop is None or drop <= scale.high - scale.low)
    )


def has_limits(trigger: Trigger) -> bool:
    """Tell whether a trigger looks at a score at all."""
    return (trigger.at_or_below, trigger.at_or_above, trigger.drop) != (None, None, None)


def ends(scale: Scale) -> Ends:
    """Return what makes two scales the same: both ends, and which of them is good."""
    return scale.low, scale.high, scale.direction


def question_in(survey: Survey, name: str) -> SurveyQuestion | None:
    """Return a question of a survey by its id; None where it does not ask that."""
    return next((one for one in survey.questions if one.id == name), None)


def _asks(survey: Survey, question: str | None) -> bool:
    return question is None or question_in(survey, question) is not None
