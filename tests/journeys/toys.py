"""Tiny writers that the kill harness is tried on: one keeps its promises, the others break one each."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

RECORDS = 30


def _database() -> sqlite3.Connection:
    database = sqlite3.connect("toy.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    return database


def commits_first(_: Sequence[str]) -> int:
    """Say "Saved." when it is."""
    database = _database()
    for number in range(RECORDS):
        database.execute("INSERT INTO kept VALUES (?)", (number,))
        print("Saved.", flush=True)  # noqa: T201 - the acknowledgement
    return 0


def acknowledges_first(_: Sequence[str]) -> int:
    """Say "Saved." and then save, three at a time."""
    database = _database()
    for start in range(0, RECORDS, 3):
        database.execute("BEGIN IMMEDIATE")
        for number in range(start, start + 3):
            database.execute("INSERT INTO kept VALUES (?)", (number,))
            print("Saved.", flush=True)  # noqa: T201 - the acknowledgement
            time.sleep(0.001)
        database.execute("COMMIT")
    return 0


def writes_in_place(_: Sequence[str]) -> int:
    """Write a file under its own name, piece by piece."""
    with Path("out.txt").open("wb") as file:
        for _number in range(20):
            file.write(b"piece\n")
            file.flush()
            time.sleep(0.001)
    print("Made.", flush=True)  # noqa: T201 - the acknowledgement
    return 0
