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
