"""Find the action templates that lift a part from where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import ActionTemplate, Requirement
from cxdna.scores.model import PartScore, Scores
from cxdna.statistics.exact import exact


class Match(msgspec.Struct, frozen=True):
    """A template that fits, and what must stand first and does not yet."""

    action: ActionTemplate
    question: str | None
    waits_for: tuple[Requirement, ...]


def match(part: PartScore, scores: Scores, actions: Sequence[ActionTemplate]) -> tuple[Match, ...]:
    """Return the templates that start at or below the level reached and end above it, for a part below its target.

    Templates of the lowest questions come first (ties in the order of the questionnaire), those of the part last; among
    equals the one that starts nearest to where the practice stands.
    """
    if not part.gap:
        return ()
    found: list[tuple[Fraction, int, Fraction, Match]] = []
    for order, question_id in enumerate(part.questions):
        value = scores.question(question_id).score.on(scores.basis)
        if value is None or (part.target is not None and value >= part.target):
            continue
        found.extend(
            (value, order, -exact(action.from_level), _matched(action, question_id, scores))
            for action in actions
            if action.question == question_id and _fits(action, value)
        )
    value = part.score.on(scores.basis)
    if value is not None:
        whole = Fraction(10**6)
        found.extend(
            (whole, 0, -exact(action.from_level), _matched(action, None, scores))
            for action in actions
            if action.part == part.id and _fits(action, value)
        )
    return tuple(one for *_, one in sorted(found, key=lambda entry: entry[:3]))


def _fits(action: ActionTemplate, value: Fraction) -> bool:
    return exact(action.from_level) <= value < exact(action.to_level)


def _matched(action: ActionTemplate, question_id: str | None, scores: Scores) -> Match:
    waits = []
    for requirement in action.requires:
        stands = scores.part(requirement.part).score.on(scores.basis)
        if stands is None or stands < exact(requirement.at):
            waits.append(requirement)
    return Match(action=action, question=question_id, waits_for=tuple(waits))
