"""How alerts are answered: how soon, how many in time, whether customers agree, and which causes come back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cxdna.alerts.escalate import escalation_of, limit_of
from cxdna.alerts.model import Alert, AlertRules, Sort
from cxdna.alerts.propose import bearing
from cxdna.statistics.exact import median
from cxdna.worktime.working_hours import WorkingHours, worked_between


class CauseFigure(msgspec.Struct, frozen=True, kw_only=True):
    """How often a cause came: answers that raised alerts of it, ever and lately, and alerts that closed with it."""

    cause: str
    title: str
    answers: int
    lately: int
    closed: int
    comes_back: bool


class AlertFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of alerts of one sort, or of all; times are working hours, shares go from 0 to 1, None is of nothing.

    `first_response` is the median from raising to the first that anybody did, of `answered` alerts. `in_time` is the
    share of those that were answered before the first step of their escalation that waits, among all whose time for
    that has run out or that were answered. `agreed` is the share of customers who agree, of `asked` ones.
    """

    sort: Sort | None
    raised: int
    open: int
    taken: int
    closed: int
    answered: int
    first_response: Fraction | None
    in_time: Fraction | None
    in_time_of: int
    closing: Fraction | None
    asked: int
    agreed: Fraction | None


def first_action(alert: Alert) -> dt.datetime | None:
    """Return when somebody first did something about an alert; None while nobody has."""
    return min((one for one in (alert.taken, alert.escalated_at, alert.closed) if one is not None), default=None)


def figures_of(
    alerts: Sequence[Alert], rules: AlertRules, hours: WorkingHours, now: dt.datetime, sort: Sort | None = None
) -> AlertFigures:
    """Return the figures of alerts of a sort, of all where none is named."""
    own = [one for one in alerts if sort in {None, one.sort}]
    responses = [_hours(worked_between(hours, one.raised, acted)) for one in own if (acted := first_action(one))]
    closings = [_hours(worked_between(hours, one.raised, one.closed)) for one in own if one.closed]
    timed = [said for one in own if (said := _in_time(one, rules, hours, now)) is not None]
    asked = [one.customer_agrees for one in own if one.state == "closed" and one.customer_agrees != "not_asked"]
    return AlertFigures(
        sort=sort,
        raised=len(own),
        open=sum(one.state == "open" for one in own),
        taken=sum(one.state == "taken" for one in own),
        closed=len(closings),
        answered=len(responses),
        first_response=median(responses) if responses else None,
        in_time=Fraction(sum(timed), len(timed)) if timed else None,
        in_time_of=len(timed),
        closing=median(closings) if closings else None,
        asked=len(asked),
        agreed=Fraction(asked.count("yes"), len(asked)) if asked else None,
    )


def causes_of(alerts: Sequence[Alert], rules: AlertRules, now: dt.datetime) -> tuple[CauseFigure, ...]:
    """Return how often each cause came, the most frequent lately first; causes without an alert are left out."""
    found = []
    for cause in rules.causes:
        own = [one for one in alerts if one.cause == cause.id]
        if own:
            lately = len({(one.survey, one.reply) for one in bearing(own, cause.id, rules, now)})
            found.append(
                CauseFigure(
                    cause=cause.id,
                    title=cause.title,
                    answers=len({(one.survey, one.reply) for one in own}),
                    lately=lately,
                    closed=sum(one.state == "closed" for one in own),
                    comes_back=lately >= rules.recurring,
                )
            )
    return tuple(sorted(found, key=lambda one: (-one.lately, -one.answers, one.cause)))


def _hours(time: dt.timedelta) -> Fraction:
    return Fraction(time // dt.timedelta(microseconds=1), 3_600_000_000)


def _in_time(alert: Alert, rules: AlertRules, hours: WorkingHours, now: dt.datetime) -> bool | None:
    """Tell whether an alert was answered in time; None where that is still open, or no step waits."""
    limit = limit_of(escalation_of(rules, alert))
    acted = first_action(alert)
    if limit is None:
        return None
    in_time = worked_between(hours, alert.raised, acted or now) <= limit
    return None if acted is None and in_time else in_time
