"""Which questions one person is asked: conditions over the profile and the person's own earlier answers."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.answers.interpret import Reply
from cxdna.definitions.model import Condition, Question, Questionnaire
from cxdna.organisation.model import Profile
from cxdna.statistics.exact import exact


def visible(questionnaire: Questionnaire, profile: Profile, replies: Mapping[str, Reply]) -> tuple[Question, ...]:
    """Return the questions that are asked of the person who gave these replies, in their order.

    A reply to a question that is hidden from the person does not count for the questions after it.
    """
    asked: list[Question] = []
    counted: dict[str, Reply] = {}
    for question in questionnaire.questions:
        if question.when is None or holds(question.when, profile, counted):
            asked.append(question)
            if question.id in replies:
                counted[question.id] = replies[question.id]
    return tuple(asked)


def holds(condition: Condition, profile: Profile, earlier: Mapping[str, Reply]) -> bool:
    """Tell whether a condition is met. A test of a question that has no number is not met; `not` turns that round."""
    tests: list[bool] = []
    if condition.all_of is not None:
        tests.append(all(holds(one, profile, earlier) for one in condition.all_of))
    if condition.any_of is not None:
        tests.append(any(holds(one, profile, earlier) for one in condition.any_of))
    if condition.not_ is not None:
        tests.append(not holds(condition.not_, profile, earlier))
    if condition.profile is not None:
        tests.append(_profile_meets(condition, profile.value_of(condition.profile)))
    if condition.question is not None:
        tests.append(_reply_meets(condition, earlier.get(condition.question)))
    return all(tests)


def _profile_meets(condition: Condition, field: object) -> bool:
    tests: list[bool] = []
    if condition.answered is not None:
        tests.append((field not in (None, "", ())) is condition.answered)
    if condition.equals is not None:
        # True == 1 in Python; people who write `equals: 1` do not mean "yes".
        tests.append(field == condition.equals and isinstance(field, bool) is isinstance(condition.equals, bool))
    if condition.includes is not None:
        tests.append(isinstance(field, tuple) and condition.includes in field)
    if condition.at_least is not None:
        tests.append(isinstance(field, int) and field >= condition.at_least)
    return all(tests)


def _reply_meets(condition: Condition, reply: Reply | None) -> bool:
    if reply is None or reply.value is None:
        return condition.answered is False
    tests = [condition.answered is not False]
    if isinstance(condition.equals, str):
        tests.append(reply.option == condition.equals)
    elif condition.equals is not None:
        tests.append(not isinstance(condition.equals, bool) and reply.value == exact(condition.equals))
    if condition.at_least is not None:
        tests.append(reply.value >= exact(condition.at_least))
    return all(tests)
