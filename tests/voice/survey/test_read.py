from __future__ import annotations

from pathlib import Path

import pytest

from cxdna.errors import Problems
from cxdna.voice.survey.read import read_survey
from tests.voice.survey.examples import EXAMPLES, INVALID, VALID


def test_there_are_examples_and_each_has_its_expectation() -> None:
    assert len(VALID) >= 2
    assert len(INVALID) >= 6
    assert {path.stem for path in (EXAMPLES / "invalid").glob("*.expected")} == {path.stem for path in INVALID}


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_surveys_are_read(path: Path) -> None:
    assert read_survey(path).questions


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_invalid_surveys_have_exactly_the_problems_beside_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with pytest.raises(Problems) as found:
        read_survey(Path(path.name))
    assert [str(one) for one in found.value.problems] == path.with_suffix(".expected").read_text("utf-8").splitlines()


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(Problems, match=r"no such file"):
        read_survey(Path("nowhere.yaml"))


def test_a_survey_says_by_what_its_answers_can_be_grouped() -> None:
    survey = read_survey(EXAMPLES / "valid" / "wide.yaml")
    assert survey.dimensions == ("category", "country", "tier", "product_line", "account")
