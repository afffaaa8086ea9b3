"""Which questions a person is asked."""

from typing import Any

import pytest

from cxdna.answers.interpret import Reply, interpret
from cxdna.answers.model import Answer
from cxdna.answers.visible import holds, visible
from cxdna.definitions.model import Condition
from tests.scores.building import f, options, profile, question, questionnaire


def reply(value: str | None, option: str | None = None) -> Reply:
    return Reply(None if value is None else f(value), option, None, "", ())


EARLIER = {"three": reply("3"), "yes": reply("5", "yes"), "unknown": reply(None)}
ALDER = profile(employees=380, key_accounts=True, region="")


def met(**test: Any) -> bool:
    return holds(Condition(**test), ALDER, EARLIER)


@pytest.mark.parametrize(
    "test",
    [
        {"profile": "sector", "equals": "banking"},
        {"profile": "key_accounts", "equals": True},
        {"profile": "employees", "at_least": 380},
        {"profile": "employees", "equals": 380.0},
        {"profile": "channels", "includes": "phone"},
        {"profile": "sector", "answered": True},
        {"profile": "regulated", "answered": True},
        {"profile": "region", "answered": False},
        {"question": "three", "answered": True},
        {"question": "three", "equals": 3},
        {"question": "three", "at_least": 3},
        {"question": "yes", "equals": "yes"},
        {"question": "yes", "equals": 5},
        {"question": "unknown", "answered": False},
        {"question": "never", "answered": False},
        {"not_": Condition(question="never", equals=3)},
        {"all_of": (Condition(question="three", at_least=2), Condition(profile="key_accounts", equals=True))},
        {"any_of": (Condition(question="never", at_least=2), Condition(profile="key_accounts", equals=True))},
        {"not_": Condition(any_of=(Condition(question="never", at_least=2), Condition(question="yes", equals="no")))},
    ],
)
def test_met(test: dict[str, Any]) -> None:
    assert met(**test)
    assert not met(not_=Condition(**test))


@pytest.mark.parametrize(
    "test",
    [
        {"profile": "sector", "equals": "retail"},
        # 1 is not yes, and yes is not 1.
        {"profile": "key_accounts", "equals": 1},
        {"profile": "key_accounts", "equals": False},
        {"profile": "employees", "at_least": 381},
        {"profile": "sector", "at_least": 1},
        {"profile": "channels", "includes": "app"},
        {"profile": "sector", "includes": "bank"},
        {"profile": "region", "answered": True},
        {"profile": "colour", "equals": "green"},
        {"question": "three", "answered": False},
        {"question": "three", "equals": 4},
        {"question": "three", "equals": "yes"},
        {"question": "three", "equals": True},
        {"question": "three", "at_least": 3.5},
        # A question without a number meets no test, whichever way it is put.
        {"question": "unknown", "answered": True},
        {"question": "unknown", "equals": "dont_know"},
        {"question": "never", "at_least": 0},
        {"all_of": (Condition(question="three", at_least=2), Condition(question="never", at_least=2))},
        {"any_of": ()},
    ],
)
def test_not_met(test: dict[str, Any]) -> None:
    assert not met(**test)


def asked(**replies: Reply) -> list[str]:
    """Return which of q, r and s are asked: r needs q at 3 or more, s needs r at all."""
    chain = questionnaire(
        question("q"),
        question("r", when=Condition(question="q", at_least=3)),
        question("s", when=Condition(question="r", answered=True)),
    )
    return [one.id for one in visible(chain, ALDER, replies)]


def test_questions_come_up_with_the_answers_before_them() -> None:
    assert asked() == ["q"]
    assert asked(q=reply("3")) == ["q", "r"]
    assert asked(q=reply("3"), r=reply("1")) == ["q", "r", "s"]
    assert asked(q=reply("3"), r=reply(None)) == ["q", "r"]


def test_an_answer_that_is_hidden_hides_what_hangs_on_it() -> None:
    assert asked(q=reply("2"), r=reply("5"), s=reply("5")) == ["q"]


def test_interpret() -> None:
    scale, choice = question("q"), question("c", options=options(no=1, yes=0.1))
    assert interpret(scale, 3) == Reply(f(3), None, None, "", ())
    assert interpret(scale, "dont_know") == Reply(None, None, None, "", ())
    assert interpret(choice, "yes") == Reply(f("1/10"), "yes", None, "", ())
    full = Answer(value="no", comment="Ask me", evidence=("E1",))
    assert interpret(choice, full) == Reply(f(1), "no", None, "Ask me", ("E1",))
    assert interpret(scale, Answer(not_applicable="no shop")) == Reply(None, None, "no shop", "", ())
    with pytest.raises(KeyError):
        interpret(choice, "maybe")
