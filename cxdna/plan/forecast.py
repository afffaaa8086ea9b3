"""The scores to come if the actions of a plan do what they say: quarter by quarter, each step with what it rests on.

An action counts when it is due. It lifts what it closes by the rule in `lift.py`, and the tree is rolled up again by
the rules of scoring. Agreed actions count, and those under way and done; where none is agreed, the proposed ones do.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

import msgspec
from msgspec.structs import replace

from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.plan.lift import SoFar
from cxdna.plan.model import Action, Forecast, ForecastStep, Lift
from cxdna.scores.model import Scores
from cxdna.scores.suppose import ground
from cxdna.statistics.display import MONTHS, long_month, shown

_SHORT: Final = 3
_QUARTER: Final = 3


def forecast(
    scores: Scores, playbook: Playbook, questionnaire: Questionnaire, actions: Sequence[Action]
) -> Forecast | None:
    """Return where the scores stand at the end of each quarter in which an action is due; None without a score."""
    now = scores.whole.score.on(scores.basis)
    if now is None:
        return None
    due = [(one.due, one) for one in actions_that_count(actions) if one.due is not None]
    due.sort(key=lambda each: (each[0], each[1].priority, each[1].id))
    so_far = SoFar(ground(scores, playbook, questionnaire))
    steps = []
    for until, group in groupby(due, key=lambda each: quarter_end(each[0])):
        lifts = tuple(lift for _, action in group for lift in so_far.lift(action))
        values = so_far.values()
        steps.append(
            ForecastStep(
                until=until,
                label=quarter_label(until),
                whole=_known(values[scores.whole.id], now),
                parts=tuple((part.id, value) for part in scores.parts if (value := values[part.id]) is not None),
                lifts=lifts,
            )
        )
    return Forecast(basis=scores.basis, now=now, steps=tuple(steps))


def actions_that_count(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return the actions that were agreed, whatever became of them since; all of them where none is."""
    agreed = tuple(one for one in actions if one.status != "proposed")
    return agreed or tuple(actions)


def condition(actions: Sequence[Action]) -> str:
    """Return under which condition the forecast holds, with how many actions it counts, to go on in a sentence."""
    count = len(actions_that_count(actions))
    if any(one.status != "proposed" for one in actions):
        return "if the one agreed action holds" if count == 1 else f"if the {count} agreed actions hold"
    if count == 1:
        return "if the one proposed action is agreed and holds"
    return f"if the {count} proposed actions are agreed and hold"


def is_mixed(actions: Sequence[Action]) -> bool:
    """Tell whether some actions count in the forecast while others are only proposed."""
    return len({one.status == "proposed" for one in actions}) > 1


def as_agreed(actions: Sequence[Action]) -> tuple[Action, ...]:
    """Return actions as if what is proposed were agreed, so that all of them count."""
    return tuple(replace(one, status="agreed") if one.status == "proposed" else one for one in actions)


class Change(msgspec.Struct, frozen=True):
    """A part without further parts that is higher after the last action."""

    part: str
    name: str
    before: Fraction
    after: Fraction


def changes(found: Forecast, scores: Scores) -> tuple[Change, ...]:
    """Return which parts are higher after the last action, what rises most first, else in the order of the playbook."""
    after = dict(found.steps[-1].parts) if found.steps else {}
    risen = [
        Change(part.id, part.name, before, after[part.id])
        for part in scores.parts
        if not part.children and part.id in after
        if (before := part.score.on(found.basis)) is not None and after[part.id] > before
    ]
    return tuple(sorted(risen, key=lambda one: one.before - one.after))


def change_words(given: Sequence[Change], most: int) -> str:
    """Return as many changes as are wanted, with how many more there are: Win-back 1.0 to 1.5 and 2 more."""
    named = ", ".join(f"{one.name} {shown(one.before)} to {shown(one.after)}" for one in given[:most])
    return named + (f" and {len(given) - most} more" if len(given) > most else "")


def quarter_end(day: dt.date) -> dt.date:
    """Return the last day of the calendar quarter in which a day lies."""
    month = (day.month + _QUARTER - 1) // _QUARTER * _QUARTER
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])


def quarter_label(until: dt.date) -> str:
    """Return a calendar quarter by the months it spans: Jan to Mar 2027."""
    end = quarter_end(until)
    first, last = (MONTHS[month - 1][:_SHORT] for month in (end.month - _QUARTER + 1, end.month))
    return f"{first} to {last} {end.year}"


def derivation(step: ForecastStep, before: Fraction, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return how a step comes about, a line for each lift and one for the whole; `before` is the whole ahead of it.

    `names` are those of questions and parts; one without a name goes by its id.
    """
    lines = [lift_words(one, names.get(one.lifts, one.lifts)) for one in step.lifts]
    if not lines:
        lines = ["No score is lifted: what these actions close stands there already, or has no score."]
    moved = f"goes from {shown(before, 2)} to {shown(step.whole, 2)}" if step.whole != before else "stays where it is"
    return (*lines, f"{step.label}: rolled up again by the same rules, the whole {moved}.")


def lift_words(lift: Lift, name: str) -> str:
    """Return one lift as a sentence: a1 lifts Root causes from 1.5 to 3.0."""
    return f"{lift.action} lifts {name} from {shown(lift.before)} to {shown(lift.after)}."


def summary(found: Forecast) -> str:
    """Return the whole now and after the last action, to go on in a sentence: 2.3 to 2.5 by the end of March 2027."""
    if not found.steps:
        return f"{shown(found.now)}, as no action has a due day"
    end = found.steps[-1].until
    return f"{shown(found.now)} to {shown(found.end)} by the end of {long_month(end)}"


def _known(value: Fraction | None, otherwise: Fraction) -> Fraction:
    return otherwise if value is None else value
