from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from cxdna.cli.app import app as main
from cxdna.cli.definitions import app
from cxdna.cli.run import READING, run
from cxdna.definitions.load import load_library, load_questionnaire
from cxdna.errors import Problems, UserError
from cxdna.resources import roots, shipped
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


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace; commands are given in a folder below it."""
    (tmp_path / "cxdna.yaml").write_text("kind: workspace", encoding="utf-8")
    below = tmp_path / "out"
    below.mkdir()
    monkeypatch.chdir(below)
    return tmp_path


def _put(source: Path, to: Path, old: str = "", new: str = "") -> None:
    to.parent.mkdir(exist_ok=True)
    text = source.read_text(encoding="utf-8")
    assert old in text
    to.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")


def test_in_a_workspace_its_own_files_are_checked_with_what_comes_along(workspace: Path) -> None:
    done = RUNNER.invoke(app, ["check"])
    assert f"Checked: what comes with cxdna; {workspace} has no playbook" in " ".join(done.stdout.split())
    own = workspace / "questionnaires" / "pulse.yaml"
    _put(shipped() / "questionnaires" / "pulse.yaml", own)
    done = RUNNER.invoke(app, ["check"])
    assert done.exit_code == 0, done.exception
    assert done.stdout.startswith("1 file, 24 questions: no problems")
    assert f"of {workspace}, together with what comes with cxdna." in " ".join(done.stdout.split())
    _put(own, own, "part: ", "part: no_")
    broken = RUNNER.invoke(app, ["check"])
    assert isinstance(broken.exception, Problems)
    assert {one.file for one in broken.exception.problems} == {str(own)}
    assert broken.exception.ending.endswith(f"of {workspace}, together with what comes with cxdna")
    said = json.loads(RUNNER.invoke(app, ["check", "--json"]).stdout)
    assert (len(said["problems"]) > 0, said["checked"]) == (True, broken.exception.ending.removeprefix("checked was "))


def test_what_comes_along_must_fit_a_playbook_of_the_workspace(workspace: Path) -> None:
    _put(shipped() / "playbook" / "cxdna.yaml", workspace / "playbook" / "cxdna.yaml", "id: governance", "id: steering")
    done = RUNNER.invoke(app, ["check"])
    assert isinstance(done.exception, Problems)
    assert str(shipped() / "questionnaires" / "pulse.yaml") in {one.file for one in done.exception.problems}


def test_a_field_that_is_missing_is_said_what_it_is_for(tmp_path: Path) -> None:
    text = (SMALL / "playbook" / "kpis.yaml").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if line.strip().startswith("counter:"))
    (tmp_path / "kpis.yaml").write_text(text.replace(line, "", 1), encoding="utf-8")
    what = [(one.what, one.do) for one in check_definitions(tmp_path).problems]
    assert ("'counter' is missing", "add it: the KPI that shows whether this one is improved by harm elsewhere") in what


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


def test_reading_names_the_command_that_tells_all(tmp_path: Path) -> None:
    _put(shipped() / "questionnaires" / "pulse.yaml", tmp_path / "questionnaires" / "pulse.yaml", "part: ", "part: no_")
    for read in (load_library, partial(load_questionnaire, "pulse")):
        with pytest.raises(Problems) as caught:
            read(roots(tmp_path))
        assert caught.value.ending == f"all that is wrong is told by: cxdna definitions check {tmp_path}"


@pytest.mark.parametrize(
    ("command", "ending"), [("why mine.yaml x", "problem."), ("report mine.yaml", "problem: nothing was written.")]
)
def test_that_nothing_was_written_is_said_where_something_would_have_been(
    command: str, ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text("kind: answers\nkind: answers\n", encoding="utf-8")
    name, *rest = command.split()
    assert run([name, *reversed(rest)] if name == "why" else [name, *rest]) == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last.replace("problems", "problem").endswith(ending)


def test_commands_that_only_read_are_commands() -> None:
    for name in READING:
        group: Any = get_command(main)
        for word in name.split():
            group = group.get_command(None, word)
            assert group is not None, name
