"""What a person sees when the database is not what it should be, the disk does not take it, or others are at work."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.workspace.making import Here, files, made, store_of

PEOPLE = ("people", "list")
SAVING = ("people", "add", "Ann", "--role", "Fitter")


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "alder").folder


def _text(database: Path) -> None:
    database.write_text("my notes\n" * 900, encoding="utf-8")


def _short(database: Path) -> None:
    database.write_text("my notes\n", encoding="utf-8")


def _half(database: Path) -> None:
    body = database.read_bytes()
    database.write_bytes(body[: len(body) // 2])


def _empty(database: Path) -> None:
    database.write_bytes(b"")


def _missing(database: Path) -> None:
    database.unlink()


def _scribbled(database: Path) -> None:
    body = bytearray(database.read_bytes())
    for start in range(4096, len(body), 4096):
        body[start : start + 60] = b"\xa5" * 60
    database.write_bytes(body)


def _changed(sql: str) -> Callable[[Path], None]:
    def change(database: Path) -> None:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(sql)

    return change


def _foreign(database: Path) -> None:
    database.unlink()
    _changed("CREATE TABLE music (title TEXT)")(database)


BROKEN = {
    "text": (_text, "is not a cxdna database"),
    "a line of text": (_short, "is not a cxdna database|is damaged"),
    "half of it": (_half, "is damaged"),
    "nothing in it": (_empty, "is not a cxdna database"),
    "gone": (_missing, "is missing"),
    "scribbled over": (_scribbled, "is damaged"),
    "another program's": (_foreign, "is not a cxdna database"),
    "a newer version's": (_changed("UPDATE alembic_version SET version_num = '9999'"), "made by a newer cxdna"),
}


@pytest.mark.parametrize(("break_it", "told"), BROKEN.values(), ids=BROKEN)
def test_a_database_that_is_none(folder: Path, here: Here, break_it: Callable[[Path], None], told: str) -> None:
    break_it(folder / "cxdna.sqlite")
    before = {name: body for name, body in files(folder).items() if name != "cxdna.sqlite"}
    for command in (PEOPLE, ("upgrade",)):
        done = here(*command, cwd=folder)
        assert done.returncode == 3, done.stderr + done.stdout
        assert any(words in done.stderr for words in told.split("|")), done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
    left = {"cxdna.sqlite", "cxdna.sqlite-wal", "cxdna.sqlite-shm"}
    assert {name: body for name, body in files(folder).items() if name not in left} == before


@contextmanager
def disk(folder: Path, kilobytes: int, *options: str) -> Iterator[Path]:
    """Offer a small disk. Skips where this user may not."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join((f"size={kilobytes}k", *options)), "tmpfs", folder],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only a system's keeper can make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="makes a small disk with Linux's own tools")
def test_a_disk_that_is_full(tmp_path: Path, folder: Path, here: Here) -> None:
    with disk(tmp_path / "small", 1000) as small:
        shutil.copytree(folder, small / "alder", ignore=shutil.ignore_patterns(".cxdna.lock"))
        with (small / "rest").open("wb", buffering=0) as rest:
            try:
                while True:
                    rest.write(b"x" * 4096)
            except OSError:
                pass
        before = files(small / "alder")["cxdna.yaml"]
        for command, told in (
            (SAVING, "full"),
            (("backup",), "no backup was made|No space left|full"),
            (("init", small / "b"), ""),
        ):
            done = here(*command, *(_options() if command[0] == "init" else ()), cwd=small / "alder" if told else small)
            assert done.returncode == 3, (command, done.stderr, done.stdout)
            assert any(words in done.stderr for words in told.split("|")), done.stderr
        assert not (small / "b").exists()
        assert not list((small / "alder").glob("backups/*"))
        (small / "rest").unlink()
        assert files(small / "alder")["cxdna.yaml"] == before
        assert here(*SAVING, cwd=small / "alder").returncode == 0
        assert "Ann, Fitter" in here(*PEOPLE, cwd=small / "alder").stdout


def _options() -> tuple[str, ...]:
    given = ("--name", "Beech", "--sector", "retail", "--employees", "9", "--country", "GB")
    return (*given, "--business-model", "both", "--yes")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="makes a small disk with Linux's own tools")
def test_a_disk_that_is_read_only(tmp_path: Path, folder: Path, here: Here) -> None:
    with disk(tmp_path / "small", 2000) as small:
        shutil.copytree(folder, small / "alder")
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        for command in (PEOPLE, SAVING, ("backup",), ("upgrade",)):
            done = here(*command, cwd=small / "alder")
            assert done.returncode == 3, (command, done.stderr)
            assert "read-only" in done.stderr.lower(), done.stderr
        assert here("init", small / "b", *_options(), cwd=tmp_path).returncode == 3
        out = here("backup", tmp_path / "kept.zip", cwd=small / "alder")
        assert out.returncode == 3


def test_a_database_that_another_program_holds(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "cxdna.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = subprocess.run(
            [sys.executable, "-c", _IMPATIENT, *SAVING],
            cwd=folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        other.execute("ROLLBACK")
    assert done.returncode == 3, done.stderr
    assert "nothing was saved: another program is using" in done.stderr.lower()
    with store_of(folder) as store:
        assert not store.people()


# A person waits ten seconds for another program; a test need not.
_IMPATIENT = """
import sys
from cxdna.store import sqlite
sqlite.Sqlite.__init__.__kwdefaults__["patience"] = 0.2
from cxdna.cli.run import run
sys.exit(run(sys.argv[1:]))
"""


def test_two_at_once_in_one_workspace(folder: Path) -> None:
    """Several commands save at the same time: each waits for the other, and nothing is lost."""
    with store_of(folder) as store:
        (assessment,) = store.assessments()
    children = [
        subprocess.Popen(
            [sys.executable, "-m", "cxdna", "people", "add", f"Person {number}", "--role", "Fitter"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(3)
    ]
    errors = [child.communicate(timeout=60)[1] for child in children]
    assert [child.returncode for child in children] == [0] * 3, errors
    with store_of(folder) as store:
        assert {one.name for one in store.people()} == {f"Person {number}" for number in range(3)}
        assert len(store.sheets(assessment.id)) == 3


def test_a_synced_folder_is_warned_of_once(tmp_path: Path, here: Here) -> None:
    folder = made(tmp_path / "Dropbox" / "alder").folder
    done = here(*PEOPLE, "--json", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.count("Take care: ") == 1
    assert "lies in a folder that Dropbox copies elsewhere" in done.stderr
    assert "Take care" in here("init", "beech", *_options(), cwd=tmp_path / "Dropbox").stderr
    assert not here("init", "beech", *_options(), cwd=tmp_path).stderr
