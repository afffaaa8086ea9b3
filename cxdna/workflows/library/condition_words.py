"""When a question is asked, in words."""

from __future__ import annotations

from collections.abc import Iterable

from cxdna.definitions.model import Condition
from cxdna.definitions.wording import number


def condition_words(condition: Condition) -> str:
    """Return a condition as a list of facts reads: `channels: field service`, `employees: at least 250`."""
    if condition.all_of is not None:
        return _joined(condition.all_of, "and")
    if condition.any_of is not None:
        return _joined(condition.any_of, "or")
    if condition.not_ is not None:
        inner = condition.not_
        return f"not ({condition_words(inner)})" if _subject(inner) is None else _test(inner, holds=False)
    return _test(condition)


def _joined(conditions: Iterable[Condition], word: str) -> str:
    """Return conditions with a word between; of several tests of one subject in a row its name stands once."""
    texts: list[str] = []
    before: str | None = None
    for one in conditions:
        text, subject = condition_words(one), _subject(one)
        if subject is None:
            text = f"({text})" if " or " in text or " and " in text else text
        elif subject == before:
            text = text.removeprefix(f"{subject}: ")
        texts.append(text)
        before = subject if one.answered is None else None
    return f" {word} ".join(texts)


def _subject(condition: Condition) -> str | None:
    """Return what a single test is about; None for conditions that are made of others."""
    return condition.profile.replace("_", " ") if condition.profile is not None else condition.question


def _test(condition: Condition, *, holds: bool = True) -> str:
    subject, value = _subject(condition), condition.equals
    if condition.answered is not None:
        return f"{subject} {'is answered' if condition.answered is holds else 'is not answered'}"
    if condition.at_least is not None:
        # Who did not answer is not at a level either, and nobody has no number of employees.
        below = "under" if condition.profile is not None else "not answered, or under"
        return f"{subject}: {'at least' if holds else below} {number(condition.at_least)}"
    if isinstance(value, bool):
        return f"{subject}: {'yes' if value is holds else 'no'}"
    named = condition.includes if value is None else value
    said = named.replace("_", " ") if isinstance(named, str) else number(named or 0)
    return f"{subject}: {'' if holds else 'not '}{said}"
