"""Which actions come first: what each is worth, and which of them it takes to make another possible.

The value of an action is the share of the weighted gap that it closes by itself, times the levels that its part is
still short of the target once what comes before is done; plus half of that for the actions that it makes possible; all
of it divided by its effort (small 1, medium 2, large 3). So the part that is furthest from its target is served first,
and what comes first there leaves room for the next. An action whose template requires a part to stand at a level comes
after the actions that bring the part there: base before shiny. Where none does, it is held back.

An action for a whole part is for the practices in it that have no action of their own: only these count as what it
closes, and where there are none it is not proposed.
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

    `part` is the part that holds what is closed and `short` the levels it is short of its target; `order` is its place
    in playbook and questionnaire. One that is for a whole part closes the part; where the part as a whole is past it,
    the practices that are not.
    """

    template: ActionTemplate
    part: str
    closes: tuple[str, ...]
    standing: Fraction
    gain: Fraction
    short: Fraction
    order: int

    @property
    def id(self) -> str:
        """The id of the template."""
        return self.template.id

    @property
    def subject(self) -> str:
        """The question or part that is lifted."""
        return self.closes[0]

    @property
    def purpose(self) -> str:
        """The question or part that the template is for; a draft has no two actions for one."""
        return self.template.part or self.subject

    def counts(self, short: Mapping[str, Fraction] | None = None) -> Fraction:
        """Return what it closes times the levels its part is short of the target; `short` has these by part by now."""
        return self.gain * (short[self.part] if short else self.short)

    def worth(self, unlocked: Fraction = Fraction(0), short: Mapping[str, Fraction] | None = None) -> Fraction:
        """Return the value by the rule; `unlocked` is what counts of the actions that it makes possible."""
        return (self.counts(short) + HALF * unlocked) / EFFORT[self.template.effort]

    @property
    def lifting(self) -> Action:
        """The action as far as it lifts scores."""
        to = self.template.to_level
        return Action(id=self.id, title=self.template.title, closes=self.closes, to_level=to)


def candidates(
    given: Ground, templates: Sequence[ActionTemplate], own: Collection[str] = frozenset()
) -> tuple[Candidate, ...]:
    """Return every template that fits the gap of a part, in the order of playbook and questionnaire.

    `own` are questions for which there is an action of their own. The order of the templates makes no difference.
    """
    by_id = sorted((one for one in templates if _is_known(given, one)), key=lambda one: one.id)
    open_parts = [part for part in given.scores.parts if not part.children and part.gap]
    total = sum((_weighted(part, part.gap) for part in open_parts), Fraction(0))
    found: list[Candidate] = []
    for part in open_parts:
        for template, closes, lifted in _fitting(given, part, by_id, own):
            standing = given.standing(closes[0])
            if standing is not None:
                gain, reaches = _gain(given, part, lifted, template)
                found.append(
                    Candidate(
                        template=template,
                        part=part.id,
                        # A question's action serves its part as well where that is at its target by this lift alone.
                        closes=(*closes, part.id) if template.question and reaches else closes,
                        standing=standing,
                        gain=gain / total if total else Fraction(0),
                        short=part.gap or Fraction(0),
                        order=len(found),
                    )
                )
    return tuple(found)


def _fitting(
    given: Ground, part: PartScore, templates: Sequence[ActionTemplate], own: Collection[str]
) -> Iterator[tuple[ActionTemplate, tuple[str, ...], tuple[str, ...]]]:
    """Yield the templates that fit a part, with what each closes, and what it lifts: questions, or the part itself."""
    matches = match(part, given.scores, templates)
    for one in matches:
        if one.question:
            yield one.action, (one.question,), (one.question,)
            continue
        lower = tuple(below(given, part, one.action))
        alone = tuple(name for name in lower if name not in own)
        if alone or not lower:
            yield one.action, (part.id, *lower), (part.id,) if alone == lower else alone
    matched = {one.action.id for one in matches}
    standing = given.standing(part.id)
    for template in templates:
        if template.part == part.id and template.id not in matched and standing is not None:
            behind = tuple(name for name in _behind(given, part, template) if name not in own)
            if behind and standing >= exact(template.to_level):
                yield template, behind, behind


def below(given: Ground, part: PartScore, template: ActionTemplate) -> Iterator[str]:
    """Yield the questions of a part that stand below the level that a template lifts it to."""
    for question in part.questions:
        value = given.standing(question)
        if value is not None and value < exact(template.to_level):
            yield question


def _behind(given: Ground, part: PartScore, template: ActionTemplate) -> Sequence[str]:
    """Return the questions of a part that stand between the levels of a template, lowest first."""
    values = [(given.standing(one) or Fraction(0), one) for one in below(given, part, template)]
    return [one for value, one in sorted(values, key=lambda each: each[0]) if value >= exact(template.from_level)]


def _is_known(given: Ground, template: ActionTemplate) -> bool:
    """Tell a template whose parts the playbook has: that of a closed assessment may be an older one."""
    parts = [*(one.part for one in template.requires), *((template.part,) if template.part else ())]
    return all(part in given.targets for part in parts)


def _weighted(part: PartScore, gap: Fraction | None) -> Fraction:
    return (gap or Fraction(0)) * part.share_of_whole


def _gain(given: Ground, part: PartScore, lifted: Sequence[str], template: ActionTemplate) -> tuple[Fraction, bool]:
    """Return the weighted gap that a lift closes by itself, and whether the part is at its target by it."""
    after: Fraction | None = exact(template.to_level)
    if lifted != (part.id,):
        levels = {name: min(exact(template.to_level), given.highest[name]) for name in lifted}
        after = suppose_leaf(given, part.id, levels)
        if after is not None and template.part and (part.score.on(given.scores.basis) or 0) < exact(template.to_level):
            after = min(after, exact(template.to_level))
    if after is None or part.target is None or part.gap is None:
        return Fraction(0), False
    left = max(part.target - after, Fraction(0))
    return max(_weighted(part, part.gap - left), Fraction(0)), not left


def by_worth(worth: Mapping[str, Fraction], of: Collection[Candidate]) -> list[Candidate]:
    """Return candidates, those that are worth most first; equals in the order of playbook and questionnaire."""
    return sorted(of, key=lambda one: (-worth[one.id], one.order, one.id))
