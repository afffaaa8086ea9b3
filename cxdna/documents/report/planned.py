"""What the plan says of one component: its actions, and where its KPIs stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cxdna.definitions.model import Kpi
from cxdna.documents.material import Material, action_anchor
from cxdna.documents.plan import said
from cxdna.documents.report.model import Fact, KpiRow, PlannedRow
from cxdna.documents.report.surveyed_kpis import surveyed
from cxdna.plan.figures import figure_words
from cxdna.plan.match import Match
from cxdna.plan.model import Action, KpiFigure
from cxdna.scores.model import PartScore
from cxdna.statistics.display import NO_NUMBER, counted, short_date

MOST_KPIS: Final = 2
MOST_KPIS_PLANNED: Final = 4
"""How many KPIs a component shows; more where actions of the plan are measured by them, its own before others."""
DIRECTIONS: Final = {
    "up": "should rise",
    "down": "should fall",
    "to_zero": "towards zero",
    "within_limit": "within its limit",
}
CADENCES: Final = {
    "week": "weekly",
    "month": "monthly",
    "quarter": "quarterly",
    "half_year": "half-yearly",
    "year": "yearly",
    "wave": "each survey wave",
    "campaign": "each campaign",
}


def actions_for(material: Material, part: PartScore) -> tuple[Action, ...]:
    """Return the actions of the plan that close a gap of this part or of one of its questions."""
    own = {part.id, *part.questions}
    return tuple(one for one in material.plan.actions if own.intersection(one.closes))


def planned_row(material: Material, one: Action) -> PlannedRow:
    """Return an action in short, with the place in part 8 where it stands."""
    status = said.status(one, material.today)
    return PlannedRow(
        template=one.template or "",
        anchor=action_anchor(one.id),
        number=one.id,
        title=one.title,
        owner=said.owner(one).text,
        due=said.on_day(one.due).text,
        status=f"{status}, not yet verified" if one.status == "done" else status,
    )


def kpi_rows(
    material: Material, part: PartScore, actions: Iterable[Action], matches: Iterable[Match]
) -> tuple[KpiRow, ...]:
    """Return the KPIs by which this component is watched: its own first, then others by which its actions are measured.

    Of its own come those that the plan measures its actions by, then those the library offers; of either as many as
    there is room for.
    """
    by_id = {kpi.id: kpi for kpi in material.kpis}
    of_plan = [by_id[name] for one in actions for name in (one.kpi, *one.more_kpis) if name in by_id]
    offered = [by_id[name] for one in matches for name in one.action.kpis if name in by_id]
    at_home = {kpi.id for kpi in material.kpis if is_at_home(kpi, part)}
    own = [kpi for kpi in of_plan if kpi.id in at_home][:MOST_KPIS_PLANNED]
    more = [kpi for kpi in (*offered, *material.kpis) if kpi.id in at_home]
    others = [kpi for kpi in (*of_plan, *offered) if kpi.id not in at_home]
    wanted = {kpi.id: kpi for kpi in own}
    for kpi in more:
        if len(wanted) < MOST_KPIS:
            wanted.setdefault(kpi.id, kpi)
    planned = {kpi.id for kpi in of_plan}
    for kpi in others:
        if len(wanted) < (MOST_KPIS_PLANNED if kpi.id in planned else MOST_KPIS):
            wanted.setdefault(kpi.id, kpi)
    return tuple(_kpi_row(material, kpi) for kpi in wanted.values())


def is_at_home(kpi: Kpi, part: PartScore) -> bool:
    """Tell whether a KPI is one of this component: it names it first, or one of its questions."""
    return kpi.parts[:1] == (part.id,) or not {*part.questions}.isdisjoint(kpi.questions)


def _kpi_row(material: Material, kpi: Kpi) -> KpiRow:
    names = {one.id: one.name for one in material.kpis}
    value, about = _stands(material, kpi)
    target = material.plan.figure(kpi.id, "target")
    return KpiRow(
        id=kpi.id,
        name=kpi.name,
        direction=DIRECTIONS[kpi.direction],
        cadence=CADENCES[kpi.cadence],
        counter=names.get(kpi.counter, kpi.counter),
        value=value,
        about=about,
        target=_value(material, kpi, target) or NO_NUMBER,
        target_by=f"by {short_date(target.on)}" if target and target.value is not None else "",
    )


def _stands(material: Material, kpi: Kpi) -> tuple[str, str]:
    """Return where a KPI stands, and when and by which source.

    The newest figure measured, or else its baseline; where nobody noted one, what a survey of customers measured.
    """
    actual, baseline = material.plan.figure(kpi.id, "actual"), material.plan.figure(kpi.id, "baseline")
    known = actual or baseline
    if (known is None or known.value is None) and (found := surveyed(material, kpi)):
        return found
    if known is None:
        return "no figure yet", ""
    if known.value is None:
        return "no figure yet", f"to be measured by {short_date(known.on)}"
    when = known.period or f"to {short_date(known.on)}"
    kind = "" if known is actual else "baseline, "
    return _value(material, kpi, known), f"{kind}{when}" + (f"; {known.source}" if known.source else "")


def _value(material: Material, kpi: Kpi, figure: KpiFigure | None) -> str:
    if figure is None or figure.value is None:
        return ""
    return figure_words(figure.value, kpi.unit, material.currency)


def on_the_cover(material: Material) -> Fact:
    """Say that there is a plan, how many of its actions are agreed, and where it stands; empty without one."""
    actions = material.plan.actions
    if not actions:
        return Fact("Plan", "")
    agreed = sum(one.status != "proposed" for one in actions)
    done = sum(one.status == "done" for one in actions)
    stands = f"{counted(len(actions), 'action')}, {agreed or 'none'} of them agreed"
    return Fact("Plan", stands + (f", {done} done" if done else ""), "plan", "the plan on a page")
