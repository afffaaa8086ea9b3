"""The kill harness sees what it is for: a loss and a half file are noticed, and a writer that does right passes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.kills import Command, Kills, Outcome, Starter
from tests.journeys.toys import RECORDS

COUNT = 25


@pytest.fixture(scope="module")
def starter() -> Iterator[Starter]:
    with Starter() as process:
        yield process


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "toy.sqlite")) as database:
        database.execute("CREATE TABLE kept (number INTEGER)")
    (folder / "out.txt").write_bytes(b"old")
    return folder


def kept(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "toy.sqlite")) as database:
        return [number for (number,) in database.execute("SELECT number FROM kept ORDER BY rowid")]


def lost(outcome: Outcome) -> bool:
    return len(kept(outcome.folder)) < outcome.said.count("Saved.")


def test_a_writer_that_commits_first_loses_nothing(starter: Starter, workspace: Path) -> None:
    kills = Kills(starter, workspace, Command([], main="tests.journeys.toys:commits_first"), seed=1)
    assert (kills.undisturbed.code, kept(kills.undisturbed.folder)) == (0, list(range(RECORDS)))
    early, late = {0, 1, 2, 3, 4, 5}, set(range(RECORDS - 10, RECORDS + 1))
    numbers = set()
    # On a busy machine several changes are seen as one, and the moments crowd together: then it takes more of them.
    for tried, outcome in enumerate(kills.of(4 * COUNT), start=1):
        assert not lost(outcome)
        numbers.add(len(kept(outcome.folder)))
        if tried >= COUNT and numbers & early and numbers & late:
            break
    assert len(numbers) > 8, "they were killed at all sorts of moments"
    assert numbers & early
    assert numbers & late


def test_a_writer_that_acknowledges_first_is_caught(starter: Starter, workspace: Path) -> None:
    kills = Kills(starter, workspace, Command([], main="tests.journeys.toys:acknowledges_first"), seed=2)
    assert (kills.undisturbed.code, len(kept(kills.undisturbed.folder))) == (0, RECORDS)
    assert sum(lost(outcome) for outcome in kills.of(COUNT)) > 3


def test_half_a_file_is_seen(starter: Starter, workspace: Path) -> None:
    kills = Kills(starter, workspace, Command([], main="tests.journeys.toys:writes_in_place"), seed=3)
    whole = {(kills.undisturbed.folder / "out.txt").read_bytes(), b"old"}
    assert sum((outcome.folder / "out.txt").read_bytes() not in whole for outcome in kills.of(COUNT)) > 3


def test_a_command_that_does_nothing_is_no_pass(starter: Starter, workspace: Path) -> None:
    with pytest.raises(AssertionError, match="it did nothing that shows"):
        Kills(starter, workspace, Command([], main="builtins:bool"), seed=4)
