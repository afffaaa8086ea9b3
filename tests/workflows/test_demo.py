"""`cxdna demo` as people run it: an example to look at, in a folder of theirs."""

import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.workflows.machines import NO_PANGO, machine, made

EXAMPLE = ["answers-2025.yaml", "answers-2026.yaml", "brand.yaml"]
COPIED = [*EXAMPLE, str(Path("schema", "answers.schema.json")), str(Path("schema", "brand.schema.json"))]
REPORT = [str(Path("out", "report.html")), str(Path("out", "report.pdf"))]


@pytest.mark.timed
def test_the_example_and_its_report_are_made(run_cxdna: Run, root: Path, tmp_path: Path) -> None:
    done = run_cxdna("demo")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "cxdna-demo"
    assert made(folder) == sorted([*COPIED, *REPORT])
    for name in EXAMPLE:
        schema, *content = (folder / name).read_text(encoding="utf-8").splitlines()
        assert content == (root / "examples" / "alderbrook" / name).read_text(encoding="utf-8").splitlines()[1:]
        assert (folder / schema.partition("$schema=")[2]).is_file(), "an editor finds no schema"
    paths = re.findall(r"^  (\S+\.\w+)    ", done.stdout, re.MULTILINE)
    assert len(paths) == 3
    assert all((tmp_path / path).is_file() for path in paths)
    assert "Act is the only phase that fell" in done.stdout
    assert "Kept" not in done.stdout
    assert not done.stderr
    assert done.stdout.endswith("Your own organisation:     cxdna init\n")
    (command,) = re.findall(r"cxdna (why .*)$", done.stdout, re.MULTILINE)
    assert run_cxdna(*command.split()).returncode == 0, "the command it names does not work"


def test_without_pango_the_rest_is_made(run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(monkeypatch, tmp_path, NO_PANGO)
    done = run_cxdna("demo", "here")
    assert done.returncode == 4
    assert made(tmp_path / "here") == sorted([*COPIED, REPORT[0]])
    assert re.search(r"No PDF: .*Pango.* This brings it:  \S", done.stdout)
    assert "report.pdf" not in done.stdout


def test_files_that_are_there_and_differ_are_kept(
    run_cxdna: Run, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, tmp_path, NO_PANGO)
    folder = tmp_path / "here"
    folder.mkdir()
    example = (root / "examples" / "alderbrook" / EXAMPLE[1]).read_text(encoding="utf-8")
    mine = re.sub(r"^  scope: .*$", "  scope: One depot", example, count=1, flags=re.MULTILINE)
    (folder / "answers-2026.yaml").write_text(mine, encoding="utf-8")
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    done = run_cxdna("demo", folder)
    assert done.returncode == 4, done.stderr
    assert (folder / "answers-2026.yaml").read_text(encoding="utf-8") == mine
    assert "Kept as they were, as they differ from the example: answers-2026.yaml\n" in done.stdout
    assert made(folder) == sorted([*COPIED, "notes.txt", REPORT[0]])


def test_what_was_kept_and_is_wrong_is_refused(run_cxdna: Run, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "answers-2026.yaml").write_text("kind: answers\n", encoding="utf-8")
    done = run_cxdna("demo", folder)
    assert done.returncode == 2
    assert "answers-2026.yaml" in done.stderr
    assert made(folder) == COPIED


def test_a_folder_that_cannot_be_made_is_a_fault_of_storage(run_cxdna: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    done = run_cxdna("demo", "taken")
    assert done.returncode == 3
    assert "choose another folder" in done.stderr
    assert made(tmp_path) == ["taken"]
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"
