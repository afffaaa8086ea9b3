"""Each lint by example: files that trigger it in some places and not in others, with the remarks beside them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cxdna.cli.definitions import app
from cxdna.definitions.remarks.gather import LOOKED_FOR
from cxdna.workflows.check_definitions import check_definitions
from tests.definitions.examples import EXAMPLES

REMARKS = EXAMPLES / "remarks"
CLEAN = REMARKS / "clean"
TRIGGERING = sorted(one for one in REMARKS.iterdir() if one.suffix != ".expected" and one != CLEAN)
RUNNER = CliRunner()


def test_every_lint_has_an_example() -> None:
    lints = sorted(lint for names in LOOKED_FOR.values() for lint in names)
    assert [one.stem for one in TRIGGERING] == lints
    assert sorted(one.stem for one in REMARKS.glob("*.expected")) == lints


@pytest.mark.parametrize("path", TRIGGERING, ids=lambda path: path.stem)
def test_examples_have_exactly_the_remarks_beside_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REMARKS)
    report = check_definitions(Path(path.name), Path(CLEAN.name))
    assert report.problems == ()
    told = [str(one).replace(os.sep, "/") for one in report.remarks if one.lint == path.stem]
    expected = path.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert expected, "an example that shows nothing"
    assert told == expected


def test_what_is_written_with_care_has_no_remark() -> None:
    report = check_definitions(CLEAN, CLEAN)
    assert (report.problems, report.remarks) == ((), ())
    assert report.summary == "4 files, 2 questions, 2 KPIs, 2 actions: no problems"
    for path in report.files:
        assert check_definitions(path, CLEAN).remarks == ()


def test_an_action_for_a_part_that_holds_parts_closes_no_gap(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CLEAN, tmp_path / "nested"))
    playbook, actions = folder / "playbook" / "clean.yaml", folder / "playbook" / "actions" / "all.yaml"
    text = playbook.read_text(encoding="utf-8").replace("tiers: [Part]", "tiers: [Group, Part]")
    head, parts = text.split("parts:\n")
    nested = "".join(f"    {line}\n" for line in parts.splitlines())
    playbook.write_text(f"{head}parts:\n  - id: all\n    name: All\n    aim: All.\n    parts:\n{nested}", "utf-8")
    report = check_definitions(folder, folder)
    assert (report.problems, report.remarks) == ((), ())
    actions.write_text(actions.read_text(encoding="utf-8").replace("part: act", "part: all"), "utf-8")
    told = {one.lint: f"{one.what}; {one.do}" for one in check_definitions(folder, folder).remarks}
    assert told == {
        "open_gap": "no action leads question 'c2' from 1 to 2 and 2 to 3; write one for it, or for part 'act'",
        "action_without_question": (
            "part 'all' holds parts and no questions, so that action 'reply' is never drafted; "
            "write it for a question, or for one of listen, act"
        ),
    }


def test_remarks_stand_below_the_summary_and_refuse_nothing_unless_asked() -> None:
    for options, code in (((), 0), (("--strict",), 1)):
        done = RUNNER.invoke(app, ["check", str(REMARKS / "action_without_question"), *options])
        assert done.exit_code == code, done.output
        summary, *remarks = done.stdout.splitlines()
        assert summary.endswith(f": no problems, {len(remarks)} remarks")
        assert any("steps.yaml:6: no questionnaire asks about part 'one'" in one for one in remarks)
    done = RUNNER.invoke(app, ["check", str(CLEAN), "--strict"])
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)


def test_remarks_come_as_json() -> None:
    done = RUNNER.invoke(app, ["check", str(REMARKS / "action_without_question"), "--json"])
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert said["problems"] == []
    assert {"file", "line", "what", "do", "lint"} == said["remarks"][0].keys()
    assert RUNNER.invoke(app, ["check", str(REMARKS / "action_without_question"), "--json", "--strict"]).exit_code == 1


def test_remarks_wait_until_nothing_is_wrong() -> None:
    report = check_definitions(EXAMPLES / "invalid" / "folder", EXAMPLES / "valid" / "small")
    assert report.problems
    assert report.remarks == ()


def test_loading_definitions_looks_for_no_remark() -> None:
    files = sorted(Path(__file__).parents[3].joinpath("cxdna").rglob("*.py"))
    loading = {one for one in files if "cxdna.definitions.remarks" in one.read_text(encoding="utf-8")}
    others = {one.name for one in loading if one.parent.name != "remarks"}
    assert others == {"check_definitions.py", "instrument.py"}, "the audit of a survey looks at wording, too"
