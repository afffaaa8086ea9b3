"""Whether a question is ever asked, against every profile and every answer tried out one after another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.answers.interpret import Reply
from cxdna.answers.visible import visible
from cxdna.definitions.model import Condition, Question, Questionnaire
from cxdna.definitions.remarks import possible
from cxdna.definitions.remarks.possible import Ways
from cxdna.organisation.model import Channel, Profile
from tests.scores.building import levels, options, playbook, profile, question, questionnaire

BOOK = playbook(levels=levels(1, 2, 3), default_target=2)
CHANNELS = get_args(Channel)
IDS = ("q1", "q2", "q3", "q4")


def of_profile() -> st.SearchStrategy[Condition]:
    return st.one_of(
        st.builds(Condition, profile=st.just("channels"), includes=st.sampled_from(["phone", "chat"])),
        st.builds(Condition, profile=st.just("key_accounts"), equals=st.booleans()),
        st.builds(Condition, profile=st.just("several_countries"), equals=st.booleans()),
        st.builds(Condition, profile=st.just("employees"), at_least=st.sampled_from([2, 50])),
        st.builds(Condition, profile=st.just("employees"), equals=st.sampled_from([1, 50])),
        st.builds(Condition, profile=st.just("region"), answered=st.booleans()),
        st.builds(Condition, profile=st.just("region"), equals=st.just("BY")),
    )


def of_answer(earlier: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    named = st.sampled_from(earlier)
    return st.one_of(
        st.builds(Condition, question=named, answered=st.booleans()),
        st.builds(Condition, question=named, equals=st.sampled_from([1, 3])),
        st.builds(Condition, question=named, at_least=st.sampled_from([1, 2.5])),
    )


def conditions(earlier: tuple[str, ...]) -> st.SearchStrategy[Condition]:
    single = st.one_of(of_profile(), of_answer(earlier)) if earlier else of_profile()

    def grouped(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(Condition, all_of=several), st.builds(Condition, any_of=several), st.builds(Condition, not_=inner)
        )

    return st.recursive(single, grouped, max_leaves=5)


@st.composite
def asked(draw: st.DrawFn) -> tuple[Question, ...]:
    made = []
    for at, name in enumerate(IDS):
        made.append(question(name, levels=("a", "b", "c"), when=draw(st.none() | conditions(IDS[:at]))))
    return tuple(made)


def profiles() -> Iterator[Profile]:
    some = product(((), ("phone",), ("chat",), ("phone", "chat")), (True, False), (True, False), (1, 2, 50, 51))
    for channels, accounts, countries, employees in some:
        for region in ("", "BY", "CA"):
            yield profile(
                channels=("email", *channels),
                key_accounts=accounts,
                several_countries=countries,
                employees=employees,
                region=region,
            )


def ever_asked(made: Questionnaire) -> set[str]:
    """Return the questions that somebody is asked, by trying out everything on which the conditions go."""
    found: set[str] = set()
    replies = [Reply(None if value is None else Fraction(value), None, None, "", ()) for value in (None, 1, 2, 3)]
    for one in profiles():
        states: list[dict[str, Reply]] = [{}]
        for at, asking in enumerate(made.questions):
            until = msgspec.structs.replace(made, questions=made.questions[: at + 1])
            shown = [state for state in states if asking in visible(until, one, state)]
            if shown:
                found.add(asking.id)
            hidden = [state for state in states if state not in shown]
            states = [*hidden, *({**state, asking.id: reply} for state in shown for reply in replies)]
        if len(found) == len(made.questions):
            break
    return found


@pytest.mark.untraced
@settings(max_examples=25)
@given(asked())
def test_a_question_is_possible_exactly_if_somebody_is_asked_it(questions: tuple[Question, ...]) -> None:
    ways = Ways(questions, BOOK)
    told = {one.id for one in questions if one.when is None or ways.exist((one.when,))}
    assert told == ever_asked(questionnaire(*questions))


def possible_with(*questions: Question, **test: Any) -> bool:
    return Ways(questions, BOOK).exist((Condition(**test),))


def test_options_are_told_apart_by_id_and_by_value() -> None:
    chosen = question("q1", options=options(paper=1, cards=1, system=3))
    is_paper, is_one = Condition(question="q1", equals="paper"), Condition(question="q1", equals=1)
    assert possible_with(chosen, all_of=(Condition(not_=is_paper), is_one))
    others = (Condition(not_=Condition(question="q1", equals=name)) for name in ("paper", "cards"))
    assert not possible_with(chosen, all_of=(*others, is_one))


def test_a_profile_has_one_channel_at_least() -> None:
    assert not possible_with(any_of=(Condition(profile="channels", answered=False),))
    without = tuple(Condition(not_=Condition(profile="channels", includes=one)) for one in CHANNELS)
    assert possible_with(all_of=without[1:])
    assert not possible_with(all_of=without)


def test_a_condition_with_too_many_ways_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(possible, "MOST_STATES", 3)
    never = Condition(all_of=(Condition(profile="employees", at_least=5), Condition(profile="employees", equals=1)))
    some = Condition(any_of=tuple(Condition(profile="channels", includes=one) for one in CHANNELS))
    assert not possible_with(all_of=(never,))
    assert possible_with(all_of=(some, never))
