"""What comes with cxdna is complete: every component is asked about, measured, and has actions."""

from collections import Counter

import msgspec
import pytest

from cxdna import resources
from cxdna.definitions.load import Library, load_library
from cxdna.definitions.model import ActionTemplate


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load_library(resources.roots())


def components(library: Library) -> list[str]:
    return [part.id for part, _ in library.playbook.walk() if not part.parts]


def actions_for(library: Library, question: str) -> list[ActionTemplate]:
    return [action for action in library.actions if action.question == question]


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


def test_the_pulse_asks_twice_about_every_component(shipped: Library) -> None:
    pulse = shipped.questionnaires["pulse"]
    assert len(pulse.questions) == 24
    assert Counter(one.part for one in pulse.questions) == dict.fromkeys(components(shipped), 2)


def test_every_question_is_written_out(shipped: Library) -> None:
    for one in shipped.questionnaires["pulse"].questions:
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


def test_every_component_has_two_kpis_and_two_actions(shipped: Library) -> None:
    part_of = {one.id: one.part for one in shipped.questionnaires["pulse"].questions}
    kpis = Counter(part for kpi in shipped.kpis.values() for part in {*kpi.parts, *(part_of[q] for q in kpi.questions)})
    actions = Counter(action.part or part_of[action.question or ""] for action in shipped.actions)
    assert not [part for part in components(shipped) if kpis[part] < 2 or actions[part] < 2]


@pytest.mark.parametrize("level", [1, 2])
def test_every_question_has_an_action_for_who_stands_low(shipped: Library, level: int) -> None:
    for one in shipped.questionnaires["pulse"].questions:
        found = actions_for(shipped, one.id)
        assert any(action.from_level <= level < action.to_level for action in found), one.id


def test_every_action_is_measured_by_kpis_that_exist(shipped: Library) -> None:
    assert not [action.id for action in shipped.actions if not set(action.kpis) <= shipped.kpis.keys()]
    assert not [action.id for action in shipped.actions if "" in msgspec.structs.astuple(action)]
