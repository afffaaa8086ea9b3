"""What actions lift, one after the other, and what the parts come to by that.

An action lifts each question or part it closes to its own level and never lowers one. Of a question and the part it
lies in, named after it, the question is lifted: the part is the gap that is served along the way. A part that is named
first is lifted as a whole where everything in it below that level is named beside it, or nothing in it is; where only
some of it is, these questions are lifted and nothing else. What has no score is not lifted: nobody knows from where.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from cxdna.plan.model import Action, Lift
from cxdna.scores.suppose import Ground, Values, suppose, suppose_leaf
from cxdna.statistics.exact import exact


def lifted_by(action: Action, given: Ground) -> tuple[str, ...]:
    """Return which questions and parts of those it closes an action lifts."""
    above = given.above
    known = [name for name in dict.fromkeys(action.closes) if name in above]  # else: asked in another version
    chosen: list[str] = []
    for name in known:
        if not any(name in above[one] or one in above[name] for one in chosen):
            inside = [one for one in known if name in above[one] and given.is_question(one)]
            chosen += inside if inside and _is_more_below(action, given, name, inside) else [name]
    return tuple(chosen)


def _is_more_below(action: Action, given: Ground, part: str, named: Collection[str]) -> bool:
    """Tell whether something in a part stands below the level an action leads to and is not named by it."""
    if action.to_level is None:
        return False
    level = exact(action.to_level)
    values = (
        one.score.on(given.scores.basis)
        for one in given.scores.questions
        if one.id not in named and part in given.above[one.id]
    )
    return any(value is not None and value < level for value in values)


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
        for name in lifted_by(action, self._given):
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
