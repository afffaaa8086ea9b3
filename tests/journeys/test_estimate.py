"""How long the full questionnaire takes is said before anybody begins, and while they are on the way."""

import io
import re
import sys
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.answers.interview import minutes
from cxdna.cli.run import run
from cxdna.definitions.load import load_questionnaire

EVERYTHING = (
    *("--name", "Birch", "--sector", "banking", "--employees", "900", "--country", "GB", "--business-model", "both"),
    *("--channels", "all", "--key-accounts", "y", "--several-countries", "y", "--questionnaire", "full", "--yes"),
)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Said":
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    monkeypatch.chdir(tmp_path)
    return Said(monkeypatch, capsys)


class Said:
    """Runs commands with what is typed, and returns what they print."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def __call__(self, *words: str, typed: str = "") -> str:
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        assert run(words) == 0
        return " ".join(self._capsys.readouterr().out.split())


def test_everybody_knows_how_long_it_takes(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, full = load_questionnaire("full", resources.roots())
    asked = len(full.questions)
    whole = f"{asked} questions, {minutes(asked, full.seconds_a_question)}"
    assert whole in said("init", "birch", *EVERYTHING)
    monkeypatch.chdir(tmp_path / "birch")
    assert whole in said("status")
    started = said("assess", "--respondent", "Anna Lee", "--role", "Teller", typed="\n2\n2\n")
    assert f"{whole}. Leave any time: each answer is saved." in started
    left = minutes(asked - 2, full.seconds_a_question)
    assert f"{left} left" in said("status")
    assert f"{asked - 2} left, {left}." in said("assess", typed="q\n")
    told = [int(one) for one in re.findall(r"about (\d+) minutes", started)]
    assert told
    assert max(told) < 90
