"""What one answer says, exactly, whether it was written short or in full."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cxdna.answers.model import DONT_KNOW, Answer
from cxdna.definitions.model import Question
from cxdna.statistics.exact import exact


class Reply(msgspec.Struct, frozen=True):
    """One answer as it counts: a number, not applicable with the reason, or neither, which is don't-know."""

    value: Fraction | None
    option: str | None
    not_applicable: str | None
    comment: str
    evidence: tuple[str, ...]


def in_full(said: float | str | Answer) -> Answer:
    """Return the answer that a short form stands for: `q1.1: 3` is `q1.1: {value: 3}`."""
    return said if isinstance(said, Answer) else Answer(value=said)


def interpret(question: Question, said: float | str | Answer) -> Reply:
    """Return what an answer that passed the check says. Raises KeyError for an option the question does not have."""
    answer = in_full(said)
    value: Fraction | None = None
    option: str | None = None
    if isinstance(answer.value, str) and answer.value != DONT_KNOW:
        option = answer.value
        value = exact({one.id: one.value for one in question.options}[option])
    elif isinstance(answer.value, (int, float)):
        value = exact(answer.value)
    return Reply(value, option, answer.not_applicable, answer.comment, answer.evidence)
