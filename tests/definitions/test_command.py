from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cxdna.cli.definitions import app
from cxdna.errors import Problems, UserError
from cxdna.workflows.check_definitions import WITH_SCHEMA, check_definitions
from tests.definitions.examples import EXAMPLES, SMALL

RUNNER = CliRunner()
INVALID = EXAMPLES / "invalid"


def test_the_shipped_definitions_have_no_problems() -> None:
    done = RUNNER.invoke(app, ["check"])
    assert done.exit_code == 0, done.exception
    assert ": no problems" in done.stdout.splitlines()[0]
    assert check_definitions().files


def test_a_folder_is_checked_as_a_whole_and_counted() -> None:
    done = RUNNER.invoke(app, ["check", str(SMALL)])
    assert done.stdout.startswith("4 files, 6 questions, 2 KPIs, 2 actions: no problems")


def test_problems_are_raised_all_at_once() -> None:
    done = RUNNER.invoke(app, ["check", str(INVALID / "weights.yaml")])
    assert isinstance(done.exception, Problems)
    assert done.exception.exit_code == 2
    assert len(done.exception.problems) > 10


def test_results_come_as_json() -> None:
    done = RUNNER.invoke(app, ["check", str(INVALID / "duplicate_key.yaml"), "--json"])
    assert done.exit_code == 2
    said = json.loads(done.stdout)
    assert said["format"] == "cxdna-definitions/1"
    assert said["files"] == [str(INVALID / "duplicate_key.yaml")]
    assert {"file", "line", "what", "do"} == said["problems"][0].keys()
    assert any(problem["what"] == "'weight' given twice (lines 7, 9)" for problem in said["problems"])
    good = RUNNER.invoke(app, ["check", str(SMALL), "--json"])
    assert good.exit_code == 0
    assert json.loads(good.stdout)["problems"] == []


def test_a_folder_without_files_is_told_of(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["check", str(tmp_path)])
    assert isinstance(done.exception, UserError)
    assert "there is no .yaml file in" in str(done.exception)


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["check", str(tmp_path / "none.yaml")])
    assert isinstance(done.exception, Problems)
    assert str(done.exception).endswith("none.yaml: there is no such file")


def test_schemas_are_written_and_then_fresh(tmp_path: Path) -> None:
    stale = RUNNER.invoke(app, ["schema", "--folder", str(tmp_path)])
    assert stale.exit_code == 1
    assert stale.stdout.count("not up to date: ") == len(WITH_SCHEMA)
    written = RUNNER.invoke(app, ["schema", "--write", "--folder", str(tmp_path)])
    assert written.exit_code == 0
    assert written.stdout.count("written: ") == len(WITH_SCHEMA)
    fresh = RUNNER.invoke(app, ["schema", "--folder", str(tmp_path)])
    assert (fresh.exit_code, fresh.stdout) == (0, "")


@pytest.mark.parametrize(("command", "says"), [("check", "Left out"), ("schema", "Left out"), ("diff", "as it was")])
def test_commands_explain_themselves(command: str, says: str) -> None:
    done = RUNNER.invoke(app, [command, "--help"])
    assert done.exit_code == 0
    assert says in done.stdout
