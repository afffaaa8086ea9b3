"""Whether a question can be asked at all: whether some profile and some earlier answers meet its condition.

Conditions compare with few values. What a field or an answer may be is narrowed to those that they can tell apart, and
each way of meeting a condition becomes a state: what every field and answer may still be. No state left, no way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias, get_args

from cxdna.definitions.model import Condition, Playbook, Question
from cxdna.definitions.profile_fields import apart, is_list, profile_fields
from cxdna.organisation.model import Channel

MOST_STATES: Final = 2_000
"""A condition with more ways to meet it is believed: looking into all would take long, and none that is read has."""


class Reply(NamedTuple):
    """An answer with a number, by the option that was chosen or the level."""

    option: str | None
    value: float


Subject: TypeAlias = tuple[str, str]
"""What a test is about: ("profile", "sector"), an entry of a list ("channels", "phone"), or ("question", "q1.1")."""
Value: TypeAlias = str | float | bool | Reply | None
"""None is a question without a number: not asked, not answered, not known."""
State: TypeAlias = Mapping[Subject, frozenset[Value]]


class TooMany(Exception):
    """There are more ways to meet a condition than are looked into."""


class Ways:
    """The ways in which the conditions of a questionnaire can be met; `questions` by their ids, in their order.

    With `chained`, an answer takes that its question is asked, so that the condition of that one holds, too.
    """

    def __init__(self, questions: Iterable[Question], playbook: Playbook, *, chained: bool = True) -> None:
        self._questions = {question.id: question for question in questions}
        self._levels = [level.value for level in playbook.levels]
        self._chained = chained
        self._named: dict[str, set[str | float]] = {}
        for question in self._questions.values():
            for test in _tests(question.when):
                if test.profile is not None:
                    values = (test.equals, test.at_least)
                    self._named.setdefault(test.profile, set()).update(
                        one for one in values if one is not None and not isinstance(one, bool)
                    )

    def exist(self, conditions: Iterable[Condition]) -> bool:
        """Tell whether all conditions can be met together; where that takes too long, they are believed."""
        states: list[State] = [{}]
        try:
            for condition in conditions:
                states = self._narrowed(states, condition, met=True)
        except TooMany:
            return True
        return bool(states)

    def _narrowed(self, states: list[State], condition: Condition, *, met: bool) -> list[State]:
        """Return the states in which a condition holds, or does not."""
        if condition.not_ is not None:
            return self._narrowed(states, condition.not_, met=not met)
        group = condition.all_of if condition.all_of is not None else condition.any_of
        if group is None:
            return _distinct(new for state in states for new in self._tested(state, condition, met=met))
        if (condition.all_of is not None) is met:
            for one in group:
                states = self._narrowed(states, one, met=met)
            return states
        return _distinct(new for one in group for new in self._narrowed(states, one, met=met))

    def _tested(self, state: State, test: Condition, *, met: bool) -> Iterator[State]:
        if test.question is not None:
            yield from self._with_answer(state, test, met=met)
        elif test.profile is not None and test.includes is not None:
            subject = (test.profile, test.includes)
            new = _narrowed_to(state, subject, state.get(subject, frozenset({True, False})), lambda one: one is met)
            yield from (one for one in new if not _without_channel(one))
        elif test.profile is not None and is_list(profile_fields()[test.profile]):
            # Only 'answered' is left, and the lists of a profile are never empty.
            if (test.answered is True) is met:
                yield state
        elif test.profile is not None:
            field = test.profile
            subject = ("profile", field)
            every = frozenset[Value](apart(profile_fields()[field], self._named.get(field, ())))
            yield from _narrowed_to(state, subject, state.get(subject, every), lambda one: _says(test, one) is met)

    def _with_answer(self, state: State, test: Condition, *, met: bool) -> Iterator[State]:
        question = self._questions[str(test.question)]
        subject = ("question", question.id)
        every = frozenset[Value]({None, *self._replies(question)})
        for new in _narrowed_to(state, subject, state.get(subject, every), lambda one: _replied(test, one) is met):
            left = new[subject]
            if question.when is None or not self._chained:
                yield new
                continue
            if None in left:
                yield {**new, subject: frozenset({None})}
            if left - {None}:
                yield from self._narrowed([{**new, subject: left - {None}}], question.when, met=True)

    def _replies(self, question: Question) -> Iterator[Reply]:
        if question.options:
            return (Reply(option.id, option.value) for option in question.options)
        return (Reply(None, value) for value in self._levels)


def _tests(condition: Condition | None) -> Iterator[Condition]:
    if condition is not None:
        yield condition
        for one in (*(condition.all_of or ()), *(condition.any_of or ()), condition.not_):
            yield from _tests(one)


def _narrowed_to(
    state: State, subject: Subject, values: frozenset[Value], fits: Callable[[Value], bool]
) -> Iterator[State]:
    if left := frozenset(filter(fits, values)):
        yield {**state, subject: left}


def _distinct(states: Iterable[State]) -> list[State]:
    found: dict[frozenset[tuple[Subject, frozenset[Value]]], State] = {}
    for state in states:
        found[frozenset(state.items())] = state
        if len(found) > MOST_STATES:
            raise TooMany
    return list(found.values())


def _without_channel(state: State) -> bool:
    """Tell a profile without any channel, which there is not."""
    return all(state.get(("channels", name)) == frozenset[Value]({False}) for name in get_args(Channel))


def _says(test: Condition, value: Value) -> bool:
    """Tell whether a field with this value meets a test of the profile."""
    if test.answered is not None:
        return (value != "") is test.answered
    if test.at_least is not None:
        return isinstance(value, int | float) and value >= test.at_least
    return value == test.equals


def _replied(test: Condition, value: Value) -> bool:
    """Tell whether an answer meets a test; without a number it meets none but that it has none."""
    if not isinstance(value, Reply):
        return test.answered is False
    if test.answered is not None:
        return test.answered
    if test.at_least is not None:
        return value.value >= test.at_least
    return (value.option if isinstance(test.equals, str) else value.value) == test.equals
