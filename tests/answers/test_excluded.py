"""Questions that are never asked: exactly those that no answers can bring up, each with what keeps it away."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.excluded import excluded
from cxdna.answers.interpret import Reply
from cxdna.answers.visible import visible
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Condition, Questionnaire
from cxdna.organisation.model import BusinessModel, Profile
from cxdna.resources import roots
from cxdna.statistics.exact import exact
from tests.workspace.making import PROFILE

PULSE = load_questionnaire("pulse", roots())[1]


@pytest.fixture
def pulse() -> Questionnaire:
    return PULSE


def profile(**changes: object) -> Profile:
    return msgspec.structs.replace(PROFILE, **changes)


def asking(pulse: Questionnaire, *conditions: Condition | None) -> Questionnaire:
    """Return a questionnaire with one question for each condition: q1, q2, ..."""
    first = pulse.questions[0]
    questions = (msgspec.structs.replace(first, id=f"q{at}", when=when) for at, when in enumerate(conditions, 1))
    return msgspec.structs.replace(pulse, questions=tuple(questions))


def why(pulse: Questionnaire, condition: Condition, **changes: object) -> tuple[str, ...] | None:
    found = excluded(asking(pulse, condition), profile(**changes))
    return found[0].why if found else None


def test_of_the_pulse(pulse: Questionnaire) -> None:
    def told(**changes: object) -> dict[str, tuple[str, ...]]:
        return {one.question.id: one.why for one in excluded(pulse, profile(**changes))}

    assert told() == {"q2.2": ("no key accounts", "no business customers")}
    assert told(key_accounts=True) == {}
    assert list(told(business_model="both", employees=12).values()) == [("fewer than 30 employees",)]
    assert list(told(business_model="both", sector="government").values()) == [("sector is government",)]


@pytest.mark.parametrize(
    ("condition", "changes", "told"),
    [
        (Condition(profile="channels", includes="field_service"), {}, ("no field service",)),
        (Condition(profile="regulated", equals=True), {}, ("no supervisor",)),
        (Condition(not_=Condition(profile="regulated", equals=True)), {"regulated": True}, ("it has a supervisor",)),
        (Condition(not_=Condition(profile="channels", includes="email")), {}, ("email",)),
        (Condition(profile="region", answered=True), {}, ("no region",)),
        (Condition(not_=Condition(profile="employees", at_least=100)), {}, ("100 employees or more",)),
        (Condition(profile="business_model", equals="both"), {"business_model": "businesses"}, ("no consumers",)),
        (Condition(profile="sector", equals="retail"), {}, ("sector is not retail",)),
        (
            Condition(all_of=(Condition(profile="regulated", equals=True), Condition(question="q0", answered=True))),
            {},
            ("no supervisor",),
        ),
        (Condition(question="q0", answered=True), {}, None),
        (
            Condition(any_of=(Condition(profile="regulated", equals=True), Condition(question="q0", at_least=3))),
            {},
            None,
        ),
    ],
)
def test_what_keeps_a_question_away(
    pulse: Questionnaire, condition: Condition, changes: dict[str, object], told: tuple[str, ...] | None
) -> None:
    assert why(pulse, condition, **changes) == told


def test_what_hangs_on_a_question_that_is_never_asked(pulse: Questionnaire) -> None:
    away = Condition(profile="key_accounts", equals=True)
    asked = asking(
        pulse,
        away,
        Condition(question="q1", at_least=3),
        Condition(question="q1", answered=False),
        Condition(question="q2", answered=True),
    )
    found = excluded(asked, profile())
    assert {one.question.id: one.why for one in found} == {
        "q1": ("no key accounts",),
        "q2": ("no key accounts",),
        "q4": ("no key accounts",),
    }


tests_of_profile = st.sampled_from(
    [
        Condition(profile="key_accounts", equals=True),
        Condition(profile="employees", at_least=100),
        Condition(profile="channels", includes="phone"),
        Condition(profile="business_model", equals="both"),
    ]
)
tests_of_answers = st.sampled_from(
    [Condition(question="q1", at_least=3), Condition(question="q1", answered=True), Condition(question="q2", equals=2)]
)
conditions = st.recursive(
    tests_of_profile | tests_of_answers,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda found: Condition(all_of=tuple(found))),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: Condition(any_of=tuple(found))),
        inner.map(lambda one: Condition(not_=one)),
    ),
    max_leaves=5,
)


@given(
    when=st.tuples(st.none(), tests_of_profile, conditions),
    employees=st.sampled_from([10, 500]),
    model=st.sampled_from(["consumers", "both"]),
)
def test_nothing_is_excluded_that_an_answer_brings_up(
    when: tuple[Condition | None, ...], employees: int, model: BusinessModel
) -> None:
    questionnaire = asking(PULSE, *when)
    asked = profile(employees=employees, business_model=model)
    ever: set[str] = set()
    for one in (None, 2, 3):
        for two in (None, 2, 3):
            given_now = {"q1": one, "q2": two}
            replies = {
                name: Reply(exact(value), None, None, "", ()) for name, value in given_now.items() if value is not None
            }
            ever |= {question.id for question in visible(questionnaire, asked, replies)}
    never = {one.question.id for one in excluded(questionnaire, asked)}
    assert not never & ever
    assert all(one.why for one in excluded(questionnaire, asked))
