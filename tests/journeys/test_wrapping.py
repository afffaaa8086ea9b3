"""Lines and errors on a narrow terminal, and paths as they are typed from where one stands."""

import io
import sys
from pathlib import Path

import pytest

from cxdna.cli import run as edge
from cxdna.cli.table import print_table
from cxdna.workflows.tabulate import Row, ScoreTable
from cxdna.workflows.where import near
from tests.journeys.test_assess_lines import Screen


@pytest.mark.parametrize("terminal", [True, False])
def test_errors_wrap_on_a_terminal_and_stay_whole_in_a_pipe(
    terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = Screen() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.chdir(tmp_path)
    assert edge.run(["status"]) == 2
    lines = errors.getvalue().splitlines()
    if not terminal:
        assert len(lines) == 1
        return
    assert len(lines) > 1
    assert all(len(line) <= 40 for line in lines if " " in line.strip())
    assert all(line.startswith("  ") for line in lines[1:])


@pytest.mark.parametrize(
    ("path", "here", "told"),
    [
        ("/w/alder/out/a.json", "/w/alder", "out/a.json"),
        ("/w/alder/out/a.json", "/w", "alder/out/a.json"),
        ("/w/alder/out/a.json", "/w/alder/notes", "../out/a.json"),
        ("/w/alder", "/w/alder", "."),
        ("/a", "/some/where/far/away", "/a"),
    ],
)
def test_paths_are_told_as_they_are_shortest_to_type(path: str, here: str, told: str) -> None:
    assert Path(near(Path(path), Path(here))) == Path(told)


def table(columns: int, rows: int = 2) -> ScoreTable:
    names = tuple(f"Column {at}" for at in range(columns))
    return ScoreTable(("Heading",), names, tuple(Row(1, f"Part {at}", ("3.0",) * columns) for at in range(rows)), ())


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (3, "Part 0\n  Column 0 3.0 · Column 1 3.0 · Column 2 3.0\nPart 1\n"),
        (5, "Part 0\n  Column 0: 3.0\n  Column 1: 3.0\n"),
    ],
)
def test_a_narrow_table_has_a_line_a_row_where_that_fits(
    columns: int, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "60")
    print_table(table(columns))
    assert shown in screen.getvalue()
    assert max(map(len, screen.getvalue().splitlines())) <= 60


def test_a_table_of_three_columns_stays_a_table_where_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of more columns is left out from the end; where fewer than four would stay, rows are told one by one."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    print_table(table(3))
    assert "  Part 0       3.0       3.0  3.0\n  Part 1       3.0       3.0  3.0\n" in screen.getvalue()
    print_table(table(12))
    assert "Column 0: 3.0" not in screen.getvalue()
    print_table(ScoreTable(("Heading",), ("x" * 30,) * 4, (Row(1, "Part", ("3.0",) * 4),), ()))
    assert f"{'x' * 30}: 3.0" in screen.getvalue()


def test_a_name_that_would_steer_a_terminal_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = Screen()
    monkeypatch.setattr(sys, "stderr", errors)
    assert edge.run(["score", "a\x1b[2Jb\udcff.yaml"]) == 2
    assert "\x1b" not in errors.getvalue()
    assert "a\ufffd[2Jb\ufffd.yaml" in errors.getvalue()
