"""The laws of a plan that concern its actions together or its libraries: levels, names that must exist, days in order.

What a single field may hold is in the model; what may happen to an action over time is in `change`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from cxdna.definitions.load import Library
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.definitions.wording import meant, number
from cxdna.plan.model import Action
from cxdna.statistics.display import listed, long_date


class Flaw(NamedTuple):
    """What is wrong with a field of an action, and what to do; `field` is as in the model: `needs`, `milestones.2.due`.

    The second of tasks and milestones has the number 2.
    """

    action: str
    field: str
    what: str
    do: str


def flaws(
    actions: Sequence[Action], library: Library, playbook: Playbook, questionnaire: Questionnaire
) -> tuple[Flaw, ...]:
    """Return everything that is wrong with the actions of a plan, in their order; dropped ones are not among them."""
    known = Known(
        findings=finding_names(playbook, questionnaire),
        elsewhere=asked_elsewhere(library, questionnaire),
        parts={part.id for part, _ in playbook.walk()},
        kpis=library.kpis.keys(),
        levels=(min(level.value for level in playbook.levels), max(level.value for level in playbook.levels)),
    )
    by_id = {action.id: action for action in actions}
    found = [*_repeated(actions)]
    for action in actions:
        found += _levels(action, known)
        found += _names(action, known)
        found += _needs(action, by_id)
        found += _days(action)
    return (*found, *_circles(actions, by_id))


class Known(NamedTuple):
    """What actions may name, and the lowest and the highest level.

    `elsewhere` are questions that only other questionnaires ask.
    """

    findings: Mapping[str, str]
    elsewhere: Mapping[str, Question]
    parts: Collection[str]
    kpis: Collection[str]
    levels: tuple[float, float]


def finding_names(playbook: Playbook, questionnaire: Questionnaire) -> dict[str, str]:
    """Return what an action can close by id: parts and questions, with their names."""
    parts = {part.id: part.name for part, _ in playbook.walk()}
    return parts | {question.id: question.practice for question in questionnaire.questions}


def asked_elsewhere(library: Library, questionnaire: Questionnaire) -> dict[str, Question]:
    """Return the questions by id that other questionnaires of the library ask and this one does not."""
    here = {one.id for one in questionnaire.questions}
    return {one.id: one for asked in library.questionnaires.values() for one in asked.questions if one.id not in here}


def not_asked_here(question: Question) -> tuple[str, str]:
    """Return that an assessment does not ask a question of another questionnaire, and what to do."""
    return f"this assessment does not ask {question.id}", f"name what it does: the component {question.part}"


def _repeated(actions: Sequence[Action]) -> Iterator[Flaw]:
    seen: set[str] = set()
    for action in actions:
        if action.id in seen:
            yield Flaw(action.id, "id", f"there are two actions '{action.id}'", "give one of them another id")
        seen.add(action.id)


def _levels(action: Action, known: Known) -> Iterator[Flaw]:
    lowest, highest = known.levels
    scale = f"give a level from {number(lowest)} to {number(highest)}"
    for field, level in (("from_level", action.from_level), ("to_level", action.to_level)):
        if level is not None and not lowest <= level <= highest:
            yield Flaw(action.id, field, f"level {number(level)} is off the scale", scale)
    if action.from_level is not None and action.to_level is not None and action.from_level >= action.to_level:
        what = f"it goes from level {number(action.from_level)} to {number(action.to_level)}, which is not up"
        yield Flaw(action.id, "to_level", what, "give a higher level, or a lower one to start from")


def _names(action: Action, known: Known) -> Iterator[Flaw]:
    for name in action.closes:
        if name in known.elsewhere and known.elsewhere[name].part in known.parts:
            yield Flaw(action.id, "closes", *not_asked_here(known.elsewhere[name]))
        elif name not in known.findings:
            yield Flaw(action.id, "closes", f"there is no part and no question '{name}'", meant(name, known.findings))
    for one in action.waits_for:
        if one.part not in known.parts:
            yield Flaw(action.id, "waits_for", f"there is no part '{one.part}'", meant(one.part, known.parts))
    for field, kpi in (("kpi", action.kpi), *(("more_kpis", one) for one in action.more_kpis)):
        if kpi is not None and kpi not in known.kpis:
            yield Flaw(action.id, field, f"there is no KPI '{kpi}'", meant(kpi, known.kpis))
    if action.kpi is not None and action.kpi in action.more_kpis:
        what = f"'{action.kpi}' is the KPI and among the further ones as well"
        yield Flaw(action.id, "more_kpis", what, "name it once")


def _needs(action: Action, by_id: Mapping[str, Action]) -> Iterator[Flaw]:
    for name in action.needs:
        if name == action.id:
            yield Flaw(action.id, "needs", "it needs itself", "name an action that comes first")
        elif name not in by_id:
            others = [one for one in by_id if one != action.id]
            yield Flaw(action.id, "needs", f"there is no action '{name}' in the plan", meant(name, others))


def _circles(actions: Sequence[Action], by_id: Mapping[str, Action]) -> Iterator[Flaw]:
    """Yield each circle of actions that wait for each other once, at its first action."""
    told: set[str] = set()
    for action in actions:
        circle = () if action.id in told else _circle(action.id, by_id)
        if circle:
            told |= set(circle)
            chain = " needs ".join((*circle, circle[0]))
            yield Flaw(
                action.id,
                "needs",
                f"actions wait for each other: {chain}",
                f"take one out of what {listed(circle)} need",
            )


def _circle(start: str, by_id: Mapping[str, Action]) -> tuple[str, ...]:
    """Return a shortest way along `needs` from an action back to it; () where there is none or it needs itself."""
    before: dict[str, str] = {}
    pending = [start]
    while pending:
        reached: list[str] = []
        for one in pending:
            for need in by_id[one].needs:
                if need == start and one != start:
                    return _walked(start, one, before)
                if need in by_id and need not in before and need != start:
                    before[need] = one
                    reached.append(need)
        pending = reached
    return ()


def _walked(start: str, end: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _days(action: Action) -> Iterator[Flaw]:
    start, due = action.start, action.due
    if start and due and due < start:
        what = f"it is due on {long_date(due)}, before it starts on {long_date(start)}"
        yield Flaw(action.id, "due", what, f"give a day from {long_date(start)} on, or an earlier start")
    if due and action.review and action.review < due:
        what = f"its review on {long_date(action.review)} comes before it is due on {long_date(due)}"
        yield Flaw(action.id, "review", what, f"give a day from {long_date(due)} on")
    for at, milestone in enumerate(action.milestones, 1):
        yield from _between(action, f"milestones.{at}.due", f"milestone {at}", milestone.due)
    for at, task in enumerate(action.tasks, 1):
        yield from _between(action, f"tasks.{at}.due", f"task {at}", task.due)
    if action.begun and action.done and action.done < action.begun:
        what = f"it was done on {long_date(action.done)}, before it was begun on {long_date(action.begun)}"
        yield Flaw(action.id, "done", what, "give the days in their order")


def _between(action: Action, field: str, name: str, day: dt.date | None) -> Iterator[Flaw]:
    """Yield what is wrong with a day that must lie between start and deadline."""
    if day is None:
        return
    if action.start and day < action.start:
        what = f"{name} is due on {long_date(day)}, before the action starts on {long_date(action.start)}"
        yield Flaw(action.id, field, what, "give a later day, or an earlier start")
    elif action.due and day > action.due and not (action.start and action.due < action.start):
        what = f"{name} is due on {long_date(day)}, after the action is due on {long_date(action.due)}"
        yield Flaw(action.id, field, what, "give an earlier day, or a later deadline")
