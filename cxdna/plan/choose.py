"""Which actions a draft proposes, in their order, which it holds back, and which it leaves for later."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import ActionTemplate, Requirement
from cxdna.plan.base import Base, Needs, unlocked
from cxdna.plan.lift import SoFar, lifted_by
from cxdna.plan.model import Action
from cxdna.plan.priority import Candidate, by_worth, candidates
from cxdna.scores.suppose import Ground
from cxdna.statistics.exact import exact


class Choice(msgspec.Struct, frozen=True):
    """An action that is proposed: what it needs first (templates, or ids of actions in the plan), and its value."""

    candidate: Candidate
    needs: Needs
    worth: Fraction


class HeldBack(msgspec.Struct, frozen=True):
    """A template that fits a gap and is not drafted.

    Nothing in the plan meets what it `requires`, and `standing` is where that part stands; or, where it requires
    nothing, what is proposed lifts its part as high already.
    """

    template: str
    title: str
    subject: str
    requires: Requirement | None = None
    standing: Fraction | None = None


class Chosen(msgspec.Struct, frozen=True):
    """What was chosen, dependencies first; `later` fits as well, `bare` are parts with a gap that nothing fits."""

    choices: tuple[Choice, ...]
    held_back: tuple[HeldBack, ...]
    later: tuple[Candidate, ...]
    bare: tuple[str, ...]


def choose(
    given: Ground, templates: Sequence[ActionTemplate], fixed: Sequence[Action], taken: Collection[str], room: int
) -> Chosen:
    """Return at most so many actions as there is room for, those that are worth most first, each after its base.

    `fixed` are actions that are in the plan whatever is chosen, `taken` templates that may not be chosen. What a fixed
    action closes needs no other.
    """
    closed = {name for one in fixed for name in lifted_by(one, given.above)}
    fitting = candidates(given, templates)
    found = [one for one in fitting if one.id not in taken and one.subject not in closed]
    base = Base(given, found, fixed)
    needs = {one.id: base.needs(one) for one in found}
    possible = {name: one for name, one in needs.items() if isinstance(one, tuple)}
    gains = unlocked(possible, found)
    worth = {one.id: one.worth(gains[one.id]) for one in found}
    order = by_worth(worth, [one for one in found if one.id in possible])
    picked = _pick(order, base, possible, room, lambda one, others: _is_idle(given, one, [*fixed, *others]))
    subjects = {one.subject for one in picked.chosen}
    wanting = [
        HeldBack(one.id, one.template.title, one.subject, missing, given.standing(missing.part))
        for one in found
        if one.subject not in subjects and isinstance(missing := needs[one.id], Requirement)
    ]
    return Chosen(
        choices=tuple(Choice(one, possible[one.id], worth[one.id]) for one in picked.chosen),
        held_back=(*wanting, *(HeldBack(one.id, one.template.title, one.subject) for one in picked.idle)),
        later=tuple(one for one in picked.later if one.subject not in subjects),
        bare=tuple(_bare(given, fitting, fixed)),
    )


class _Picked(msgspec.Struct, frozen=True):
    chosen: tuple[Candidate, ...]
    later: tuple[Candidate, ...]
    idle: tuple[Candidate, ...]


def _pick(
    order: Sequence[Candidate],
    base: Base,
    needs: Mapping[str, Needs],
    room: int,
    is_idle: Callable[[Candidate, Sequence[Action]], bool],
) -> _Picked:
    chosen: dict[str, Candidate] = {}
    later, idle = [], []
    for one in order:
        if one.id in chosen:
            continue
        wanted = [each for each in (*base.closure(needs[one.id]), one) if each.id not in chosen]
        subjects = [each.subject for each in (*chosen.values(), *wanted)]
        if is_idle(one, [each.lifting for each in chosen.values()]):
            idle.append(one)
        elif len(chosen) + len(wanted) > room or len(set(subjects)) < len(subjects):
            later.append(one)
        else:
            chosen |= {each.id: each for each in wanted}
    return _Picked(tuple(chosen.values()), tuple(later), tuple(idle))


def _is_idle(given: Ground, one: Candidate, others: Iterable[Action]) -> bool:
    """Tell an action on a part that the others in the plan lift as high already."""
    if given.is_question(one.subject):
        return False
    value = SoFar(given).take(others).value(one.subject)
    return value is not None and value >= exact(one.template.to_level)


def _bare(given: Ground, fitting: Sequence[Candidate], fixed: Sequence[Action]) -> list[str]:
    served = {one.part for one in fitting}
    for action in fixed:
        for name in action.closes:
            served |= {name, *given.above.get(name, ())}
    return [part.id for part in given.scores.parts if not part.children and part.gap and part.id not in served]
