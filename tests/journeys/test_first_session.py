"""The first session as one person types it at a terminal: from `cxdna init` to a report, a closing and its proof."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("pexpect drives terminals of POSIX systems", allow_module_level=True)

import pexpect


def environment() -> dict[str, str]:
    """Return what a command sees of this machine: as it is now, so that a `timed` test has no coverage in it."""
    return {
        **{key: value for key, value in os.environ.items() if key not in {"COLUMNS", "LINES"}},
        "CXDNA_NOW": "2026-11-28T09:00",
        "PYTHONUTF8": "1",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "TZ": "Europe/London",
    }


def typed(folder: Path, command: str, *steps: tuple[str, str], code: int = 0) -> str:
    """Run a command on a terminal, type each line where its prompt stands, and return all that was printed."""
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "cxdna", *command.split()],
        cwd=str(folder),
        env=environment(),
        dimensions=(40, 100),
        encoding="utf-8",
        timeout=300,
        echo=False,
    )
    child.delaybeforesend = None
    printed = ""
    for prompt, line in steps:
        child.expect(prompt)
        printed += str(child.before) + str(child.after)
        child.sendline(line)
    child.expect(pexpect.EOF)
    printed += str(child.before)
    child.close()
    assert child.exitstatus == code, printed
    return printed.replace("\r\n", "\n")


@pytest.mark.timed
def test_from_nothing_to_a_report_that_can_be_verified(tmp_path: Path) -> None:
    made = typed(
        tmp_path,
        "init alder",
        ("Organisation: ", "Alder Energy"),
        ("Sector.*: ", "utilities"),
        ("Employees: ", "380"),
        ("Country.*: ", "GB"),
        ("Region.*: ", ""),
        ("Customers.*: ", "1"),
        ("Channels.*: ", ""),
        ("Enter to go on.*: ", ""),
    )
    assert "Made alder/. 1 of 24 questions does not apply" in made
    folder = tmp_path / "alder"

    first = typed(
        folder,
        "assess",
        ("Your name: ", "Ruth Okafor"),
        ("Your role.*: ", "Head of service"),
        (r"1 of 23[\s\S]*> ", "3"),
        (r"What would you show an auditor\? \(Enter: later\) ", "Charter, signed January 2026"),
        ("Enter: right.*: ", ""),
        (r"Evidence noted: [\s\S]*2 of 23[\s\S]*> ", "q"),
    )
    assert first.endswith("1 of 23 saved. Go on with:  cxdna assess\n")

    rest = typed(folder, "assess", *((rf"{number} of 23[\s\S]*> ", "2") for number in range(2, 24)))
    assert "Welcome back. 22 left" in rest
    assert re.search(r"All answered\. As you answered: 2\.\d\.  As your evidence shows: 2\.0\.", rest)
    assert "One person answered: a sketch, not a verdict." in " ".join(rest.split())

    assert "1 person: 1 done" in typed(folder, "status")
    report = typed(folder, "report")
    assert "out/report.pdf" in report
    assert (folder / "out" / "report.pdf").read_bytes().startswith(b"%PDF-")

    closed = typed(folder, "assessment close", (r"Who closes it.*: ", "Ruth Okafor"), (r"Close it\? \[y/N\] ", "y"))
    (whole,) = re.findall(r"^[0-9a-f]{64}$", closed, re.MULTILINE)
    assert "does not change any more" in typed(folder, "target set governance 4", code=2).replace("\n", " ")
    proof = typed(folder, f"verify . {whole}")
    assert "Everything that could be verified agrees." in proof
    assert typed(folder, f"verify . {'0' * 64}", code=1)
