"""`cxdna plan edit` as people meet it, with an editor that does what a test says."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdna.cli import editor
from cxdna.cli.run import run
from cxdna.errors import UserError
from cxdna.plan.model import Action
from cxdna.store.model import ActionKept
from cxdna.workflows.planning.open import plan_of
from tests.workflows.dwelling import MOMENT, Dwelling

Said = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dwelling:
    made = Dwelling(tmp_path / "w", monkeypatch)
    for name in ("a1", "a2"):
        made.store.add(ActionKept(assessment=made.id, action=Action(id=name, title=f"Call back {name}"), at=MOMENT))
    (made.workspace.folder / "out").mkdir()
    monkeypatch.chdir(made.workspace.folder)
    monkeypatch.setenv("CXDNA_NOW", "2027-02-01T09:00")
    return made


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def do(*words: str, code: int = 0) -> str:
        assert run(["plan", "edit", *words]) == code
        out = capsys.readouterr()
        return out.out + out.err

    return do


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what makes the editor replace texts, each time it is opened the next, and answers questions."""

    def typing(*changes: tuple[str, str], answers: tuple[str, ...] = ()) -> None:
        pending, replies = list(changes), list(answers)

        def opened(path: Path) -> bool:
            text = path.read_text(encoding="utf-8")
            old, new = pending.pop(0)
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
            return True

        monkeypatch.setattr("cxdna.cli.editor.open_in_editor", opened)
        monkeypatch.setattr("cxdna.cli.ask.line", lambda *_: replies.pop(0))

    return typing


def titles(home: Dwelling) -> list[str]:
    return [one.title for one in plan_of(home.store, home.id).actions]


def test_without_a_terminal_the_file_is_written_and_the_next_step_said(home: Dwelling, said: Said) -> None:
    assert said().endswith("Next:  cxdna plan edit --from plan-edit.yaml\n")
    path = home.workspace.folder / "plan-edit.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Call back a1", "Write"), encoding="utf-8", newline="\n")
    assert "Going on with plan-edit.yaml" in said()
    assert (
        said("--from", "plan-edit.yaml")
        == "Changed: a1, Write\n  title: Write (was Call back a1)\nNext:  cxdna plan list\n"
    )
    assert not path.exists()
    assert titles(home) == ["Write", "Call back a2"]


def test_what_is_wrong_is_asked_about_until_it_can_be_taken(
    home: Dwelling, said: Said, typed: Callable[..., None]
) -> None:
    typed(("priority: 1  #", "priority: first  #"), ("priority: first  #", "priority: 2  #"), answers=("",))
    out = said("--by", "Ann Lee")
    assert "'priority' must be a whole number" in out
    assert "2 problems: nothing was taken. What you typed is in plan-edit.yaml." in out
    assert "Changed: a1, Call back a1\n  priority: 2 (was 1)" in out
    assert home.store.actions(home.id)[-1].by == "Ann Lee"


def test_what_is_left_for_later_stays_until_it_is_thrown_away(
    home: Dwelling, said: Said, typed: Callable[..., None]
) -> None:
    typed(('title: "Call back a1"', "title: [1]"), answers=("q",))
    assert "Throw it away with:  cxdna plan edit --discard" in said(code=2)
    assert (home.workspace.folder / "plan-edit.yaml").exists()
    typed(("title: [1]", "title: Mended"))
    assert "Changed: a1, Mended\n  title: Mended (was Call back a1)" in said()
    assert titles(home) == ["Mended", "Call back a2"]
    assert not (home.workspace.folder / "plan-edit.yaml").exists()


def test_it_is_thrown_away(home: Dwelling, said: Said) -> None:
    said()
    assert said("--discard") == "plan-edit.yaml is gone; the plan is as it was.\nNext:  cxdna plan edit\n"
    assert said("--discard").startswith("Nothing is being edited.")
    assert not (home.workspace.folder / "plan-edit.yaml").exists()


@pytest.mark.parametrize(
    ("answers", "left"), [(("y", "", "Not now"), ["Call back a1"]), (("",), ["Call back a1", "Call back a2"])]
)
def test_a_block_that_is_gone_is_asked_about(
    home: Dwelling, said: Said, typed: Callable[..., None], answers: tuple[str, ...], left: list[str]
) -> None:
    text = _text(home, said)
    start = text.index("  # \N{BOX DRAWINGS LIGHT HORIZONTAL}\N{BOX DRAWINGS LIGHT HORIZONTAL} a2")
    typed((text[start : text.index("\n# What is measured")], ""), answers=answers)
    assert "This action is not in the file any more:\n  a2  Call back a2\n" in said()
    assert titles(home) == left


def _text(home: Dwelling, said: Said) -> str:
    said("--to", "there.yaml")
    return (home.workspace.folder / "there.yaml").read_text(encoding="utf-8")


def test_files_go_where_they_are_named_and_come_from_there(home: Dwelling, said: Said) -> None:
    (home.workspace.folder / "sub").mkdir()
    assert "--from sub/p.yaml" in said("--to", "sub/p.yaml").replace("\\", "/")
    first = (home.workspace.folder / "sub/p.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../schema/plan.schema.json"
    assert "plan-edit.xlsx" in said("--xlsx")
    assert json.loads(said("--from", "out/plan-edit.xlsx", "--json"))["format"] == "cxdna-plan-edit/1"
    assert "do not go together" in said("--to", "a.yaml", "--from", "b.yaml", code=2)
    assert "there is no such file" in said("--from", "none.yaml", code=2)


def test_a_file_is_written_over_only_when_nothing_in_it_would_be_lost(home: Dwelling, said: Said) -> None:
    path = home.workspace.folder / "p.yaml"
    for name in ("p.xlsx", "p.xlsx", "p.yaml", "p.yaml"):
        said("--to", name)
    path.write_bytes(path.read_bytes().replace(b"Call back a1", b"Ring up a1"))
    assert "p.yaml is there already, and what stands in it was not taken" in said("--to", "p.yaml", code=2)
    assert "Ring up a1" in path.read_text(encoding="utf-8")
    said("--from", "p.yaml")
    said("--to", "p.yaml")
    (home.workspace.folder / "own.txt").write_text("Ours")
    assert "own.txt is there already" in said("--to", "own.txt", code=2)
    said("--to", "own.txt", "--replace")


def test_scores_stand_beside_findings_once_they_may_be_seen(
    tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Dwelling(tmp_path / "c", monkeypatch, "confidential").said_by_all()
    question = home.now.questionnaire.questions[0]
    action = Action(id="a1", title="Call back", closes=(question.id,))
    home.store.add(ActionKept(assessment=home.id, action=action, at=MOMENT))
    monkeypatch.chdir(home.workspace.folder)
    monkeypatch.setenv("CXDNA_NOW", "2027-02-01T09:00")
    beside = f"{question.id}: {question.practice}"
    assert f"{beside}, at " not in _text(home, said)
    home.close()
    assert f"{beside}, at " in _text(home, said)
    assert said("--from", "there.yaml").startswith("Nothing was changed.")


def test_where_there_is_no_plan_nothing_is_written(tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = Dwelling(tmp_path / "w", monkeypatch)
    monkeypatch.chdir(empty.workspace.folder)
    assert said(code=2).startswith("There is no plan yet; draft one with: cxdna plan draft --start DATE")
    assert not (empty.workspace.folder / "plan-edit.yaml").exists()


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("VISUAL", raising=False)


@pytest.mark.usefixtures("at_terminal")
def test_the_editor_that_is_named_gets_the_file_with_its_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, file = tmp_path / "my editor.py", tmp_path / "plan.yaml"
    script.write_text("import sys\nopen(sys.argv[-1], 'a').write(sys.argv[1])\nsys.exit(int(sys.argv[2]))\n")
    file.write_text("kind: ")
    monkeypatch.setenv("EDITOR", f'"{sys.executable}" "{script}" plan 0')
    assert editor.open_in_editor(file)
    assert file.read_text() == "kind: plan"
    monkeypatch.setenv("VISUAL", f'"{sys.executable}" "{script}" x 3')
    with pytest.raises(UserError, match=r"ended with an error \(3\), so nothing was taken"):
        editor.open_in_editor(file)


@pytest.mark.usefixtures("at_terminal")
def test_an_editor_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor -w")
    with pytest.raises(UserError, match="the editor that EDITOR names is not there: no-such-editor -w"):
        editor.open_in_editor(tmp_path / "plan.yaml")


@pytest.mark.usefixtures("at_terminal")
def test_an_editor_that_would_not_wait_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdna.cli.editor.shutil.which", {"code": "code", "nano": "nano"}.get)
    for said, meant in (("code", ["code", "--wait"]), ("code -w", ["code", "-w"]), ("nano", ["nano"])):
        monkeypatch.setenv("EDITOR", said)
        assert editor.editor() == meant


@pytest.mark.usefixtures("at_terminal")
def test_without_a_terminal_or_an_editor_nothing_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.setattr("cxdna.cli.editor.shutil.which", lambda _: None)
    assert not editor.open_in_editor(tmp_path / "plan.yaml")
    monkeypatch.setenv("EDITOR", sys.executable)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert not editor.open_in_editor(tmp_path / "plan.yaml")
