"""One person's way through the questions: which comes next, how far one is, and how long it still takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.answers.interpret import interpret
from cxdna.answers.model import Answer
from cxdna.answers.visible import visible
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.organisation.model import Profile
from cxdna.statistics.display import counted, rounded

_ROUND_TO: Final = 5
_ROUNDED_FROM: Final = 20


class Interview(msgspec.Struct, frozen=True, kw_only=True):
    """How far somebody is. `said` holds the answers that hold, and comments noted before an answer.

    `parts` are those whose questions are asked, with what stands beneath them, and single questions by their ids; empty
    stands for all. `at` is the question that was answered or passed over last, `skipped` what is to be offered again at
    the end.
    """

    playbook: Playbook
    questionnaire: Questionnaire
    profile: Profile
    said: Mapping[str, Answer]
    parts: frozenset[str] = frozenset()
    at: str | None = None
    skipped: frozenset[str] = frozenset()

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions asked of this person, in their order; the answers given so far decide."""
        replies = {
            question.id: interpret(question, self.said[question.id])
            for question in self.questionnaire.questions
            if question.id in self.said and says_something(self.said[question.id])
        }
        shown = visible(self.questionnaire, self.profile, replies)
        if not self.parts:
            return shown
        within = parts_within(self.playbook, self.parts)
        return tuple(question for question in shown if question.part in within or question.id in self.parts)

    def is_answered(self, question: str) -> bool:
        """Tell whether a question has an answer; don't-know and not-applicable are answers, a comment is none."""
        return question in self.said and says_something(self.said[question])

    @property
    def left(self) -> tuple[Question, ...]:
        """The questions that are asked and have no answer yet."""
        return tuple(question for question in self.asked if not self.is_answered(question.id))

    @property
    def done(self) -> int:
        """How many of the questions that are asked have an answer."""
        return len(self.asked) - len(self.left)


class Shift(msgspec.Struct, frozen=True):
    """What an answer did to the questions after it: how many went and came, and how many that went had an answer."""

    gone: int
    come: int
    set_aside: int


def says_something(answer: Answer) -> bool:
    """Tell an answer from a comment that was noted before one."""
    return answer.value is not None or answer.not_applicable is not None


def parts_within(playbook: Playbook, parts: Collection[str]) -> frozenset[str]:
    """Return these parts with everything beneath them."""
    return frozenset(
        part.id
        for part, above in playbook.walk()
        if playbook.id in parts or part.id in parts or any(one.id in parts for one in above)
    )


def following(interview: Interview) -> Question | None:
    """Return the question to ask next; None when all are answered or were passed over.

    It is the first without an answer after the one where somebody was, then the first before it. Wherever an interview
    was broken off, it goes on the same way.
    """
    order = [question.id for question in interview.questionnaire.questions]
    start = order.index(interview.at) + 1 if interview.at in order else 0
    waiting = {question.id: question for question in interview.left if question.id not in interview.skipped}
    return next((waiting[one] for one in (*order[start:], *order[:start]) if one in waiting), None)


def before(interview: Interview, question: str) -> Question | None:
    """Return the question before another, answered or not; None before the first."""
    earlier: Question | None = None
    for one in interview.asked:
        if one.id == question:
            return earlier
        earlier = one
    return None


def entry(interview: Interview, part: str) -> Question | None:
    """Return where to go in for a part: its first question without an answer, or its first; None where it has none."""
    within = parts_within(interview.playbook, {part})
    there = [question for question in interview.asked if question.part in within]
    unanswered = (question for question in there if not interview.is_answered(question.id))
    return next(unanswered, there[0] if there else None)


def place(interview: Interview, question: str) -> tuple[int, int]:
    """Return which question this is, counted from 1, and of how many."""
    order = [one.id for one in interview.asked]
    return order.index(question) + 1, len(order)


def progress(interview: Interview) -> tuple[tuple[str, str, int, int], ...]:
    """Return id and name of each part that holds questions of this person, how many are answered and of how many."""
    asked = interview.asked
    lines = []
    for part, _ in interview.playbook.walk():
        own = [question.id for question in asked if question.part == part.id]
        if own:
            lines.append((part.id, part.name, sum(map(interview.is_answered, own)), len(own)))
    return tuple(lines)


def shift(earlier: Interview, later: Interview) -> Shift:
    """Return which questions an answer took away and brought."""
    old, new = ({question.id for question in one.asked} for one in (earlier, later))
    gone = old - new
    return Shift(len(gone), len(new - old), sum(map(later.is_answered, gone)))


def time_left(interview: Interview) -> str:
    """Return how long the questions that are left take, in words: about 10 minutes."""
    return minutes(len(interview.left), interview.questionnaire.seconds_a_question)


def minutes(questions: int, seconds: int) -> str:
    """Return the time for so many questions in words; from twenty minutes on to the nearest five."""
    return f"about {counted(max(number_of_minutes(questions, seconds), 1), 'minute')}"


def number_of_minutes(questions: int, seconds: int) -> int:
    """Return the minutes for so many questions, at least one; from twenty on to the nearest five, none for none."""
    exactly = Fraction(questions * seconds, 60)
    if exactly >= _ROUNDED_FROM:
        return int(rounded(exactly / _ROUND_TO, 0)) * _ROUND_TO
    return max(int(rounded(exactly, 0)), 1) if questions else 0
