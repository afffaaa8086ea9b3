"""What somebody is asked because of their role: whole components of a short questionnaire, single questions of a long.

A short questionnaire asks little about each component, so whoever knows part of it is asked all of it. A long one asks
ten questions a component, and whoever knows one of them seldom knows the others.
"""

from __future__ import annotations

from typing import Final

from cxdna.answers.excluded import excluded
from cxdna.answers.model import Mode
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.organisation.model import Profile
from cxdna.workflows.answering.who import folded
from cxdna.workflows.current import Current

_LONG_SECONDS: Final = 30 * 60


def is_long(questionnaire: Questionnaire) -> bool:
    """Tell whether to answer a whole questionnaire takes one person more than half an hour."""
    return len(questionnaire.questions) * questionnaire.seconds_a_question > _LONG_SECONDS


def asked_by_role(
    playbook: Playbook, questionnaire: Questionnaire, profile: Profile, mode: Mode, role: str
) -> tuple[str, ...]:
    """Return the ids of the parts, or in a long questionnaire of the questions, that a role is asked; none mean all.

    Where answers are kept apart it is always whole components: what only a few people of one role answer would have no
    score. So it is where no question that applies names the role.
    """
    named = [question for question in questionnaire.questions if _names(question, role)]
    if mode == "named" and is_long(questionnaire):
        never = {one.question.id for one in excluded(questionnaire, profile)}
        own = tuple(question.id for question in named if question.id not in never)
        if own:
            return own
    parts = {question.part for question in named}
    return tuple(part.id for part, _ in playbook.walk() if part.id in parts)


def _names(question: Question, role: str) -> bool:
    return folded(role) in map(folded, question.ask)


def of_role(now: Current, role: str) -> tuple[str, ...]:
    """Return what a role is asked in an assessment."""
    profile = now.workspace.settings.organisation
    return asked_by_role(now.playbook, now.questionnaire, profile, now.assessment.mode, role)
