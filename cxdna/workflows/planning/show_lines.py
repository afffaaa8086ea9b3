"""One action in the lines that a terminal shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cxdna.definitions.wording import number, shortened
from cxdna.plan.effect_now import effect_lines
from cxdna.plan.follow import STATUS_WORDS, is_agreed, who_does
from cxdna.plan.gap_now import gap_lines
from cxdna.plan.model import Action, Milestone, Task
from cxdna.statistics.display import counted, listed, long_date, money, shown
from cxdna.workflows.planning.agree import MOST_SHOWN, why_lines
from cxdna.workflows.planning.kpi_lines import kpi_lines
from cxdna.workflows.planning.show import Beside, ShownAction
from cxdna.workflows.planning.standing import Standing
from cxdna.workflows.planning.words import CAUSE_WORDS, TRIGGER_WORDS


def show_lines(found: ShownAction, currency: str) -> Iterator[str]:
    """Yield everything of an action; what nobody filled in is left out, but for what it needs to be agreed."""
    action = found.action
    yield f"{action.id}  {action.title}"
    yield f"{_status(found)}{_owner(action)}"
    yield _when(action)
    if extras := list(_extras(action, currency)):
        yield "; ".join(extras)
    yield from _findings(found)
    yield from _texts(action)
    yield from _tasks(action)
    yield from _milestones(action)
    yield from _order(found)
    yield from _library(found)
    for at, kpi in enumerate(found.kpis):
        yield ""
        yield from kpi_lines(kpi, currency, "Outcome KPI" if at == 0 and action.kpi == kpi.id else "Further KPI")
    if found.effects:
        yield ""
        yield "What customers said before and after"
        yield from (f"  {line}" for line in effect_lines(found.effects))
    yield ""
    yield "Gates"
    for gate in found.gates:
        mark = "yes" if gate.passed else "no "
        yield f"  {gate.number} {gate.name.ljust(8)}  {mark}  {shortened(gate.says, MOST_SHOWN)}"
    yield from _history(found)
    yield ""
    yield f"Next:  {_next(found)}"


def _next(found: ShownAction) -> str:
    action = found.action
    if found.dropped:
        return f"cxdna plan add {action.id}   to bring it back"
    if not is_agreed(action):
        return f"cxdna plan agree {action.id} --check   what it lacks, with the commands that mend it"
    if action.status == "done":
        return "cxdna plan status"
    return f"cxdna plan set {action.id} progress 50, or status done"


def _status(found: ShownAction) -> str:
    action = found.action
    if found.dropped:
        return "Dropped"
    words = STATUS_WORDS[action.status]
    text = f"{words[:1].upper()}{words[1:]}"
    if action.status in {"in_progress", "blocked"}:
        text += f", {action.progress}%"
    if action.status == "blocked":
        text += f", by: {action.blocked_by}"
    if action.status == "done":
        text += f"{_on(action.done)}, not yet verified"
    if found.days_late:
        text += f", {counted(found.days_late, 'day')} late"
    return text


def _on(day: dt.date | None) -> str:
    return f" on {long_date(day)}" if day else ""


def _owner(action: Action) -> str:
    role = action.owner_role
    if action.owner:
        return f". Owner: {action.owner}" + (f", {role}" if role and role != action.owner else "")
    return f". Owner: nobody yet{f', wanted: {role}' if role else ''}"


def _when(action: Action) -> str:
    begun = f", begun {long_date(action.begun)}" if action.begun and action.begun != action.start else ""
    start = f"From {long_date(action.start)}" if action.start else "No start yet"
    due = f"due {long_date(action.due)}" if action.due else "no deadline yet"
    review = f"review {long_date(action.review)}" if action.review else "no review yet"
    return f"{start}{begun}; {due}; {review}"


def _extras(action: Action, currency: str) -> Iterator[str]:
    yield f"Priority {action.priority}"
    if action.effort:
        yield f"effort {action.effort}"
    if action.cost is not None:
        yield f"cost {money(action.cost, currency)}"
    yield f"{action.kind}, called for by: {TRIGGER_WORDS[action.trigger]}"
    if action.agreed:
        yield f"agreed {long_date(action.agreed)}" + (f" by {action.agreed_by}" if action.agreed_by else "")


def _findings(found: ShownAction) -> Iterator[str]:
    action = found.action
    if not found.findings:
        return
    yield ""
    way = ""
    if action.to_level is not None:
        way = f", to level {number(action.to_level)}"
        if action.from_level is not None:
            way = f", from level {number(action.from_level)} to {number(action.to_level)}"
    yield f"Closes{way}"
    for one in found.findings:
        yield f"  {one.id} {one.name}{_stands(one)}"
    for line in gap_lines((found.moved,) if found.moved else (), (found.spent,) if found.spent else ()):
        yield f"  {line}"


def _stands(one: Standing) -> str:
    if one.kept:
        return f": {one.kept}"
    if one.score is None:
        return ": no score yet"
    if not one.gap:
        return f": {shown(one.score)} now, the target of {shown(one.target)} is reached"
    return f": {shown(one.score)} now, target {shown(one.target)}, gap {shown(one.gap)}"


def _texts(action: Action) -> Iterator[str]:
    customers = action.customers
    cause = f"Cause ({CAUSE_WORDS[action.cause_is]})" if action.cause else "Cause"
    for name, text in (
        ("Problem", action.problem),
        ("Customers on the problem", customers.problem),
        ("Containment", action.containment),
        (cause, action.cause),
        ("What is done", action.what),
        ("Customers on the solution", customers.solution),
        ("Deliverable", action.deliverable),
        ("Proof", action.proof),
        ("Customers on the effect", customers.effect),
        ("Risk", action.risk),
        ("Note", action.note),
    ):
        if text.strip():
            yield ""
            yield name
            yield from (f"  {line}" for line in text.splitlines() if line.strip())


def _tasks(action: Action) -> Iterator[str]:
    if action.tasks:
        yield ""
        yield "Tasks"
    for at, task in enumerate(action.tasks, 1):
        yield f"  {at} {task.what}"
        if told := _task(action, task):
            yield f"    {told}"
        if task.why:
            yield f"    Why it matters: {task.why}"
    if action.status != "done":
        yield from why_lines(action)


def _task(action: Action, task: Task) -> str:
    done = f"done {long_date(task.done)}" if task.done else ""
    due = f"due {long_date(task.due)}" if task.due and not task.done else ""
    return "; ".join(one for one in (who_does(action, task), due, done) if one)


def _milestones(action: Action) -> Iterator[str]:
    if action.milestones:
        yield ""
        yield "Milestones"
    for at, one in enumerate(action.milestones, 1):
        yield f"  {at} {_milestone(one)}"


def _milestone(one: Milestone) -> str:
    what = one.what.rstrip(".")
    if one.done:
        return f"{what}: reached {long_date(one.done)} (due {long_date(one.due)})"
    return f"{what}: due {long_date(one.due)}"


def _order(found: ShownAction) -> Iterator[str]:
    waits = [
        f"{now.name} at level {number(one.at)}{_still(now)}"
        for one, now in zip(found.action.waits_for, found.waits_for, strict=True)
    ]
    if found.needs or found.needed_by or waits:
        yield ""
        yield "Order"
    for one in found.needs:
        yield f"  Needs first: {_beside(one)}"
    for one in found.needed_by:
        yield f"  Waits for this: {_beside(one)}"
    if waits:
        yield f"  Base first: {listed(waits)}"


def _library(found: ShownAction) -> Iterator[str]:
    said = found.library
    if said is None:
        return
    yield ""
    yield f"By the library ({said.template})"
    if said.supporting_roles:
        yield f"  Works with: {listed(said.supporting_roles)}"
    if said.cost:
        yield f"  Takes: {said.cost}"
    yield from (f"  Must be there first: {one}" for one in said.preconditions)
    yield from (f"  Evidence it leaves behind: {one.what} ({one.kind_name})" for one in said.evidence)


def _still(now: Standing) -> str:
    return f" (now {shown(now.score)})" if now.score is not None else ""


def _beside(one: Beside) -> str:
    due = f", due {long_date(one.due)}" if one.due and one.status != "done" else ""
    return f"{one.id} {one.title} ({STATUS_WORDS[one.status]}{due})"


def _history(found: ShownAction) -> Iterator[str]:
    yield ""
    yield "History"
    for step in found.history:
        by = step.by or ("by the draft" if step.by_draft else "nobody named")
        why = f": {step.why}" if step.why else ""
        yield f"  {long_date(step.on)}, {by}{why}"
        yield from (f"    {change}" for change in step.changes)
