"""`cxdna evidence`, `cxdna target` and `cxdna status` as people and programs meet them."""

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdna.answers.model import Answer
from cxdna.cli.run import run
from cxdna.documents.report.method_page import method
from cxdna.store.model import Person, Recorded, Sheet
from cxdna.workflows.current import opened
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from cxdna.workflows.where import Where

Run = Callable[..., subprocess.CompletedProcess[str]]
INIT = (
    *("init", "alder", "--yes", "--name", "Alder Energy", "--sector", "energy_and_utilities", "--employees", "380"),
    *("--country", "GB", "--region", "ENG", "--business-model", "consumers"),
)
GOOD = ("Mandate of the board", "--kind", "policy", "--date", "January 2026", "--covers", "q1.1,Governance")


@pytest.fixture
def alder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a new workspace, in which the commands are given."""
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    assert run(INIT) == 0
    capsys.readouterr()
    monkeypatch.chdir(tmp_path / "alder")
    return tmp_path / "alder"


class Typing(io.StringIO):
    """A terminal at which somebody types lines."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Typing("".join(f"{line}\n" for line in lines)))


def test_evidence_is_added_listed_checked_and_withdrawn(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (alder / "charter.pdf").write_bytes(b"charter")
    assert run(["evidence", "add", *GOOD, "--file", "charter.pdf"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "Noted: Policy, mandate or rule, 1 January 2026, as mandate_board.\n"
        "Counts as document, until 1 January 2028.\nFor: q1.1, governance.\nCopied to evidence/charter-"
    )
    assert out.endswith(".pdf.\nNext:  cxdna status\n")
    assert run(["evidence", "check"]) == 0
    assert capsys.readouterr().out.endswith("1 record looked at, 1 file hashed again\n\nNothing is wrong.\n")
    (kept,) = (alder / "evidence").iterdir()
    kept.write_bytes(b"changed")
    assert run(["evidence", "check"]) == 1
    assert "    To do: put it back from a backup, or add it again with the same title" in capsys.readouterr().out
    assert run(["evidence", "check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["found"][0]["matter"] == "file_changed"
    assert run(["evidence", "list", "--component", "win-back", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == []
    assert run(["evidence", "withdraw", "mandate_board", "--why", "not ours"]) == 0
    assert capsys.readouterr().out.startswith("Withdrawn: mandate_board (Mandate of the board). It counts no longer.\n")
    assert run(["evidence", "list"]) == 0
    assert "No records." in capsys.readouterr().out


def test_what_is_missing_or_wrong_is_told_at_once_where_nobody_can_be_asked(
    alder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["evidence", "add", "--kind", "polcy", "--date", "3/4/2026", "--file", "nowhere.pdf"]) == 2
    assert capsys.readouterr().err == (
        "'3/4/2026' is 3 April 2026 for some and 4 March 2026 for others; write 2026-04-03 or 2026-03-04\n"
        "--covers is missing; list what there is with: cxdna evidence add --covers ?\n"
        'TITLE is missing; say what it is: cxdna evidence add "Charter of the customer board"\n'
        "the playbook knows no kind of evidence 'polcy'; did you mean 'policy'?\n"
        "there is no file nowhere.pdf; look at its name and folder\n"
        "5 problems: nothing was written.\n"
    )
    assert not list((alder / "evidence").iterdir())


def test_lists_are_shown_for_a_question_mark(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alder.is_dir()
    assert run(["evidence", "add", "--kind", "?", "--covers", "?"]) == 0
    out = capsys.readouterr().out
    assert "  policy       Policy, mandate or rule: counts as document, for 24 months\n" in out
    assert "\n    governance  Governance\n      q1.1  " in out


def test_what_is_left_out_is_asked_for(
    alder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (alder / "charter.pdf").write_bytes(b"charter")
    typed(
        monkeypatch,
        *("", "Charter", "?", "polcy", "Policy", "soon", "?", "15.1.2026", "?", "", "q9.9", "q1.1, 1.2", "nowhere.pdf"),
        "'charter.pdf'",
    )
    assert run(["evidence", "add"]) == 0
    out = capsys.readouterr().out
    for said in (
        "Something is needed here; type a few words, or leave with Ctrl-C.",
        "  policy       Policy, mandate or rule",
        "The playbook knows no kind of evidence 'polcy'; did you mean 'policy'?",
        "'soon' is no date; write it as 2026-01-15",
        "When it was signed, held or published",
        "      q1.1  One executive",
        "There is no question and no part 'q9.9' to cover",
        "There is no file nowhere.pdf; look at its name and folder.",
        "Noted: Policy, mandate or rule, 15 January 2026, as charter.",
        "For: q1.1, q1.2.",
    ):
        assert said in out
    typed(monkeypatch, "https://example.org/charter")
    assert run(["evidence", "add", *GOOD]) == 0
    assert run(["evidence", "list"]) == 0
    assert "  At: https://example.org/charter\n" in capsys.readouterr().out


def test_nothing_is_noted_when_the_questions_are_not_answered_to_the_end(
    alder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alder.is_dir()
    typed(monkeypatch, "Charter")
    assert run(["evidence", "add"]) == 2
    assert "The questions were not answered to the end; nothing was noted; begin again." in capsys.readouterr().err
    assert run(["evidence", "list"]) == 0
    assert "No records." in capsys.readouterr().out


def test_a_record_that_does_not_wait_is_not_confirmed(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alder.is_dir()
    assert run(["evidence", "confirm", "charter", "--date", "15.1.2026"]) == 2
    assert capsys.readouterr().err.startswith("No evidence of an earlier assessment waits to be looked at again")


def test_targets_are_set_and_listed(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alder.is_dir()
    words = ("--by", "December 2027", "--why", "Board wish", "--set-by", "Ann")
    assert run(["target", "set", "Governance", "steered", *words]) == 0
    assert capsys.readouterr().out.startswith("Target of Governance: 4.0 by 31 December 2027.\nIt has no score yet.\n")
    assert run(["target", "list"]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("    Governance"))
    assert row.split()[1:] == ["\N{EN DASH}", "4.0", "\N{EN DASH}", "2027-12-31", "set", "here"]
    assert "Governance: Board wish; set by Ann\n" in out
    assert run(["target", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["targets"][2]["why"] == "Board wish"
    assert run(["target", "set", "govrnance", "9", "--by", "soon"]) == 2
    assert "3 problems" in capsys.readouterr().err


def test_status_says_where_things_stand(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert alder.is_dir()
    assert run(["status"]) == 0
    assert capsys.readouterr().out == (
        "Alder Energy: Assessment 2026, open since 28 November 2026\n"
        "Nobody has answered yet.\n\n"
        "Next:  cxdna assess   nobody has answered yet (23 questions, about 17 minutes); "
        "forms for colleagues: cxdna invite\n"
    )
    assert run(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["next"]["command"] == "cxdna assess"


def test_outside_a_workspace_that_is_said(run_cxdna: Run, tmp_path: Path) -> None:
    done = run_cxdna("status", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "This folder is in no workspace" in done.stderr


def test_a_piped_status_with_answers_has_all_its_parts(
    alder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["Ann Lee", "Head of service", "Leaders", *["3", ""] * 30]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
    assert run(["assess"]) == 0
    capsys.readouterr()
    assert run(["status"]) == 0
    out = capsys.readouterr().out
    assert "  Ann Lee, Head of service  23 of 23             \N{EN DASH}  done\n" in out
    assert "\n    Governance                       3.0    2.0     3.0  0.0  1\n" in out
    assert "\nAnswered above what evidence shows: 23\n" in out
    assert out.endswith("\nNext:  cxdna invite   forms for colleagues: one person is a sketch, not a verdict\n")
    assert os.fspath(alder) not in out


def test_of_figures_it_is_asked_how_many_periods_they_show(
    alder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alder.is_dir()
    given = ("evidence", "add", "Contacts", "--date", "2026-10-01", "--covers", "q1.1", "--link", "https://x.example")
    assert run([*given, "--kind", "data"]) == 0
    assert run(["evidence", "check"]) == 1
    assert "add it again with the same title, kind and date, and --periods" in capsys.readouterr().out
    typed(monkeypatch, "figures", "many", "4")
    assert run(given) == 0
    out = capsys.readouterr().out
    assert "'many' is no number of periods" in out
    assert "Counts as data over 4 periods" in out


def test_records_of_the_assessment_before_are_confirmed_one_by_one_or_all(
    alder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_once(alder)
    for title in ("Mandate", "Minutes", "Survey"):
        (alder / f"{title}.txt").write_text(title, encoding="utf-8")
        assert run(["evidence", "add", title, *GOOD[1:], "--file", f"{title}.txt"]) == 0
    assert run(["assessment", "close", "--yes"]) == 0
    assert run(["assessment", "new", "--from", "latest"]) == 0
    out = capsys.readouterr().out
    assert "Opened assessment_2026_2: Assessment 2026 (2).\n" in out
    assert "  Another title is given with --title when an assessment is opened.\n" in out
    for wrong in ((), ("mandate", "--all"), ("mandate", "minutes", "--date", "January 2026"), ("mandate", "mandat")):
        assert run(["evidence", "confirm", *wrong]) == 2
    assert "did you mean 'mandate'?\n1 problem: nothing was written." in capsys.readouterr().err
    assert run(["evidence", "confirm", "mandate", "Minutes"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Looked at again: 2 records.\n  mandate  Mandate: Counts as document, until 1 January 2028\n")
    (survey,) = (alder / "evidence").glob("survey-*")
    survey.write_text("changed", encoding="utf-8")
    assert run(["evidence", "confirm", "--all"]) == 2
    assert "the file of 'survey' was changed after it was kept" in capsys.readouterr().err
    survey.write_text("Survey", encoding="utf-8")
    assert run(["evidence", "confirm", "--all"]) == 0
    assert "  survey  Survey: " in capsys.readouterr().out
    assert run(["evidence", "confirm", "--all"]) == 2


def answer_once(alder: Path) -> None:
    with opened(Where(alder, {})) as (_, store):
        name = store.assessments()[0].id
        store.add(
            Person(id="p_1", name="Ruth Okafor", role="Head", group="Heads", salt="0" * 32),
            Sheet(assessment=name, id="p_1", person="p_1", role="Head", group="Heads"),
            Recorded(assessment=name, sheet="p_1", question="q1.1", said=Answer(value=3), key="a", source="web"),
        )


def test_evidence_that_nobody_can_look_at_is_said_where_it_counts(
    alder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_once(alder)
    words = "1 record counts that names neither file, link, owner nor source: nobody can look at it yet"
    for more, said in (((), True), (("--owner", "Ann"), False)):
        assert run(["evidence", "add", *GOOD, *more]) == 0
        for command in ("score", "status"):
            assert run([command]) == 0
            assert (words in capsys.readouterr().out) == said, (command, more)
        request = Request(where=Where(alder, {}), moment=dt.datetime(2026, 11, 28, tzinfo=dt.UTC))
        limits = method(assemble(request)).limits
        assert (f"{words}." in limits) == said


def test_a_file_that_was_changed_or_is_gone_is_said_beside_the_scores(
    alder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer_once(alder)
    for name in ("a.txt", "b.txt"):
        (alder / name).write_text(name, encoding="utf-8")
        assert run(["evidence", "add", name, *GOOD[1:], "--file", name]) == 0
    assert run(["score"]) == 0
    assert not capsys.readouterr().err
    first, second = sorted((alder / "evidence").iterdir())
    second.write_text("changed", encoding="utf-8")
    for command in (["score"], ["why", "overall"]):
        assert run(command) == 0
        said = f"evidence: {second.name} was changed since it was noted: cxdna evidence check\n"
        assert capsys.readouterr().err == said
    first.unlink()
    assert run(["score"]) == 0
    said = f"evidence: {first.name} is missing, and 1 more file missing or changed: cxdna evidence check\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(("typed_name", "kept"), [("  Ann Lee ", "Ann Lee"), ("", "")])
def test_who_closes_is_asked_on_a_terminal(
    alder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed_name: str, kept: str
) -> None:
    answer_once(alder)
    typed(monkeypatch, "x" * 201, typed_name, "y")
    assert run(["assessment", "close"]) == 0
    out = capsys.readouterr().out
    assert out.count("Who closes it? (Enter: nobody is named) ") == 2
    assert "The name has 201 characters, and 200 fit; say it shorter." in out
    with opened(Where(alder, {})) as (_, store):
        assert store.closings(store.assessments()[0].id)[0].by == kept


@pytest.mark.parametrize("group", ["assessment", "definitions", "evidence", "people", "target"])
def test_groups_offer_no_completion_of_their_own(group: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([group, "--help"]) == 0
    assert "completion" not in capsys.readouterr().out


@pytest.mark.parametrize("command", ["reopen", "restate"])
def test_which_assessment_is_meant_is_told_as_it_is(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["assessment", command, "--help"]) == 0
    assert "newest closed" in " ".join(capsys.readouterr().out.split())


def test_gaps_say_that_they_are_not_those_of_rounded_numbers(alder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer_once(alder)
    for command in (["target", "list"], ["status"], ["score"]):
        assert run(command) == 0
        assert "worked out before rounding" in capsys.readouterr().out
