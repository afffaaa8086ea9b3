"""`report --all` and `summary`: what is made in which order, how it is told, and what does not go together."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from cxdna.cli.run import run
from cxdna.workflows.printing.everything import make_everything
from cxdna.workflows.printing.lines import aligned, beside
from cxdna.workflows.printing.model import Request
from tests.documents.report.test_content import named_places

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "examples" / "answers"
PLAN = """\
kind: plan
assessment: a
start: 2027-01-11
actions:
  - {id: a1, title: Ask customers, closes: [acting], to_level: 3, due: 2027-03-31, owner: Ann Ash}
"""


def test_rows_stand_under_each_other() -> None:
    assert aligned([("out/a.pdf", "2 pages"), ("out/longer.html", "the same"), ("x", "")]) == (
        "out/a.pdf          2 pages",
        "out/longer.html    the same",
        "x",
    )
    assert aligned([]) == ()


def test_files_of_a_folder_are_one_line() -> None:
    names = ["workbook.xlsx", "calendars/one.ics", "data.json", "calendars/two.ics", "odd.bin"]
    rows = dict(beside(names))
    assert list(rows) == ["workbook.xlsx", "calendars", "data.json", "odd.bin"]
    assert rows["calendars"] == "2 calendars, one for each person"
    assert rows["odd.bin"] == ""
    assert dict(beside(names[:2]))["calendars"] == "1 calendar, of one person"


@pytest.mark.timed
def test_everything_is_made_with_the_summary_first(tmp_path: Path) -> None:
    for folder in ("playbook", "questionnaires"):
        shutil.copytree(SMALL / folder, tmp_path / folder)
    answers = shutil.copy(SMALL / "valid" / "least.yaml", tmp_path)
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    made = make_everything(Request(answers=Path(answers), plan=plan, out=tmp_path / "out"), os.environ)
    assert made.complete
    out = tmp_path / "out"
    told = [re.split(r" {2,}", line.removeprefix(str(out) + os.sep)) for line in made.lines]
    assert [name for name, _ in told][:6] == [
        *("summary.pdf", "summary.html", "report.pdf", "report.html", "plan.pdf", "plan.html")
    ]
    assert told[0][1] == "2 pages, start here"
    assert {"workbook.xlsx", "calendar.ics", "data.json"} <= {name for name, _ in told[6:]}
    assert made.pdf == out / "summary.pdf"
    assert all((out / name).exists() for name, _ in told)
    starts = {line.index(what) for line, (_, what) in zip(made.lines, told, strict=True)}
    assert len(starts) == 1, "the second column stands under itself"
    assert named_places(out / "report.pdf")["plan"] > 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--plan", "plan.yaml"), "go with an answers file, and none is named"),
        (("--previous-plan", "plan.yaml"), "go with an answers file, and none is named"),
        (("--words", "words.yaml"), "go with an answers file, and none is named"),
        ((str(SMALL / "valid" / "least.yaml"), "--previous-plan", "plan.yaml"), "--previous FILE"),
    ],
)
@pytest.mark.parametrize("command", ["report", "summary"])
def test_files_that_belong_to_no_answers_are_refused(
    command: str, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())
