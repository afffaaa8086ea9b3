"""What comes with cxdna is complete: every component is asked about, measured, and has actions for every step."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median
from typing import Any

import pytest

from cxdna import resources
from cxdna.answers.visible import visible
from cxdna.definitions.load import Library, load_library
from cxdna.definitions.model import ActionLibrary, ActionTemplate, Definition, KpiLibrary, Question
from cxdna.definitions.remarks.texts import prose, sentences, words
from cxdna.definitions.same_question import asks_the_same
from cxdna.organisation.model import Profile
from cxdna.workflows.check_definitions import check_definitions
from tests.scores.building import profile

STEPS = tuple(pairwise(range(1, 6)))
CHANNELS = ("phone", "email", "website")


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library(resources.roots())


def components(library: Library) -> list[str]:
    return [part.id for part, _ in library.playbook.walk() if not part.parts]


def part_of(library: Library) -> dict[str, str]:
    return {question.id: question.part for asked in library.questionnaires.values() for question in asked.questions}


def actions_for(library: Library, question: str) -> list[ActionTemplate]:
    """Return the actions for a practice: its own, and those of its component."""
    part = part_of(library)[question]
    return [action for action in library.actions if question == action.question or part == action.part]


def goes(action: ActionTemplate, step: tuple[int, int]) -> bool:
    """Tell whether an action is for who stands at the lower level of a step, and leads at least to the upper one."""
    return action.from_level <= step[0] and action.to_level >= step[1]


def asked_of(library: Library, one: Profile) -> dict[str, Question]:
    return {question.id: question for question in visible(library.questionnaires["full"], one, {})}


def test_the_ladder_has_the_names_that_reports_print(shipped: Library) -> None:
    assert [(level.value, level.name) for level in shipped.playbook.levels] == [
        (1, "Informal"),
        (2, "Started"),
        (3, "Defined"),
        (4, "Steered"),
        (5, "Embedded"),
    ]
    assert shipped.playbook.tiers == ("Phase", "Component")


def test_four_phases_hold_twelve_components_that_say_what_good_is(shipped: Library) -> None:
    assert len(shipped.playbook.parts) == 4
    assert len(components(shipped)) == 12
    assert not [part.id for part, _ in shipped.playbook.walk() if not part.good]


def test_there_is_as_much_as_an_expert_would_want(shipped: Library) -> None:
    assert len(shipped.questionnaires["full"].questions) >= 90
    assert len(shipped.kpis) >= 70
    assert len(shipped.actions) >= 80


def test_nothing_is_left_to_remark_on() -> None:
    report = check_definitions()
    assert report.questions > 90
    assert [str(one) for one in (*report.problems, *report.remarks)] == []


def test_the_pulse_asks_twice_about_every_component(shipped: Library) -> None:
    pulse = shipped.questionnaires["pulse"]
    assert len(pulse.questions) == 24
    assert Counter(one.part for one in pulse.questions) == dict.fromkeys(components(shipped), 2)


def test_the_full_questionnaire_asks_every_component_several_times(shipped: Library) -> None:
    asked = Counter(one.part for one in shipped.questionnaires["full"].questions)
    assert asked.keys() == set(components(shipped))
    assert min(asked.values()) >= 7


def test_what_the_pulse_asks_the_full_questionnaire_asks_alike(shipped: Library) -> None:
    full = {one.id: one for one in shipped.questionnaires["full"].questions}
    pulse = shipped.questionnaires["pulse"].questions
    assert {one.id for one in pulse} < full.keys()
    for one in pulse:
        other = full[one.id]
        assert asks_the_same(one, other), one.id
        assert (one.practice, one.part, one.weight, one.when) == (other.practice, other.part, other.weight, other.when)


def test_every_question_is_written_out(shipped: Library) -> None:
    for one in (question for asked in shipped.questionnaires.values() for question in asked.questions):
        texts = [one.practice, one.text, one.why, one.proof, *one.ask, *one.levels]
        assert all(text.strip() for text in texts), one.id
        assert len(one.levels) == len(set(one.levels)) == 5, one.id
        assert not one.options, one.id


def test_no_optional_field_of_a_kpi_is_left_empty(shipped: Library) -> None:
    # `parts` and `questions` say where a KPI belongs; one of them is enough.
    for kpi in shipped.kpis.values():
        assert kpi.source, kpi.id
        assert kpi.parts or kpi.questions, kpi.id


def test_every_kpi_is_kept_honest_by_another_that_exists(shipped: Library) -> None:
    assert not [kpi.id for kpi in shipped.kpis.values() if kpi.counter == kpi.id or kpi.counter not in shipped.kpis]


def test_every_kpi_says_how_it_is_worked_out_and_how_it_goes_wrong(shipped: Library) -> None:
    for kpi in shipped.kpis.values():
        assert kpi.formula, kpi.id
        assert kpi.symbols, kpi.id
        assert kpi.where, kpi.id
        assert kpi.pitfalls, kpi.id


def test_every_question_is_complete(shipped: Library) -> None:
    measured = {one for kpi in shipped.kpis.values() for one in kpi.questions}
    for one in shipped.questionnaires["full"].questions:
        assert one.neighbour, one.id
        assert len(one.ask) > 1, one.id
        assert one.id in measured, f"no KPI names {one.id}"
        for level, kinds in ((3, ("policy", "plan", "record", "training")), (4, ("data",)), (5, ("audit", "outcome"))):
            part = one.proof.split(f"Level {level}:")[1].split("Level")[0]
            assert any(f"({kind}," in part for kind in kinds), f"{one.id}, level {level}"


def test_what_others_call_by_another_name_is_found(shipped: Library) -> None:
    names = {name: kpi.id for kpi in shipped.kpis.values() for name in kpi.also}
    assert names["churn"] == "customer_loss_rate"
    assert names["first contact resolution"] == "solved_first_time"
    assert len(names) == sum(len(kpi.also) for kpi in shipped.kpis.values())


def test_every_component_has_kpis(shipped: Library) -> None:
    parts = part_of(shipped)
    kpis = Counter(part for kpi in shipped.kpis.values() for part in {*kpi.parts, *(parts[q] for q in kpi.questions)})
    assert not [part for part in components(shipped) if kpis[part] < 2]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step[0]} to {step[1]}")
def test_every_component_and_every_question_has_an_action_for_every_step(
    shipped: Library, step: tuple[int, int]
) -> None:
    exactly = {action.part for action in shipped.actions if [action.from_level, action.to_level] == list(step)}
    assert exactly >= set(components(shipped))
    parts = part_of(shipped)
    assert not [one for one in parts if not any(goes(action, step) for action in actions_for(shipped, one))]


def test_most_questions_have_an_action_of_their_own(shipped: Library) -> None:
    own = {action.question for action in shipped.actions if action.question}
    assert len(own) > 0.8 * len(part_of(shipped))


def test_every_action_is_measured_by_kpis_that_exist(shipped: Library) -> None:
    assert not [action.id for action in shipped.actions if not set(action.kpis) <= shipped.kpis.keys()]


def test_every_action_is_written_out(shipped: Library) -> None:
    for action in shipped.actions:
        assert 3 <= len(action.steps) <= 7, action.id
        for field in ("what", "deliverable", "owner_role", "supporting_roles", "cost", "risk", "evidence", "check"):
            assert getattr(action, field), f"{action.id} {field}"
        # A first step may need nothing; one that goes on builds on something.
        assert action.preconditions or action.requires or action.from_level < 3, action.id


@pytest.mark.parametrize(
    ("topic", "question", "said"),
    [
        ("privacy", "q3.6", "protection of customers' data"),
        ("consent", "q4.7", "agreed to"),
        ("accessibility", "q3.9", "disabilities"),
        ("vulnerable customers", "q1.9", "vulnerable"),
        ("data governance", "q4.8", "owner who answers for it"),
        ("root cause", "q7.2", "cause is stated"),
        ("effectiveness checks", "q7.6", "whether the fix worked"),
        ("holdouts", "q11.6", "left alone"),
        ("renewal risk", "q2.8", "chance of staying"),
        ("adoption", "q9.4", "after launch"),
        ("assurance", "q1.8", "independent"),
        ("design", "q7.9", "try out"),
    ],
)
def test_what_others_forget_is_asked(shipped: Library, topic: str, question: str, said: str) -> None:
    practices = {one.id: one.practice for one in shipped.questionnaires["full"].questions}
    assert said in practices[question], topic


@pytest.mark.parametrize(
    ("fields", "only_then"),
    [
        ({"channels": (*CHANNELS, "field_service")}, ["q3.12"]),
        ({"channels": (*CHANNELS, "contact_centre")}, ["q3.13"]),
        ({"channels": (*CHANNELS, "online_community")}, ["q3.11"]),
        ({"channels": (*CHANNELS, "partners")}, ["q2.9"]),
        ({"key_accounts": True}, ["q2.2", "q2.4", "q2.7"]),
        ({"business_model": "businesses"}, ["q2.2", "q2.4"]),
        ({"several_countries": True}, ["q6.7"]),
        ({"regulated": True}, ["q7.10"]),
    ],
    ids=str,
)
def test_some_is_asked_only_of_those_it_concerns(
    shipped: Library, fields: dict[str, Any], only_then: list[str]
) -> None:
    plain = asked_of(shipped, profile(sector="retail", channels=CHANNELS))
    concerned = asked_of(shipped, profile(**{"sector": "retail", "channels": CHANNELS, **fields}))
    assert concerned.keys() - plain.keys() == set(only_then)
    assert plain.keys() <= concerned.keys()


def test_a_small_firm_is_not_asked_about_what_only_large_ones_have(shipped: Library) -> None:
    asked = asked_of(shipped, profile(sector="retail", employees=20, channels=CHANNELS))
    text = " ".join(f"{one.practice} {one.text}" for one in asked.values())
    found = re.findall(
        r"key account|supervisor|countr|field visit|partner|contact centre|community", text, re.IGNORECASE
    )
    assert not found
    large = asked_of(shipped, profile(sector="retail", employees=2000, channels=CHANNELS))
    assert asked.keys() < large.keys()


def test_a_bank_is_asked_about_its_supervisor(shipped: Library) -> None:
    bank = asked_of(shipped, profile(sector="banking", regulated=True))
    assert "supervisor" in bank["q7.10"].practice


def test_somebody_who_is_asked_everything_is_through_within_ninety_minutes(shipped: Library) -> None:
    full = shipped.questionnaires["full"]
    everything = profile(
        sector="retail",
        channels=(*CHANNELS, "field_service", "contact_centre", "online_community", "partners"),
        business_model="both",
        key_accounts=True,
        several_countries=True,
        regulated=True,
    )
    assert len(asked_of(shipped, everything)) == len(full.questions)
    assert len(full.questions) * full.seconds_a_question < 90 * 60


def test_sentences_are_short(shipped: Library) -> None:
    name = shipped.playbook.id
    written: list[Definition] = [
        *shipped.questionnaires.values(),
        KpiLibrary(playbook=name, version="1", kpis=tuple(shipped.kpis.values())),
        ActionLibrary(playbook=name, version="1", actions=shipped.actions),
    ]
    for one in written:
        lengths = [len(words(sentence)) for _, text in prose(one) for sentence in sentences(text)]
        assert len(lengths) > 100
        assert median(lengths) < 20
