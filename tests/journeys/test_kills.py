"""Commands are killed at random moments: what they had acknowledged is there, and nothing is half.

50 kills in `make test`, 1,000 in `make soak`.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from cxdna.store.latest import is_answer
from cxdna.store.model import EvidenceKept, Record, Recorded
from cxdna.store.port import Store
from cxdna.workflows.printing.make_room import MARK
from cxdna.workspace.find import find
from cxdna.workspace.open import open_store
from tests.conftest import GENERATED_INPUTS, ROOT
from tests.journeys.kills import Command, Kills, Outcome, Starter
from tests.workflows.forming import fill

pytestmark = [
    pytest.mark.timed,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no fork to start commands fast"),
]

NOW = {"CXDNA_NOW": "2026-11-28T09:00"}
SMALL = ROOT / "tests" / "examples" / "answers"
INIT = "init . --yes --name Alder --sector utilities --employees 380 --country GB --business-model consumers"
INIT += " --channels phone --key-accounts n --time-zone Europe/London --currency GBP --languages en --regulated n"


def count(here: int) -> int:
    """Return how many kills a test does: its share of 50, or of 1,000."""
    return here * 20 if GENERATED_INPUTS else here


@pytest.fixture(scope="module")
def starter() -> Iterator[Starter]:
    with Starter() as process:
        yield process


@pytest.fixture
def workspace(starter: Starter, tmp_path: Path) -> Path:
    """Return a fresh workspace with an open assessment."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    done(starter, folder, *INIT.split())
    return folder


def done(starter: Starter, folder: Path, *arguments: str, typed: str = "", now: str = NOW["CXDNA_NOW"]) -> Outcome:
    """Run a command to its end, which has to be a good one."""
    outcome = starter.run(Command(arguments, typed, environment={"CXDNA_NOW": now}), folder)
    assert outcome.code == 0, f"{arguments}: {outcome.code}\n{outcome.said}\n{outcome.complaints}"
    return outcome


def records(store: Store) -> list[Record]:
    """Return everything that a store keeps, read record by record."""
    found: list[Record] = [*store.people(), *store.assessments()]
    for one in store.assessments():
        for read in (store.sheets, store.answers, store.evidence, store.targets):
            found += read(one.id)
        for closing_read in (store.closings, store.reopenings, store.restatements):
            found += closing_read(one.id)
    return [*found, *store.log()]


def kept(folder: Path) -> list[Record]:
    """Return what the database holds, having asked SQLite whether it is whole."""
    with open_store(find(folder, folder), {}) as store:
        found = records(store)
    with closing(sqlite3.connect(folder / "cxdna.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return found


def as_said(record: Record) -> tuple[str, ...] | None:
    """Return what `cxdna assess` acknowledges of a record; None for what it does not speak of."""
    if isinstance(record, EvidenceKept):
        return "Evidence noted", record.record.title
    if isinstance(record, Recorded):
        return "Saved." if is_answer(record) else "Comment saved.", record.question, repr(record.said)
    return None


def test_assess(starter: Starter, workspace: Path) -> None:
    lines = "2\n3\nCharter, signed January 2026\n\nd\n1\nn\nwe have none\nc\nA comment\n4\n\n" * 5
    command = Command(["assess"], f"Ann Bell\nHead of service\n{lines}", environment=NOW)
    kills = Kills(starter, workspace, command, seed=31)
    assert kills.undisturbed.code == 0, kills.undisturbed.complaints
    expected = in_order(kills.undisturbed.folder)
    assert len(expected) > 25
    assert {kind for kind, *_ in expected} == {"Saved.", "Comment saved.", "Evidence noted"}
    lengths = set()
    for outcome in kills.of(count(16)):
        told = re.findall(r"Comment saved\.|Saved\.|Evidence noted", outcome.said)
        found = in_order(outcome.folder)
        assert found == expected[: len(found)], "what is there is what was said, as far as it got"
        assert told == [kind for kind, *_ in expected[: len(told)]]
        assert len(told) <= len(found) <= len(told) + 1, "one at most was saved and not yet acknowledged"
        done(starter, outcome.folder, "status")
        lengths.add(len(found))
    assert len(lengths) > 5, "they were killed at all sorts of moments"


def in_order(folder: Path) -> list[tuple[str, ...]]:
    """Return what was recorded of answers and evidence, as acknowledged, in the order of the store."""
    spoken_of = [one for one in kept(folder) if isinstance(one, Recorded | EvidenceKept)]
    return [said for one in sorted(spoken_of, key=lambda one: one.seq) if (said := as_said(one))]


def whole_or_nothing(starter: Starter, kills: Kills, before: list[Record], number: int) -> None:
    """Kill a command that does one thing: it is done or it is not, and done where it said so; again, it gets done."""
    assert kills.undisturbed.code == 0, kills.undisturbed.complaints
    after = kept(kills.undisturbed.folder)
    assert len(after) > len(before)
    last = kills.undisturbed.said.strip().splitlines()[0]
    for outcome in kills.of(number):
        found = kept(outcome.folder)
        assert found == after if last in outcome.said else found in (before, after)
        done(starter, outcome.folder, "status")
        again = starter.run(kills.command, outcome.folder)
        assert again.code == 0, again.complaints
        assert kept(outcome.folder) == after


def test_collect(starter: Starter, workspace: Path) -> None:
    (workspace / "people.csv").write_text("Name,Role\nAnn Bell,Head of service\nBen Roy,Clerk\nCy Dee,Clerk\n", "utf-8")
    done(starter, workspace, "invite", "people.csv")
    forms = sorted((workspace / "out" / "forms").rglob("*.xlsx"))
    assert len(forms) == 3
    (workspace / "back").mkdir()
    for form in forms:
        fill(form, {"q1.1": 2, "q1.2": "don't know", "q4.1": 3}, workspace / "back" / form.name)
    kills = Kills(starter, workspace, Command(["collect", "back"], environment=NOW), seed=32)
    whole_or_nothing(starter, kills, kept(workspace), count(14))


def test_import(starter: Starter, workspace: Path) -> None:
    lines = "2\n3\nCharter, signed January 2026\n\nd\n1\nn\nwe have none\nc\nA comment\n4\n\n" * 5
    done(starter, workspace, "assess", typed=f"Ann Bell\nHead of service\n{lines}")
    done(starter, workspace, "export", "whole.json")
    other = workspace.with_name("other")
    other.mkdir()
    done(starter, other, *INIT.split(), now="2025-11-28T09:00")
    shutil.copy(workspace / "whole.json", other)
    kills = Kills(starter, other, Command(["import", "whole.json"], environment=NOW), seed=33)
    whole_or_nothing(starter, kills, kept(other), count(10))


def test_upgrade(starter: Starter, workspace: Path) -> None:
    done(starter, workspace, "assess", typed="Ann Bell\nHead of service\nc\nA comment\n2\nc\nAnother\n3\n\n1\nq\n")
    before = rows(workspace)
    command = Command([], main="tests.journeys.next_release:upgrade", environment=NOW)
    kills = Kills(starter, workspace, command, seed=34)
    assert kills.undisturbed.said == "Upgraded.\n", kills.undisturbed.complaints
    after = rows(kills.undisturbed.folder)
    assert after["alembic_version"] == [("0004",)]
    for outcome in kills.of(count(8)):
        found = rows(outcome.folder)
        found["log"] = before["log"]
        assert found in (before, after | {"log": before["log"]}), "old or new, never half"
        if found != before:
            assert backups(outcome.folder), "it was backed up first"
        again = starter.run(command, outcome.folder)
        assert again.code == 0, again.complaints
        assert rows(outcome.folder) | {"log": []} == after | {"log": []}
        assert backups(outcome.folder)


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, whatever its schema, having asked SQLite whether the file is whole."""
    with closing(sqlite3.connect(folder / "cxdna.sqlite")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        every = "SELECT * FROM "
        return {name: sorted(database.execute(f'{every}"{name}"').fetchall(), key=repr) for name in tables}


def backups(folder: Path) -> list[Path]:
    """Return the backups of a workspace, each of which is whole."""
    found = sorted((folder / "backups").glob("*.zip"))
    for file in found:
        with ZipFile(file) as archive:
            assert archive.testzip() is None
            assert "cxdna.sqlite" in archive.namelist()
    return found


def test_report(starter: Starter, workspace: Path) -> None:
    for name in ("playbook", "questionnaires"):  # of few pages, which is quicker
        shutil.copytree(SMALL / name, workspace / name)
    done(starter, workspace, "assessment", "new", "--questionnaire", "short")
    done(starter, workspace, "assess", typed="Ann Bell\nHead of service\n2\n3\n\n1\nq\n")
    old = {"report.pdf": b"the old one", "report.html": b"the old one"}
    for name, content in old.items():
        (workspace / "out" / name).write_bytes(content)
    newest = json.loads(done(starter, workspace, "assessment", "list", "--json").said)["assessments"][-1]["id"]
    (workspace / "out" / MARK).write_text(newest, encoding="utf-8")
    kills = Kills(starter, workspace, Command(["report"], environment=NOW), seed=35, before_any_change=0.5)
    assert kills.undisturbed.code == 0, kills.undisturbed.complaints
    new = made(kills.undisturbed.folder)
    assert old.keys() == new.keys() == {"report.pdf", "report.html"}
    assert all(old[name] != new[name] for name in old)
    before = kept(workspace)
    for outcome in kills.of(count(2)):
        found = made(outcome.folder)
        for name, content in old.items():
            assert found.pop(name) in {content, new[name]}, f"half a {name}"
        if not outcome.everything:
            assert not found, "the process that prints clears away what nobody waits for"
        assert all(name.startswith(".report.") and name.endswith(".part") for name in found)
        assert kept(outcome.folder) == before


def made(folder: Path) -> dict[str, bytes]:
    """Return the files in the folder of documents."""
    return {file.name: file.read_bytes() for file in (folder / "out").iterdir() if file.name != MARK}
