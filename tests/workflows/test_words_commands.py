"""`cxdna report edit`: beside `cxdna report`, with an editor, with files, and when something is wrong."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cxdna.cli import editor
from cxdna.cli.app import app
from cxdna.errors import EXIT_BAD_INPUT, CxdnaError, UserError
from cxdna.organisation.model import Written
from cxdna.store.latest import words_that_hold
from tests.workflows.dwelling import Dwelling

DRAFT = "  - place: answer.headline\n    text: >-\n"


class Desk:
    """A terminal in a workspace, and somebody who edits."""

    def __init__(self, home: Dwelling, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self.file = home.workspace.folder / "words-edit.yaml"
        self.edits: list[Callable[[str], str]] = []
        self.seen: list[str] = []
        monkeypatch.chdir(home.workspace.folder)
        monkeypatch.setenv("CXDNA_NOW", "2026-12-10T09:00")
        monkeypatch.setattr(editor, "open_in_editor", self._edit)

    def _edit(self, path: Path) -> bool:
        source = path.read_text(encoding="utf-8")
        self.seen.append(source)
        path.write_text(self.edits.pop(0)(source), encoding="utf-8")
        return True

    def run(self, *arguments: str, edit: Callable[[str], str] | None = None, typed: str = "") -> Result:
        if edit:
            self.edits.append(edit)
        return CliRunner().invoke(app, ["report", "edit", *arguments], input=typed)

    @property
    def held(self) -> dict[str, Written]:
        return {one.place: one for one in words_that_hold(self.home.store.written(self.home.id))}


def headline(text: str) -> Callable[[str], str]:
    def change(source: str) -> str:
        start = source.index(DRAFT) + len(DRAFT)
        end = source.index("\n\n", start)
        return f"{source[:start]}      {text}{source[end:]}"

    return change


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Dwelling(tmp_path / "alder", monkeypatch).said_by_all(), monkeypatch)


def test_an_edit_is_recorded_and_its_file_goes(desk: Desk) -> None:
    done = desk.run("--by", "Ann Lee", edit=headline("Ours, and 77 % of it"))
    assert done.exit_code == 0, done.output
    assert "Written: The answer on one page, headline" in done.stdout
    assert done.stdout.rstrip().endswith("Next:  cxdna report")
    assert "Look again: answer.headline (The answer on one page, headline) was taken as it is, but is 77 right?" in (
        " ".join(done.stderr.split())
    )
    assert (desk.held["answer.headline"].text, desk.held["answer.headline"].by) == ("Ours, and 77 % of it", "Ann Lee")
    assert not desk.file.exists()


def test_a_file_that_is_wrong_stays_and_is_opened_again(desk: Desk) -> None:
    failed = desk.run("--by", "Ann Lee", edit=headline("x" * 500))
    assert failed.exit_code == EXIT_BAD_INPUT
    assert "1 problem: nothing was taken. What you typed is in words-edit.yaml." in failed.stdout
    assert "x" * 500 in desk.file.read_text(encoding="utf-8")
    done = desk.run(edit=lambda source: source.replace("x" * 500, "Short"))
    assert "Going on with words-edit.yaml, as it was left" in done.stdout
    assert "x" * 500 in desk.seen[-1]
    assert desk.held["answer.headline"].text == "Short"
    assert not desk.file.exists()


def test_it_is_opened_until_it_is_right(desk: Desk) -> None:
    desk.edits.append(headline("x" * 500))
    done = desk.run(typed="\n", edit=lambda source: source.replace("x" * 500, "Short"))
    assert done.exit_code == 0, done.output
    assert len(desk.seen) == 2
    assert desk.held["answer.headline"].text == "Short"


def test_what_an_edit_left_can_be_thrown_away(desk: Desk) -> None:
    assert "Nothing is being edited" in desk.run("--discard").stdout
    desk.run(edit=headline("x" * 500))
    assert desk.file.exists()
    done = desk.run("--discard")
    assert done.exit_code == 0
    assert not desk.file.exists()
    assert not desk.held


def test_nothing_changed_leaves_nothing(desk: Desk) -> None:
    done = desk.run(edit=lambda source: source)
    assert "Nothing is new" in done.stdout
    assert not desk.file.exists()
    assert not desk.home.store.written(desk.home.id)


def test_an_editor_that_fails_leaves_a_file_only_where_something_was_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(typed: str) -> Callable[[Path], bool]:
        def fail(path: Path) -> bool:
            path.write_text(path.read_text(encoding="utf-8") + typed, encoding="utf-8")
            raise UserError("the editor ended with an error", "begin again")

        return fail

    monkeypatch.setattr(editor, "open_in_editor", ended(""))
    assert isinstance(desk.run().exception, UserError)
    assert not desk.file.exists()
    monkeypatch.setattr(editor, "open_in_editor", ended("# typed\n"))
    assert isinstance(desk.run().exception, UserError)
    assert desk.file.exists()


def test_where_no_editor_is_the_file_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "open_in_editor", lambda _path: False)
    done = desk.run()
    assert done.exit_code == 0
    assert "Next:  cxdna report edit --from words-edit.yaml" in done.stdout
    desk.file.write_text(headline("Ours")(desk.file.read_text(encoding="utf-8")), encoding="utf-8")
    assert desk.run("--from", "words-edit.yaml").exit_code == 0
    assert desk.held["answer.headline"].text == "Ours"
    assert not desk.file.exists()


def test_a_file_goes_out_and_comes_back(desk: Desk) -> None:
    file = desk.home.workspace.folder / "words.yaml"
    assert "kind: words" in desk.run("--to", "-").output
    assert isinstance(desk.run("--to", ".").exception, UserError)
    assert isinstance(desk.run("--to", "/dev/stdout").exception, UserError)
    assert desk.run("--to", "words.yaml").exit_code == 0
    assert isinstance(desk.run("--to", "words.yaml").exception, UserError), "what people worked on was written over"
    file.write_text(headline("Ours")(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert desk.run("--from", "words.yaml").exit_code == 0
    assert desk.held["answer.headline"].text == "Ours"
    assert file.exists()
    assert "Nothing is new" in desk.run("--from", "words.yaml").stdout
    assert "answer.headline  Ours" in desk.run("--list").stdout
    assert json.loads(desk.run("--json").stdout)["texts"][0]["place"] == "answer.headline"
    assert "Back to the draft" in desk.run("--back", "answer.headline").stdout
    assert not desk.held


def test_a_stale_text_can_be_kept_as_it_is(desk: Desk) -> None:
    desk.run(edit=headline("Ours"))
    for person, *_ in desk.home.people:
        desk.home.say(person, desk.home.now.questionnaire.questions[0].id, 5.0, round_=2)
    assert "answer.headline  STALE" in desk.run("--list", "--only", "stale").stdout
    assert "Still holds: The answer on one page, headline" in desk.run("--keep", "answer.headline").stdout
    assert "STALE" not in desk.run("--list").stdout
    assert isinstance(desk.run("--only", "stale").exception, UserError)


def test_one_thing_at_a_time(desk: Desk) -> None:
    error = desk.run("--list", "--back", "answer.headline").exception
    assert isinstance(error, UserError)
    assert "several things" in str(error)


def test_report_and_report_edit_stand_beside_each_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run = CliRunner().invoke
    both = run(app, ["report", "--help"]).stdout
    assert "--archive" in both
    assert "cxdna report edit" in both
    own = run(app, ["report", "edit", "--help"]).stdout
    assert "Usage: cxdna report edit [OPTIONS]" in own
    assert "--archive" not in own
    monkeypatch.chdir(tmp_path)
    (tmp_path / "edit").write_text("kind: nothing\n", encoding="utf-8")
    error = run(app, ["report", "./edit"]).exception
    assert isinstance(error, CxdnaError)
    assert "'kind' cannot be 'nothing' here" in str(error), "an answers file named edit is ./edit"


def test_the_edit_is_built_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "cxdna.cli.report_edit", raising=False)
    CliRunner().invoke(app, ["report", "--help"])
    assert "cxdna.cli.report_edit" not in sys.modules
    CliRunner().invoke(app, ["report", "edit", "--help"])
    assert "cxdna.cli.report_edit" in sys.modules
