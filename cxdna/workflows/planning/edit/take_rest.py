"""The rest of a plan that was handed back: what it is drafted with, decisions, figures of KPIs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import msgspec

from cxdna.definitions.wording import meant
from cxdna.organisation.model import Decision
from cxdna.plan.figures import far_from, figure_words, impossible
from cxdna.plan.file import figures_that_hold, slot
from cxdna.plan.model import KpiFigure, PlanHead
from cxdna.plan.three_way import three_way
from cxdna.statistics.display import long_date
from cxdna.store.model import DecisionKept, KpiKept, PlanKept
from cxdna.workflows.planning.decisions import changes_of, past
from cxdna.workflows.planning.edit.model import Added, Change
from cxdna.workflows.planning.edit.taking import LEAVE, Taking
from cxdna.workflows.planning.plan_file import Spot, second_figure


def take_head(taking: Taking) -> None:
    """Note what the plan is drafted with from now on, where people changed that."""
    wrote, base, stands = taking.edited.head, taking.base.head, taking.here.plan.head
    if isinstance(wrote, msgspec.UnsetType) or wrote in (base, stands):
        return
    if wrote is None:
        taking.wrong(
            Spot("head", "", "start"), "the day on which the plan starts is missing", "put it back: start: DATE"
        )
        return
    changed: tuple[str, ...] = ("start",)
    value: PlanHead | None = wrote
    if base is not None and stands is not None:
        merged = three_way(base, wrote, stands)
        changed = merged.changed
        if "drafted" in changed:
            taking.wrong(Spot("head", "", "drafted"), "this is not for people to write", LEAVE)
        value = taking.settled(Spot("head", ""), merged.value, merged.clashes)
    if value is not None and value != stands:
        taking.records.append(PlanKept(assessment=taking.assessment, head=value))
        taking.told["head"] = changed


def take_decisions(taking: Taking) -> None:
    """Note every decision that people changed or added."""
    base = {one.id: one for one in taking.base.decisions}
    stands = {one.id: one for one in taking.here.plan.decisions}
    changed: list[Change] = []
    added: list[Added] = []
    notes: list[str] = []
    for wrote in taking.edited.decisions:
        if wrote.id not in base:
            if _may_be_new(taking, wrote, stands) and not _there_already(wrote, base, stands):
                added.append(Added(wrote.id, wrote.what))
                _decided(taking, wrote, is_new=True)
            continue
        merged = three_way(base[wrote.id], wrote, stands[wrote.id])
        value: Decision | None = taking.settled(Spot("decision", wrote.id), merged.value, merged.clashes)
        if value is not None and value != stands[wrote.id]:
            before = stands[wrote.id]
            if before.outcome:
                do = "put it back as it was, and ask again with a new decision, which has no id"
                what = f"{wrote.id} was closed{_on(before.closed)}, and stays as it is"
                taking.wrong(Spot("decision", wrote.id, merged.changed[0]), what, do)
                continue
            words = tuple(changes_of(before, value, taking.currency))
            changed.append(Change(wrote.id, value.what, merged.changed, words))
            if far := far_from(before.cost, value.cost):
                notes.append(f"{wrote.id}: Take care: the cost is {far}.")
            _decided(taking, value, is_new="by" in merged.changed)
    if not taking.edited.problems:
        _missing(taking, base)
    taking.told |= {"decisions": tuple(changed), "new_decisions": tuple(added), "notes": tuple(notes)}


def _may_be_new(taking: Taking, wrote: Decision, stands: Mapping[str, Decision]) -> bool:
    if wrote.id in taking.edited.new or (taking.edited.after is None and wrote.id not in stands):
        return True
    what = f"there was no decision '{wrote.id}' when the file was written"
    taking.wrong(Spot("decision", wrote.id, "id"), what, "a new decision has no id: cxdna gives it")
    return False


def _there_already(wrote: Decision, base: Collection[str], stands: Mapping[str, Decision]) -> bool:
    """Tell whether a decision without an id came in before, from this file."""
    return any(name not in base and msgspec.structs.replace(one, id=wrote.id) == wrote for name, one in stands.items())


def _missing(taking: Taking, base: Iterable[str]) -> None:
    there = {one.id for one in taking.edited.decisions}
    for name in base:
        if name not in there:
            do = "put it back; where nobody has to decide it any more, its outcome is 'overtaken'"
            taking.wrong(Spot("decision", name), f"the decision '{name}' is missing, and none is ever deleted", do)


def _on(day: dt.date | None) -> str:
    return f" on {long_date(day)}" if day else ""


def _decided(taking: Taking, value: Decision, *, is_new: bool) -> None:
    """Keep a decision; one that has an outcome and no day was decided today. `is_new` is the day that it is due."""
    today = taking.here.today
    if is_new and value.by and not value.outcome and (flaw := past(value.by, today)):
        taking.wrong(Spot("decision", value.id, "by"), *flaw)
    if value.closed and value.outcome is None:
        do = "say what became of it: taken, declined or overtaken"
        taking.wrong(Spot("decision", value.id, "outcome"), "it has the day it was decided on, and no outcome", do)
    if value.closed and value.closed > today:
        what = f"it was decided on {long_date(value.closed)}, which is still to come"
        taking.wrong(Spot("decision", value.id, "closed"), what, "give a day up to today")
    if value.outcome and not value.closed:
        value = msgspec.structs.replace(value, closed=today)
    taking.records.append(DecisionKept(assessment=taking.assessment, decision=value))


def take_figures(taking: Taking) -> None:
    """Note figures that are new. None is ever deleted: those that the file leaves out are counted."""
    base, stands = figures_that_hold(taking.base.figures), figures_that_hold(taking.here.plan.figures)
    seen: set[tuple[str, ...]] = set()
    noted: list[str] = []
    for at, wrote in enumerate(taking.edited.figures):
        if taking.edited.lost("kpis", at):
            continue
        place = slot(wrote)
        if place in seen:
            taking.wrong(Spot("figure", str(at)), *second_figure(wrote))
        seen.add(place)
        before, now = base.get(place), stands.get(place)
        if wrote in (before, now):
            continue
        _look_at(taking, wrote, at)
        if before != now and taking.handling.on_conflict != "file":
            _changed_elsewhere(taking, now, at)
            continue
        noted.append(_noted(taking, wrote, now))
        taking.records.append(KpiKept(assessment=taking.assessment, figure=wrote))
    left = sum(1 for place in base if place not in seen)
    taking.told |= {"figures": len(noted), "figure_words": tuple(noted), "figures_left_out": left}


def _noted(taking: Taking, wrote: KpiFigure, before: KpiFigure | None) -> str:
    """Return a figure that was noted, with the one in whose place it comes."""
    kpi = taking.library.kpis.get(wrote.kpi)

    def words(one: KpiFigure) -> str:
        value = "to be measured" if one.value is None or not kpi else figure_words(one.value, kpi.unit, taking.currency)
        ahead = one.figure == "target" or one.value is None
        return f"{value} {'by' if ahead else 'on'} {long_date(one.on)}"

    name = {"baseline": "baseline", "target": "target", "actual": "measured"}[wrote.figure]
    return f"{kpi.name if kpi else wrote.kpi}, {name}: {words(wrote)}" + (f" (was {words(before)})" if before else "")


def _changed_elsewhere(taking: Taking, now: KpiFigure | None, at: int) -> None:
    if now is None or taking.handling.on_conflict == "plan":
        return
    value = "to be measured" if now.value is None else f"{now.value:g}"
    what = f"since the file was written this figure was noted elsewhere: {value}, {long_date(now.on)}"
    taking.wrong(Spot("figure", str(at)), what, "write the same, or have yours hold with: --on-conflict file")


def _look_at(taking: Taking, wrote: KpiFigure, at: int) -> None:
    kpi = taking.library.kpis.get(wrote.kpi)
    if kpi is None:
        near = meant(wrote.kpi, taking.library.kpis)
        taking.wrong(Spot("figure", str(at), "kpi"), f"there is no KPI '{wrote.kpi}'", near)
    if wrote.value is None:
        if wrote.figure != "baseline":
            what = "a target has no value" if wrote.figure == "target" else "what was measured has no value"
            do = "give a number; only a baseline can be left to be measured"
            taking.wrong(Spot("figure", str(at), "value"), what, do)
        return
    if kpi and (flaw := impossible(wrote.value, kpi.unit)):
        taking.wrong(Spot("figure", str(at), "value"), *flaw)
    if wrote.figure == "target" and (flaw := past(wrote.on, taking.here.today)):
        taking.wrong(Spot("figure", str(at), "on"), *flaw)
    if wrote.figure != "target" and wrote.on > taking.here.today:
        what = f"this was measured up to {long_date(wrote.on)}, which is still to come"
        taking.wrong(Spot("figure", str(at), "on"), what, "give the last day of what was measured")
