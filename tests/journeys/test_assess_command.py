"""`cxdna assess` from its options to its last line, in this process and with a store on disk."""

import datetime as dt
import io
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.answers.model import Mode
from cxdna.cli.assess_signals import ending_in_order, undisturbed
from cxdna.cli.run import run
from cxdna.definitions.load import load_questionnaire
from cxdna.store.model import Assessment
from cxdna.workflows.life.open import open_assessment
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import create_store
from cxdna.workspace.settings import read_settings

Assess = Callable[..., tuple[int, str, str]]
SETTINGS = """\
kind: workspace
format: "1"
id: w_12345678
organisation: {name: Alder Energy, sector: energy_and_utilities, employees: 380, country: GB,
  time_zone: Europe/London, currency: GBP, languages: [en], channels: [phone], business_model: consumers}
"""
ANNA = ("--respondent", "Anna Lee", "--role", "Head of service")
ALL_TWO = "2\n" * 23


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[[Mode], Path]:
    def made(mode: Mode = "named") -> Path:
        folder = tmp_path / "alder"
        folder.mkdir()
        (folder / "cxdna.yaml").write_text(SETTINGS, encoding="utf-8")
        one = Workspace(folder, read_settings(folder))
        with create_store(one, {}) as store:
            made_one: Assessment = open_assessment(
                store,
                one,
                title="CX",
                questionnaire="pulse",
                mode=mode,
                basis="as_answered",
                today=dt.date(2026, 11, 2),
            )
        assert made_one.id == "assessment_2026"
        return folder

    return made


@pytest.fixture
def assess(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Assess:
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")

    def asked(typed: str, *arguments: str | Path, cwd: Path) -> tuple[int, str, str]:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = run(["assess", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return asked


def test_all_at_once_and_looked_at_again(assess: Assess, workspace: Callable[..., Path]) -> None:
    folder = workspace()
    code, out, _ = assess(ALL_TWO, *ANNA, cwd=folder)
    assert code == 0
    assert "All answered. As you answered: 2.0.  As your evidence shows: 2.0." in out
    assert "(2.0 each, target 3.0) and 9 more at 2.0\n" in out
    assert out.endswith("Next:  cxdna invite (forms for colleagues)  or  cxdna report\n")
    assert out.count("left, about") == 3, "how much is left is said with each phase"
    _, out, _ = assess("x\ng win\n4\n\n", *ANNA, cwd=folder)
    assert "Welcome back. All 23 questions are answered." in out
    assert "'x' is none of these" in out
    assert "Your answer: 2. Enter keeps it." in out
    assert "All answered. As you answered: 2.1." in out
    _, out, _ = assess("b\n\n", *ANNA, cwd=folder)
    assert " 23 of 23\n" in out
    assert "All answered" in out
    for keys in ("g\n\n\n", "\n"):
        assert "All answered" in assess(keys, *ANNA, cwd=folder)[1]
    code, out, _ = assess("q\n", *ANNA, cwd=folder)
    assert code == 0
    assert "All 23 questions are answered and saved. Look again with:  cxdna assess --respondent 'Anna Lee'\n" in out
    assert assess("", cwd=folder)[1] == "Your name: \nNothing was answered.\n"


def test_one_component_and_then_the_rest(assess: Assess, workspace: Callable[..., Path]) -> None:
    folder = workspace()
    _, out, _ = assess("1\n1\n", *ANNA, "--component", "benchmarking", cwd=folder)
    assert "2 questions, about 2 minutes." in out
    assert out.endswith("This part is answered. 21 left elsewhere, about 16 minutes.\nNext:  cxdna assess\n")
    assert assess("s\n" * 45, cwd=folder)[1].endswith("2 of 23 saved. Go on with:  cxdna assess\n")
    code, _, err = assess("", "--component", "nothing", *ANNA, cwd=folder)
    assert code == 2
    assert "The playbook has no part 'nothing'" in err


def test_what_does_not_apply_at_all_is_said(assess: Assess, workspace: Callable[..., Path]) -> None:
    folder = workspace()
    questionnaire = folder / "questionnaires" / "pulse.yaml"
    questionnaire.parent.mkdir()
    shipped = Path(__file__).resolve().parents[2] / "questionnaires" / "pulse.yaml"
    text = shipped.read_text(encoding="utf-8")
    questionnaire.write_text(
        re.sub(r"(part: governance\n)", r"\1    when: {profile: regulated, equals: true}\n", text), encoding="utf-8"
    )
    code, _, err = assess("", "--component", "governance", *ANNA, cwd=folder)
    assert code == 2
    assert "None of these questions applies to this organisation" in err


def test_the_command_to_go_on_with_names_what_is_needed(assess: Assess, workspace: Callable[..., Path]) -> None:
    folder = workspace("confidential")
    code, out, _ = assess("1\n", *ANNA, "--workspace", folder, "--assessment", "assessment_2026", cwd=folder.parent)
    assert code == 0
    assert "Confidential: no document and no list shows what one person answered." in out
    command = f"cxdna assess --respondent 'Anna Lee' --assessment assessment_2026 --workspace {folder}\n"
    assert out.endswith(f"1 of 23 saved. Go on with:  {command}")
    out = assess("\n" + ALL_TWO, *ANNA, cwd=folder)[1]
    assert "Already answered; in a confidential assessment that stays hidden." not in out
    assert out.endswith("All answered. Scores are shown once the assessment is closed.\nNext:  cxdna status\n")
    out = assess("b\nq\n", *ANNA, cwd=folder)[1]
    assert "Your answer" not in out


def test_an_anonymous_sheet(assess: Assess, workspace: Callable[..., Path]) -> None:
    folder = workspace("anonymous")
    _, out, _ = assess("1\n2\n", cwd=folder)
    assert "Anonymous: neither your name nor the time is kept." in out
    (code,) = set(re.findall(r"cxdna assess --sheet (\w{4}-\w{4})\n", out))
    assert out.count(code) == 3
    _, out, _ = assess("q\n", "--sheet", code, cwd=folder)
    assert out.startswith("Welcome back. 21 left, about 16 minutes.\n")
    assert assess("q\n", cwd=folder)[1].endswith("Nothing was answered.\n")


def test_ctrl_c_says_what_is_saved(
    assess: Assess, workspace: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = workspace()
    assess("1\n", *ANNA, cwd=folder)

    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("cxdna.cli.assess_talk.line", interrupted)
    code, out, _ = assess("", cwd=folder)
    assert (code, out.splitlines()[-1]) == (130, "1 of 23 saved. Go on with:  cxdna assess")
    monkeypatch.setattr("cxdna.cli.ask.line", interrupted)
    code, out, _ = assess("", "--role", "Adviser", cwd=folder)
    assert (code, out) == (130, "\nNothing was answered.\n")


def test_answers_of_a_file(assess: Assess, workspace: Callable[..., Path], tmp_path: Path) -> None:
    folder = workspace()
    version = load_questionnaire("pulse", resources.roots())[1].version
    file = tmp_path / "answers.yaml"
    file.write_text(
        "kind: answers\norganisation: {name: Alder Energy, sector: banking, employees: 380, country: GB,\n"
        "  time_zone: Europe/London, currency: GBP, languages: [en], channels: [phone], business_model: consumers}\n"
        f'assessment: {{id: a, title: A, questionnaire: pulse, questionnaire_version: "{version}", date: 2026-11-20}}\n'
        "targets: [{part: governance, level: 4}]\n"
        "respondents: [{id: anna, name: Anna Lee, role: Head of service, group: Leaders}]\n"
        "evidence: [{id: E1, kind: policy, title: Charter, date: 2026-01-15, covers: [q1.1]}]\n"
        "sheets: [{respondent: anna, answers: {q1.1: 3, q1.2: 2}}]\n",
        encoding="utf-8",
    )
    code, out, _ = assess("", "--answers", file, cwd=folder)
    assert code == 0
    assert out == (
        f"Taken from {file}: 2 answers of 1 person and 1 evidence record.\n"
        "Targets are not taken from a file; set them with:  cxdna target set\n"
        "Next:  cxdna status\n"
    )
    assert (
        f"Everything in {file} was there already: nothing was added.\n" in assess("", "--answers", file, cwd=folder)[1]
    )
    assert "Welcome back. 21 left" in assess("q\n", cwd=folder)[1]
    code, _, err = assess("", "--answers", file, "--role", "Adviser", cwd=folder)
    assert code == 2
    assert "leave the options about one person out" in err
    code, _, err = assess("", "--answers", file, "--questionnaire", "full", cwd=folder)
    assert code == 2
    assert "asks 'pulse'" in err


def test_a_saving_is_finished_before_an_interruption_is_heeded() -> None:
    done: list[str] = []

    def save() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("saved")

    with pytest.raises(KeyboardInterrupt):
        save()
    assert done == ["saved"]
    with undisturbed():
        done.append("again")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_being_told_to_end_ends_in_order() -> None:
    before = signal.getsignal(signal.SIGTERM)

    def end() -> None:
        with ending_in_order():
            signal.raise_signal(signal.SIGTERM)

    with pytest.raises(SystemExit) as caught:
        end()
    assert caught.value.code == 128 + signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) is before


def test_whoever_was_invited_is_not_sent_to_invite_and_may_answer_more(
    assess: Assess, workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace()
    (folder / "people.csv").write_text(
        "Name,Role,Components\nAnna Lee,Boss,governance\nBen Roy,Clerk,governance\n", encoding="utf-8"
    )
    assert assess("", *ANNA, cwd=folder)[0] == 0
    assert run(["invite", "people.csv"]) == 0
    capsys.readouterr()
    _, out, _ = assess("2\n2\n", "--respondent", "Anna Lee", cwd=folder)
    assert out.endswith("Next:  cxdna status  or  cxdna score\n")
    code, out, _ = assess("2\n2\n", "--respondent", "Anna Lee", "--component", "win_back", cwd=folder)
    assert code == 0
    assert out.startswith(
        "You were asked about Governance; with the first answer you are asked about all of Win-back, too.\n"
    )
    assert "All answered." in out
    assert run(["status"]) == 0
    assert "Anna Lee, Boss" in (told := capsys.readouterr().out)
    assert "4 of 4" in told


def test_somebody_known_is_told_as_whom_they_answer(
    assess: Assess, workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace()
    assert assess("", *ANNA, cwd=folder)[1].startswith("23 questions")
    assert run(["people", "add", "Anna Lee", "--role", "Head of sales"]) == 0
    capsys.readouterr()
    _, out, _ = assess("1\n", "--respondent", "anna lee", cwd=folder)
    assert out.startswith("You answer as Anna Lee, Head of sales. Another of that name:  give --role as well\n")
    assert assess("q\n", "--respondent", "Anna Lee", cwd=folder)[1].startswith("You go on as Anna Lee, Head of sales.")


def test_a_title_that_is_too_long_is_asked_for_again(assess: Assess, workspace: Callable[..., Path]) -> None:
    _, out, _ = assess(f"3\n{'x' * 201}, May 2026\nCharter, signed May 2026\n\nq\n", *ANNA, cwd=workspace())
    assert "That has 201 characters, and 200 fit; say it shorter." in out
    assert "Evidence noted: Policy, mandate or rule, May 2026." in out
