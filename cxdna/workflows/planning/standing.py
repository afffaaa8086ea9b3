"""Where a question or part that an action closes stands now."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cxdna.plan.check import finding_names
from cxdna.scores.model import Scores
from cxdna.workflows.current import figures_may_be_seen
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.targets import scores_so_far


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A question or part with its score on the assessment's basis, its target and the gap.

    There are no figures where there is no score, and while they may not be seen: `kept` says why.
    """

    id: str
    name: str
    part: str
    score: Fraction | None = None
    target: Fraction | None = None
    gap: Fraction | None = None
    kept: str = ""


def findings_now(here: Planned, names: tuple[str, ...]) -> tuple[Standing, ...]:
    """Return where each question or part stands now."""
    scores = scores_so_far(here.now, here.today) if names else None
    return tuple(_standing(here, scores, name) for name in names) if scores else ()


def finding_now(here: Planned, name: str) -> Standing:
    """Return where a question or part stands now."""
    return findings_now(here, (name,))[0]


def _standing(here: Planned, scores: Scores, name: str) -> Standing:
    called = finding_names(here.now.playbook, here.now.questionnaire).get(name, name)
    questions = {question.id: question.part for question in here.now.questionnaire.questions}
    part = questions.get(name, name)
    if not figures_may_be_seen(here.now):
        kept = f"this assessment is {here.now.assessment.mode}: its score can be seen once it is closed"
        return Standing(id=name, name=called, part=part, kept=kept)
    own = next((one for one in scores.parts if one.id == part), None)
    if own is None:
        return Standing(id=name, name=called, part=part, kept="it is not in this assessment")
    if name not in questions:
        return Standing(
            id=name, name=called, part=part, score=own.score.on(scores.basis), target=own.target, gap=own.gap
        )
    found = next((one for one in scores.questions if one.id == name), None)
    score = found.score.on(scores.basis) if found else None
    kept = "too few people answered for it to be shown" if found and found.state == "withheld" else ""
    gap = max(own.target - score, Fraction(0)) if score is not None and own.target is not None else None
    return Standing(id=name, name=called, part=part, score=score, target=own.target, gap=gap, kept=kept)
