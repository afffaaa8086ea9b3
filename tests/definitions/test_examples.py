from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxdna.workflows.check_definitions import check_definitions
from tests.definitions.examples import EXAMPLES, INVALID, SMALL, VALID, VALID_FILES

SEPARATOR = os.sep


def test_there_are_examples_and_each_has_its_expectation() -> None:
    assert len(VALID) >= 2
    assert len(VALID_FILES) >= 6
    assert len(INVALID) >= 50
    expected = {path.stem for path in (EXAMPLES / "invalid").glob("*.expected")}
    assert expected == {path.stem for path in INVALID}


@pytest.mark.parametrize("folder", VALID, ids=lambda folder: folder.name)
def test_valid_folders_have_no_problems(folder: Path) -> None:
    report = check_definitions(folder, SMALL)
    assert report.problems == ()
    assert report.files


@pytest.mark.parametrize("path", VALID_FILES, ids=lambda path: path.stem)
def test_valid_files_have_no_problems_by_themselves(path: Path) -> None:
    report = check_definitions(path, path.parent.parent)
    assert report.problems == ()
    assert report.files == (path,)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_examples_have_exactly_the_problems_beside_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    report = check_definitions(Path(path.name), SMALL)
    told = [str(problem).replace(f"folder{SEPARATOR}", "folder/") for problem in report.problems]
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert expected, "an example that shows nothing"
    assert told == expected


def test_no_text_of_a_parser_reaches_a_person() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / "invalid").glob("*.expected")))
    assert texts
    for foreign in (
        "while scanning",
        "while parsing",
        "did not find",
        "expected <",
        "is not of type",
        "required property",
    ):
        assert foreign not in texts
