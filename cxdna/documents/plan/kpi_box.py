"""The outcome KPI on an action's page: baseline, target, what was measured, and the KPI that keeps it honest."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.definitions.model import Kpi
from cxdna.documents.course import Course, course
from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.model import Fact, KpiBox, Said
from cxdna.plan.figures import CADENCE_WORDS, DIRECTION_WORDS, figure_words
from cxdna.plan.model import Action, KpiFigure
from cxdna.statistics.display import listed, short_date

MOST_MEASURED = 6


def kpi_box(material: Material, action: Action, kpis: Mapping[str, Kpi]) -> KpiBox | None:
    """Return the outcome KPI of an action; None where none is chosen, or the library has it not."""
    kpi = kpis.get(action.kpi or "")
    if kpi is None:
        return None
    plan = material.plan
    baseline, target = plan.figure(kpi.id, "baseline"), plan.figure(kpi.id, "target")
    measured = sorted(
        (one for one in plan.figures if one.kpi == kpi.id and one.figure == "actual"), key=lambda one: one.on
    )
    actuals = [one for one in measured if one.value is not None]
    facts = [
        Fact("Baseline", _baseline(baseline, kpi, material.currency)),
        Fact("Target", _target(target, kpi, material.currency)),
        *(Fact(_capital(_when(one)), _figure(one, kpi, material.currency)) for one in actuals[-MOST_MEASURED:]),
    ]
    drawn = _course(baseline, target, actuals, kpi, material.currency)
    counter = kpis.get(kpi.counter)
    return KpiBox(
        name=kpi.name,
        about=f"{DIRECTION_WORDS[kpi.direction].capitalize()}; measured {CADENCE_WORDS[kpi.cadence]}; "
        f"{kpi.id} in the KPI library",
        facts=tuple(facts),
        course=drawn,
        course_alt=_alt(kpi, facts),
        counter=_counter(material, counter) if counter else "",
        more=listed([kpis[one].name for one in action.more_kpis if one in kpis and one != kpi.counter]),
    )


def _baseline(figure: KpiFigure | None, kpi: Kpi, currency: str) -> Said:
    if figure is None:
        return said.stated("")
    if figure.value is None:
        return Said(f"to be measured by {short_date(figure.on)}", missing=True)
    return Said(f"{figure_words(figure.value, kpi.unit, currency)}, {_when(figure)}", missing=False)


def _target(figure: KpiFigure | None, kpi: Kpi, currency: str) -> Said:
    if figure is None or figure.value is None:
        return said.stated("")
    return Said(f"{figure_words(figure.value, kpi.unit, currency)} by {short_date(figure.on)}", missing=False)


def _figure(figure: KpiFigure, kpi: Kpi, currency: str) -> Said:
    text = figure_words(figure.value or 0, kpi.unit, currency)
    return Said(f"{text} ({figure.source})" if figure.source else text, missing=False)


def _when(figure: KpiFigure) -> str:
    return figure.period or short_date(figure.on)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _course(
    baseline: KpiFigure | None, target: KpiFigure | None, actuals: list[KpiFigure], kpi: Kpi, currency: str
) -> Course | None:
    if not actuals:
        return None
    known = [one for one in (baseline, *actuals) if one is not None and one.value is not None]
    points = [
        (one.on, one.value or 0.0, _short(one.value or 0.0, kpi, currency))
        for one in sorted(known, key=lambda one: one.on)
    ]
    goal = (
        (target.value, f"target {_short(target.value, kpi, currency)}") if target and target.value is not None else None
    )
    return course(points, goal, low=1.0 if kpi.unit == "index" else 0.0)


def _short(value: float, kpi: Kpi, currency: str) -> str:
    """Return a figure as short as a chart needs it: without the words of its unit."""
    text = figure_words(value, kpi.unit, currency)
    return text if kpi.unit in {"percent", "money"} else text.split(" ", 1)[0]


def _alt(kpi: Kpi, facts: list[Fact]) -> str:
    return f"{kpi.name}: " + "; ".join(f"{one.label} {one.value}" for one in facts)


def _counter(material: Material, counter: Kpi) -> str:
    found = material.plan.figure(counter.id, "actual") or material.plan.figure(counter.id, "baseline")
    if found is None or found.value is None:
        return f"{counter.name}, not measured yet"
    return f"{counter.name}, {figure_words(found.value, counter.unit, material.currency)} ({_when(found)})"
