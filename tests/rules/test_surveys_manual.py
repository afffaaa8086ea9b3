"""What docs/surveys.md shows is what the code says: its worked example, its scales, its checks, its commands."""

import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cxdna.cli.app import app
from cxdna.statistics.display import shown
from cxdna.voice.audit.checks import CHECKS
from cxdna.voice.award.checklist import CHECKLIST
from cxdna.voice.award.model import SELF_CHECK
from cxdna.voice.indices.rescale import THRESHOLD, from_five
from cxdna.voice.survey.model import Direction, Scale
from cxdna.voice.survey.read import read_survey
from tests.conftest import ROOT
from tests.workspace.making import Here

MANUAL = (ROOT / "docs" / "surveys.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.*) \|$", re.MULTILINE)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capsys, monkeypatch)


def chapter(title: str, text: str = MANUAL) -> str:
    (found,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)


def blocks(kind: str, text: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """Return the cells of the tables in a text."""
    return [re.split(r"\s*\|\s*", row) for row in ROW.findall(text)]


def said_of(here: Here, file: Path, mapping: str) -> str:
    """Return what is said when a file is scored where it lies."""
    pytest.importorskip("duckdb", reason="counting answers needs the extra 'survey'")
    place = file.with_name("mapping.yaml")
    place.write_text(mapping, encoding="utf-8")
    _, out, err = here("survey", "score", file.name, "--mapping", place.name, cwd=file.parent)
    return out + err


def test_the_worked_example_adds_up_and_is_what_the_command_says(tmp_path: Path, here: Here) -> None:
    text = chapter("The index")
    counts = {int(score): int(n) for score, n, _ in rows(text)[1:-1]}
    products = {int(score): int(points) for score, _, points in rows(text)[1:-1]}
    assert counts == {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
    assert products == {score: score * n for score, n in counts.items()}
    assert rows(text)[-1] == ["together", str(sum(counts.values())), str(sum(products.values()))]
    index = Fraction(sum(products.values()), sum(counts.values()))
    assert f"{float(index)}, shown as **{shown(index, 2)}, not 4.28**" in text
    scores = [score for score, n in counts.items() for _ in range(n)]
    lines = [f"C{at},2026-03-{1 + at % 28:02},{score}" for at, score in enumerate(scores)]
    file = tmp_path / "forty.csv"
    file.write_text("\n".join(["Customer,Date,Satisfied", *lines, ""]), encoding="utf-8")
    (mapping,), (output,) = blocks("yaml", text), blocks("text", text)
    assert said_of(here, file, mapping).startswith(output)
    low, high = re.findall(r"4\.08 of 5 \((\d\.\d\d) to (\d\.\d\d) with", output)[0]
    assert f"The interval goes from {low} to {high}" in text


def test_the_errors_of_the_dirty_file_are_those_that_are_shown(tmp_path: Path, here: Here) -> None:
    text = chapter("When a file is refused")
    (mapping,), (output,) = blocks("yaml", text), blocks("text", text)
    file = tmp_path / "dirty.csv"
    file.write_bytes((ROOT / "examples/alderbrook/surveys/dirty.csv").read_bytes())
    assert said_of(here, file, mapping) == output


def test_four_of_five_on_other_scales_is_worked_out() -> None:
    table = rows(chapter("Other scales, and what 4.0 is on them"))[1:]
    assert len(table) == 9
    for name, image in table:
        ends = [int(end) for end in re.findall(r"\d+", name)[:2]]
        way: Direction = "low_is_good" if "low is good" in name else "high_is_good"
        assert from_five(THRESHOLD, Scale(low=min(ends), high=max(ends), direction=way)) == Fraction(image)


def test_the_mapping_that_is_explained_is_one(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_text(blocks("yaml", chapter("The mapping, line by line"))[0], encoding="utf-8")
    survey = read_survey(file)
    assert survey.id == "service"
    assert [question.id for question in survey.questions] == ["satisfaction", "kept_informed"]


def test_all_thirty_checks_stand_there_with_their_thresholds() -> None:
    table = [row for row in rows(chapter("The thirty checks")) if row[0].isdecimal()]
    assert [(int(row[0]), row[1].strip("`"), row[2], row[4]) for row in table] == [
        (check.number, check.id, check.title, check.threshold) for check in CHECKS
    ]
    how = Counter(row[3] for row in table)
    assert how["asked"] == sum(not check.computed for check in CHECKS)


def test_the_self_check_says_what_it_is() -> None:
    text = chapter("Ready for an award?")
    assert "self-check" in SELF_CHECK
    assert "This is a self-check. The body that gives an award decides by its own rules" in text
    assert "not affiliated" in text
    assert {"independent_audit", "categories_apply"} <= {line.id for line in CHECKLIST}


def test_every_command_has_the_options_that_are_shown() -> None:
    lines = [line for block in blocks("sh", MANUAL) for line in block.splitlines() if line.startswith("cxdna ")]
    assert len(lines) > 30, "the rule looked at almost nothing"
    unknown = [line for line in lines if not options(line) <= known(line)]
    assert not unknown


def options(line: str) -> set[str]:
    return set(re.findall(r" (--[a-z-]+)", line))


def known(line: str) -> set[str]:
    """Return the options of a command, by its help; the words before the first that is none are the command."""
    words = line.split()[1:]
    for length in (3, 2, 1):
        done = CliRunner(env={"COLUMNS": "200"}).invoke(app, [*words[:length], "--help"])
        if done.exit_code == 0 and f"cxdna {' '.join(words[:length])} " in done.output:
            return set(re.findall(r"(--[a-z-]+)", done.output))
    pytest.fail(f"there is no command: {line}")
