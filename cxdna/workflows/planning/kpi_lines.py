"""KPIs and their figures in the lines that a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.model import Unit
from cxdna.plan.figures import CADENCE_WORDS, DIRECTION_WORDS, UNIT_WORDS, figure_words, wrong_way
from cxdna.plan.model import KpiFigure
from cxdna.statistics.display import NO_NUMBER, counted, listed, long_date, percent
from cxdna.workflows.planning.kpis import KpiList, Noted, ShownKpi

_NAMES: Final = {"baseline": "Baseline", "target": "Target", "actual": "Measured"}


def kpi_lines(kpi: ShownKpi, currency: str, heading: str = "") -> Iterator[str]:
    """Yield a KPI with its figures, how much of the way is gone, and the one that keeps it honest."""
    yield f"{heading}: {kpi.name} ({kpi.id})" if heading else f"{kpi.name} ({kpi.id})"
    yield f"  {_unit(kpi.unit, currency)}, {DIRECTION_WORDS[kpi.direction]}, measured {CADENCE_WORDS[kpi.cadence]}"
    if not heading:
        yield f"  {kpi.definition}"
        yield f"  Formula: {kpi.formula}"
        if kpi.source:
            yield f"  Usual source: {kpi.source}"
    yield f"  Baseline: {_baseline(kpi, currency)}"
    yield f"  Target:   {_target(kpi, currency)}"
    if kpi.actuals:
        newest = "" if len(kpi.actuals) == 1 else f", the newest of {len(kpi.actuals)}"
        yield f"  Measured: {_figure(kpi.actuals[-1], kpi, currency)}{newest}"
        if len(kpi.actuals) > 1:
            earlier = (f"{figure_words(one.value or 0, kpi.unit, currency)} ({one.on})" for one in kpi.actuals[:-1])
            yield f"    before: {', '.join(earlier)}"
    if way := way_words(kpi):
        yield f"  {way}"
    yield f"  Kept honest by: {kpi.counter_name} ({kpi.counter}){_counter(kpi, currency)}"
    if not heading:
        yield f"  Used by: {listed(kpi.actions) if kpi.actions else 'no action of the plan'}"


def _unit(unit: Unit, currency: str) -> str:
    if unit == "money":
        return f"in {currency}"
    if unit in {"count", "index", "ratio"}:
        return f"{'an' if unit == 'index' else 'a'} {UNIT_WORDS[unit]}"
    return f"in {UNIT_WORDS[unit]}"


def way_words(kpi: ShownKpi) -> str:
    """Return how much of the way from baseline to target is gone, and how much is to go; "" where it cannot be told."""
    if kpi.way is None:
        return ""
    if kpi.way >= 1:
        return "The target is reached."
    if kpi.way < 0:
        return "It has moved away from its target since the baseline."
    return f"{percent(kpi.way)} of the way is gone, {percent(1 - kpi.way)} to go."


def _counter(kpi: ShownKpi, currency: str) -> str:
    figure = kpi.counter_actual
    if figure is None or figure.value is None or kpi.counter_unit is None:
        return ""
    return f", {figure_words(figure.value, kpi.counter_unit, currency)} on {long_date(figure.on)}"


def _baseline(kpi: ShownKpi, currency: str) -> str:
    if kpi.baseline is None:
        return "none yet"
    if kpi.baseline.value is not None:
        return _figure(kpi.baseline, kpi, currency)
    late = f", {counted(kpi.days_late, 'day')} late" if kpi.days_late else ""
    return f"to be measured by {long_date(kpi.baseline.on)}{late}"


def _target(kpi: ShownKpi, currency: str) -> str:
    if kpi.target is None or kpi.target.value is None:
        return "none yet"
    by = f", set by {kpi.target.by}" if kpi.target.by else ""
    return f"{figure_words(kpi.target.value, kpi.unit, currency)} by {long_date(kpi.target.on)}{by}"


def _figure(figure: KpiFigure, kpi: ShownKpi, currency: str) -> str:
    value = NO_NUMBER if figure.value is None else figure_words(figure.value, kpi.unit, currency)
    beside = ", ".join(one for one in (figure.period, figure.source, figure.by) if one)
    return f"{value} on {long_date(figure.on)}" + (f" ({beside})" if beside else "")


def noted_lines(noted: Noted, shown: ShownKpi, currency: str) -> Iterator[str]:
    """Yield what was understood and noted, what is odd about it, and what comes next."""
    kpi = noted.kpi
    yield f"{kpi.name}, {_unit(kpi.unit, currency)}, {DIRECTION_WORDS[kpi.direction]}:"
    for figure, before in noted.figures:
        yield f"  {_NAMES[figure.figure]}: {_said(figure, noted, currency)}{_before(figure, before, noted, currency)}"
    if shown.baseline and shown.target and shown.baseline.value is not None and shown.target.value is not None:
        odd = wrong_way(shown.baseline.value, shown.target.value, kpi.direction)
        if odd:
            yield f"Take care: {odd}."
    if way := way_words(shown):
        yield way
    if not shown.actions:
        yield "No action of the plan uses it yet; one does with:  cxdna plan set ID kpi " + kpi.id
    lacking = [
        option
        for figure, option in ((shown.baseline, "--baseline-by DATE"), (shown.target, "--target VALUE --by DATE"))
        if figure is None
    ]
    yield f"Next:  cxdna kpi set {kpi.id} {' '.join(lacking)}" if lacking else f"Next:  cxdna kpi show {kpi.id}"


def _said(figure: KpiFigure, noted: Noted, currency: str) -> str:
    if figure.value is None:
        return f"to be measured by {long_date(figure.on)}"
    word = "by" if figure.figure == "target" else "on"
    return f"{figure_words(figure.value, noted.kpi.unit, currency)} {word} {long_date(figure.on)}"


def _before(figure: KpiFigure, before: KpiFigure | None, noted: Noted, currency: str) -> str:
    if before is None:
        return ""
    if figure.figure == "actual" and before.on > figure.on:
        return f"; a later figure is there: {_said(before, noted, currency)}"
    return f" (was {_said(before, noted, currency)})"


def show_lines(found: KpiList, currency: str, *, one: bool) -> Iterator[str]:
    """Yield KPIs: one at length; several shortly, one line of figures each."""
    if one:
        yield from kpi_lines(found.kpis[0], currency)
        yield ""
        yield f"Next:  cxdna kpi set {found.kpis[0].id} --value VALUE --on DATE"
        return
    for kpi in found.kpis:
        yield f"{kpi.id}: {kpi.name}"
        used = f", for {listed(kpi.actions)}" if kpi.actions else ""
        measured = f"; measured {_figure(kpi.actual, kpi, currency)}" if kpi.actual else ""
        if kpi.baseline or kpi.target or kpi.actual:
            yield f"  baseline {_baseline(kpi, currency)}; target {_target(kpi, currency)}{measured}{used}"
            if way := way_words(kpi):
                yield f"  {way}"
        else:
            yield f"  {_unit(kpi.unit, currency)}, {DIRECTION_WORDS[kpi.direction]}{used}; no figure yet"
    if not found.kpis:
        yield "No action of the plan uses a KPI yet, and none has a figure."
        yield "Next:  cxdna kpi show --all   the KPIs to choose from"
        return
    yield f"Next:  cxdna kpi show {found.kpis[0].id}   one at length"
