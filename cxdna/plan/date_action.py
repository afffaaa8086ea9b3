"""An action gets its days: start and deadline, when each task is due, milestones, and the review of its effect."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.definitions.model import Kpi
from cxdna.plan.cadence import after_period
from cxdna.plan.model import Action, Milestone
from cxdna.plan.schedule import Span
from cxdna.plan.texts import MOST_SENTENCE, fitting
from cxdna.worktime.working_days import (
    WorkingDays,
    add_working_days,
    count_working_days,
    first_working_day_on_or_after,
)

REVIEW_AFTER: Final = dt.timedelta(days=60)
"""An effect is looked at no sooner than so many days after an action is done, on the first working day from then on."""
BASELINE: Final = "Baseline measured"


def date_action(
    action: Action, span: Span, days: WorkingDays, kpi: Kpi | None = None, baseline: dt.date | None = None
) -> Action:
    """Return an action with the days of its span; `kpi` judges it, and its `baseline` is measured by that day, if any.

    Its effect is looked at once a full period of the KPI is over after it ends.
    """
    count = len(action.tasks)
    return msgspec.structs.replace(
        action,
        start=span.start,
        due=span.due,
        tasks=tuple(
            msgspec.structs.replace(task, due=_along(days, span, number, count))
            for number, task in enumerate(action.tasks, 1)
        ),
        milestones=tuple(
            sorted(
                _milestones(action, span, days, (kpi, baseline) if kpi and baseline else None), key=lambda one: one.due
            )
        ),
        review=first_working_day_on_or_after(days, max(span.due + REVIEW_AFTER, effect_shows(span.due, kpi))),
    )


def effect_shows(due: dt.date, kpi: Kpi | None) -> dt.date:
    """Return when a full period of the KPI that judges an action is over after the action ends."""
    return after_period(due, kpi.cadence) if kpi else due


def _milestones(
    action: Action, span: Span, days: WorkingDays, baseline: tuple[Kpi, dt.date] | None
) -> Iterator[Milestone]:
    if baseline is not None:
        yield Milestone(what=baseline_words(baseline[0]), due=baseline[1])
    steps = len(action.tasks)
    reached = "step 1" if steps // 2 == 1 else f"steps 1 to {steps // 2}"
    yield Milestone(what=f"Halfway: {reached} of {steps} done", due=_along(days, span, 1, 2))
    yield Milestone(what=fitting(f"Deliverable: {action.deliverable}", MOST_SENTENCE), due=span.due)


def baseline_words(kpi: Kpi) -> str:
    """Return the milestone at which the baseline of a KPI is there."""
    return fitting(f"{BASELINE}: {kpi.name}", MOST_SENTENCE)


def _along(days: WorkingDays, span: Span, part: int, of: int) -> dt.date:
    """Return the working day on which so much of an action's time is over; the last is the day it is due."""
    if part == of:
        return span.due
    total = count_working_days(days, span.start, span.due)
    number = -(-total * part // of)
    return min(add_working_days(days, span.start, max(number - 1, 0)), span.due)
