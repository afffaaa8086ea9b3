"""Which actions a draft proposes, in their order, which it holds back, and which it leaves for later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import ActionTemplate, Requirement
from cxdna.plan.base import Base, Needs, unlocked
from cxdna.plan.keep_places import Places, Reason, Unserved, largest_gaps
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
    nothing, what is proposed lifts its subject as high already.
    """

    template: str
    title: str
    subject: str
    requires: Requirement | None = None
    standing: Fraction | None = None


class Chosen(msgspec.Struct, frozen=True):
    """What was chosen, dependencies first; `later` fits as well, `bare` are parts with a gap that nothing fits.

    `unserved` are those of the `largest` gaps, so many as places are kept for, that are left without an action.
    """

    choices: tuple[Choice, ...]
    held_back: tuple[HeldBack, ...]
    later: tuple[Candidate, ...]
    bare: tuple[str, ...]
    largest: int = 0
    unserved: tuple[Unserved, ...] = ()


class Room(msgspec.Struct, frozen=True):
    """How many actions may be chosen, and how many the plan may have with those that are in it whatever is chosen."""

    free: int
    most: int


def choose(
    given: Ground, templates: Sequence[ActionTemplate], fixed: Sequence[Action], taken: Collection[str], room: Room
) -> Chosen:
    """Return at most so many actions as there is room for, those that are worth most first, each after its base.

    Places are kept for the largest gaps as `keep_places.py` says.
    `fixed` are actions that are in the plan whatever is chosen, `taken` templates that may not be chosen. What a fixed
    action closes needs no other. A question's own action comes before one for its whole part, which then does not close
    that question.
    """
    closed = _closed(given, fixed)
    fitting = candidates(given, templates)
    found = [one for one in fitting if _is_free(one, taken, closed)]
    base = Base(given, found, fixed)
    needs = {one.id: base.needs(one) for one in found}
    possible = {name: one for name, one in needs.items() if isinstance(one, tuple)}
    own = closed | {one.subject for one in found if one.template.question and one.id in possible}
    ranked = [one for one in candidates(given, templates, own) if _is_free(one, taken, closed)]
    largest = largest_gaps(given, room.most)
    places = Places(given, largest, fixed, room.free)
    picked = _Picking(given, base, possible, fixed, room.free).pick(ranked, places)
    purposes = {one.purpose for one in picked.chosen}
    wanting = [
        HeldBack(one.id, one.template.title, one.subject, missing, given.standing(missing.part))
        for one in ranked
        if one.purpose not in purposes and isinstance(missing := needs[one.id], Requirement)
    ]
    return Chosen(
        choices=tuple(
            Choice(one, possible[one.id], picked.worth.get(one.id, Fraction(0)))
            for one in _shared_out(picked.chosen, closed, possible)
        ),
        held_back=(*wanting, *(HeldBack(one.id, one.template.title, one.subject) for one in picked.idle)),
        later=tuple(one for one in picked.later if one.purpose not in purposes),
        bare=tuple(_bare(given, fitting, fixed)),
        largest=len(largest),
        unserved=tuple(
            Unserved(part, _why(part, fitting, ranked, possible))
            for part in places.unserved({one.part for one in picked.chosen})
        ),
    )


def _why(part: str, fitting: Iterable[Candidate], ranked: Iterable[Candidate], possible: Collection[str]) -> Reason:
    """Return why none of the actions that fit a part was chosen."""
    free = [one for one in ranked if one.part == part]
    if any(one.id in possible for one in free):
        return "no_room"
    if free:
        return "held_back"
    return "dropped" if any(one.part == part for one in fitting) else "no_action"


def _closed(given: Ground, fixed: Sequence[Action]) -> frozenset[str]:
    """Return what actions of the plan lift, and the questions that one for their part takes further than they stand."""
    lifted = {name for one in fixed for name in (*one.closes[:1], *lifted_by(one, given))}
    for one in fixed:
        for name in one.closes:
            if name in given.above and given.is_question(name) and one.to_level is not None:
                standing = given.standing(name)
                lifted |= {name} if standing is not None and standing < exact(one.to_level) else set()
    return frozenset(lifted)


def _is_free(one: Candidate, taken: Collection[str], closed: Collection[str]) -> bool:
    """Tell a template that may be chosen: it is not in the plan, and nothing there is for the same."""
    return one.id not in taken and one.purpose not in closed


def _shared_out(
    chosen: Sequence[Candidate], closed: Collection[str], needs: Mapping[str, Needs]
) -> Iterator[Candidate]:
    """Yield what is chosen, each question with one action: its own rather than one for its whole part.

    What another needs as its base stays whole: that it takes all of the part to its level is what is built on.
    """
    own = {*closed, *(one.subject for one in chosen if one.template.question)}
    bases = {name for one in chosen for name in needs[one.id]}
    for one in chosen:
        left = tuple(name for name in one.closes if one.template.question or name == one.part or name not in own)
        yield msgspec.structs.replace(one, closes=left) if left and one.id not in bases else one


class _Picked(msgspec.Struct, frozen=True):
    chosen: tuple[Candidate, ...]
    later: tuple[Candidate, ...]
    idle: tuple[Candidate, ...]
    worth: Mapping[str, Fraction]


class _Picking:
    """Chooses one after the other, each time what is worth most once those before it are done."""

    def __init__(
        self, given: Ground, base: Base, needs: Mapping[str, Needs], fixed: Sequence[Action], room: int
    ) -> None:
        self._given, self._base, self._needs = given, base, needs
        self._fixed, self._room = fixed, room
        self._chosen: dict[str, Candidate] = {}
        self._worth: dict[str, Fraction] = {}

    def pick(self, ranked: Sequence[Candidate], places: Places) -> _Picked:
        """Return what is chosen, what there is no room for, and what the others do already."""
        later: list[Candidate] = []
        idle: list[Candidate] = []
        free = self._in_order(ranked, ranked)
        takes = {each.id: self._takes(each) for each in free}
        while free:
            one = places.next_of(takes, free, self._chosen.values())
            free.remove(one)
            wanted = takes[one.id]
            if _is_idle(self._given, one, [*self._fixed, *(each.lifting for each in self._chosen.values())]):
                idle.append(one)
            elif not wanted:
                later.append(one)
            else:
                self._chosen |= {each.id: each for each in wanted}
                free = self._in_order(free, ranked)
                takes = {each.id: self._takes(each) for each in free}
        return _Picked(tuple(self._chosen.values()), tuple(later), tuple(idle), self._worth)

    def _takes(self, one: Candidate) -> tuple[Candidate, ...]:
        """Return what is chosen with one, its base first; nothing where there is no room or one for the same gap."""
        base = self._base.closure(self._needs[one.id])
        wanted = tuple(each for each in (*base, one) if each.id not in self._chosen)
        purposes = [each.purpose for each in (*self._chosen.values(), *wanted)]
        return () if len(purposes) > self._room or len(set(purposes)) < len(purposes) else wanted

    def _in_order(self, free: Sequence[Candidate], ranked: Sequence[Candidate]) -> list[Candidate]:
        """Return candidates, those that are worth most by now first; what is worked out for them is kept."""
        possible = [one for one in free if one.id in self._needs and one.id not in self._chosen]
        if len(self._chosen) >= self._room:
            return possible  # the order in which they are left for later
        so_far = SoFar(self._given).take([*self._fixed, *(one.lifting for one in self._chosen.values())])
        short = {part: self._short(part, so_far) for part in {one.part for one in ranked}}
        gains = unlocked(self._needs, possible, short)
        self._worth |= {one.id: one.worth(gains[one.id], short) for one in possible}
        return by_worth(self._worth, possible)

    def _short(self, part: str, so_far: SoFar) -> Fraction:
        value = so_far.value(part)
        return Fraction(0) if value is None else max(self._given.targets[part] - value, Fraction(0))


def _is_idle(given: Ground, one: Candidate, others: Iterable[Action]) -> bool:
    """Tell an action on what the others in the plan lift as high already."""
    so_far = SoFar(given).take(others)
    values = [so_far.value(name) for name in lifted_by(one.lifting, given)]
    return all(value is not None and value >= exact(one.template.to_level) for value in values)


def _bare(given: Ground, fitting: Sequence[Candidate], fixed: Sequence[Action]) -> list[str]:
    served = {one.part for one in fitting}
    for action in fixed:
        for name in action.closes:
            served |= {name, *given.above.get(name, ())}
    return [part.id for part in given.scores.parts if not part.children and part.gap and part.id not in served]
