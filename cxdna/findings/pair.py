"""Which questions of two questionnaires ask for the same, so that what was answered to them can be compared.

The same is asked where the id, the text and the answers to choose from are the same, on the same ladder. Why it is
asked, what proves it, what it weighs and where it stands may differ: none of these changes what a person answers. A
question may also stand for earlier ones that are no longer asked, where its author says that their answers carry over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.definitions.same_question import asks_the_same
from cxdna.scores.ladder import ladder
from cxdna.statistics.display import counted

ANEW = "earlier answers do not carry over"
GONE = "no longer asked"
NEW = "new question"
SOME_MISSING = "stands for questions that were not all asked last time"


class Pairs(msgspec.Struct, frozen=True):
    """The questions that are asked now, each with the earlier ones that it is compared with: itself, or others.

    `apart` says why any other question stands alone: those asked now first, then those that are no longer asked.
    """

    same: Mapping[str, tuple[str, ...]]
    apart: Mapping[str, str]


def pair(now: tuple[Playbook, Questionnaire], before: tuple[Playbook, Questionnaire]) -> Pairs:
    """Return which questions of two questionnaires, each with its playbook, are comparable whoever answers them."""
    earlier = {question.id: question for question in before[1].questions}
    same_ladder = ladder(now[0]).values == ladder(before[0]).values
    same: dict[str, tuple[str, ...]] = {}
    apart: dict[str, str] = {}
    for question in now[1].questions:
        sources = _sources(question, earlier)
        reason = _why_not(question, earlier, sources) if same_ladder or not sources else "the scale changed"
        if reason:
            apart[question.id] = reason
        else:
            same[question.id] = sources
    met = {*apart, *(one for sources in same.values() for one in sources)}
    return Pairs(same, {**apart, **dict.fromkeys((one for one in earlier if one not in met), GONE)})


def comparable_words(comparable: int, asked: int) -> str:
    """Return how many of the questions that are asked can be compared: 24 of 102 questions are comparable."""
    return f"{comparable} of {counted(asked, 'question')} {'is' if comparable == 1 else 'are'} comparable"


def _sources(question: Question, earlier: Mapping[str, Question]) -> tuple[str, ...]:
    """Return the earlier questions that one is to be compared with: that of its own id before any it stands for."""
    if question.id in earlier or not question.succeeds:
        return (question.id,) if question.id in earlier else ()
    return tuple(dict.fromkeys(one for one in question.succeeds.questions if one in earlier))


def _why_not(question: Question, earlier: Mapping[str, Question], sources: Sequence[str]) -> str:
    """Return why the same is not asked; "" where it is."""
    if not sources:
        return NEW
    if question.id in sources:
        return _changed(question, earlier[question.id])
    if not question.succeeds or question.succeeds.answers == "start_anew":
        return ANEW
    return SOME_MISSING if len(sources) < len(set(question.succeeds.questions)) else ""


def _changed(question: Question, earlier: Question) -> str:
    if asks_the_same(question, earlier):
        return ""
    return "wording changed" if question.text.split() != earlier.text.split() else "answers to choose from changed"
