"""README.md, command by command, as somebody who has just installed cxdna would type it."""

import datetime as dt
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.wheel.conftest import Demonstration, Fresh
from tests.workflows.forming import fill, questions_of

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one worker

# What the reader types when a command asks: an organisation, and what one person says to its questions.
TYPED = {
    "assessment": "y\n",
    "init": "Alder Energy\nutilities\n380\nGB\n\n1\n\n\n\n\n\n\n",
    "assess": "Ruth Okafor\nHead of service\n3\n\n2\nd\nn no vans\nq\n",
}
OWNERS = """Role,Name
Head of customer experience,Ruth Okafor
Head of sales,Tom Becker
Chief financial officer,Helen Strand
Head of customer insight,Ruth Okafor
Head of analytics,Ruth Okafor
Head of service,Lena Marsh
Head of change,Lena Marsh
"""
PEOPLE = "name,role,group\nTom Becker,Head of sales,Leaders\nLena Marsh,Service desk lead,Front line\n"


def tour(readme: str, chapter: str) -> list[list[str]]:
    """Return the commands of a chapter in its order, each as a list of words without `cxdna`; `cd` stays itself."""
    (text,) = re.findall(rf"^## {chapter}\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]
    assert all(command[0] in {"cxdna", "cd"} for command in commands)
    return [command if command[0] == "cd" else command[1:] for command in commands]


def walk(fresh: Fresh, commands: list[list[str]], prepare: Callable[[Path, list[str]], None]) -> None:
    """Run the commands one after the other; `prepare` puts there what the reader was asked to make.

    DATE stands for a day that lies ahead whenever this is read, LATER for one a year after it.
    """
    folder = fresh.away
    today = dt.datetime.now(tz=dt.UTC).date()
    ahead = {name: (today + dt.timedelta(days=days)).isoformat() for name, days in (("DATE", 40), ("LATER", 405))}
    for command in commands:
        if command[0] == "cd":
            folder /= command[1]
            continue
        prepare(folder, command)
        command = [ahead.get(word, word) for word in command]  # noqa: PLW2901 - as the reader types it
        done = fresh.run("-m", "cxdna", *command, cwd=folder, typed=TYPED.get(command[0], ""))
        assert done.returncode == 0, f"cxdna {shlex.join(command)}\n{done.stdout}{done.stderr}"
        assert done.stdout.strip(), f"cxdna {shlex.join(command)} says nothing"
    assert not fresh.network_log.exists(), fresh.network_log.read_text(encoding="utf-8")


def nothing(folder: Path, command: list[str]) -> None:
    """The tour of the example needs nothing but the example."""


def of_ones_own(folder: Path, command: list[str]) -> None:
    """Make what the reader has at hand: a list of people, a file as evidence, forms that came back."""
    for word in command:
        if word.endswith(".csv"):
            (folder / word).write_text(OWNERS if word.startswith("owners") else PEOPLE, encoding="utf-8")
        if word.endswith(".pdf") and command[0] == "evidence":
            (folder / word).write_bytes(b"%PDF-1.7\n% the mandate\n")
    if command[0] == "collect":
        back = folder / command[1]
        back.mkdir()
        forms = sorted((folder / "out" / "forms").rglob("*.xlsx"))
        assert len(forms) == PEOPLE.count("\n") - 1
        for form in forms:
            fill(form, dict.fromkeys(questions_of(form), 2), back / form.name)


def test_five_minutes(root: Path, fresh: Fresh, demonstration: Demonstration) -> None:
    first, *commands = tour((root / "README.md").read_text(encoding="utf-8"), "Five minutes")
    assert len(commands) >= 3, "the tour is too short to be one"
    assert first == ["demo"]
    shutil.copytree(demonstration.folder, fresh.away / "cxdna-demo")  # it was made by that command
    walk(fresh, commands, nothing)


def test_an_organisation_of_ones_own(root: Path, fresh: Fresh) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands, afternoon = tour(readme, "Your own organisation"), tour(readme, "From findings to a plan")
    told = {command[0] for command in commands}
    assert {"init", "assess", "invite", "collect", "status", "evidence", "report", "assessment", "verify"} <= told
    assert {command[0] for command in afternoon} == {"plan", "kpi", "decision", "report"}
    assert ["report", "--archive"] in commands
    assert ["report", "--all"] in afternoon
    commands.remove(["report"])  # --archive makes that edition, too
    walk(fresh, [*commands, *afternoon], of_ones_own)
    out = fresh.away / "alder" / "out"
    assert {"report.pdf", "summary.pdf", "plan.pdf", "workbook.xlsx", "calendar.ics", "data.json"} <= {
        one.name for one in out.iterdir()
    }


def test_a_chapter_with_other_commands_is_not_a_tour() -> None:
    with pytest.raises(AssertionError):
        tour("## Five minutes\n\n```sh\ncurl example.org\n```\n\n## More\n", "Five minutes")
