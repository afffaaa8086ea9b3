"""`cxdna score` and `cxdna why` as people and programs meet them."""

import datetime as dt
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cxdna.cli.table import print_table
from cxdna.cli.wrap import wrapped
from cxdna.errors import UserError
from cxdna.scores.fingerprint import fingerprint, short
from cxdna.scores.model import Assessed
from cxdna.scores.score import score
from cxdna.workflows.score import find_in, refuse_not_earlier, score_file, score_json
from cxdna.workflows.tabulate import ScoreTable, tabulate
from cxdna.workflows.why import why, why_json
from tests.scores.building import answers, playbook, question, questionnaire

Run = Callable[..., subprocess.CompletedProcess[str]]
EXAMPLES = Path(__file__).parent.parent / "examples" / "answers"


@pytest.fixture
def now(tmp_path: Path) -> Path:
    """Return an answers file with its questionnaire and playbook beside it."""
    for folder in ("playbook", "questionnaires"):
        shutil.copytree(EXAMPLES / folder, tmp_path / folder)
    return Path(shutil.copy(EXAMPLES / "valid" / "full.yaml", tmp_path / "now.yaml"))


@pytest.fixture
def before(now: Path) -> Path:
    """Return the same answers a year earlier, with one that was lower."""
    text = now.read_text(encoding="utf-8").replace("date: 2026-11-20", "date: 2025-11-20")
    text = text.replace("date: 2026-10-02", "date: 2025-10-02").replace("q1.1: {value: 4", "q1.1: {value: 2")
    path = now.with_name("before.yaml")
    path.write_text(text.replace("Assessment 2026", "Assessment 2025"), encoding="utf-8")
    return path


TABLE = """\
Alder Energy: Assessment 2026, closed 20 November 2026
A sketch: 2 people answered; 3 of 3 questions scored, 1 not asked
Overall 2.1: Two, on the way to Three
Answered: what people said. Shown: as far as evidence goes. Gap and level rest on what evidence shows.
Gaps and changes are worked out before rounding.

             Answered  Shown  Target  Gap  Change  Scored  Level
Overall           3.4    2.1     4.0  1.9    +0.3     3/3  Two
  Listening       3.8    2.3     4.0  1.8    +0.5     2/2  Two
  Acting          3.0    2.0     3.5  1.5     0.0     1/1  Two

Weakest: Acting 2.0 (rests on one person's answers)
Largest gaps, weighted: Listening 1.8 and Acting 1.5
3 questions stand above level 2; without the evidence for their level: 2
1 record counts that names neither file, link, owner nor source: nobody can look at it yet
To talk about: q1.1
Since 20 November 2025: 1.9 to 2.1, +0.3; 3 of 3 questions are comparable
2 people answered both times: too few to tell a change of minds from a change of people
Asked and did not answer: Cem Cay
Overall target 4.0 as set for the whole; those of its parts come to 3.8
Answered although not asked of this organisation; kept, not counted: q2.2
Fingerprint of answers, definitions and rules: FINGERPRINT
A workspace that keeps these answers has another: it goes over sealed names, with chance in the seals
"""


def expected(now: Path) -> str:
    return TABLE.replace("FINGERPRINT", short(fingerprint(score_file(now))))


@pytest.mark.usefixtures("before")
def test_the_table(run_cxdna: Run, now: Path) -> None:
    done = run_cxdna("score", "now.yaml", "--previous", "before.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    table, following = done.stdout.split("Next:")
    assert table == expected(now)
    assert [line.strip().split("  ")[0] for line in following.strip().splitlines()] == [
        "cxdna why listening now.yaml",
        "cxdna report now.yaml",
    ]


def test_an_earlier_assessment_must_be_earlier(now: Path, before: Path) -> None:
    with pytest.raises(UserError, match="is dated 20 November 2026, which is not before 20 November 2025"):
        refuse_not_earlier(score_file(before), score_file(now))


def test_two_organisations_are_not_compared(now: Path, before: Path) -> None:
    before.write_text(before.read_text("utf-8").replace("name: Alder Energy", "name: Birch Energy"), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        refuse_not_earlier(score_file(now), score_file(before))
    assert str(caught.value) == (
        "the earlier assessment is of 'Birch Energy' and this one of 'Alder Energy'; write the same name in both files"
    )


def test_two_versions_of_a_questionnaire_in_one_folder_are_compared(now: Path, before: Path) -> None:
    folder = now.parent / "questionnaires"
    text = (folder / "short.yaml").read_text(encoding="utf-8")
    older = text.replace('version: "1.1"', 'version: "1.0"')
    assert older != text
    (folder / "short-1.0.yaml").write_text(older, encoding="utf-8")
    said = before.read_text(encoding="utf-8").replace('questionnaire_version: "1.1"', 'questionnaire_version: "1.0"')
    before.write_text(said, encoding="utf-8")
    made = score_file(now), score_file(before)
    assert [one.questionnaire.version for one in made] == ["1.1", "1.0"]
    change = find_in(*made).change
    assert change is not None
    assert len(change.comparable) == 3


def test_problems_are_told_with_their_lines(run_cxdna: Run, now: Path) -> None:
    text = now.read_text(encoding="utf-8").replace("q1.2: everybody", "q1.2: sometimes")
    now.write_text(text, encoding="utf-8")
    done = run_cxdna("score", "now.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        "now.yaml:41: 'sometimes' is no answer to q1.2; give nobody, somebody, everybody, or dont_know" in done.stderr
    )


def test_the_change_among_those_who_answered_both_times() -> None:
    people = list("abcde")
    book, asked = playbook(), questionnaire(question("q"))
    earlier = answers(*[{"q": 2}] * 5, people=people, date=dt.date(2025, 11, 20))
    later = answers(*[{"q": 3}] * 5, people=people)
    made = [Assessed(book, asked, given, score(book, asked, given)) for given in (later, earlier)]
    table = tabulate(made[0], find_in(*made), Path("now.yaml"))
    assert said(table, "The same") == ["The same among the 5 who answered both times: +1.0"]
    assert said(table, "Since") == ["Since 20 November 2025: 2.0 to 3.0, +1.0; 1 of 1 question is comparable"]


def test_a_long_list_is_cut() -> None:
    book, asked = playbook(), questionnaire(*(question(f"q{at}") for at in range(7)))
    given = answers({"q0": 3})
    made = Assessed(book, asked, given, score(book, asked, given))
    table = tabulate(made, find_in(made), Path("now.yaml"))
    assert said(table, "Without") == ["Without a number: q1, q2, q3, q4, q5 and 1 more"]


def said(table: ScoreTable, start: str) -> list[str]:
    return [line for line in table.notes if line.startswith(start)]


def test_one_person_is_a_sketch(tmp_path: Path) -> None:
    made = score_file(EXAMPLES / "valid" / "least.yaml", [EXAMPLES])
    table = tabulate(made, find_in(made), tmp_path / "my answers.yaml")
    assert table.heading[1] == "A sketch: 1 person answered; 0 of 2 questions scored, 2 not answered, 2 not asked"
    assert table.rows[0].cells == ("–", "–", "3.0", "–", "0/2", "–")
    assert said(table, "Without a number") == ["Without a number: q1.1 and q1.2"]
    assert said(table, "Next")[0].startswith('Next:  cxdna why small "')
    assert not said(table, "Weakest")
    assert not said(table, "Largest")


# ---------------------------------------------------------------------------------------------------------------- JSON


def keys(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of every key, with [] for the entries of a list."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}".lstrip(".")
            yield from keys(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, f"{path}[]")


@pytest.mark.parametrize("name", ["score", "why"])
def test_the_shape_of_json_is_the_one_that_was_promised(now: Path, before: Path, name: str) -> None:
    made = score_file(now)
    text = score_json(made, find_in(made, score_file(before))) if name == "score" else why_json(why(made, "listening"))
    promised = Path(__file__).with_name(f"{name}-1.keys").read_text(encoding="utf-8").split()
    # A change of shape is a new number: cxdna-score/2.
    assert sorted(set(keys(json.loads(text)))) == promised


def test_json_is_exact(run_cxdna: Run, now: Path) -> None:
    done = run_cxdna("score", now, "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["format"], report["organisation"]) == (0, "cxdna-score/1", "Alder Energy")
    assert report["scores"]["whole"]["score"]["as_answered"] == {"exact": "27/8", "rounded": 3.38}
    assert report["findings"]["change"] is None


def test_the_derivation_as_json(run_cxdna: Run, now: Path) -> None:
    report = json.loads(run_cxdna("why", "q1.1", now, "--json").stdout)
    assert (report["format"], report["id"], report["part"]) == ("cxdna-why/1", "q1.1", None)
    assert report["questions"][0]["score"]["as_answered"] == {"exact": "5/2", "rounded": 2.5}


# ----------------------------------------------------------------------------------------------------------------- why


PART = """\
Listening (listening)
Level: Two, on the way to Three

As answered, mean:
  q1.1 Customers are asked: 2.5
  q1.2 Complaints are read: 5
  3.8 = (2.5 + 5) / 2 = 7.5 / 2 = 3.75
As shown by evidence, mean:
  q1.1 Customers are asked: 2.5
  q1.2 Complaints are read: 2 (answered 5, evidence supports 2)
  2.3 = (2.5 + 2) / 2 = 4.5 / 2 = 2.25

Target: 4, set for the part above
Gap as shown by evidence: 4 − 2.25 = 1.75
Share of the whole: 1/2 = 50%
Questions with a number: 2 of 2

q1.1 Customers are asked
  As answered by 2 people, the middle in brackets: [1], [4] = (1 + 4) / 2 = 5 / 2 = 2.50
  To talk about: two people, 3 levels apart: 1 and 4
  Evidence supports level 5
    E1 Survey policy (Policy, 10 January 2025, 22 months old): counts as document
    E2 Survey minutes (Minutes, 2 October 2026, 1 month old): counts as record
  As shown by evidence: lower of 2.5 and 5 = 2.50

q1.2 Complaints are read
  As answered by 1 person, the middle in brackets: [5] = 5.00
  Beside these: 1 person says don't know
  Evidence supports level 2; level 3 needs a document and a record; missing: a record
    E1 Survey policy (Policy, 10 January 2025, 22 months old): counts as document
  As shown by evidence: lower of 5 and 2 = 2.00
"""


def test_why_a_part(run_cxdna: Run, now: Path) -> None:
    done = run_cxdna("why", "listening", now)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", PART)


def test_why_a_part_that_evidence_shows_in_full() -> None:
    book, asked = playbook(), questionnaire(question("q"))
    given = answers({"q": 2})
    lines = why(Assessed(book, asked, given, score(book, asked, given)), "a").lines
    assert lines[3:7] == (
        "As answered, mean:",
        "  q Practice q: 2",
        "  2.0 = 2 = 2.00",
        "As shown by evidence: 2.0, the same numbers",
    )


def test_why_a_question_that_people_see_differently(now: Path) -> None:
    assert why(score_file(now), "q2.1").lines == (
        "Do answers lead to action?",
        "",
        "q2.1 Answers lead to action",
        "  As answered by 1 person, the middle in brackets: [3] = 3.00",
        "  Kept and not counted, because it was not asked of them: 1 answer",
        "  Evidence supports level 2; level 3 needs a document and a record",
        "    E3 Old plan (Policy, 20 September 2024, 26 months old): too old: 26 months, this kind counts for 24",
        "  As shown by evidence: lower of 3 and 2 = 2.00",
    )


def test_why_a_question_without_a_number(now: Path) -> None:
    assert why(score_file(now), "q2.2").lines[-1] == "  Not asked: its condition is not met"
    silent = why(score_file(EXAMPLES / "valid" / "least.yaml", [EXAMPLES]), "1.1")
    assert silent.lines[3:] == (
        "  No score: nobody answered",
        "  Beside these: 1 person gave no answer or was not asked",
        "  Evidence supports level 2; level 3 needs a document and a record",
        "    no evidence is recorded",
    )


def test_why_the_whole(now: Path) -> None:
    lines = why(score_file(now), "whole").lines
    assert lines[0] == "Small playbook (small)"
    assert "  3.4 = (3.75 + 3) / 2 = 6.75 / 2 = 27/8 = 3.38" in lines
    assert "Target: 4, set for this assessment" in lines
    assert "Gap as shown by evidence: 4 − 17/8 = 15/8 = 1.88" in lines


def test_why_a_part_without_a_score() -> None:
    lines = why(score_file(EXAMPLES / "valid" / "least.yaml", [EXAMPLES]), "acting").lines
    assert "As answered: no score" in lines
    assert "Left out: q2.1 Answers lead to action: not asked: its condition is not met" in lines


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("Listening", "listening"),
        ("LISTENING", "listening"),
        ("1.1", "q1.1"),
        ("Q1.1", "q1.1"),
        (" q1.2 ", "q1.2"),
        ("small", "small"),
        ("Small playbook", "small"),
        ("whole", "small"),
        ("overall", "small"),
        ("listen", "listening"),
    ],
)
def test_what_is_asked_for_is_found(now: Path, subject: str, found: str) -> None:
    assert why(score_file(now), subject).id == found


def test_what_is_not_there(run_cxdna: Run, now: Path) -> None:
    done = run_cxdna("why", "listenign", now)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no part and no question 'listenign'; did you mean 'listening'?" in done.stderr


# ----------------------------------------------------------------------------------------------------------- terminals


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that prints the table on a terminal so many columns wide and returns what is seen."""

    def show(table: ScoreTable, columns: int, **environment: str) -> str:
        for name in ("NO_COLOR", "TERM", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        print_table(table)
        return capsys.readouterr().out

    return show


@pytest.fixture
def table(now: Path, before: Path) -> ScoreTable:
    made = score_file(now)
    return tabulate(made, find_in(made, score_file(before)), Path("now.yaml"))


def test_a_terminal_has_colour(table: ScoreTable, terminal: Callable[..., str]) -> None:
    shown = terminal(table, 120)
    assert "\x1b[1mOverall" in shown
    assert "Level" in shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_without_colour(
    now: Path, table: ScoreTable, terminal: Callable[..., str], environment: dict[str, str]
) -> None:
    shown = terminal(table, 120, **environment)
    assert "\x1b" not in shown
    assert shown.startswith(expected(now))


def test_a_narrow_terminal(table: ScoreTable, terminal: Callable[..., str]) -> None:
    shown = terminal(table, 60)
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 60
    assert "Acting\n  Answered: 3.0\n  Shown: 2.0\n  Target: 3.5\n" in shown


def test_columns_give_way_before_lines_do(table: ScoreTable, terminal: Callable[..., str]) -> None:
    name = "A component with a long name"
    rows = tuple(type(row)(row.tier, name, row.cells) for row in table.rows)
    shown = terminal(ScoreTable((), table.columns, rows, ()), 80, NO_COLOR="1")
    assert "Scored" in shown
    assert "Level" not in shown
    longer = tuple(type(row)(row.tier, name * 2, row.cells) for row in table.rows)
    shown = terminal(ScoreTable(("",), table.columns, longer, ()), 80, NO_COLOR="1")
    assert "  Level: Two" in shown


def test_long_lines_go_on_further_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert wrapped("  one two three four five six seven") == "  one two three four five six\n    seven"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False)
    assert wrapped("  one two three four five six seven") == "  one two three four five six seven"
