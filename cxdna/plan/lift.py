"""What actions lift, one after the other, and what the parts come to by that.

An action lifts each question or part it closes to its own level and never lowers one. Of a part and a question in it,
the one that is named first is lifted: the other is the gap that is served along the way. What has no score is not
lifted: nobody knows from where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from cxdna.plan.model import Action, Lift
from cxdna.scores.suppose import Ground, Values, suppose, suppose_leaf
from cxdna.statistics.exact import exact


def lifted_by(action: Action, above: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return which questions and parts of those it closes an action lifts; `above` has the parts each lies in."""
    chosen: list[str] = []
    for name in dict.fromkeys(action.closes):
        if name not in above:
            continue  # asked in another version of the questionnaire
        if not any(name in above[one] or one in above[name] for one in chosen):
            chosen.append(name)
    return tuple(chosen)


class SoFar:
    """The lifts of some actions, in the order in which they come."""

    def __init__(self, given: Ground) -> None:
        self._given = given
        self._questions: dict[str, Fraction] = {}
        self._parts: dict[str, Fraction] = {}

    def lift(self, action: Action) -> Iterator[Lift]:
        """Yield what an action lifts, and keep it."""
        if action.to_level is None:
            return
        for name in lifted_by(action, self._given.above):
            before = self.value(name)
            after = min(exact(action.to_level), self._given.highest[name])
            if before is None or before >= after:
                continue
            (self._questions if self._given.is_question(name) else self._parts)[name] = after
            yield Lift(action=action.id, lifts=name, before=before, after=after)

    def take(self, actions: Iterable[Action]) -> SoFar:
        """Keep what all these lift."""
        for one in actions:
            for _ in self.lift(one):
                pass
        return self

    def value(self, name: str) -> Fraction | None:
        """Return where one question or part stands: sooner than all parts where the part holds questions itself."""
        given = self._given
        if given.is_question(name):
            return self._questions.get(name, given.standing(name))
        if given.scores.part(name).children:
            return self.values()[name]
        value, lifted = suppose_leaf(given, name, self._questions), self._parts.get(name)
        return lifted if lifted is not None and (value is None or value < lifted) else value

    def values(self) -> Values:
        """Return the value of every part: one that was lifted stands no lower than it was lifted to.

        Parts further in are lifted first, because they lift those they lie in.
        """
        standing: dict[str, Fraction] = {}
        values = suppose(self._given, self._questions, standing)
        for name in sorted(self._parts, key=lambda one: (-len(self._given.above[one]), one)):
            value = values[name]
            if value is None or value < self._parts[name]:
                standing[name] = self._parts[name]
                values = suppose(self._given, self._questions, standing)
        return values
