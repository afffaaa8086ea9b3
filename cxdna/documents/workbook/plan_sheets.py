"""The plan as sheets: actions, tasks and milestones, KPIs, decisions, and the forecast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from cxdna.definitions.model import Effort, Kpi
from cxdna.documents.data.gather import kpis_of
from cxdna.documents.material import Material, level_label, question_number
from cxdna.documents.plan.said import about, owner_role
from cxdna.documents.wording.outlook import outlook
from cxdna.documents.workbook.sheet import Column, Paper, Row, page
from cxdna.organisation.model import Decision
from cxdna.plan.figures import DIRECTION_WORDS, UNIT_WORDS
from cxdna.plan.follow import STATUS_WORDS, who_does
from cxdna.plan.forecast import lift_words
from cxdna.plan.gates import gates
from cxdna.plan.look_up import look_up
from cxdna.plan.model import Action, CauseIs, KpiFigure, Milestone, Task
from cxdna.plan.model import Kind as ActionKind
from cxdna.statistics.display import listed, long_date
from cxdna.statistics.exact import exact
from cxdna.tables.layout import Page

OPEN: Final = "open"
_STATUSES: Final = tuple(STATUS_WORDS.values())
_OUTCOMES: Final = (OPEN, "taken", "declined", "overtaken")
PRINTED: Final = 13
"""So many columns of the plan go on paper: the texts behind them are for the screen, and the plan as a document."""


def plan(material: Material, on: Paper) -> Page:
    """Return one row for each action, with what may be chosen where only some words fit."""
    columns = (
        Column("Id", 6),
        Column("Priority", 8, "number"),
        Column("Action", 44),
        Column("Status", 12, options=_STATUSES),
        Column("Progress", 9, "percent"),
        Column("Owner", 22),
        Column("Role", 24),
        Column("Start", 12, "date"),
        Column("Due", 12, "date"),
        Column("Review", 12, "date"),
        Column("Effort", 10, options=get_args(Effort)),
        Column("Cost", 14, "money"),
        Column("Closes", 40),
        Column("From level", 8, "score"),
        Column("To level", 8, "score"),
        Column("Kind", 12, options=get_args(ActionKind)),
        Column("Trigger", 20),
        Column("Needs first", 16),
        Column("Gates still open", 40, "wide"),
        Column("KPI", 36),
        Column("Problem", 50, "wide"),
        Column("Containment", 40, "wide"),
        Column("Cause", 40, "wide"),
        Column("Cause is", 11, options=get_args(CauseIs)),
        Column("What is done", 60, "wide"),
        Column("What it leaves behind", 40, "wide"),
        Column("What proves it", 50, "wide"),
        Column("Risk", 40, "wide"),
        Column("Works with", 30),
        Column("Evidence it leaves behind", 50, "wide"),
        Column("In the library", 24),
        Column("Customers on the problem", 40, "wide"),
        Column("Customers on the solution", 40, "wide"),
        Column("Customers on the effect", 40, "wide"),
        Column("Blocked by", 30),
        Column("Agreed on", 12, "date"),
        Column("Agreed by", 22),
        Column("Begun", 12, "date"),
        Column("Done, not yet verified", 12, "date"),
        Column("Note", 40, "wide"),
    )
    kpis = {kpi.id: kpi for kpi in material.kpis}
    rows = [_action(material, one, kpis) for one in material.plan.actions]
    return page("Plan", columns, rows, on, printed=PRINTED, still=3)


def _action(material: Material, one: Action, kpis: dict[str, Kpi]) -> Row:
    waits = [f"{about(material, need.part)} at level {level_label(exact(need.at))}" for need in one.waits_for]
    entry = look_up(one, material.actions, material.playbook.evidence.kinds)
    missing = [f"{gate.name}: {gate.says}" for gate in gates(one, material.plan, kpis) if not gate.passed]
    return Row(
        (
            one.id,
            one.priority,
            one.title,
            STATUS_WORDS[one.status],
            one.progress,
            one.owner,
            owner_role(material, one),
            one.start,
            one.due,
            one.review,
            one.effort,
            one.cost,
            "; ".join(about(material, name) for name in one.closes),
            one.from_level,
            one.to_level,
            one.kind,
            one.trigger.replace("_", " "),
            ", ".join([*one.needs, *waits]),
            "; ".join(missing),
            "; ".join(kpis[name].name if name in kpis else name for name in (one.kpi, *one.more_kpis) if name),
            one.problem,
            one.containment,
            one.cause,
            one.cause_is,
            one.what,
            one.deliverable,
            one.proof,
            one.risk,
            "; ".join(entry.supporting_roles) if entry else "",
            "; ".join(f"{each.what} ({each.kind_name})" for each in entry.evidence) if entry else "",
            one.template or "",
            one.customers.problem,
            one.customers.solution,
            one.customers.effect,
            one.blocked_by,
            one.agreed,
            one.agreed_by,
            one.begun,
            one.done,
            one.note,
        )
    )


def tasks(material: Material, on: Paper) -> Page:
    """Return tasks and milestones, in the order of their actions."""
    columns = (
        Column("Action", 8),
        Column("Title", 40),
        Column("What", 10),
        Column("No.", 6, "number"),
        Column("Text", 60, "wide"),
        Column("Who", 24),
        Column("Why it matters", 50, "wide"),
        Column("Due", 12, "date"),
        Column("Done", 12, "date"),
        Column("State", 10, options=(OPEN, "late", "done")),
    )
    return page("Tasks", columns, list(_tasks(material)), on)


def _tasks(material: Material) -> Iterator[Row]:
    for action in material.plan.actions:
        for at, task in enumerate(action.tasks, 1):
            who, why = who_does(action, task), task.why
            state = _state(material, task)
            yield Row((action.id, action.title, "task", at, task.what, who, why, task.due, task.done, state))
        for at, one in enumerate(action.milestones, 1):
            state = _state(material, one)
            yield Row((action.id, action.title, "milestone", at, one.what, action.owner, "", one.due, one.done, state))


def _state(material: Material, one: Task | Milestone) -> str:
    if one.done:
        return "done"
    return "late" if one.due and material.today and one.due < material.today else OPEN


def kpis(material: Material, on: Paper) -> Page:
    """Return every KPI of the plan with baseline, target and the newest figure."""
    columns = (
        Column("KPI", 40),
        Column("Unit", 16),
        Column("Direction", 18),
        Column("Baseline", 11, "number"),
        Column("Baseline of", 12, "date"),
        Column("To be measured by", 12, "date"),
        Column("Target", 11, "number"),
        Column("Target by", 12, "date"),
        Column("Newest figure", 11, "number"),
        Column("Of", 12, "date"),
        Column("Source", 22),
        Column("Watched with it", 40),
        Column("Actions", 14),
        Column("Definition", 60, "wide"),
        Column("Formula", 60, "wide"),
        Column("Id", 24),
    )
    return page("KPIs", columns, [_kpi(material, name) for name in kpis_of(material.plan)], on, printed=13)


def _kpi(material: Material, name: str) -> Row:
    known = {kpi.id: kpi for kpi in material.kpis}
    kpi, found = known.get(name), material.plan.figure
    baseline, target, actual = found(name, "baseline"), found(name, "target"), found(name, "actual")
    measured = baseline is not None and baseline.value is not None
    counter = known.get(kpi.counter) if kpi else None
    users = [one.id for one in material.plan.actions if name in {one.kpi, *one.more_kpis}]
    return Row(
        (
            kpi.name if kpi else name,
            _unit(material, kpi),
            DIRECTION_WORDS[kpi.direction] if kpi else "",
            baseline.value if baseline else None,
            baseline.on if baseline and measured else None,
            baseline.on if baseline and not measured else None,
            target.value if target else None,
            target.on if target else None,
            actual.value if actual else None,
            actual.on if actual else None,
            _source(actual or baseline) or (kpi.source if kpi else ""),
            counter.name if counter else "",
            listed(users),
            kpi.definition if kpi else "",
            kpi.formula if kpi else "",
            name,
        )
    )


def _unit(material: Material, kpi: Kpi | None) -> str:
    if kpi is None:
        return ""
    return material.currency if kpi.unit == "money" else UNIT_WORDS[kpi.unit]


def _source(figure: KpiFigure | None) -> str:
    return figure.source if figure else ""


def figures(material: Material, on: Paper) -> Page:
    """Return every figure of a KPI in the order in which they were noted."""
    columns = (
        Column("KPI", 40),
        Column("Figure", 12),
        Column("Value", 11, "number"),
        Column("Unit", 16),
        Column("Day", 12, "date"),
        Column("Period", 30),
        Column("Source", 30),
        Column("Noted by", 24),
    )
    known = {kpi.id: kpi for kpi in material.kpis}
    rows = [
        Row(
            (
                known[one.kpi].name if one.kpi in known else one.kpi,
                one.figure,
                one.value,
                _unit(material, known.get(one.kpi)),
                one.on,
                one.period or ("to be measured by that day" if one.value is None else ""),
                one.source,
                one.by,
            )
        )
        for one in material.plan.figures
    ]
    return page("KPI figures", columns, rows, on)


def decisions(material: Material, on: Paper) -> Page:
    """Return the decisions asked for now, and those that the assessment before asked for."""
    columns = (
        Column("Id", 6),
        Column("Asked in", 30),
        Column("What is to be decided", 60, "wide"),
        Column("Who", 24),
        Column("By", 12, "date"),
        Column("Cost", 14, "money"),
        Column("If not", 50, "wide"),
        Column("Outcome", 12, options=_OUTCOMES),
        Column("Closed", 12, "date"),
        Column("In their words", 50, "wide"),
    )
    now = material.answers.assessment.title
    change = material.findings.change
    rows = [_decision(one, now) for one in material.plan.decisions]
    if material.before_plan:
        earlier = change.earlier_title if change else "the assessment before"
        rows += [_decision(one, earlier) for one in material.before_plan.decisions]
    return page("Decisions", columns, rows, on)


def _decision(one: Decision, asked: str) -> Row:
    return Row(
        (one.id, asked, one.what, one.who, one.by, one.cost, one.if_not, one.outcome or OPEN, one.closed, one.note)
    )


def forecast(material: Material, on: Paper) -> Page | None:
    """Return where the whole and each part stand quarter by quarter; None where no action has a day."""
    found = outlook(material)
    if found is None or not found.steps:
        return None
    names = {part.id: part.name for part in material.scores.parts}
    names |= {one: f"{question_number(one)} {asked.practice}" for one, asked in material.questions.items()}
    columns = (
        Column("Quarter", 20),
        Column("Until", 12, "date"),
        Column("Whole", 8, "score"),
        *(Column(part.name, 13, "score") for part in material.top),
        Column("What lifts it", 80, "wide"),
    )
    now = [material.value(part) for part in material.top]
    rows = [Row((f"Now, {long_date(material.scores.date)}", material.scores.date, found.now, *now, ""))]
    for step in found.steps:
        parts = dict(step.parts)
        lifts = " ".join(lift_words(lift, names.get(lift.lifts, lift.lifts)) for lift in step.lifts)
        rows.append(Row((step.label, step.until, step.whole, *(parts.get(part.id) for part in material.top), lifts)))
    return page("Forecast", columns, rows, on)
