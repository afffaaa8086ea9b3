"""What a person waits for at the store: one answer saved, and a command that opens a workspace."""

import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, ROOT, Row, compare
from benchmarks.startup import commands_of_cxdna, write_bare_app

ROUNDS = 15
SAVES = 600
SAVE_BOUND = 2.0
OPEN_BOUND = 6.0
LINEAR_BOUND = 1.3
SMALL, LARGE = 30, 300
TURNS = 3
ANSWERS = 100
"""On each form."""


def rows() -> Iterator[Row]:
    """Measure, and yield one row for each promise.

    Saving is measured in a process of its own: what measures commands must stay small.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield one_command(folder)
        asked = [PYTHON, str(Path(__file__).resolve()), str(folder)]
        plain = {**os.environ, "PYTHONPATH": str(ROOT)}
        told = subprocess.run(asked, env=plain, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.split()
        ours, bare, ratio, small, large = map(float, told)
        detail = f"{ours:.2f} ms against {bare:.2f} ms"
        yield Row("one answer saved", "a bare sqlite3 commit of the same row", ratio, SAVE_BOUND, detail)
        detail = f"{large:.2f} ms a form against {small:.2f} ms"
        yield Row(f"{LARGE} forms added at once, each", f"{SMALL} forms, each", large / small, LINEAR_BOUND, detail)


def one_command(folder: Path) -> Row:
    """Compare `cxdna assessment list` in a new workspace with a bare Typer command."""
    options = ["--yes", "--name", "Alder", "--sector", "retail", "--employees", "380", "--country", "GB"]
    options += ["--business-model", "both"]
    subprocess.run([CXDNA, "init", "alder", *options], cwd=folder, stdout=subprocess.DEVNULL, check=True)
    commands = commands_of_cxdna()
    bare = str(write_bare_app(folder, commands))
    ours = [str(CXDNA), "assessment", "list", "--workspace", "alder"]
    pairs = compare(ours, [PYTHON, bare, commands[0][0]], cwd=folder, rounds=ROUNDS)
    return pairs.time("cxdna assessment list", "a bare Typer command", OPEN_BOUND)


def main(folder: Path) -> None:
    """Print milliseconds for one answer: saved by the store, and bare; their ratio; for a form of few, of many."""
    from cxdna.store.sql import SqlStore  # noqa: PLC0415 - not in the process that measures commands
    from cxdna.store.sqlite import Sqlite, create_sqlite  # noqa: PLC0415 - the same
    from tests.store.records import answer, started  # noqa: PLC0415 - the same

    def opened(file: Path) -> SqlStore:
        create_sqlite(file, "w")
        store = SqlStore(Sqlite(file), "w")
        store.add(*started(LARGE))
        return store

    store = opened(folder / "ours.sqlite")
    opened(folder / "bare.sqlite").close()
    save = bare_saves(folder / "bare.sqlite")
    pairs = []
    for number in range(SAVES):
        record = answer(str(number))
        pairs.append((timed(lambda record=record: store.add(record)), timed(lambda number=number: save(number))))  # type: ignore[misc]
    store.close()
    forms: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for turn in range(TURNS):
        for count, times in forms.items():
            store = opened(folder / f"{count}-{turn}.sqlite")
            records = [answer(f"{who}-{number}", 1 + who) for who in range(count) for number in range(ANSWERS)]
            times.append(timed(lambda store=store, records=records: store.add(*records)) / count)  # type: ignore[misc]
            store.close()
    ours, bare = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(ours, bare, ratio, *(1000 * statistics.median(times) for times in forms.values()))


def bare_saves(file: Path) -> Callable[[int], None]:
    """Return a function that saves the same answer with the same settings by nothing but sqlite3."""
    from cxdna.store.sqlite import SETTINGS  # noqa: PLC0415 - not in the process that measures commands

    connection = sqlite3.connect(file, isolation_level=None)
    for name, (wanted, _) in SETTINGS.items():
        connection.execute(f"PRAGMA {name}={wanted}").fetchall()
    columns = 'workspace, seq, assessment, sheet, question, level, comment, evidence, seal, "key", source, round, at'
    statement = f"INSERT INTO answer ({columns}) VALUES ({', '.join('?' * 13)})"  # noqa: S608 - texts of our own
    constant = ("first", "p_00000001", "governance.owner", 3, "As the charter says", '["charter"]', "")

    def save(number: int) -> None:
        row = ("w", 1000 + number, *constant, str(number), "terminal", 1, "2026-11-28 09:00:00.123456")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(statement, row)
        connection.execute("COMMIT")

    return save


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that work takes, waiting for the disk included."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
