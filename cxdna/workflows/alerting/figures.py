"""How alerts are answered, for people and programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.alerts.figures import AlertFigures, CauseFigure, causes_of, figures_of
from cxdna.alerts.propose import proposals
from cxdna.alerts.say import hours_in_words, share_in_words
from cxdna.statistics.display import counted
from cxdna.workflows.alerting.open import Alerting, alerts_of
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-alert-figures/1"
"""Name and number of the shape that `cxdna alerts figures --json` prints: `FigureList`."""
_HEADINGS: Final = {"risk": "Risks", "opportunity": "Opportunities"}


class FigureList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: figures of each sort, causes by how often they came, and those that call for an action.

    A cause of opportunities may come back as well; no action is called for against it, nor where one answers it.
    """

    format: str
    at: dt.datetime
    within_days: int
    sorts: tuple[AlertFigures, ...]
    causes: tuple[CauseFigure, ...]
    proposed: tuple[str, ...] = ()


def look_at_figures(here: Alerting, now: dt.datetime) -> FigureList:
    """Return the figures of all alerts that there ever were."""
    alerts = alerts_of(here.store)
    return FigureList(
        format=FORMAT,
        at=now.astimezone(dt.UTC),
        within_days=here.rules.recurring_days,
        sorts=(
            figures_of(alerts, here.rules, here.hours, now, "risk"),
            figures_of(alerts, here.rules, here.hours, now, "opportunity"),
        ),
        causes=causes_of(alerts, here.rules, now),
        proposed=tuple(one.cause.id for one in proposals(alerts, here.rules, now)),
    )


def figures_json(found: FigureList) -> str:
    """Return figures as JSON, for other programs."""
    return as_json(found)


def figure_lines(found: FigureList) -> Iterator[str]:
    """Yield the figures in words, and what comes next."""
    for one in found.sorts:
        if one.raised:
            yield from _sort_lines(one)
    if not any(one.raised for one in found.sorts):
        yield "No alert was raised yet."
        yield "Next:  cxdna alerts rules"
        return
    if found.causes:
        yield f"Causes, by answers in the last {counted(found.within_days, 'day')}"
        for cause in found.causes:
            back = ", comes back" if cause.comes_back else ""
            yield f"  {cause.title}: {cause.lately} ({cause.answers} ever, {cause.closed} closed){back}"
    yield f"Next:  cxdna alerts propose {found.proposed[0]}" if found.proposed else "Next:  cxdna alerts list"


def _sort_lines(one: AlertFigures) -> Iterator[str]:
    heading = _HEADINGS[one.sort or "risk"]
    yield f"{heading}: {one.raised} raised, {one.open} open, {one.taken} taken, {one.closed} closed"
    if one.first_response is not None:
        yield f"  {_half(one.answered, 'first answered', one.first_response)}."
    if one.in_time is not None:
        yield f"  Answered in time: {share_in_words(one.in_time, one.in_time_of)} whose time has come."
    if one.closing is not None:
        yield f"  {_half(one.closed, 'closed', one.closing)}."
    if one.agreed is not None:
        asked = "who was asked" if one.asked == 1 else "who were asked"
        yield f"  Customers who agree: {share_in_words(one.agreed, one.asked)} {asked}."
    elif one.closed:
        yield "  Customers who agree: nobody was asked."


def _half(of: int, done: str, hours: Fraction) -> str:
    """Return within what time one was done, or half of several."""
    within = hours_in_words(hours).removeprefix("under ")
    return f"One was {done} within {within}" if of == 1 else f"Half of {of:,} were {done} within {within}"
