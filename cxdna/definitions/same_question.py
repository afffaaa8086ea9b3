"""Whether two questions of one id ask people for the same, so that the answers to both can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.definitions.model import Question


def asks_the_same(one: Question, other: Question) -> bool:
    """Tell whether text and answers to choose from are the same; where a line is broken does not count.

    Why it is asked, what proves it, what it weighs and where it stands may differ: a person answers the same.
    """
    return _plain(one.text) == _plain(other.text) and _choices(one) == _choices(other)


def _choices(question: Question) -> Sequence[tuple[str, str, float | None]]:
    levels = [("", _plain(text), None) for text in question.levels]
    return [*levels, *((option.id, _plain(option.text), option.value) for option in question.options)]


def _plain(text: str) -> str:
    return " ".join(text.split())
