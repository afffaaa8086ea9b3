"""When disk, file or another program is in the way: what is said, and that nothing is half saved or falsely saved."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from cxdna.answers.model import Answer
from cxdna.errors import StorageError
from cxdna.store import schema
from cxdna.store.model import Record
from cxdna.store.scoped import Scoped
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import SETTINGS, Sqlite, create_sqlite, missing
from cxdna.store.trouble import SAVING, in_words
from tests.store.records import MOMENT, answer, assessment, entry, person, sheet, started

HERE = Path(__file__).resolve().parent
NAME = "w"
WORDS = Answer(value=3, comment="A Xylocarp said so")


def made(folder: Path) -> Path:
    """Return the file of a workspace with a person in it."""
    file = folder / "cxdna.sqlite"
    create_sqlite(file, NAME)
    store = SqlStore(Sqlite(file), NAME)
    store.add(*started())
    store.close()
    return file


@contextmanager
def opened(file: Path, patience: float = 0.2) -> Iterator[SqlStore]:
    database = Sqlite(file, backups=file.parent / "backups", patience=patience)
    database.check(NAME)
    store = SqlStore(database, NAME)
    yield store
    store.close()


def refusal(file: Path) -> str:
    """Return what is said when the file is opened."""
    with pytest.raises(StorageError) as told, opened(file):
        pass
    return str(told.value)


class TestWhatIsInForce:
    def test_every_setting_is_read_back(self, tmp_path: Path) -> None:
        database = Sqlite(made(tmp_path))
        for name, (_, expected) in SETTINGS.items():
            assert database._driver.execute(f"PRAGMA {name}").fetchone() == (expected,), name
        assert database._driver.execute("PRAGMA busy_timeout").fetchone() == (10_000,)
        assert SETTINGS["synchronous"] == ("full", 2)
        assert SETTINGS["journal_mode"] == ("wal", "wal")
        database.close()

    @pytest.mark.parametrize("name", SETTINGS)
    def test_one_that_is_not_is_refused(self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        file = made(tmp_path)
        monkeypatch.setitem(SETTINGS, name, ("off" if name != "journal_mode" else "memory", "never"))
        with pytest.raises(StorageError, match=f"would not be safe in .*{name}.*; move the workspace"):
            Sqlite(file)

    def test_one_file_is_left_after_closing(self, tmp_path: Path) -> None:
        file = made(tmp_path)
        with opened(file) as store:
            store.add(answer("1"))
            assert (tmp_path / "cxdna.sqlite-wal").stat().st_size > 0
        assert [one.name for one in tmp_path.iterdir()] == [file.name]


class TestNotADatabaseOfOurs:
    def test_text(self, tmp_path: Path) -> None:
        file = tmp_path / "cxdna.sqlite"
        file.write_text("Name;Role\n" * 1000)
        assert "is not a cxdna database; there is no backup" in refusal(file)
        assert file.read_text() == "Name;Role\n" * 1000

    def test_nothing_in_it(self, tmp_path: Path) -> None:
        (tmp_path / "cxdna.sqlite").touch()
        assert "is not a cxdna database" in refusal(tmp_path / "cxdna.sqlite")

    def test_another_programs_database(self, tmp_path: Path) -> None:
        file = tmp_path / "cxdna.sqlite"
        connection = sqlite3.connect(file)
        connection.execute("CREATE TABLE bookmarks (title)")
        connection.close()
        assert "is not a cxdna database" in refusal(file)

    def test_another_workspaces(self, tmp_path: Path) -> None:
        database = Sqlite(made(tmp_path))
        with pytest.raises(StorageError, match=r"belongs to another workspace \(w\) than its settings say \(other\)"):
            database.check("other")
        database.close()

    def test_gone(self, tmp_path: Path) -> None:
        backups = tmp_path / "backups"
        backups.mkdir()
        (backups / "older.zip").touch()
        os.utime(backups / "older.zip", (1, 1))
        (backups / "newer.zip").touch()
        told = str(missing(tmp_path / "cxdna.sqlite", backups))
        assert "is missing, and with it all answers (or are they on a server? Then set CXDNA_DATABASE_URL); " in told
        assert "the last backup is newer.zip: put it back with: cxdna rest" in told

    @pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
    def test_cut_short(self, share: float, tmp_path: Path) -> None:
        file = made(tmp_path)
        with opened(file) as store:
            store.add(*(answer(str(number)) for number in range(2000)))
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / "Monday.zip").touch()
        whole = file.stat().st_size
        os.truncate(file, int(whole * share))
        told = refusal(file)
        assert "is damaged; the last backup is Monday.zip: put it back with: cxdna restore" in told

    def test_overwritten_in_the_middle(self, tmp_path: Path) -> None:
        file = made(tmp_path)
        with opened(file) as store:
            store.add(*(answer(str(number)) for number in range(2000)))
        with file.open("r+b") as opened_file:
            opened_file.seek(file.stat().st_size // 2 // 4096 * 4096)
            opened_file.write(b"\xff" * 8192)
        assert "is damaged; there is no backup" in refusal(file)

    def test_a_new_one_never_replaces_one(self, tmp_path: Path) -> None:
        file = made(tmp_path)
        before = file.read_bytes()
        with pytest.raises(StorageError, match="is there already"):
            create_sqlite(file, "other")
        assert file.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == [file.name]

    def test_one_that_could_not_be_made_leaves_nothing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("cxdna.store.sqlite.make_tables", fail)
        with pytest.raises(KeyboardInterrupt):
            create_sqlite(tmp_path / "cxdna.sqlite", NAME)
        assert list(tmp_path.iterdir()) == []


def test_locked_by_another_program(tmp_path: Path) -> None:
    file = made(tmp_path)
    with opened(file) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"nothing was saved: another program is using .*; close it and try"):
            store.add(answer("1"))
        other.execute("ROLLBACK")
        other.close()
        store.add(answer("1"))
        assert len(store.answers("first")) == 1


def test_kept_by_another_program_alone(tmp_path: Path) -> None:
    file = made(tmp_path)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA locking_mode = exclusive")
    other.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    assert "another program is using" in refusal(file)
    assert time.monotonic() - start < 5
    other.close()


def try_to_save(file: Path, key: str) -> str:
    """Return what is said to somebody who opens the file and saves an answer."""
    try:
        database = Sqlite(file)
        try:
            database.check(NAME)
            SqlStore(database, NAME).add(answer(key))
        finally:
            database.close()
    except StorageError as error:
        return str(error)
    return "saved"


def as_somebody_else(work: Callable[[], str]) -> str:
    """Return what work says to a user whom a read-only file stops: root is stopped by none."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, work().encode())
        except BaseException as error:  # noqa: BLE001 - the parent is told
            os.write(writing, repr(error).encode())
        os._exit(0)
    os.waitpid(process, 0)
    told = os.read(reading, 5000).decode()
    os.close(reading)
    os.close(writing)
    return told


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rights of files work otherwise there")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_read_only(what: str) -> None:
    folder = Path(tempfile.mkdtemp())  # the folders of pytest are closed to others
    folder.chmod(0o777)
    try:
        file = made(folder)
        file.chmod(0o666)
        assert as_somebody_else(lambda: try_to_save(file, "1")) == "saved"
        file.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o777 if what == "file" else 0o555)
        told = as_somebody_else(lambda: try_to_save(file, "2"))
        assert "read-only" in told
        assert "try again" in told
        folder.chmod(0o777)
        file.chmod(0o666)
        with opened(file) as store:
            assert [one.key for one in store.answers("first")] == ["1"]
    finally:
        folder.chmod(0o777)
        shutil.rmtree(folder)


class TestFullDisk:
    @pytest.mark.parametrize("pages", [1, 2, 3, 5, 8, 13, 21, 34])
    def test_what_was_acknowledged_is_there_and_nothing_else(self, pages: int, tmp_path: Path) -> None:
        file = made(tmp_path)
        database = Sqlite(file)
        store = SqlStore(database, NAME)
        size = database._driver.execute("PRAGMA page_count").fetchone()[0]
        database._driver.execute(f"PRAGMA max_page_count = {size + pages}").fetchall()
        saved = 0
        told = ""
        while not told:
            try:
                store.add(answer(str(saved)), answer(f"{saved} too"))
                saved += 1
            except StorageError as error:
                told = str(error)
        assert told == "nothing was saved: the disk is full; make room and try again"
        assert len(store.answers("first")) == 2 * saved
        database._driver.execute(f"PRAGMA max_page_count = {2**30}").fetchall()
        store.add(answer("at last"))
        store.close()
        with opened(file) as again:
            assert [one.key for one in again.answers("first")][-1] == "at last"
            assert len(again.answers("first")) == 2 * saved + 1

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no limit for files of a process there")
    @pytest.mark.parametrize("kilobytes", [180, 200, 320, 640])
    def test_a_limit_of_the_system(self, kilobytes: int, tmp_path: Path) -> None:
        file = made(tmp_path)
        code = (
            "import resource, signal, sys\n"
            "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
            "from pathlib import Path\n"
            "from cxdna.errors import StorageError\n"
            "from cxdna.store.sql import SqlStore\n"
            "from cxdna.store.sqlite import Sqlite\n"
            "from tests.store.records import answer\n"
            "store = SqlStore(Sqlite(Path(sys.argv[1])), 'w')\n"
            f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes} * 1024, resource.RLIM_INFINITY))\n"
            "try:\n"
            "    for number in range(20000):\n"
            "        store.add(answer(str(number)))\n"
            "        print(number, flush=True)\n"
            "except StorageError as error:\n"
            "    print(error)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(file)],
            env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        *saved, told = done.stdout.splitlines()
        assert told.startswith("nothing was saved: the disk")
        with opened(file) as store:
            assert [one.key for one in store.answers("first")] == saved
            store.add(entry())


def test_forgetting_leaves_no_byte(tmp_path: Path) -> None:
    file = tmp_path / "cxdna.sqlite"
    create_sqlite(file, NAME)
    store = SqlStore(Sqlite(file), NAME)
    numbers = range(1, 120)

    def named(number: int, length: int) -> tuple[Record, Record]:
        role = f"Zymurgist {number}"
        return person(number, name=f"Quillfeather {number} " * length, role=role), sheet(number, role=role)

    def wordless(seq: int, scoped: Scoped) -> None:
        scoped.update(schema.answer, ("seq",), [{"seq": seq, "comment": ""}])

    store.add(assessment(), answer_of_nobody := entry())
    for number in numbers:  # pages are split while names come in, and again when names grow
        store.add(*named(number, 1))
    store.add(*(record for number in numbers for record in named(number, 1 + number % 9)))
    said = [store.add(answer(str(number), number, said=WORDS))[0] for number in numbers]
    held = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert all(word in held for word in (b"Quillfeather", b"Zymurgist", b"Xylocarp"))
    for number, seq in zip(numbers, said, strict=True):
        if number == numbers[-1]:
            break
        store.add(person(number, name="gone", role="gone"), sheet(number, role="gone"))
        store.add(answer(str(number), number))
        store._write(partial(wordless, seq))
    store.forget(f"p_{numbers[-1]:08x}", MOMENT, {said[-1]: Answer(value=3)}, {})
    for one in tmp_path.iterdir():
        found = one.read_bytes()
        assert not [word for word in (b"Quillfeather", b"Zymurgist", b"Xylocarp") if word in found], one
    assert answer_of_nobody.text == store.log()[0].text
    store.close()


def test_forgetting_while_another_reads_says_that_it_is_not_gone(tmp_path: Path) -> None:
    file = made(tmp_path)
    with opened(file) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT * FROM person").fetchall()
        with pytest.raises(StorageError, match="what was dropped may still be in the file: another program is using"):
            store.forget("p_00000001", MOMENT, {}, {})
        other.close()
    # Any command that opens the file and lets go of it takes away what is left, as the message says.
    with opened(file):
        pass
    assert b"Person 1" not in file.read_bytes()


def test_what_nobody_thought_of_is_said_as_the_database_says_it(tmp_path: Path) -> None:
    file = tmp_path / "cxdna.sqlite"
    told = in_words(sqlite3.OperationalError("no such table: people"), file, SAVING, None)
    assert type(told) is StorageError
    assert str(told) == f"nothing was saved: {file} could not be used: no such table: people"


def test_a_record_that_breaks_a_law_is_not_blamed_on_the_disk(tmp_path: Path) -> None:
    broken = IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE constraint failed: answers.key"))
    told = in_words(broken, tmp_path / "cxdna.sqlite", SAVING, None)
    assert type(told) is ValueError
    assert str(told) == "UNIQUE constraint failed: answers.key"
