"""`cxdna assess` as people meet it: on a terminal, broken off, gone on with, narrow, plain, and through a pipe."""

import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cxdna.answers.model import Answer
from cxdna.store.latest import answers_that_hold
from cxdna.store.model import Assessment, Person, Recorded, Sheet
from cxdna.workflows.life.open import open_assessment
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import create_store, open_store
from cxdna.workspace.settings import read_settings

if sys.platform == "win32":
    pytest.skip("pexpect drives terminals of POSIX systems", allow_module_level=True)

import pexpect

SETTINGS = """\
kind: workspace
format: "1"
id: w_12345678
organisation: {name: Alder Energy, sector: energy_and_utilities, employees: 380, country: GB,
  time_zone: Europe/London, currency: GBP, languages: [en], channels: [phone], business_model: consumers}
"""
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with an assessment of last year and one of this year."""
    folder = tmp_path_factory.mktemp("assess") / "alder"
    folder.mkdir()
    (folder / "cxdna.yaml").write_text(SETTINGS, encoding="utf-8")
    workspace = Workspace(folder, read_settings(folder))
    with create_store(workspace, {}) as store:
        before: Assessment | None = None
        for year in (2025, 2026):
            before = open_assessment(
                store,
                workspace,
                title=f"CX {year}",
                questionnaire="pulse",
                mode="named",
                basis="as_answered",
                today=dt.date(year, 11, 2),
                previous=before,
            )
    return folder


@pytest.fixture
def alder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "alder"))


def environment(**more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "COLUMNS", "LINES"}}
    return {**kept, "CXDNA_NOW": "2026-11-28T09:00", "PYTHONUTF8": "1", "TERM": "xterm-256color", **more}


def terminal(folder: Path, *arguments: str, columns: int = 80, **more: str) -> Any:
    """Start `cxdna assess` on a terminal."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "cxdna", "assess", *arguments],
        cwd=str(folder),
        env=environment(**more),
        dimensions=(24, columns),
        encoding="utf-8",
        timeout=300,
        echo=False,
    )
    child.delaybeforesend = None
    return child


def answers(folder: Path, name: str = "assessment_2026") -> dict[str, object]:
    """Return what is kept, by question."""
    workspace = Workspace(folder, read_settings(folder))
    with open_store(workspace, {}) as store:
        held = answers_that_hold(store.answers(name))
        return {question: one.said.value for (_, question), one in held.items()}


def ended(child: Any) -> tuple[int | None, int | None]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.signalstatus


ANNA = ("--respondent", "Anna Lee", "--role", "Head of service")


@pytest.mark.timed
def test_the_first_session(alder: Path) -> None:
    first = terminal(alder, columns=100)
    first.expect_exact("Your name: ")
    first.sendline("Anna Lee")
    first.expect_exact("Your role (? lists them): ")
    first.sendline("Head of service")
    first.expect_exact("23 questions, about 17 minutes. Leave any time: each answer is saved.")
    first.expect(r"MEASURE · Governance +1 of 23\r\n")
    first.expect_exact("Is one executive accountable for customer experience?")
    first.expect_exact("Why: ")
    first.expect_exact("  1  Nobody is named")
    first.expect_exact("> ")
    first.sendline("3")
    first.expect_exact("Saved. What would you show an auditor? (Enter: later) ")
    assert answers(alder) == {"q1.1": 3}, "it was said to be saved and was not"
    first.sendline("Charter, signed January 2026")
    first.expect_exact("Taken as: Charter · January 2026, kept as 1 January 2026 · Policy,")
    first.expect_exact("another kind, x: note nothing: ")
    first.sendline("")
    first.expect_exact("Evidence noted: Policy, mandate or rule, January 2026.")
    first.expect(r"2 of 23\r\n")
    first.expect_exact("> ")
    first.sendline("q")
    first.expect_exact("1 of 23 saved. Go on with:  cxdna assess\r\n")
    assert ended(first) == (0, None)

    second = terminal(alder, columns=100)
    second.expect_exact("Welcome back. 22 left, about 17 minutes.")
    for number in range(2, 24):
        second.expect(rf" {number} of 23\r\n")
        second.expect_exact("> ")
        second.sendline("2" if number % 2 else "1")
    second.expect_exact("All answered. As you answered: 1.6.  As your evidence shows: 1.5.")
    second.expect_exact("Measure 1.8   Analyze 1.5   Act 1.5   Assess 1.5")
    second.expect(r"1 of 1 answer above 2 lacks enough evidence for its level; some is noted\.\s+One person\s+answered")
    second.expect_exact("  q1.1: level 3 needs a document and a record; missing: a record")
    second.expect_exact("Next:  cxdna invite (forms for colleagues)  or  cxdna report")
    assert ended(second) == (0, None)
    assert len(answers(alder)) == 23


@pytest.mark.timed
def test_ctrl_c_loses_nothing(alder: Path) -> None:
    child = terminal(alder, *ANNA, NO_COLOR="1")
    for value in "12":
        assert "\x1b" not in (child.before or "")
        child.expect_exact("> ")
        child.sendline(value)
        child.expect_exact("Saved.")
    child.expect(r" 3 of 23\r\n")
    child.expect_exact("> ")
    child.send("half an ans")
    child.sendintr()
    child.expect_exact("2 of 23 saved. Go on with:  cxdna assess\r\n")
    assert ended(child) == (130, None)
    assert answers(alder) == {"q1.1": 1, "q1.2": 2}


@pytest.mark.timed
@pytest.mark.parametrize("how", ["closed terminal", "SIGTERM", "SIGKILL"])
def test_however_it_ends_what_was_acknowledged_is_there(alder: Path, how: str) -> None:
    child = terminal(alder, *ANNA)
    child.expect_exact("> ")
    child.sendline("1")
    child.expect_exact("Saved.")
    if how == "closed terminal":
        child.ptyproc.fileobj.close()
        _, status = os.waitpid(child.pid, 0)
        child.ptyproc.closed = child.closed = True
        assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGHUP
    else:
        child.kill(signal.SIGTERM if how == "SIGTERM" else signal.SIGKILL)
        assert ended(child) == ((128 + signal.SIGTERM, None) if how == "SIGTERM" else (None, signal.SIGKILL))
    assert answers(alder) == {"q1.1": 1}


@pytest.mark.timed
def test_last_years_answer_comes_after_ones_own(alder: Path) -> None:
    with open_store(Workspace(alder, read_settings(alder)), {}) as store:
        person = Person(id="p_1", name="Anna Lee", role="Head of service", group="Everyone", salt="0" * 32)
        given: Any = {"assessment": "assessment_2025", "sheet": "p_1", "source": "terminal"}
        sheets = [
            Sheet(assessment=f"assessment_{year}", id="p_1", person="p_1", role=person.role, group=person.group)
            for year in (2025, 2026)
        ]
        said = [
            Recorded(question=question, said=Answer(value=value), key=question, **given)
            for question, value in (("q1.1", 2), ("q1.2", 1))
        ]
        store.add(person, *sheets, *said)
    child = terminal(alder)
    child.expect_exact("Your name: ")
    child.sendline("anna lee")
    child.expect_exact("> ")
    assert "year" not in child.before
    child.sendline("1")
    child.expect_exact("Saved.\r\nLast year 2: what changed? (Enter: nothing to add) ")
    child.sendline("")
    child.expect_exact("> ")
    child.sendline("1")
    child.expect_exact("Saved.\r\nLast year 1, too.\r\n")
    child.close(force=True)


TYPED = ["1", "?", "7", "c well", "n", "no accounts", "g", "9", "d", "q"]


def on_a_terminal(folder: Path, columns: int) -> str:
    child = terminal(folder, *ANNA, columns=columns)
    for one in TYPED:
        child.sendline(one)
    child.expect(pexpect.EOF)
    child.close()
    text: str = child.before
    return text


def words(text: str) -> str:
    return " ".join(SGR.sub("", text).split())


@pytest.mark.timed
def test_the_same_lines_everywhere(alder: Path, tmp_path: Path) -> None:
    piped = subprocess.run(
        [sys.executable, "-m", "cxdna", "assess", *ANNA],
        input="\n".join(TYPED) + "\n",
        cwd=shutil.copytree(alder, tmp_path / "piped"),
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    ).stdout
    assert "\x1b" not in piped
    narrow = on_a_terminal(Path(shutil.copytree(alder, tmp_path / "narrow")), 60)
    assert "\x1b[1m" in narrow
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|\x08|\r(?!\n)", narrow), "the cursor was moved"
    assert max(map(len, SGR.sub("", narrow).splitlines())) <= 60
    assert words(piped) == words(narrow)
    assert "3 of 23 saved." in piped


def test_a_pipe_that_ends_leaves_in_order(alder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cxdna", "assess", *ANNA],
        input=b"1\n\xff\xfe\n2\n",
        cwd=alder,
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b"That was not text in UTF-8" in done.stdout
    assert done.stdout.replace(b"\r\n", b"\n").endswith(b"2 of 23 saved. Go on with:  cxdna assess\n")
    assert answers(alder) == {"q1.1": 1, "q1.2": 2}
