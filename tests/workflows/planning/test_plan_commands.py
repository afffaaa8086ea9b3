"""The commands that change, agree and follow a plan, as people and programs meet them."""

import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cxdna.cli import columns
from cxdna.cli.columns import print_columns
from cxdna.cli.run import run
from tests.workflows.dwelling import Dwelling

READY = (
    *("start", "2027-01-11", "review", "2027-06-01", "problem", "Nobody calls back.", "kpi", "on_time_closure"),
    *("milestone.1", "Half of it", "milestone.1.due", "2027-02-15"),
)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Told":
    """Return what runs commands in a workspace whose store is in memory."""
    home = Dwelling(tmp_path / "w", monkeypatch)
    monkeypatch.chdir(home.workspace.folder)
    monkeypatch.setenv("CXDNA_NOW", "2027-02-01T09:00")
    monkeypatch.setenv("NO_COLOR", "1")
    return Told(capsys)


class Told:
    """Runs commands and returns what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        assert run(words) == code
        said = self._capsys.readouterr()
        return said.err if code > 1 else said.out

    def json(self, *words: str) -> dict[str, object]:
        found = json.loads(self(*words, "--json"))
        assert isinstance(found, dict)
        return found


def test_a_plan_is_made_agreed_and_followed(told: Told) -> None:
    assert "Next:  cxdna plan draft" in told("plan", "status")
    out = told("plan", "add", "Phone everybody back", "--closes", "q7.6", "--owner", "Jo Day", "--due", "2027-03-30")
    assert out.startswith("Added: a1 (Phone everybody back), proposed, for q7.6.")
    assert "fails gates 1 problem, 3 kpi, 4 deadline and 5 review" in told("plan", "agree", code=1)
    assert "Nothing was agreed." in told("plan", "agree", "a1", "--by", "Eva Brand", code=1)
    assert "  review: 1 June 2027\n" in told("plan", "set", "a1", *READY)
    told("kpi", "set", "on_time_closure", "--baseline-by", "2027-02-28", "--target", "80%", "--by", "2027-12")
    assert "passes all five gates" in told("plan", "agree", "--check")
    assert "Agreed by Eva Brand: a1." in told("plan", "agree", "--all", "--by", "Eva Brand")
    assert "  status: in progress (was agreed)" in told("plan", "set", "a1", "progress", "40", "--by", "Jo Day")
    assert "Jo Day" in told("plan", "list", "--owner", "jo", "--status", "in progress", "--component", "corrective")
    assert "None is like that." in told("plan", "list", "--overdue")
    assert "status: in progress (was agreed)" in told("plan", "show", "a1")
    assert "by 28 February 2027, for a1" in told("plan", "status")
    told("plan", "add", "Write back", "--closes", "q7.6")
    told("plan", "set", "a2", "needs", "a1")
    assert "a2 (Write back) needs a1 first" in told("plan", "drop", "a1", "--why", "No time", code=2)
    assert "Dropped: a2 (Write back)." in told("plan", "drop", "a2", "--why", "No time")
    assert "Back in the plan: a2" in told("plan", "add", "a2")


AGREED = (
    "--to",
    "3",
    "--start",
    "2027-02-08",
    "--due",
    "2027-03-30",
    "--review",
    "2027-06-01",
    "--problem",
    "Nobody calls back.",
)


@pytest.fixture
def agreed(told: "Told") -> "Told":
    """Return the same with an action that was agreed, and a decision that names it."""
    told("plan", "add", "Phone back", "--closes", "q7.6", "--owner", "Jo Day", "--kpi", "on_time_closure", *AGREED)
    told("plan", "set", "a1", "milestone.1", "Half of it", "milestone.1.due", "2027-02-15")
    told("kpi", "set", "on_time_closure", "--baseline-by", "2027-02-28", "--target", "80%", "--due", "2027-12")
    told("plan", "agree", "a1", "--name", "Eva Brand")
    told("decision", "add", "Fund a1 from the reserve")
    told("decision", "add", "Fund a11 from the reserve")
    return told


def test_what_was_agreed_is_dropped_only_when_that_is_meant(agreed: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    err = agreed("plan", "drop", "a1", "--why", "No time", code=2)
    assert "a1 (Phone back) was agreed by Eva Brand on 1 February 2027, and Jo Day answers for it; " in err
    assert "d1 rests on a1 and is still open: Fund a1 from the reserve" in err
    assert "d2" not in err
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("cxdna.cli.ask.line", lambda *_: "")
    assert agreed("plan", "drop", "a1", "--why", "No time").endswith("Nothing was dropped.\n")
    out = agreed("plan", "drop", "a1", "--why", "No time", "--yes")
    assert "  It was agreed on 1 February 2027: let Eva Brand and Jo Day know." in out
    assert "  d1 rests on a1 and is still open" in out


def test_dropping_by_a_file_needs_a_reason(agreed: Told, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    lines = agreed("plan", "edit", "--to", "-").split("\n")
    start, end = lines.index("actions:"), next(at for at, one in enumerate(lines) if one.startswith("# What is mea"))
    path.write_text("\n".join([*lines[:start], "actions: []", *lines[end:]]), encoding="utf-8", newline="\n")
    assert "with --why" in agreed("plan", "edit", "--from", str(path), "--drop-missing", code=2)
    out = agreed("plan", "edit", "--from", str(path), "--drop-missing", "--why", "No time")
    assert "a1: It was agreed on 1 February 2027: let Eva Brand and Jo Day know." in out
    assert "nobody named: No time" in agreed("plan", "show", "a1")


def test_what_was_blocked_by_a_decision_goes_on_aloud(agreed: Told) -> None:
    agreed("plan", "set", "a1", "blocked", "D1 is not taken")
    out = agreed("plan", "set", "a1", "status", "in progress")
    assert "  no longer blocked by: D1 is not taken\n" in out
    assert "d1, which it waited for, is still open: Fund a1 from the reserve" in out


def test_a_name_that_is_a_day_and_a_place_that_is_no_file(agreed: Told, tmp_path: Path) -> None:
    assert "'2027-03-30' is a day" in agreed("plan", "set", "a1", "note", "x", "--by", "2027-03-30", code=2)
    assert "is a folder; name a file, or - to print it" in agreed("plan", "edit", "--to", str(tmp_path), code=2)
    assert "is no file" in agreed("plan", "edit", "--to", "/dev/stdout", code=2)


def test_the_same_fields_are_named_everywhere(told: Told) -> None:
    told("plan", "add", "Phone back", "--closes", "q7.6")
    err = told("plan", "set", "a1", "qqq", "x", code=2)
    names = err.partition("there are: ")[2].split("\n")[0].split(", ")
    listed = told("plan", "set", "a1", "?")
    assert all(f"  {one}" in listed or one in listed for one in names)
    assert {"role", "from", "to", "blocked"} <= set(names)


def test_what_is_wrong_with_the_words_of_a_command(told: Told) -> None:
    told("plan", "add", "Phone everybody back", "--closes", "q7.6")
    assert "task.1.assignee" in told("plan", "set", "a1", "?")
    err = told("plan", "set", "a1", "cost", "-5", "--nosuch", "x", code=2)
    assert "cost: a cost is not below nothing" in err
    assert "an action has no field '--nosuch'" in err
    assert "named beside --all" in told("plan", "agree", "a1", "--all", "--by", "Eva", code=2)
    assert "Nothing says which actions are agreed" in told("plan", "agree", "--by", "Eva", code=2)
    assert "Nobody is named who agrees" in told("plan", "agree", "a1", code=2)
    assert "There is no KPI 'boilers'" in told("kpi", "set", "boilers", "--value", "3", code=2)


def test_the_decisions_of_a_report(told: Told) -> None:
    assert "No decision is asked for yet." in told("decision", "list")
    assert "Nothing says what is to be decided" in told("decision", "add", code=2)
    out = told("decision", "add", "Fund a care centre", "--who", "Board", "--cost", "250k")
    assert "Board; no day is set; " in out
    assert " 250,000" in out
    assert "by when: 31 March 2027" in told("decision", "set", "d1", "--by", "March 2027")
    assert "Decisions asked for\n  d1 Fund a care centre (Board, by 31 March 2027)" in told("plan", "status")
    assert told("decision", "close", "d1", "--outcome", "yes").startswith("Closed: d1 Fund a care centre: taken.")
    assert "Closed on 1 February 2027: taken" in told("decision", "list")


def test_programs_read_each_of_them(told: Told) -> None:
    told("plan", "add", "Phone everybody back", "--closes", "q7.6")
    told("decision", "add", "Fund a care centre")
    formats = [
        told.json(*words)["format"]
        for words in (
            ("plan", "list"),
            ("plan", "show", "a1"),
            ("plan", "status"),
            ("kpi", "show", "recurrence"),
            ("decision", "list"),
        )
    ]
    assert formats == [
        "cxdna-plan-list/1",
        "cxdna-plan-show/1",
        "cxdna-plan-status/1",
        "cxdna-kpi-show/1",
        "cxdna-decisions/1",
    ]
    found = json.loads(told("plan", "agree", "--check", "--json", code=1))
    assert (found["format"], found["agreed"]) == ("cxdna-plan-agree/1", [])
    assert "outcome" not in told("kpi", "show", "recurrence").casefold(), (
        "what it is called inside is no word of theirs"
    )


class Typing(io.StringIO):
    """A terminal at which somebody types lines."""

    def isatty(self) -> bool:
        return True


def test_a_decision_is_asked_for_on_a_terminal(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("", "Give the owner a budget", "Board", "soon", "May 2027", "much", "12k", "Nothing moves")
    monkeypatch.setattr(sys, "stdin", Typing("".join(f"{line}\n" for line in lines)))
    out = told("decision", "add")
    for part in (
        "Something is needed here",
        "'soon' is no date",
        "'much' is no number",
        "d1  Give the owner a budget",
        "Board; by 31 May 2027",
        "If not: Nothing moves",
    ):
        assert part in out
    monkeypatch.setattr(sys, "stdin", Typing("Half\n"))
    assert "nothing was noted" in told("decision", "add", code=2)


HEAD = ("", "Action", "Owner", "Status", "Due")
ROWS = (
    ("a1", "Ask customers 60 to 90 days after each fix whether it worked", "Head of customer insight", "done", "–"),
    ("a10", "Short", "Ann", "in progress, 40%", "2027-03-30, 6 days late"),
)


@pytest.mark.parametrize("width", [30, 60, 79, 80, 90, 100, 120, 200])
def test_a_table_fits_its_terminal_and_loses_no_word(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(columns, "terminal_width", lambda: width)
    print_columns(HEAD, ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    _has_all_words(lines, ROWS)


def test_in_a_pipe_a_row_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_columns(HEAD, ROWS)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ROWS) + 1
    assert [line.index(word) for line, word in zip(lines, ("Action", "Ask", "Short"), strict=True)] == [5, 5, 5]


def _has_all_words(lines: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    said = " ".join(lines).split()
    assert all(word in said for row in rows for cell in row for word in cell.split())
    assert os.linesep not in "".join(lines)
