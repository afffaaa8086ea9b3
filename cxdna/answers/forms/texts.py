"""The texts of a form, which the layout writes and the reader compares: an edited one is told by its hash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from cxdna.answers.forms.model import Asked
from cxdna.answers.typed import choices
from cxdna.definitions.model import Condition, Level, Question
from cxdna.definitions.wording import number
from cxdna.statistics.display import listed
from cxdna.tables.layout import Rich

DONT_KNOW: Final = "Don't know"
NOT_APPLICABLE: Final = "Not applicable"


def question_text(asked: Asked) -> Rich:
    """Return the question with its condition and why it matters."""
    condition = ((f"{asked.condition}\n\n", True),) if asked.condition else ()
    return (*condition, (asked.question.text, True), (f"\n\nWhy it matters: {asked.question.why}", False))


def levels_text(question: Question, levels: Sequence[Level]) -> Rich:
    """Return the described answers, each with what to choose for it."""
    pieces: list[tuple[str, bool]] = []
    for at, (key, text, _) in enumerate(choices(question, levels)):
        pieces += [(("\n" if at else "") + key, True), (f"  {text}", False)]
    return tuple(pieces)


def answers_offered(question: Question, levels: Sequence[Level]) -> tuple[str, ...]:
    """Return what the drop-down of a question lists."""
    return (*(key for key, _, _ in choices(question, levels)), DONT_KNOW, NOT_APPLICABLE)


def plain(text: Rich) -> str:
    """Return the text without its looks."""
    return "".join(part for part, _ in text)


def text_hash(*texts: str) -> str:
    """Return a hash of texts as people read them: how lines break and spaces stand does not count."""
    read = "\x1f".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(read.encode()).hexdigest()[:16]


def hash_of(asked: Asked, levels: Sequence[Level]) -> str:
    """Return the hash of what a form shows for a question."""
    return text_hash(plain(question_text(asked)), plain(levels_text(asked.question, levels)))


def in_words(condition: Condition, numbers: dict[str, int], practices: dict[str, str]) -> str:
    """Return when a question is to be answered, as far as answers decide: Only if question 4 is answered with 3.

    `numbers` has the places of questions in the form, `practices` says in a few words what others ask.
    """
    return f"Only if {_words(condition, numbers, practices)}." if _words(condition, numbers, practices) else ""


def _words(condition: Condition, numbers: dict[str, int], practices: dict[str, str]) -> str:
    parts: list[str] = []
    if condition.all_of is not None:
        parts.append(_joined(condition.all_of, " and ", numbers, practices))
    if condition.any_of is not None:
        parts.append(_joined(condition.any_of, " or ", numbers, practices))
    if condition.not_ is not None:
        inner = _words(condition.not_, numbers, practices)
        parts.append(f"it is not so that {inner}" if inner else "")
    if condition.question is not None:
        parts.append(_test(condition, numbers, practices))
    return " and ".join(part for part in parts if part)


def _joined(inner: Sequence[Condition], word: str, numbers: dict[str, int], practices: dict[str, str]) -> str:
    return word.join(text for one in inner if (text := _words(one, numbers, practices)))


def _test(condition: Condition, numbers: dict[str, int], practices: dict[str, str]) -> str:
    named = condition.question or ""
    subject = f"question {numbers[named]}" if named in numbers else f"'{practices.get(named, named)}'"
    tests: list[str] = []
    if condition.answered is not None:
        tests.append("has a level as its answer" if condition.answered else "has no level as its answer")
    if condition.equals is not None:
        tests.append(f"is answered with {_value(condition.equals)}")
    if condition.at_least is not None:
        tests.append(f"is answered with {number(condition.at_least)} or more")
    return f"{subject} {listed(tests)}"


def _value(value: float | str) -> str:
    return f"'{value}'" if isinstance(value, str) else number(value)
