"""`cxdna effect`: an index before and after an action, attached to it, shown with it, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from cxdna.errors import Problems, UserError
from cxdna.plan.effect_now import effects_now
from cxdna.store.model import VoiceKept
from cxdna.voice.model import Fielded
from cxdna.workflows.alignment.effects import (
    EffectAsk,
    add_effect,
    added_lines,
    drop_effect,
    effects_json,
    list_effects,
    list_lines,
)
from cxdna.workflows.planning.show import show_action
from cxdna.workflows.planning.show_lines import show_lines
from cxdna.workflows.surveys.hand import voice_of
from tests.findings.voices import fielded, question
from tests.workflows.planning.planning import LIBRARY, MOMENT, Planning, ready

BEFORE, AFTER = "2025-10..2025-12", "2026-04..2026-06"
ASK = EffectAsk("a1", BEFORE, AFTER, "care", "word")


def care() -> Fielded:
    said = {
        ("word", 202511): {2: 60, 4: 60},
        ("word", 202605): {3: 30, 4: 40, 5: 30},
        ("few", 202511): {3: 4},
        ("few", 202605): {4: 90},
    }
    desk = {("word", 202511): {3: 40}, ("word", 202605): {4: 40}}
    return fielded("care", (question("word"), question("few")), said, categories={"Desk": desk})


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    made = Planning(tmp_path / "w", ready("a1"), ready("a2"))
    inside = fielded("staff", (question("word"),), {("word", 202605): {4: 9}}, asks="staff")
    for one in (care(), inside):
        made.store.add(VoiceKept(item=one.survey, at=MOMENT), VoiceKept(item=one.files[0], at=MOMENT))
    return made


def test_it_is_attached_to_the_action_and_shown_with_it(plan: Planning) -> None:
    made = add_effect(plan.here, ASK, MOMENT)
    assert made.found is not None
    assert made.found.difference == 1
    said = list(added_lines(made, "A title"))
    assert said[0] == "Attached to a1 (A title):"
    assert said[1].strip() == "care, word; October to December 2025 with April to June 2026"
    assert "more than chance" in said[2]
    assert "that the action caused it is not shown by this" in said[2]
    shown = show_action(plan.here, LIBRARY, "a1")
    assert [one.effect.question for one in shown.effects] == ["word"]
    assert "What customers said before and after" in list(show_lines(shown, "GBP"))
    assert not show_action(plan.here, LIBRARY, "a2").effects


def test_the_same_again_adds_nothing_and_other_months_take_its_place(plan: Planning) -> None:
    add_effect(plan.here, ASK, MOMENT)
    add_effect(plan.here, ASK, MOMENT)
    assert len(plan.store.voice("effect")) == 1
    add_effect(plan.here, ASK._replace(before="2025-11", by="Ruth"), MOMENT)
    (effect,) = voice_of(plan.store).effects
    assert (effect.before, effect.by) == ((202511, 202511), "Ruth")


def test_of_a_category_it_is_another_effect(plan: Planning) -> None:
    add_effect(plan.here, ASK, MOMENT)
    add_effect(plan.here, ASK._replace(category="desk"), MOMENT)
    assert [one.cut for one in voice_of(plan.store).effects] == [(), (("category", "Desk"),)]


def test_what_is_listed_names_actions_and_tells_nothing_of_fewer_than_five(plan: Planning) -> None:
    assert next(list_lines(plan.here)) == "No effect is told of any action yet."
    add_effect(plan.here, ASK, MOMENT)
    with pytest.raises(UserError, match="what fewer than five people answered to few"):
        add_effect(plan.here, ASK._replace(action="a2", question="few"), MOMENT)
    (told,) = voice_of(plan.store).effects  # as if a file had been replaced by one with fewer answers
    plan.store.add(VoiceKept(item=msgspec.structs.replace(told, action="a2", question="few"), at=MOMENT))
    lines = list(list_lines(plan.here))
    assert lines[0].startswith("a1  ")
    assert any("Not told" in line for line in lines)
    found = json.loads(effects_json(list_effects(plan.here)))
    assert found["format"] == "cxdna-effects/1"
    first, second = found["effects"]
    assert (first["difference"]["exact"], first["before"]["n"], first["after"]["n"]) == ("1", 120, 100)
    assert first["p"] < 0.001
    assert (second["before"]["n"], second["before"]["index"], second["difference"]) == (None, None, None)


def test_it_is_taken_back(plan: Planning) -> None:
    add_effect(plan.here, ASK, MOMENT)
    add_effect(plan.here, ASK._replace(category="Desk"), MOMENT)
    assert len(drop_effect(plan.here, EffectAsk("a1", "", "", category="Desk"), MOMENT)) == 1
    assert [one.cut for one in voice_of(plan.store).effects] == [()]
    drop_effect(plan.here, EffectAsk("a1", "", ""), MOMENT)
    assert not voice_of(plan.store).effects
    with pytest.raises(UserError, match="no such effect"):
        drop_effect(plan.here, EffectAsk("a1", "", ""), MOMENT)


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (ASK._replace(action="a9"), "the plan has no action 'a9'"),
        (ASK._replace(survey="cares"), "there is no survey 'cares'"),
        (ASK._replace(survey="staff"), "survey staff asks staff, and what they say is no effect with customers"),
        (ASK._replace(question="words"), "survey care has no question 'words'"),
        (ASK._replace(question=None), "nothing says which question is looked at"),
        (ASK._replace(category="Dusk"), "survey care has no category 'Dusk'"),
        (ASK._replace(before=AFTER, after=BEFORE), "the months after the action do not come after those before it"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(plan: Planning, ask: EffectAsk, what: str) -> None:
    with pytest.raises(UserError) as refused:
        add_effect(plan.here, ask, MOMENT)
    assert refused.value.what == what
    assert refused.value.do
    assert not plan.store.voice("effect")


def test_all_that_is_wrong_with_the_months_is_said_at_once(plan: Planning) -> None:
    with pytest.raises(Problems) as refused:
        add_effect(plan.here, ASK._replace(before="2025-12..2025-10", after="soon"), MOMENT)
    said = [one.what for one in refused.value.problems]
    assert sorted(said) == ["--after 'soon': 'soon' is no date", "--before '2025-12..2025-10' ends before it begins"]


def test_an_effect_whose_survey_is_gone_says_so(plan: Planning) -> None:
    add_effect(plan.here, ASK, MOMENT)
    (file,) = care().files
    plan.store.add(VoiceKept(item=replace(file, withdrawn=True), at=MOMENT))
    (one,) = effects_now(voice_of(plan.store), plan.id, "a1")
    assert (one.found, one.trouble) == (None, "survey care is not here any more")
