"""One chosen action in full: its texts, its days, and the KPI by which it is judged, measured before it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from cxdna.definitions.model import Kpi, Question
from cxdna.plan.cadence import LOOKED_UP, after_period
from cxdna.plan.choose import Choice
from cxdna.plan.date_action import baseline_words, date_action
from cxdna.plan.from_template import from_template
from cxdna.plan.model import Action, KpiFigure, Plan
from cxdna.plan.redraft import Before
from cxdna.plan.schedule import Item, Span
from cxdna.plan.texts import problem, risk
from cxdna.scores.suppose import Ground
from cxdna.statistics.display import rounded
from cxdna.worktime.working_days import (
    WorkingDays,
    add_working_days,
    count_working_days,
    first_working_day_on_or_after,
)

BASELINE_WEEKS: Final = 4
"""What stands in figures already is looked up in the first third of an action, and within so many weeks."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What texts and days are made of, by action: the KPI that judges it, the day by which its baseline is measured."""

    given: Ground
    with_counts: bool
    asked: Mapping[str, Question]
    kpis: Mapping[str, Kpi]
    days: WorkingDays
    owners: Mapping[str, str]
    outcomes: Mapping[str, str | None]
    measured: Mapping[str, dt.date]


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of KPIs: the figures in the plan, earlier drafts, and the KPIs of actions that stay as they are."""

    plan: Plan
    before: Sequence[Before]
    elsewhere: frozenset[str | None]
    kpis: Mapping[str, Kpi]


class Baselines(msgspec.Struct, frozen=True):
    """By action the day by which it measures the baseline of its KPI, and the figures that say so."""

    milestones: Mapping[str, dt.date]
    figures: tuple[KpiFigure, ...]


def write_action(choice: Choice, item: Item, span: Span, priority: int, known: Known) -> Action:
    """Return the action as it is proposed."""
    candidate, template = choice.candidate, choice.candidate.template
    action = msgspec.structs.replace(
        from_template(template, item.id, priority, known.kpis),
        closes=candidate.closes,
        from_level=float(rounded(candidate.standing, 2)),
        problem=problem(known.given, candidate, known.asked, with_counts=known.with_counts),
        owner=known.owners.get(template.owner_role, ""),
        needs=item.needs,
        risk=risk(template, item.needs, known.kpis),
    )
    kpi = known.outcomes[item.id]
    return date_action(action, span, known.days, known.kpis[kpi] if kpi else None, known.measured.get(item.id))


def baselines(
    outcomes: Mapping[str, str | None], spans: Mapping[str, Span], noted: Noted, days: WorkingDays
) -> Baselines:
    """Return by when each KPI without a baseline is measured: by the first action that has it as its outcome.

    A day that people noted stands; one that a draft noted moves with its action.
    """
    milestones: dict[str, dt.date] = {}
    figures: list[KpiFigure] = []
    seen: set[str] = set()
    for action in sorted(spans, key=lambda one: (spans[one].start, one)):
        kpi = outcomes[action]
        if kpi is None or kpi in seen:
            continue
        seen.add(kpi)
        figure = noted.plan.figure(kpi, "baseline")
        drafted = _drafted_for(figure, baseline_words(noted.kpis[kpi]), noted.before) if figure else frozenset()
        if figure is not None and (figure.value is not None or (kpi in noted.elsewhere and not drafted & spans.keys())):
            continue
        by = _baseline_day(days, spans[action], noted.kpis[kpi]) if figure is None or drafted else figure.on
        if not spans[action].start <= by <= spans[action].due:
            continue  # a day that people noted, before the action begins or after it ends
        milestones[action] = by
        if figure is None or figure.on != by:
            figures.append(KpiFigure(kpi=kpi, figure="baseline", on=by))
    return Baselines(milestones, tuple(figures))


def _drafted_for(figure: KpiFigure, words: str, before: Sequence[Before]) -> frozenset[str]:
    """Return the actions for which a draft noted a baseline that is still to be measured; none where people did.

    `words` are those of the milestone: people may have given an action another KPI than the one that was drafted.
    """
    last = [one.action if one.gone else one.drafted for one in before]
    return frozenset(
        one.id
        for one in last
        if one is not None
        for milestone in one.milestones
        if milestone.due == figure.on and milestone.what == words
    )


def _baseline_day(days: WorkingDays, span: Span, kpi: Kpi) -> dt.date:
    """Return when the first full period of a KPI is over, at the latest when the action ends."""
    if kpi.cadence not in LOOKED_UP:
        return min(first_working_day_on_or_after(days, after_period(span.start, kpi.cadence)), span.due)
    total = count_working_days(days, span.start, span.due)
    number = min(-(-total // 3), BASELINE_WEEKS * days.in_a_week)
    return min(add_working_days(days, span.start, max(number - 1, 0)), span.due)
