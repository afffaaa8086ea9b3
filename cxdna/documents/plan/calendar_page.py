"""All dates of what is agreed in order, by month, and in short those of what is only proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.model import CalendarPage, Entry, MonthOf, Said
from cxdna.documents.plan.timeline_page import dates_row
from cxdna.documents.wording import plan_pages as words
from cxdna.documents.wording.outlook import cut
from cxdna.plan.figures import figure_words
from cxdna.plan.follow import is_agreed, measures_baseline
from cxdna.plan.model import Action
from cxdna.statistics.display import listed, long_month

TEXT, WHO = 88, 44
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ORDER = ("Start", "Baseline", "Task", "Milestone", "Due", "Target", "Review", "Decision")


class Dated(msgspec.Struct, frozen=True):
    """Something that has a day: what kind it is, of which action, who sees to it, and what became of it."""

    day: dt.date
    kind: str
    what: str
    action: Action | None
    who: Said
    done: dt.date | None = None
    over: bool = False
    late: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is still to come about."""
        return self.done is None and not self.over


def calendar_page(material: Material) -> CalendarPage | None:
    """Return the calendar; None where nothing has a date."""
    found = sorted(
        dates(material), key=lambda one: (one.day, ORDER.index(one.kind), one.action.priority if one.action else 0)
    )
    by_id = {one.id: one for one in material.plan.actions}
    proposed = tuple(
        dates_row(material, one, by_id)
        for one in material.plan.actions
        if not is_agreed(one) and (one.start or one.due or one.review)
    )
    if not found and not proposed:
        return None
    months = tuple(
        MonthOf(long_month(first), tuple(_entry(one) for one in group))
        for first, group in groupby(found, key=lambda one: one.day.replace(day=1))
    )
    still = [one.day for one in found if one.is_open]
    return CalendarPage(
        headline=words.calendar(material, [one.day for one in found], still, [one.ref.id for one in proposed]),
        months=months,
        proposed=proposed,
    )


def dates(material: Material) -> Iterator[Dated]:
    """Yield everything with a day of what is agreed: starts, tasks, milestones, dues, reviews, KPIs; and all decisions.

    A baseline is there once: as the milestone of an action, where one says so on that day. What nobody said is done of
    an action that is done stays open, as follow-up has it.
    """
    agreed = [one for one in material.plan.actions if is_agreed(one)]
    for one in agreed:
        who, over = said.owner_or_role(one), one.status == "done"
        late = said.overdue(one, material.today)
        if one.start:
            yield Dated(one.start, "Start", one.title, one, who, one.begun, over)
        for at, task in enumerate(one.tasks, 1):
            if task.due:
                does = said.stated(task.assignee) if task.assignee else who
                yield Dated(task.due, "Task", task.what, one, does, task.done, late=("task", at) in late)
        for at, stop in enumerate(one.milestones, 1):
            yield Dated(stop.due, "Milestone", stop.what, one, who, stop.done, late=("milestone", at) in late)
        if one.due:
            yield Dated(one.due, "Due", one.title, one, who, one.done, over, ("action", 0) in late)
        if one.review:
            yield Dated(one.review, "Review", f"Effect of {one.title}", one, who)
    yield from _kpis(material, agreed)
    for asked in material.plan.decisions:
        if asked.by:
            taken = asked.outcome is not None
            yield Dated(asked.by, "Decision", asked.what, None, said.stated(asked.who), asked.closed, taken)


def _kpis(material: Material, agreed: Sequence[Action]) -> Iterator[Dated]:
    kpis = {one.id: one for one in material.kpis}
    used: dict[str, list[Action]] = {}
    for one in agreed:
        if one.kpi in kpis:
            used.setdefault(one.kpi or "", []).append(one)
    for name, actions in used.items():
        kpi, baseline, target = kpis[name], material.plan.figure(name, "baseline"), material.plan.figure(name, "target")
        first = actions[0]
        shared = f" ({listed([one.id for one in actions])})" if len(actions) > 1 else ""
        if baseline and baseline.value is None and not measures_baseline(actions, baseline.on):
            yield Dated(baseline.on, "Baseline", f"{kpi.name} measured{shared}", first, said.owner_or_role(first))
        if target and target.value is not None:
            value = figure_words(target.value, kpi.unit, material.currency)
            yield Dated(target.on, "Target", f"{kpi.name} at {value}{shared}", first, said.owner_or_role(first))


def _entry(one: Dated) -> Entry:
    return Entry(
        day=f"{DAYS[one.day.weekday()]} {one.day.day}",
        kind=one.kind,
        what=cut(one.what, TEXT),
        ref=said.refs([one.action])[0] if one.action else None,
        who=Said(cut(one.who.text, WHO), one.who.missing),
        state=said.mark(one.done, late=one.late) or (said.SIGNS["done"] if one.over else ""),
    )
