"""When a question is asked, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cxdna.definitions.model import Condition
from cxdna.definitions.wording import number


def condition_words(condition: Condition) -> str:
    """Return a condition as a consultant says it: `channels: field service`, `at least 250 employees`."""
    return " and ".join(_tests(condition))


def _tests(condition: Condition) -> Iterator[str]:
    if condition.all_of is not None:
        yield _joined(condition.all_of, " and ")
    if condition.any_of is not None:
        yield _joined(condition.any_of, " or ")
    if condition.not_ is not None:
        yield f"not: {condition_words(condition.not_)}"
    for subject in (condition.profile, condition.question):
        if subject is not None:
            yield _test(subject.replace("_", " ") if condition.profile else subject, condition)


def _joined(conditions: Iterable[Condition], word: str) -> str:
    texts = [condition_words(one) for one in conditions]
    return word.join(f"({text})" if " or " in text or " and " in text else text for text in texts)


def _test(subject: str, condition: Condition) -> str:
    if condition.includes is not None:
        return f"{subject}: {condition.includes.replace('_', ' ')}"
    if condition.at_least is not None:
        least = number(condition.at_least)
        return f"{subject}: {least} or more"
    if condition.equals is True:
        return f"{subject}: yes"
    if condition.equals is False:
        return f"{subject}: no"
    if condition.equals is not None:
        value = condition.equals
        return f"{subject}: {number(value) if isinstance(value, float) else value.replace('_', ' ')}"
    return f"{subject} {'is answered' if condition.answered else 'is not answered'}"
