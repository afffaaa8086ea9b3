"""Base before shiny: which actions bring the parts that another action requires to the level it requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cxdna.definitions.model import Requirement
from cxdna.plan.lift import SoFar
from cxdna.plan.model import Action
from cxdna.plan.priority import Candidate, by_worth
from cxdna.scores.suppose import Ground
from cxdna.statistics.exact import exact

Needs = tuple[str, ...]
"""Ids of templates, and of actions that are in the plan whatever is chosen."""


class Base:
    """The base of every candidate: the actions it needs first, or the requirement that nothing meets.

    `fixed` are actions that are in the plan whatever is chosen. Of the candidates those that are worth most by
    themselves come in first, and no more of them than it takes.
    """

    def __init__(self, given: Ground, found: Sequence[Candidate], fixed: Sequence[Action]) -> None:
        self._given = given
        self._found = by_worth({one.id: one.worth() for one in found}, found)
        self._by_id = {one.id: one for one in found}
        self._fixed = tuple(sorted(fixed, key=lambda one: one.id))
        self._met: dict[tuple[Requirement, frozenset[str]], Needs | None] = {}

    def needs(self, candidate: Candidate, path: frozenset[str] = frozenset()) -> Needs | Requirement:
        """Return what a candidate needs first, or the first requirement that no action meets.

        Nothing on the `path` may be needed: an action cannot come before itself.
        """
        path |= {candidate.id}
        needed: dict[str, None] = {}
        for requirement in candidate.template.requires:
            met = self.meets(requirement, path)
            if met is None:
                return requirement
            needed |= dict.fromkeys(met)
        return tuple(needed)

    def closure(self, needs: Needs) -> tuple[Candidate, ...]:
        """Return all candidates that are needed, directly or by another, each after those it needs itself."""
        ordered: dict[str, Candidate] = {}
        for name in needs:
            one = self._by_id.get(name)
            if one is None:
                continue  # in the plan already
            inner = self.needs(one)
            for each in (*self.closure(inner if isinstance(inner, tuple) else ()), one):
                ordered.setdefault(each.id, each)
        return tuple(ordered.values())

    def meets(self, requirement: Requirement, path: frozenset[str] = frozenset()) -> Needs | None:
        """Return which actions meet a requirement, () where it is met already and None where nothing does."""
        if self._reached(requirement, ()):
            return ()
        free = self._look_up(requirement, frozenset())
        if free is None or not path & {one.id for one in self.closure(free)}:
            return free
        return self._look_up(requirement, path)

    def _look_up(self, requirement: Requirement, path: frozenset[str]) -> Needs | None:
        key = (requirement, path)
        if key not in self._met:
            self._met[key] = None  # whoever comes back to it on the way there finds that it is not met
            self._met[key] = self._search(requirement, path)
        return self._met[key]

    def _search(self, requirement: Requirement, path: frozenset[str]) -> Needs | None:
        """Take actions in until the level is reached, those of the plan first, and leave out what it does not take."""
        taken: list[Action] = [one for one in self._fixed if self._lifts(one, requirement.part)]
        purposes: set[str] = set()
        for one in self._found:
            if self._reached(requirement, taken):
                break
            if one.id in path or one.purpose in purposes or not self._lifts(one.lifting, requirement.part):
                continue
            if isinstance(self.needs(one, path), tuple):
                taken.append(one.lifting)
                purposes.add(one.purpose)
        if not self._reached(requirement, taken):
            return None
        for spare in reversed(taken[:]):
            without = [each for each in taken if each is not spare]
            if self._reached(requirement, without):
                taken = without
        return tuple(one.id for one in taken)

    def _lifts(self, action: Action, part: str) -> bool:
        above = self._given.above
        return any(name == part or part in above.get(name, ()) for name in action.closes)

    def _reached(self, requirement: Requirement, taken: Sequence[Action]) -> bool:
        value = SoFar(self._given).take(taken).value(requirement.part)
        return value is not None and value >= exact(requirement.at)


def unlocked(
    needs: Mapping[str, Needs], found: Sequence[Candidate], short: Mapping[str, Fraction] | None = None
) -> dict[str, Fraction]:
    """Return by template what counts of the actions that need it directly; of several for one gap, the most.

    `short` is how far each part is from its target by now; left out: as it stands.
    """
    gaps: dict[str, dict[str, Fraction]] = {one.id: {} for one in found}
    for one in found:
        for name in needs.get(one.id, ()):
            if name in gaps:
                gaps[name][one.subject] = max(gaps[name].get(one.subject, Fraction(0)), one.counts(short))
    return {name: sum(by_gap.values(), Fraction(0)) for name, by_gap in gaps.items()}
