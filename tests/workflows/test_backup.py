"""`cxdna backup`, `restore` and `upgrade`: what was there is there again, or everything is as it was."""

import datetime as dt
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdna.answers.model import Answer
from cxdna.errors import Problems, StorageError, UserError
from cxdna.statistics.display import long_date
from cxdna.store import schema, version
from cxdna.store.model import Following, LogEntry, Recorded, VoiceKept
from cxdna.store.port import Store
from cxdna.workflows.init import make_workspace
from cxdna.workflows.keeping.backup import back_up, short_name
from cxdna.workflows.keeping.restore import Request, restore
from cxdna.workflows.keeping.upgrade import Upgraded, upgrade_workspace
from cxdna.workflows.where import Where
from cxdna.workspace.copy_store import records_of
from cxdna.workspace.find import find
from cxdna.workspace.lock import alone, shared
from tests.conftest import GENERATED_INPUTS
from tests.store import records
from tests.store.server import programs, running
from tests.workspace.making import NOW, Here, counting, draft, files, made, store_of

LATER = NOW.replace(hour=17)
RELEASED = Path(records.__file__).resolve().parent / "released"


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capsys, monkeypatch)


def at(folder: Path, **environment: str) -> Where:
    return Where(here=folder, environment=environment, workspace=folder)


def lived(folder: Path, *answers: Recorded) -> Path:
    """Make a workspace in which something happened."""
    made(folder)
    (folder / "evidence" / "charter.pdf").write_bytes(b"%PDF charter")
    with store_of(folder) as store:
        store.add(*records.started(2), records.answer("a1"), records.evidence(), records.target(), *answers)
        store.add(records.plan(), records.action(), records.kpi())
        store.add(*records.snapshots(), records.closing(), *records.following(), *records.voice())
    return folder


def content(store: Store) -> list[object]:
    """Return everything in a store but what is noted about restoring it."""
    noted = {"restored", "upgraded"}
    return [one for one in records_of(store) if not (isinstance(one, LogEntry) and one.what in noted)]


def content_of(folder: Path, **environment: str) -> list[object]:
    with store_of(folder, environment) as store:
        return content(store)


def test_back_into_a_new_folder(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    done = back_up(at(folder), None, NOW)
    assert done.file == folder / "backups" / "alder-energy-2026-11-28-0900.zip"
    again = restore(at(tmp_path), Request(file=done.file, folder=tmp_path / "b" / "new"), LATER, counting())
    assert (again.before, again.forgotten, again.made) == (None, 0, NOW)
    assert content_of(again.folder) == content_of(folder)
    assert {*get_args(Following), VoiceKept} <= {*map(type, content_of(again.folder))}
    assert (again.folder / "evidence" / "charter.pdf").read_bytes() == b"%PDF charter"
    with store_of(again.folder) as store:
        assert [(one.what, one.at) for one in store.log()] == [("restored", LATER)]
    assert find(again.folder).settings == find(folder).settings
    for name in ("schema", "branding", "out"):
        assert (again.folder / name).is_dir()


def test_surveys_and_rules_of_alerts_come_back_and_go_with_what_is_replaced(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    (folder / "surveys").mkdir()
    (folder / "surveys" / "pulse.yaml").write_text("kind: survey\n", encoding="utf-8")
    (folder / "alerts.yaml").write_text("kind: alerts\n", encoding="utf-8")
    done = back_up(at(folder), None, NOW)
    assert done.left_out == ()
    again = restore(at(tmp_path), Request(file=done.file, folder=tmp_path / "new"), LATER, counting()).folder
    for name in ("surveys/pulse.yaml", "alerts.yaml"):
        assert (again / name).read_bytes() == (folder / name).read_bytes()
    (again / "alerts.yaml").unlink()
    (again / "surveys" / "pulse.yaml").unlink()
    without = back_up(at(again), None, LATER).file
    restore(at(folder), Request(file=without, folder=folder, replace=True), LATER, counting())
    assert not (folder / "alerts.yaml").exists(), "what the backup does not hold is not left of what was there"
    assert not (folder / "surveys").exists()


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("property")


words = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=GENERATED_INPUTS // 100 or 6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        st.tuples(
            st.sampled_from([1.0, 2.5, 5.0, "dont_know", None]), words, st.integers(1, 3), st.sampled_from([1, 2])
        ),
        max_size=12,
    ),
    evidence=st.dictionaries(
        st.text("abcäß ", min_size=1, max_size=9).map(str.strip).filter(bool), st.binary(max_size=99)
    ),
)
def test_whatever_was_kept_comes_back(
    again: Path, said: list[tuple[float | str | None, str, int, int]], evidence: dict[str, bytes]
) -> None:
    number = len(list(again.iterdir()))
    folder = again / f"{number}"
    made(folder)
    with store_of(folder) as store:
        store.add(*records.started(2))
        for key, (value, comment, at_round, who) in enumerate(said):
            answer = Answer(value=value, not_applicable=None if value else "No such team", comment=comment)
            store.add(records.answer(f"k{key}", who, said=answer, round=at_round))
    for name, body in evidence.items():
        (folder / "evidence" / name).write_bytes(body)
    file = back_up(at(folder), again / f"{number}.zip", NOW).file
    new = restore(at(again), Request(file=file, folder=again / f"{number}-new"), LATER, counting()).folder
    assert content_of(new) == content_of(folder)
    kept = {
        name: body for name, body in files(folder).items() if name.startswith(("evidence/", "branding/", "cxdna.yaml"))
    }
    assert kept.items() <= files(new).items()


def test_over_a_workspace_only_when_asked_and_never_without_a_backup(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    done = back_up(at(folder), None, NOW)
    before = content_of(folder)
    with store_of(folder) as store:
        store.add(records.reopening(), records.answer("a2"))
    (folder / "evidence" / "more.pdf").write_bytes(b"more")
    changed = content_of(folder)
    with pytest.raises(UserError, match=r"is a workspace; name a new folder, or add --replace"):
        restore(at(folder), Request(file=done.file), LATER, counting())
    with pytest.raises(UserError, match="is not a workspace, so there is nothing to replace"):
        restore(at(tmp_path), Request(file=done.file, folder=tmp_path / "b", replace=True), LATER, counting())
    back = restore(at(folder), Request(file=done.file, replace=True), LATER, counting())
    assert content_of(folder) == before
    assert not (folder / "evidence" / "more.pdf").exists()
    assert back.before == folder / "backups" / "alder-energy-2026-11-28-1700-before-restore.zip"
    forth = restore(at(tmp_path), Request(file=back.before, folder=tmp_path / "c"), LATER, counting()).folder
    assert content_of(forth) == changed
    assert (forth / "evidence" / "more.pdf").read_bytes() == b"more"
    assert not (folder / ".cxdna-new").exists()


@pytest.mark.parametrize("left", ["text", "half", "nothing"])
def test_over_a_damaged_database_which_is_kept(tmp_path: Path, left: str) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), None, NOW).file
    before, database = content_of(folder), folder / "cxdna.sqlite"
    body = database.read_bytes()
    rest = {"text": b"hello" * 1000, "half": body[: len(body) // 2], "nothing": None}[left]
    database.unlink() if rest is None else database.write_bytes(rest)
    with pytest.raises(
        StorageError, match=f"the last backup is {file.name}: put it back with: cxdna restore --replace "
    ):
        content_of(folder)
    done = restore(at(folder), Request(file=file, replace=True), LATER, counting())
    assert content_of(folder) == before
    assert done.before is not None
    assert done.before.parent.name == "damaged"
    with zipfile.ZipFile(done.before) as archive:
        assert ("damaged/cxdna.sqlite" in archive.namelist()) is (rest is not None)
        assert archive.read("evidence/charter.pdf") == b"%PDF charter"
    with pytest.raises(UserError, match="holds a database that was damaged"):
        restore(at(tmp_path), Request(file=done.before, folder=tmp_path / "b"), LATER, counting())


def test_over_settings_that_cannot_be_read(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    file, before = back_up(at(folder), None, NOW).file, content_of(folder)
    (folder / "cxdna.yaml").write_text("kind: workspace\nname: {", encoding="utf-8")
    with pytest.raises(Problems):
        find(folder)
    done = restore(at(folder), Request(file=file, replace=True), LATER, counting())
    assert content_of(folder) == before
    assert done.before is not None
    with zipfile.ZipFile(done.before) as archive:
        assert archive.read("cxdna.yaml") == b"kind: workspace\nname: {"


def test_what_no_backup_can_hold_is_not_lost(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), None, NOW).file
    (folder / "evidence" / "link").symlink_to(tmp_path)
    with pytest.raises(UserError, match=r"these would be lost, as no backup holds them: evidence/link \(a link\)"):
        restore(at(folder), Request(file=file, replace=True), LATER, counting())
    assert (folder / "evidence" / "link").is_symlink()
    assert [one.name for one in (folder / "backups").iterdir()] == [file.name]


def test_who_was_forgotten_stays_forgotten(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), None, NOW).file
    with store_of(folder) as store:
        store.forget(records.person(1).id, NOW, {}, {"first": "a" * 64})
    done = restore(at(folder), Request(file=file, replace=True), LATER, counting())
    assert done.forgotten == 1
    with store_of(folder) as store:
        one, two = store.people()
        assert (one.forgotten, two.forgotten) == (LATER.date(), None)
        assert not any(answer.said.comment for answer in store.answers("first", one.id))
    assert b"Person 1" not in (folder / "cxdna.sqlite").read_bytes()


def test_it_is_consistent_while_others_write(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    with store_of(folder) as store:
        store.add(records.reopening())
    begun, ended = threading.Event(), threading.Event()

    def write() -> None:
        with store_of(folder) as store:
            for number in itertools.count():
                # Two answers at once: a copy that has one of them has both.
                store.add(records.answer(f"x{number}"), records.answer(f"y{number}", 2))
                begun.set()
                if ended.is_set():
                    return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        begun.wait(30)
        file = back_up(at(folder), None, NOW).file
    finally:
        ended.set()
        writer.join()
    new = restore(at(tmp_path), Request(file=file, folder=tmp_path / "new"), LATER, counting()).folder
    with store_of(new) as store:
        keys = {answer.key for answer in store.answers("first")} - {"a1"}
    assert {key[1:] for key in keys if key[0] == "x"} == {key[1:] for key in keys if key[0] == "y"} != set()


def test_nobody_works_in_it_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), None, NOW).file
    monkeypatch.setattr("cxdna.workspace.lock.PATIENCE", 0.1)
    monkeypatch.setattr(alone.__wrapped__, "__defaults__", (0.1,))  # type: ignore[attr-defined]
    before = files(folder)
    with shared(folder):
        with pytest.raises(StorageError, match="is in use by another cxdna command"):
            restore(at(folder), Request(file=file, replace=True), LATER, counting())
        with pytest.raises(StorageError, match="is in use by another cxdna command"):
            upgrade_workspace(at(folder), NOW)
    assert files(folder) == before


def test_killed_at_any_moment_a_restore_leaves_old_or_new(tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), tmp_path / "a.zip", NOW).file
    old = content_of(folder)
    with store_of(folder) as store:
        store.add(records.reopening(), records.answer("a2"))
    new = content_of(folder)
    command = [sys.executable, "-m", "cxdna", "restore", str(file), str(folder), "--replace"]
    outcomes = []
    for number in range(3):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.4 + 0.2 * number)
        child.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        child.wait()
        find(folder)
        outcomes.append(content_of(folder))
        assert outcomes[-1] in (old, new)
        if outcomes[-1] == old:
            with store_of(folder) as store:
                store.add(records.reopening(), records.answer("a2"))


def test_by_command(here: Here, tmp_path: Path) -> None:
    folder = lived(tmp_path / "alder")
    done = here("backup", cwd=folder / "evidence")
    assert done.returncode == 0, done.stderr
    (file,) = (folder / "backups").iterdir()
    assert f"Back again with:  cxdna restore --replace {Path('..', 'backups', file.name)}\n" in done.stdout
    told = json.loads(here("backup", tmp_path / "b.zip", "--workspace", folder, "--json", cwd=tmp_path).stdout)
    assert (told["format"], told["file"]) == ("cxdna-backup/1", str(tmp_path / "b.zip"))
    refused = here("backup", tmp_path / "b.zip", "--workspace", folder, cwd=tmp_path)
    assert (refused.returncode, "is there already" in refused.stderr) == (2, True)
    done = here("restore", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Next:  cd alder-energy, then  cxdna status"
    assert content_of(tmp_path / "alder-energy") == content_of(folder)
    done = here("restore", file, "--replace", "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["format"] == "cxdna-restore/1"
    assert here("upgrade", cwd=folder).stdout == "Nothing to do: this workspace is up to date.\n"


def test_what_the_commands_say(tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lived(tmp_path / "alder")
    (folder / "evidence" / "link").symlink_to(tmp_path)
    done = here("backup", tmp_path, cwd=folder)
    assert done.stderr == "Left out: evidence/link (a link)\n"
    (folder / "evidence" / "link").unlink()
    (file,) = tmp_path.glob("*.zip")
    with store_of(folder) as store:
        store.forget(records.person(1).id, NOW, {}, {"first": "a" * 64})
    done = here("restore", file, "--replace", cwd=folder)
    assert done.returncode == 0, done.stderr
    day, clock = file.stem[-15:-5], f"{file.stem[-4:-2]}:{file.stem[-2:]}"
    said = f"Restored this workspace to what it was on {long_date(dt.date.fromisoformat(day))}, {clock}."
    assert said in done.stdout, "the name of a backup and the words are of one clock"
    assert "Forgotten again: 1 person who had been forgotten since that backup.\n" in done.stdout
    assert done.stdout.endswith("Next:  cxdna status\n")
    assert json.loads(here("upgrade", "--json", cwd=folder).stdout) == {
        "format": "cxdna-upgrade/1",
        "steps": [],
        "backup": None,
        "schemas": [],
    }
    upgraded = Upgraded(steps=("0003",), backup=folder / "backups" / "a.zip", schemas=())
    monkeypatch.setattr("cxdna.workflows.keeping.upgrade.upgrade_workspace", lambda *_, **__: upgraded)
    done = here("upgrade", cwd=folder)
    assert (
        done.stdout == f"Upgraded to schema 0003.\nAs it was before: {Path('backups', 'a.zip')}\nNext:  cxdna status\n"
    )
    assert here("restore", file, file, cwd=folder).returncode == 2


def test_a_server_is_upgraded_only_after_its_own_backup(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, environment = tmp_path / "alder", {"CXDNA_DATABASE_URL": address}
    make_workspace(folder, draft(), environment=environment, now=NOW, chance=counting(900))
    monkeypatch.setattr(schema, "NEWEST", "0004")
    with pytest.raises(UserError, match=r"pg_dump\), then: cxdna upgrade --backed-up"):
        upgrade_workspace(at(folder, **environment), NOW)


def test_what_a_killed_backup_left_is_taken_away(tmp_path: Path) -> None:
    folder = made(tmp_path / "alder").folder
    (folder / ".cxdna-copy-x1").mkdir()
    (folder / ".cxdna-copy-x1" / "cxdna.sqlite").write_bytes(b"names")
    (folder / "backups").mkdir()
    (folder / "backups" / ".alder.zip.1a2b.part").write_bytes(b"names")
    file = back_up(at(folder), None, NOW).file
    assert not list(folder.glob(".cxdna-copy-*"))
    assert list((folder / "backups").iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "short"), [("Alder Energy", "alder-energy"), ("Ärzte & Co. GmbH", "arzte-co-gmbh"), ("東京", "workspace")]
)
def test_what_a_backup_is_called(name: str, short: str) -> None:
    assert short_name(name) == short


STEP = """
from alembic import op
import sqlalchemy as sa

revision = "0004"
down_revision = "0003"

def upgrade():
    op.add_column("person", sa.Column("note", sa.Text))
"""


def test_an_upgrade_backs_up_first_and_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lived(tmp_path / "alder")
    before = content_of(folder)
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "0003_more.py").write_text(STEP, encoding="utf-8")
    (folder / ".cxdna-copy-x1").mkdir()
    (folder / ".cxdna-copy-x1" / "cxdna.sqlite").write_bytes(b"names")
    assert not upgrade_workspace(at(folder), NOW).steps
    assert not list(folder.glob(".cxdna-copy-*"))
    for place in (schema, version):
        monkeypatch.setattr(place, "NEWEST", "0004")
    with pytest.raises(StorageError, match="bring it up to date with: cxdna upgrade"):
        content_of(folder)
    done = upgrade_workspace(at(folder), NOW, steps=steps)
    assert done.steps == ("0004",)
    assert done.backup == folder / "backups" / "alder-energy-2026-11-28-0900-before-upgrade.zip"
    assert content_of(folder) == before
    with store_of(folder) as store:
        assert [(one.what, one.text) for one in store.log()] == [("upgraded", "to schema 0004")]
    for place in (schema, version):
        monkeypatch.setattr(place, "NEWEST", "0003")
    with pytest.raises(StorageError, match="was made by a newer cxdna"):
        upgrade_workspace(at(folder), NOW)
    # The backup from before is of the schema that it says.
    old = restore(at(tmp_path), Request(file=done.backup, folder=tmp_path / "old"), LATER, counting()).folder
    assert content_of(old) == before


def test_a_workspace_of_the_first_release_takes_plans_once_it_is_upgraded(tmp_path: Path) -> None:
    folder = made(tmp_path / "alder").folder
    (folder / "cxdna.sqlite").unlink()
    first = (RELEASED / "0001.sql").read_text("utf-8").replace("'released'", f"'{find(folder).settings.id}'")
    with closing(sqlite3.connect(folder / "cxdna.sqlite")) as database:
        database.executescript(first)
    with pytest.raises(StorageError, match=r"schema 0001, now 0003.; bring it up to date with: cxdna upgrade"):
        content_of(folder)
    done = upgrade_workspace(at(folder), NOW)
    assert done.steps == ("0002", "0003")
    assert done.backup is not None
    before = content_of(folder)
    assert len(before) > 20
    with store_of(folder) as store:
        store.add(*records.following())
        assert len(store.actions("first")) == 3
        store.add(*records.voice())
        assert len(store.voice()) == len(records.voice())
    old = restore(at(tmp_path), Request(file=done.backup, folder=tmp_path / "old"), LATER, counting()).folder
    assert content_of(old) == before, "a backup of the first release comes back up to date"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if programs() is None:
        pytest.skip("PostgreSQL's server is not installed here: apt-get install postgresql")
    with running() as server:
        yield server.url


def test_from_a_file_to_a_server_and_back(tmp_path: Path, address: str) -> None:
    folder = lived(tmp_path / "alder")
    file = back_up(at(folder), None, NOW).file
    served = restore(
        at(tmp_path, CXDNA_DATABASE_URL=address), Request(file=file, folder=tmp_path / "served"), LATER, counting()
    ).folder
    assert not (served / "cxdna.sqlite").exists()
    assert content_of(served, CXDNA_DATABASE_URL=address) == content_of(folder)
    out = back_up(at(served, CXDNA_DATABASE_URL=address), None, NOW).file
    new = restore(at(tmp_path), Request(file=out, folder=tmp_path / "new"), LATER, counting()).folder
    assert content_of(new) == content_of(folder)
    # Over the served workspace: the server keeps the state before under its old id until somebody clears it away.
    with store_of(served, {"CXDNA_DATABASE_URL": address}) as store:
        store.add(records.reopening(), records.answer("a2"))
    back = restore(at(served, CXDNA_DATABASE_URL=address), Request(file=out, replace=True), LATER, counting(77))
    assert back.before is not None
    assert find(served).settings.id == "ws_0000004d"
    assert content_of(served, CXDNA_DATABASE_URL=address) == content_of(folder)
    assert upgrade_workspace(at(served, CXDNA_DATABASE_URL=address), NOW).steps == ()
