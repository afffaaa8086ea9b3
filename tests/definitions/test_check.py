from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cxdna.workflows.check_definitions import check_definitions
from tests.definitions.examples import SMALL


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def told(path: Path, brought: Path) -> list[str]:
    return [f"{Path(one.file).name}:{one.line}: {one.what}" for one in check_definitions(path, brought).problems]


def test_references_into_a_broken_file_are_no_problems_of_their_own(small: Path) -> None:
    (small / "playbook" / "kpis.yaml").write_text("kind: kpis\nkpis: [\n", encoding="utf-8")
    assert told(small, small) == ["kpis.yaml:2: the file ends inside a list or mapping that was opened"]
    (small / "playbook" / "kpis.yaml").write_text("kind: kpis\nplaybook: small\nkpis: 5\n", encoding="utf-8")
    assert {line.partition(":")[0] for line in told(small, small)} == {"kpis.yaml"}


def test_a_broken_playbook_keeps_the_rest_from_being_told_of_it(small: Path) -> None:
    path = small / "playbook" / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("tiers:", "teirs:"), encoding="utf-8")
    found = told(small, small)
    assert {line.partition(":")[0] for line in found} == {"small.yaml"}
    assert len(found) == 2


def test_a_file_by_itself_refers_to_what_is_brought_along(small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    shutil.copy(small / "playbook" / "actions.yaml", own)
    assert told(own, small) == []
    own.write_text(own.read_text(encoding="utf-8").replace("q.register", "q.registre"), encoding="utf-8")
    assert told(own, small) == ["own.yaml:8: there is no question 'q.registre'"]


def test_a_broken_file_that_is_brought_along_is_left_out(small: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    shutil.copy(small / "questionnaires" / "visit.yaml", own)
    (small / "playbook" / "kpis.yaml").write_text("kind: [", encoding="utf-8")
    assert told(own, small) == []


def test_an_own_playbook_takes_the_place_of_the_one_brought_along(small: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(small, tmp_path / "own"))
    path = own / "playbook" / "small.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: learn", "id: improve"), encoding="utf-8")
    found = told(own, small)
    assert "visit.yaml:9: part 'improve' has no question" in found
    assert "visit.yaml:73: the playbook has no part 'learn'" in found


def changed(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_misfits_do_not_hide_what_else_is_wrong_in_any_file(small: Path) -> None:
    changed(small / "playbook" / "small.yaml", ("aim: Not again.", "aim: 5"), ("id: later", "id: survey"))
    changed(small / "playbook" / "kpis.yaml", ("unit: percent", "unit: percents"))
    changed(small / "playbook" / "actions.yaml", ("q.register", "q.registre"))
    found = told(small, small)
    assert any("'aim' must be text, not 5" in one for one in found)
    assert any("part 'survey' is there twice" in one for one in found)
    assert any("'unit' cannot be 'percents'" in one for one in found)
    assert "actions.yaml:8: there is no question 'q.registre'" in found
    # 'learn' and a KPI were left out: naming them is no mistake, and what is left is not counted.
    assert not [one for one in found if "'learn'" in one or "no KPI" in one or "has no question" in one]


def test_a_level_that_does_not_fit_leaves_nothing_to_measure_by(small: Path) -> None:
    changed(small / "playbook" / "small.yaml", ("value: 2, name: Middle", "value: two, name: Middle"))
    assert [one.partition(":")[0] for one in told(small, small)] == ["small.yaml"]


def second(small: Path, *changes: tuple[str, str]) -> Path:
    """Return another questionnaire of the same playbook, which asks the same but for some changes."""
    path = Path(shutil.copy(small / "questionnaires" / "visit.yaml", small / "questionnaires" / "year.yaml"))
    changed(path, ("id: visit", "id: year"), *changes)
    return path


def test_a_question_is_the_same_in_every_questionnaire_of_a_playbook(small: Path) -> None:
    path = second(small, ("weight: 3\n", "weight: 2\n"), ("at_least: 50", "at_least: 20"))
    assert told(small, small) == [], "what it weighs and whom it is asked is settled by each"
    changed(path, ("Sometimes.", "Now and then."), ("ask: [Finance]", "ask: [Sales]"), ("id: paper", "id: sheets"))
    other = small / "questionnaires" / "visit.yaml"
    assert told(small, small) == [
        f"year.yaml:17: question 'q.asks' has another 'levels', entry 2 at {other}:17",
        f"year.yaml:28: question 'q.register' has another 'options', entry 2 at {other}:28",
        f"year.yaml:62: question 'q.amends' has another 'ask', entry 1 at {other}:62",
    ]


def test_of_several_versions_only_the_newest_has_to_ask_the_same(small: Path) -> None:
    old = second(small, ("Are customers asked?", "Do you ask customers?"))
    changed(old, ("id: year", "id: visit"), ('version: "2026.1"', 'version: "2025.12"'))
    assert told(small, small) == []


def test_files_that_are_not_checked_along_are_remarked_on_and_refuse_nothing(small: Path) -> None:
    path = second(small, ("Are customers asked?", "Do you ask customers?"))
    report = check_definitions(path, small)
    assert report.problems == ()
    lints = [one for one in report.remarks if one.lint == "other_wording"]
    assert [(Path(one.file).name, one.line) for one in lints] == [("year.yaml", 13)]


def test_a_neighbour_may_stand_in_another_questionnaire(small: Path) -> None:
    path = second(small, ("id: q.learns", "id: q.learns.most"))
    changed(
        path,
        (
            "    levels: [Never., Some., Most.]\n",
            "    levels: [A., B., C.]\n    neighbour: {question: q.learns, differs: Most.}\n",
        ),
    )
    assert told(small, small) == []
    changed(path, ("question: q.learns,", "question: q.learnt,"))
    assert told(small, small) == ["year.yaml:80: there is no question 'q.learnt'"]
    (small / "questionnaires" / "visit.yaml").write_text("kind: questionnaire\n", encoding="utf-8")
    assert not [one for one in told(small, small) if "q.learnt" in one], "it may be in the file that is broken"


def test_kinds_of_evidence_that_were_left_out_of_a_playbook_are_not_missed(small: Path) -> None:
    changed(
        small / "playbook" / "actions.yaml",
        ("check: Ask ten", "evidence: [{kind: notes, what: A}]\n    check: Ask ten"),
    )
    assert [one.split(":")[2].strip() for one in told(small, small)] == ["there is no kind of evidence 'notes'"]
    changed(small / "playbook" / "small.yaml", ("{id: figures, name: Figures", "{id: figures, nam: Figures"))
    assert not [one for one in told(small, small) if "'notes'" in one]
