from __future__ import annotations

from pathlib import Path

import pytest

from cxdna import resources
from cxdna.errors import MissingOnMachine


def made(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
    return root


def test_what_is_shipped_is_found() -> None:
    for name in ("playbook", "questionnaires", "templates"):
        assert resources.folder(name) == resources.shipped() / name
    assert resources.definition_files(resources.shipped())


def test_a_workspace_comes_first_and_need_not_have_everything(tmp_path: Path) -> None:
    workspace = made(tmp_path, "questionnaires")
    assert resources.roots(workspace) == (workspace, resources.shipped())
    assert resources.folder("questionnaires", workspace) == workspace / "questionnaires"
    assert resources.folder("playbook", workspace) == resources.shipped() / "playbook"


def test_a_wheel_comes_before_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = made(tmp_path / "wheel", "playbook", "questionnaires")
    checkout = made(tmp_path / "checkout", "playbook", "questionnaires")
    monkeypatch.setattr(resources, "_PLACES", (wheel, checkout))
    assert resources.shipped() == wheel
    (wheel / "playbook").rmdir()
    assert resources.shipped() == checkout


def test_what_is_missing_is_told_of_with_what_brings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingOnMachine, match=r"folder 'nothing'.*install it again"):
        resources.folder("nothing")
    monkeypatch.setattr(resources, "_PLACES", (tmp_path,))
    with pytest.raises(MissingOnMachine, match="install it again"):
        resources.shipped()


def test_a_library_may_be_one_file_or_several_in_a_folder(tmp_path: Path) -> None:
    made(tmp_path, "playbook/actions/old", "playbook/kpis", "playbook/schema", "questionnaires")
    names = ("b.yaml", "kpis.yaml", "actions/a.yaml", "actions/b.yml", "actions/old/c.yaml", "kpis/a.yaml")
    for name in (*names, "schema/d.yaml"):
        (tmp_path / "playbook" / name).touch()
    (tmp_path / "questionnaires" / "q.yaml").touch()
    found = [path.relative_to(tmp_path).as_posix() for path in resources.definition_files(tmp_path)]
    assert found == [
        *("playbook/b.yaml", "playbook/kpis.yaml", "playbook/actions/a.yaml", "playbook/actions/b.yml"),
        *("playbook/kpis/a.yaml", "questionnaires/q.yaml"),
    ]
    assert resources.playbook_files(tmp_path / "playbook") == resources.definition_files(tmp_path)[:-1]


def test_only_yaml_files_right_in_a_folder_count(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yaml", "c.txt", "d.yaml.bak"):
        (tmp_path / name).touch()
    made(tmp_path, "e.yaml")
    assert [path.name for path in resources.yaml_files(tmp_path)] == ["a.yaml", "b.yml"]
    assert resources.yaml_files(tmp_path / "none") == ()
