"""Which workspace is meant: found upwards like git, or named."""

from pathlib import Path

import pytest

from cxdna.errors import UserError
from cxdna.workspace.find import around, find
from cxdna.workspace.settings import settings_text
from tests.workspace.making import SETTINGS


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "alder"
    (folder / "evidence" / "2026").mkdir(parents=True)
    (folder / "cxdna.yaml").write_text(settings_text(SETTINGS), encoding="utf-8")
    return folder


def test_from_inside_upwards(workspace: Path) -> None:
    assert find(workspace).folder == workspace
    assert find(workspace / "evidence" / "2026").folder == workspace
    assert find(workspace / "evidence" / "2026").settings == SETTINGS


def test_the_nearest_of_two(workspace: Path) -> None:
    inner = workspace / "out" / "inner"
    inner.mkdir(parents=True)
    (inner / "cxdna.yaml").write_text(settings_text(SETTINGS), encoding="utf-8")
    assert around(inner) == inner
    assert around(inner.parent) == workspace


def test_by_name_of_folder_or_file(workspace: Path, tmp_path: Path) -> None:
    assert find(tmp_path, workspace).folder == workspace
    assert find(tmp_path, workspace / "cxdna.yaml").folder == workspace


def test_none_there(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="this folder is in no workspace; make one with: cxdna init"):
        find(tmp_path)
    with pytest.raises(UserError, match=r"it has no cxdna\.yaml; make one with: cxdna init"):
        find(workspace, tmp_path / "other")
    assert around(tmp_path) is None
