"""Which actions come first: what each is worth, and which of them it takes to make another possible.

The value of an action is the share of the weighted gap that it closes by itself, plus half of what the actions close
that it makes possible, divided by its effort (small 1, medium 2, large 3). An action whose template requires a part to
stand at a level comes after the actions that bring the part there: base before shiny. Where none does, it is held back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.model import ActionTemplate, Effort
from cxdna.plan.match import match
from cxdna.plan.model import Action
from cxdna.scores.model import PartScore
from cxdna.scores.suppose import Ground, suppose_leaf
from cxdna.statistics.exact import exact

EFFORT: Final[Mapping[Effort, int]] = {"small": 1, "medium": 2, "large": 3}
HALF: Final = Fraction(1, 2)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A template that fits a gap: what it closes, the main gap first, and the share of all weighted gaps it closes.

    `part` is the part that holds what is closed, `order` its place in playbook and questionnaire.
    """

    template: ActionTemplate
    part: str
    closes: tuple[str, ...]
    standing: Fraction
    gain: Fraction
    order: int

    @property
    def id(self) -> str:
        """The id of the template."""
        return self.template.id

    @property
    def subject(self) -> str:
        """The question or part that is lifted."""
        return self.closes[0]

    def worth(self, unlocked: Fraction = Fraction(0)) -> Fraction:
        """Return the value by the rule; `unlocked` is what the actions close that it makes possible."""
        return (self.gain + HALF * unlocked) / EFFORT[self.template.effort]

    @property
    def lifting(self) -> Action:
        """The action as far as it lifts scores."""
        to = self.template.to_level
        return Action(id=self.id, title=self.template.title, closes=self.closes, to_level=to)


def candidates(given: Ground, templates: Sequence[ActionTemplate]) -> tuple[Candidate, ...]:
    """Return every template that fits the gap of a part, in the order of playbook and questionnaire.

    The order of the templates makes no difference.
    """
    by_id = sorted((one for one in templates if _is_known(given, one)), key=lambda one: one.id)
    open_parts = [part for part in given.scores.parts if not part.children and part.gap]
    total = sum((_weighted(part, part.gap) for part in open_parts), Fraction(0))
    found: list[Candidate] = []
    for part in open_parts:
        for one in match(part, given.scores, by_id):
            subject = one.question or part.id
            standing = given.standing(subject)
            if standing is not None:
                gain, reaches = _gain(given, part, subject, exact(one.action.to_level))
                found.append(
                    Candidate(
                        template=one.action,
                        part=part.id,
                        closes=tuple(_closes(given, part, subject, one.action, reaches=reaches)),
                        standing=standing,
                        gain=gain / total if total else Fraction(0),
                        order=len(found),
                    )
                )
    return tuple(found)


def _is_known(given: Ground, template: ActionTemplate) -> bool:
    """Tell a template whose parts the playbook has: that of a closed assessment may be an older one."""
    parts = [*(one.part for one in template.requires), *((template.part,) if template.part else ())]
    return all(part in given.targets for part in parts)


def _weighted(part: PartScore, gap: Fraction | None) -> Fraction:
    return (gap or Fraction(0)) * part.share_of_whole


def _gain(given: Ground, part: PartScore, subject: str, to_level: Fraction) -> tuple[Fraction, bool]:
    """Return the weighted gap that a lift closes by itself, and whether the part is at its target by it."""
    if subject == part.id:
        after: Fraction | None = to_level
    else:
        after = suppose_leaf(given, part.id, {subject: min(to_level, given.highest[subject])})
    if after is None or part.target is None or part.gap is None:
        return Fraction(0), False
    left = max(part.target - after, Fraction(0))
    return max(_weighted(part, part.gap - left), Fraction(0)), not left


def _closes(given: Ground, part: PartScore, subject: str, template: ActionTemplate, *, reaches: bool) -> Iterator[str]:
    """Yield the gap that is lifted, and those that are served by it.

    For a part these are its questions below the level it is lifted to, for a question its part where that is at its
    target by this lift alone.
    """
    yield subject
    if subject != part.id:
        if reaches:
            yield part.id
        return
    for question in part.questions:
        value = given.standing(question)
        if value is not None and value < exact(template.to_level):
            yield question


def by_worth(worth: Mapping[str, Fraction], of: Collection[Candidate]) -> list[Candidate]:
    """Return candidates, those that are worth most first; equals in the order of playbook and questionnaire."""
    return sorted(of, key=lambda one: (-worth[one.id], one.order, one.id))
