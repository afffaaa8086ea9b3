"""What if some questions or parts stood at other levels: what moves, and everything that is wrong with the question."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from cxdna.cli.run import run
from cxdna.errors import Problems
from cxdna.scores.model import Assessed
from cxdna.workflows.planning.what_if import WhatIf, tabulate_what_if, what_if, what_if_json
from cxdna.workflows.score import score_file
from tests.conftest import ROOT
from tests.plan.acting import action

ANSWERS = next((ROOT / "examples").rglob("answers-2026.yaml"))


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return score_file(ANSWERS)


def moved(found: WhatIf) -> dict[str, Fraction | None]:
    return {one.part: one.change for one in found.parts if one.change}


def test_a_question_moves_its_part_and_all_above(assessed: Assessed) -> None:
    found = what_if(assessed, ["q7.2=4"])
    before = assessed.scores.question("q7.2").score.on(assessed.scores.basis)
    assert before is not None
    scored = [one for one in assessed.scores.questions if one.part == "corrective_action" and one.state == "scored"]
    step = (4 - before) / len(scored)
    assert moved(found) == {"corrective_action": step, "act": step / 3, "cxdna": step / 12}


@pytest.mark.parametrize("word", ["q7.2=3", "7.2=3", "Q7.2 = Defined", "A cause is stated=3,0"])
def test_questions_go_by_number_or_practice_and_levels_by_name(word: str, assessed: Assessed) -> None:
    assert [(one.id, one.level) for one in what_if(assessed, [word]).supposed] == [("q7.2", Fraction(3))]


@pytest.mark.parametrize("word", ["corrective_action=4", "Corrective action=Steered", "correct=4"])
def test_parts_go_by_id_or_name(word: str, assessed: Assessed) -> None:
    found = what_if(assessed, [word])
    part = next(one for one in found.parts if one.part == "corrective_action")
    assert (part.after, part.level_after) == (Fraction(4), "Steered")


def test_a_level_may_be_lower_too_and_the_level_word_that_changes_is_told(assessed: Assessed) -> None:
    found = what_if(assessed, ["governance=1"])
    table = tabulate_what_if(found)
    assert "Down to another level: Measure and Governance." in table.notes
    assert ("4.00", "1.00", "\u22123.00", "Steered to Informal") in [row.cells for row in table.rows]
    assert len(table.rows) == 3
    assert len(tabulate_what_if(found, everything=True).rows) == len(found.parts)


def test_the_same_level_moves_nothing(assessed: Assessed) -> None:
    table = tabulate_what_if(what_if(assessed, ["governance=4"]))
    assert "No part completes another level by it." in table.notes
    assert [row.name for row in table.rows] == ["Overall"]


def test_everything_that_is_wrong_is_told_at_once(assessed: Assessed) -> None:
    with pytest.raises(Problems) as error:
        what_if(assessed, ["q7.2=9", "nothing=3", "whole=3", "act=3", "q7.6=2", "word", "q8.3=high", "q8.5=2", "8.5=3"])
    told = "\n".join(str(one) for one in error.value.problems)
    assert len(error.value.problems) == 8
    for said in (
        "a level of 9 is off the scale",
        "there is no part and no question 'nothing'",
        "the whole is what comes of its parts",
        "(q7.6) lies in Act, and both are given",
        "'word' supposes nothing",
        "'high' is no level",
        "q8.5 is supposed to be at 2 and at 3",
    ):
        assert said in told


def test_what_comes_next_is_the_plan_where_there_is_one(assessed: Assessed) -> None:
    found = what_if(assessed, ["q7.2=3"])
    for actions, following in (
        ((), "cxdna plan draft"),
        ((action(closes=("q7.6",)),), "cxdna plan list"),
        ((action(closes=("q7.6",)), action("a2", closes=("q7.2",))), "cxdna plan show a2"),
    ):
        assert tabulate_what_if(found, actions).notes[-1] == f"Nothing was changed. Next:  {following}"


def test_a_look_ahead_does_not_speak_of_writing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["what-if", "q7.2=9", str(ANSWERS)]) == 2
    assert capsys.readouterr().err.endswith("1 problem: nothing was worked out.\n")


def test_json_has_before_and_after(assessed: Assessed) -> None:
    told = json.loads(what_if_json(what_if(assessed, ["q7.2=3"])))
    assert (told["format"], told["basis"]) == ("cxdna-what-if/1", "as_answered")
    assert told["parts"][0].keys() >= {"part", "before", "after", "change", "level_before", "level_after"}


def test_the_command_takes_an_answers_file_among_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["what-if", "q7.2=3", str(ANSWERS), "governance=3"]) == 0
    told = capsys.readouterr().out
    assert "(q7.2): 2.0, then level 3" in told
    assert "Governance: 4.0, then level 3" in told
    assert run(["what-if", str(ANSWERS)]) == 2
    assert "Nothing is supposed; write QUESTION=LEVEL" in capsys.readouterr().err
    assert run(["what-if", "q7.2=3", "one.yaml", "two.yaml"]) == 2
    assert "2 answers files are named" in capsys.readouterr().err


def test_a_workspace_is_looked_at_where_no_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["what-if", "q7.2=3", "--workspace", str(tmp_path)]) == 2
    assert "workspace" in capsys.readouterr().err
