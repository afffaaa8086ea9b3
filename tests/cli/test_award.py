"""`cxdna award`, `cxdna training` and `cxdna survey audit` as people and programs meet them."""

import json
from pathlib import Path

import pytest

from cxdna.cli.run import run

INIT = (
    *("init", "alder", "--yes", "--name", "Alder Energy", "--sector", "energy_and_utilities", "--employees", "380"),
    *("--country", "GB", "--region", "ENG", "--business-model", "consumers"),
)
SURVEY = """\
kind: survey
id: relations
title: Relationship survey
conducted_by: Bureau Nord
independent: true
columns: {event_date: event, category: category, unit: unit}
exclude: [{column: unit, values: [Own], reason: own staff, staff: true}]
questions:
  - {id: overall, text: How satisfied are you?, about: satisfaction, column: overall, scale: {low: 1, high: 5}}
  - {id: recommend, text: Would you recommend us?, about: recommendation, column: nps, scale: {low: 0, high: 10}}
"""


@pytest.fixture
def alder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a new workspace, in which the commands are given."""
    monkeypatch.setenv("CXDNA_NOW", "2026-02-01T09:00")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    assert run(INIT) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "alder")
    return tmp_path / "alder"


def fielded(folder: Path) -> None:
    """Take in a year of answers."""
    rows = (
        f"2025-{month:02}-10,{category},{unit},{4 + at % 2},{9 + at % 2}"
        for month in range(1, 13)
        for category in ("Repairs", "Support")
        for unit, n in (("North", 20), ("Own", 1))
        for at in range(n)
    )
    (folder / "2025.csv").write_text("\n".join(("event,category,unit,overall,nps", *rows)) + "\n", encoding="utf-8")
    (folder / "relations.yaml").write_text(SURVEY, encoding="utf-8")
    assert run(["survey", "add", "2025.csv", "--mapping", "relations.yaml"]) == 0


def test_a_year_is_checked_and_a_gap_ends_with_1(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fielded(alder)
    capsys.readouterr()
    assert run(["award", "check", "--year", "2025", "--category", "Repairs", "--category", "support", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["readiness"]["surveys"] == ["relations"]
    assert run(["award", "check", "--year", "2025", "--survey", "relation"]) == 2
    assert "did you mean 'relations'" in capsys.readouterr().err
    verdicts = {line["id"]: line["verdict"] for line in told["readiness"]["lines"]}
    assert verdicts["satisfaction"] == verdicts["full_year"] == verdicts["categories"] == "pass"
    assert verdicts["customers_only"] == verdicts["waves"] == "pass"
    assert (verdicts["scales"], verdicts["window"], verdicts["custody"]) == (
        "pass with remarks",
        "not proved",
        "not proved",
    )
    assert run(["award", "check", "--quick", "--unit", "north", "--strict"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "Award readiness for 2025, unit North, strict: by the lower end of the interval: NOT PROVED\n"
    )
    assert "not affiliated" in out
    assert run(["award", "check", "--unit", "South"]) == 2


def test_a_survey_is_audited_and_answered(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fielded(alder)
    assert run(["survey", "answer", "relations", "begging", "yes", "--evidence", "40 calls", "--by", "Ruth"]) == 0
    assert "Evidence: 40 calls.\n" in capsys.readouterr().out
    assert run(["survey", "audit", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["audit"]
    assert told["read"][0].startswith("2025.csv (SHA-256 ")
    assert {one["check"]["id"]: one["result"] for one in told["outcomes"]}["begging"] == "clear"
    assert run(["survey", "answer", "relations", "19", "no"]) == 0
    assert run(["survey", "audit", "relations"]) == 1
    assert "  19  FINDING" in capsys.readouterr().out
    assert run(["survey", "audit", "--file", "relations.yaml"]) == 2


def test_the_checklist_and_the_years(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alder.is_dir()
    assert run(["award", "answer", "custody", "yes", "--evidence", "folder 7", "--by", "Ruth", "--year", "2025"]) == 0
    assert run(["award", "list", "--json"]) == 0
    assert run(["award", "year", "add", "2024"]) == 0
    assert run(["award", "year", "list"]) == 0
    assert "2024: awarded in 2025" in capsys.readouterr().out
    assert run(["award", "year", "drop", "2024"]) == 0
    assert run(["award", "year", "drop", "2024"]) == 2
    assert run(["award", "answer", "custody", "perhaps"]) == 2


def test_trainings(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (alder / "list.csv").write_text("Person,Curriculum,Date\nBo Lind,Care,2025-05-01\n", encoding="utf-8")
    assert run(["training", "add", "Ada Berg", "Care", "--date", "2025-03-01", "--expires", "2026-01-15"]) == 0
    assert run(["training", "import", "list.csv"]) == 0
    assert run(["training", "facing", "4"]) == 0
    capsys.readouterr()
    assert run(["training", "list"]) == 0
    out = capsys.readouterr().out
    assert "1 of 4 people who deal with customers hold a valid training" in out
    assert run(["training", "list", "--expired", "--json"]) == 0
    assert [one["training"]["person"] for one in json.loads(capsys.readouterr().out)["trainings"]] == ["Ada Berg"]
    assert run(["training", "drop", "Ada Berg"]) == 0
    assert "Ada" not in capsys.readouterr().out
    assert run(["training", "add", "Cy", "Care", "--date", "someday"]) == 2
