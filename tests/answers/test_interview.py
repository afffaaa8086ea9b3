"""Which question comes next, how far one is, and how long it still takes."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.interview import (
    Interview,
    before,
    entry,
    following,
    minutes,
    parts_within,
    place,
    progress,
    shift,
)
from cxdna.answers.model import Answer
from cxdna.definitions.model import Condition
from tests.scores.building import part, playbook, profile, question, questionnaire

BOOK = playbook(part("one", part("a"), part("b")), part("two", part("c")))
ASKED = questionnaire(
    question("q1", "a"),
    question("q2", "a", when=Condition(question="q1", at_least=3)),
    question("q3", "b"),
    question("q4", "c", when=Condition(profile="key_accounts", equals=True)),
    question("q5", "c"),
)


def interview(said: dict[str, Answer] | None = None, **fields: object) -> Interview:
    given = {"parts": frozenset(), "at": None, "skipped": frozenset(), **fields}
    start = Interview(playbook=BOOK, questionnaire=ASKED, profile=profile(), said=said or {})
    return msgspec.structs.replace(start, **given)


def ids(one: Interview) -> list[str]:
    return [asked.id for asked in one.asked]


def name(one: object) -> str | None:
    return getattr(one, "id", None)


THREE, ONE, NOTE = Answer(value=3), Answer(value=1), Answer(comment="so so")


def test_profile_and_earlier_answers_decide_what_is_asked() -> None:
    assert ids(interview()) == ["q1", "q3", "q5"]
    assert ids(interview({"q1": THREE})) == ["q1", "q2", "q3", "q5"]
    assert ids(interview({"q1": ONE, "q2": THREE})) == ["q1", "q3", "q5"]


def test_a_comment_is_no_answer() -> None:
    noted = interview({"q1": NOTE})
    assert not noted.is_answered("q1")
    assert noted.done == 0
    assert name(following(noted)) == "q1"


def test_what_comes_next_is_after_where_one_was_and_then_before() -> None:
    assert name(following(interview({"q3": THREE}, at="q3"))) == "q5"
    assert name(following(interview({"q3": THREE, "q5": ONE}, at="q5"))) == "q1"
    assert name(following(interview({"q3": THREE}, at="q3", skipped=frozenset({"q5"})))) == "q1"
    assert following(interview({"q1": ONE, "q3": ONE, "q5": ONE}, at="q5")) is None
    assert following(interview({"q1": ONE, "q3": ONE}, at="q3", skipped=frozenset({"q5"}))) is None


def test_a_place_that_is_no_longer_asked_still_counts() -> None:
    hidden = interview({"q1": ONE, "q2": THREE}, at="q2")
    assert name(following(hidden)) == "q3"


def test_parts_narrow_what_is_asked_but_not_what_decides() -> None:
    assert ids(interview(parts=frozenset({"b", "c"}))) == ["q3", "q5"]
    assert ids(interview(parts=frozenset({"one"}), said={"q1": THREE})) == ["q1", "q2", "q3"]
    assert ids(interview(parts=frozenset({"book"}))) == ["q1", "q3", "q5"]
    assert parts_within(BOOK, {"one"}) == {"one", "a", "b"}


def test_back_place_and_entry() -> None:
    one = interview({"q3": THREE})
    assert name(before(one, "q3")) == "q1"
    assert before(one, "q1") is None
    assert place(one, "q5") == (3, 3)
    assert name(entry(one, "one")) == "q1"
    assert name(entry(interview({"q1": ONE, "q3": ONE}), "one")) == "q1"
    assert name(entry(one, "c")) == "q5"
    assert progress(one) == (("a", "A", 0, 1), ("b", "B", 1, 1), ("c", "C", 0, 1))
    assert entry(interview(parts=frozenset({"a"})), "c") is None


def test_what_an_answer_takes_away_and_brings_is_counted() -> None:
    before_it = interview({"q1": THREE, "q2": ONE})
    after_it = interview({"q1": ONE, "q2": ONE})
    assert msgspec.structs.astuple(shift(before_it, after_it)) == (1, 0, 1)
    assert msgspec.structs.astuple(shift(after_it, before_it)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("questions", "seconds", "words"),
    [
        (23, 45, "about 17 minutes"),
        (20, 45, "about 15 minutes"),
        (15, 45, "about 11 minutes"),
        (7, 45, "about 5 minutes"),
        (1, 45, "about 1 minute"),
        (0, 45, "about 1 minute"),
        (13, 46, "about 10 minutes"),
        (120, 45, "about 90 minutes"),
    ],
)
def test_time_left(questions: int, seconds: int, words: str) -> None:
    assert minutes(questions, seconds) == words


ANSWERED = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3", "q4", "q5"]), st.sampled_from([ONE, THREE, NOTE, Answer(not_applicable="why")])
)


@given(said=ANSWERED, at=st.sampled_from([None, "q1", "q2", "q3", "q4", "q5"]))
def test_going_on_from_anywhere_asks_everything_that_is_asked_once(said: dict[str, Answer], at: str | None) -> None:
    now = interview(said, at=at)
    came: list[str] = []
    while (one := following(now)) is not None:
        came.append(one.id)
        now = interview({**now.said, one.id: ONE}, at=one.id)
    assert len(came) == len(set(came))
    assert not now.left
    assert now.done == len(now.asked)
