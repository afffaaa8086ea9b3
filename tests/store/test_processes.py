"""Several processes on one store, processes that are killed, and what reaches the disk."""

import itertools
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cxdna.store.database import Database
from cxdna.store.postgresql import Postgresql, create_postgresql
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import Sqlite, create_sqlite
from tests.store.records import started
from tests.store.server import Server

pytestmark = pytest.mark.xdist_group("store")  # those that ask for the server, and the others beside them
NUMBERS = itertools.count()
HERE = Path(__file__).resolve().parent


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a store with one person in it is."""
    if request.param == "sqlite":
        found = str(tmp_path / "cxdna.sqlite")
        create_sqlite(Path(found), "w")
    else:
        server: Server = request.getfixturevalue("server")
        found = server.database(f"processes_{next(NUMBERS)}")
        create_postgresql(found, "w")
    store = opened(found)
    store.add(*started())
    store.close()
    return found


def opened(place: str) -> SqlStore:
    database: Database = Postgresql(place, "w") if "://" in place else Sqlite(Path(place))
    database.check("w")
    return SqlStore(database, "w")


def writing(place: str, name: str, count: int, *before: str) -> subprocess.Popen[str]:
    """Return a process that is ready to write, and does so when `go` says so."""
    process = subprocess.Popen(
        [*before, sys.executable, str(HERE / "writer.py"), place, name, str(count)],
        env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert line_of(process) in {"ready\n", ""}
    return process


def line_of(process: subprocess.Popen[str]) -> str:
    """Return the next line and read no further: what a buffer holds, `communicate` would never see."""
    assert process.stdout is not None
    read = b""
    while not read.endswith(b"\n") and (sign := os.read(process.stdout.fileno(), 1)):
        read += sign
    return read.decode()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def test_two_at_once_lose_nothing_and_share_one_order(place: str) -> None:
    writers = [writing(place, name, 150) for name in ("one", "other")]
    for writer in writers:
        go(writer)
    # Both go on until their input ends, which is after each has begun.
    begun = [[line_of(writer)] for writer in writers]
    later = max(int(lines[0].split()[0]) for lines in begun)
    # A writer that nobody reads stands still once its pipe is full; so the earlier one is read past the other's start.
    for writer, lines in zip(writers, begun, strict=True):
        while int(lines[-1].split()[0]) < later:
            lines.append(line_of(writer))
    told = []
    for writer, read in zip(writers, begun, strict=True):
        out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
        lines = ("".join(read) + out).splitlines()
        told.append([(int(seq), key) for seq, key in (line.split() for line in lines)])
    for own in told:
        assert [seq for seq, _ in own] == sorted(seq for seq, _ in own)
    store = opened(place)
    kept = [(one.seq, one.key) for one in store.answers("first")]
    assert kept == sorted([*told[0], *told[1]])
    assert len({seq for seq, _ in kept}) == len(told[0]) + len(told[1]) >= 300
    first, last = (min(own)[0] for own in told), (max(own)[0] for own in told)
    assert max(first) < min(last), "they did not write at the same time"
    store.close()


def test_a_killed_writer_loses_nothing_that_it_said(place: str, generated_inputs: int) -> None:
    chance = random.Random(7)
    said: list[str] = []
    for number in range(3 if generated_inputs <= 500 else 100):
        writer = writing(place, f"writer{number}", 100_000)
        go(writer)
        said += [line_of(writer).split()[1] for _ in range(chance.randint(1, 60))]
        writer.kill()
        rest, _ = writer.communicate(timeout=60)
        said += [line.split()[1] for line in rest.splitlines() if re.fullmatch(r"\d+ writer\d+-\d+", line)]
        store = opened(place)
        kept = [one.key for one in store.answers("first")]
        assert set(said) <= set(kept)
        assert len(kept) - len(said) <= number + 1, "more was kept than what was about to be said"
        store.close()


@pytest.mark.timed
def test_every_acknowledged_answer_was_on_the_disk(tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        assert os.environ.get("CI") != "true", "strace is not installed: apt-get install strace"
        pytest.skip("strace, which counts what reaches the disk, is not installed here")
    file = tmp_path / "cxdna.sqlite"
    create_sqlite(file, "w")
    store = opened(str(file))
    store.add(*started())
    store.close()
    trace = tmp_path / "trace"
    writer = writing(str(file), "one", 100, tracer, "-f", "-e", "trace=fsync,fdatasync,write", "-y", "-o", str(trace))
    out, err = writer.communicate("go\n", timeout=120)
    if writer.returncode != 0 and "PTRACE" in err.upper():
        pytest.skip(f"strace may not look into processes here: {err.strip()[:100]}")
    assert writer.returncode == 0, err
    assert len(out.splitlines()) == 100
    syncs = acknowledged = 0
    for line in trace.read_text().splitlines():
        if re.search(r"\b(fsync|fdatasync)\(\d+<[^>]*cxdna\.sqlite", line):
            syncs += 1
        elif re.search(r'\bwrite\(1<[^>]*>, "\d+ one-', line):
            acknowledged += 1
            assert syncs >= acknowledged, f"answer {acknowledged} was said to be saved after {syncs} syncs"
    assert acknowledged == 100
