"""Answers files: those that are right, and those that are wrong with the exact problems beside each."""

import os
import time
from pathlib import Path

import pytest

from cxdna.answers.check import problems_in
from cxdna.answers.model import Answer
from cxdna.answers.read import read_answers
from cxdna.definitions.document import MOST_PROBLEMS
from cxdna.definitions.load import load_questionnaire
from cxdna.errors import Problems, UserError
from cxdna.scores.model import Pair
from cxdna.workflows.score import score_file, score_files
from tests.conftest import untraced
from tests.scores.building import f

EXAMPLES = Path(__file__).parent.parent / "examples" / "answers"
VALID = sorted((EXAMPLES / "valid").glob("*.yaml"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.yaml"))


def test_the_examples_are_there() -> None:
    assert len(VALID) >= 2
    assert len(INVALID) >= 12
    assert {path.stem for path in INVALID} == {path.stem for path in (EXAMPLES / "invalid").glob("*.expected")}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_nothing_is_wrong_with(path: Path) -> None:
    file = read_answers(path)
    playbook, questionnaire = load_questionnaire(file.value.assessment.questionnaire, [EXAMPLES])
    assert not list(problems_in(file, playbook, questionnaire))


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_everything_is_told_that_is_wrong_with(path: Path) -> None:
    with pytest.raises(Problems) as caught:
        score_file(path, [EXAMPLES])
    told = str(caught.value).replace(str(path), path.name) + "\n"
    assert told == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_what_a_full_file_comes_to() -> None:
    scores = score_file(EXAMPLES / "valid" / "full.yaml", [EXAMPLES]).scores
    # q1.1: the middle of 1 and 4, as far as a policy and minutes go; q1.2: 5, proved by the policy alone: 2.
    assert scores.question("q1.1").score == Pair(f("5/2"), f("5/2"))
    assert scores.question("q1.2").score == Pair(f(5), f(2))
    # Ben is not asked q2.1, and nobody is asked q2.2: no key accounts.
    assert scores.question("q2.1").score == Pair(f(3), f(2))
    assert [(one.state, one.set_aside) for one in scores.questions[2:]] == [("scored", 1), ("hidden", 1)]
    assert (scores.respondents, scores.silent, scores.basis) == (2, ("cem",), "as_shown")
    assert (scores.part("acting").target, scores.whole.target) == (f("7/2"), f(4))


def test_both_forms_of_an_answer_are_read() -> None:
    (ann, _) = read_answers(EXAMPLES / "valid" / "full.yaml").value.sheets
    assert ann.answers["q1.1"] == Answer(value=4, comment="Each quarter", evidence=("E2",))
    assert (ann.answers["q1.2"], ann.answers["q2.1"]) == ("everybody", 3)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(Problems, match=r"nowhere\.yaml: there is no such file"):
        score_file(EXAMPLES / "nowhere.yaml")


def test_another_kind_of_file() -> None:
    with pytest.raises(Problems, match="'kind' cannot be 'playbook' here"):
        score_file(EXAMPLES / "playbook" / "small.yaml", [EXAMPLES])


def test_a_playbook_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    text = (EXAMPLES / "questionnaires" / "short.yaml").read_text(encoding="utf-8")
    (tmp_path / "questionnaires" / "short.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="there is no playbook 'small'"):
        score_file(EXAMPLES / "valid" / "least.yaml", [tmp_path])


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes("kind: answers".encode("utf-16"))
    with pytest.raises(Problems, match="UTF-16"):
        score_file(path)


def test_a_questionnaire_that_is_wrong_itself(tmp_path: Path) -> None:
    for folder, name in (("playbook", "small"), ("questionnaires", "short")):
        (tmp_path / folder).mkdir()
        text = (EXAMPLES / folder / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / folder / f"{name}.yaml").write_text(text.replace("at_least: 2", "at_least: 9"), encoding="utf-8")
    with pytest.raises(Problems, match=r"short\.yaml:\d+: 'at_least' is 9, off the scale"):
        score_file(EXAMPLES / "valid" / "least.yaml", [tmp_path])


def test_a_file_that_is_wrong_only_in_its_writing(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    text = (EXAMPLES / "valid" / "least.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("  currency: GBP\n", "  currency: GBP\n  currency: GBP\n"), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_answers(path)
    assert [problem.what for problem in caught.value.problems] == ["'currency' given twice (lines 10, 11)"]


def test_after_so_many_problems_it_is_enough(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    text = (EXAMPLES / "valid" / "least.yaml").read_text(encoding="utf-8")
    wrong = "".join(f"\n  p{at}: 3" for at in range(2000))
    path.write_text(text.replace("answers: {}}]", "answers: {" + ",".join(wrong.split("\n"))[1:] + "}}]"), "utf-8")
    with pytest.raises(Problems) as caught:
        score_file(path, [EXAMPLES])
    assert len(caught.value.problems) == MOST_PROBLEMS + 1
    assert "more problems follow; mend these first" in str(caught.value)


@pytest.mark.timed
def test_many_unknown_words_are_told_of_in_no_time(tmp_path: Path) -> None:
    text = (EXAMPLES / "valid" / "least.yaml").read_text(encoding="utf-8")
    start = text.index("respondents:")
    people = [f"  - {{id: person_{at}, name: P, role: R, group: G}}" for at in range(1500)]
    records = [f"  - {{id: paper_{at}, kind: policy, title: T, date: 2026-01-02}}" for at in range(1500)]
    sheets = [
        f"  - {{respondent: preson_{at}, answers: {{q1.1: {{value: 3, evidence: [papre_{at}]}}, x_{at}: 3}}}}"
        for at in range(1500)
    ]
    lines = ["respondents:", *people, "evidence:", *records, "sheets:", *sheets]
    path = tmp_path / "answers.yaml"
    path.write_text(text[:start] + "\n".join(lines) + "\n", encoding="utf-8")
    file = read_answers(path)
    asked_by = load_questionnaire(file.value.assessment.questionnaire, [EXAMPLES])
    with untraced():
        start_time = time.process_time()
        problems = list(problems_in(file, *asked_by))
        assert time.process_time() - start_time < 2
    assert len(problems) == 4500
    assert problems[0].do == "did you mean 'person_0'?"
    # After so many what there is is named, and nothing is looked for.
    assert problems[-3].do.startswith("known: person_0, ")


def test_questionnaire_and_playbook_are_found_beside_the_file(tmp_path: Path) -> None:
    for folder, name in (("playbook", "small"), ("questionnaires", "short")):
        (tmp_path / folder).mkdir()
        text = (EXAMPLES / folder / f"{name}.yaml").read_text(encoding="utf-8")
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    path = tmp_path / "answers.yaml"
    path.write_text((EXAMPLES / "valid" / "full.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert score_file(path) == score_file(EXAMPLES / "valid" / "full.yaml", [EXAMPLES])


def test_two_bad_files_are_told_of_at_once() -> None:
    now, before = EXAMPLES / "invalid" / "values.yaml", EXAMPLES / "invalid" / "all_at_once.yaml"
    with pytest.raises(Problems) as caught:
        score_files(now, before, [EXAMPLES])
    expected = [path.with_suffix(".expected").read_text(encoding="utf-8") for path in (before, now)]
    assert str(caught.value).replace(f"{now.parent}{os.sep}", "") + "\n" == "".join(expected)


def test_one_bad_file_of_two_is_told_of_by_itself() -> None:
    good, bad = EXAMPLES / "valid" / "full.yaml", EXAMPLES / "invalid" / "values.yaml"
    for now, before in ((good, bad), (bad, good)):
        with pytest.raises(Problems) as caught:
            score_files(now, before, [EXAMPLES])
        assert {Path(problem.file).name for problem in caught.value.problems} == {"values.yaml"}


def test_two_good_files_are_scored() -> None:
    good = EXAMPLES / "valid" / "full.yaml"
    now, before = score_files(good, good, [EXAMPLES])
    assert now == before == score_file(good, [EXAMPLES])
    assert score_files(good, None, [EXAMPLES]) == (now, None)


def test_misfits_do_not_hide_that_the_questionnaire_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        score_file(EXAMPLES / "invalid" / "all_at_once.yaml", [tmp_path])
    told = [problem.what for problem in caught.value.problems]
    assert "there is no questionnaire 'short'" in told
    assert "'level' must be a number, not 'high'" in told


def test_unreadable_lines_do_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    text = (EXAMPLES / "invalid" / "values.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("      q1.1: 6\n", "      q1.1: yes\n"), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        score_file(path, [EXAMPLES])
    lines = [problem.line for problem in caught.value.problems]
    assert lines == [21, 22, 23, 24, 25, 26, 29, 30, 31, 32]
