"""Schemas: two ways to the same one, and from every released one to the newest, whatever happens on the way."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, text

from cxdna.errors import StorageError
from cxdna.store.model import Following
from cxdna.store.port import Store
from cxdna.store.postgresql import Postgresql, create_postgresql
from cxdna.store.schema import NEWEST
from cxdna.store.server_engine import engine_of
from cxdna.store.sql import SqlStore
from cxdna.store.sqlite import Sqlite, create_sqlite
from cxdna.store.upgrade import MIGRATIONS, upgrade
from cxdna.store.version import read_version
from tests.conftest import GENERATED_INPUTS
from tests.store.records import action, answer, following, snapshots, started, voice
from tests.store.server import Server

HERE = Path(__file__).resolve().parent
RELEASED = HERE / "released"
NEXT = HERE / "next"


FIRST, PLANS = "0001", "0002"
AFTER = "0004"
"""The number of the step in `next`, which was never released."""


def released(folder: Path, number: str = NEWEST) -> Path:
    """Return a database as that release made it, with rows."""
    folder.mkdir(exist_ok=True)
    file = folder / f"released-{number}.sqlite"
    connection = sqlite3.connect(file)
    connection.executescript((RELEASED / f"{number}.sql").read_text(encoding="utf-8"))
    connection.close()
    return file


def steps_up_to(number: str, folder: Path) -> Path:
    """Return a folder with the steps that the release of that schema had."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (folder / "versions").glob("r*.py"):
        if later.stem > f"r{number}":
            later.unlink()
    return folder


def shape(file: Path) -> dict[str, list[str]]:
    """Return the tables and indices of a database, each as its parts in an order of their own."""
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall()
    connection.close()
    lines = {name: re.split(r",\s(?=CONSTRAINT)|\n", re.sub(r"[ \t]+", " ", sql)) for name, sql in found}
    return {name: sorted(line.strip(" ,") for line in some) for name, some in lines.items()}


def contents(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, and be sure that the file is whole."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in tables}  # noqa: S608 - names of our own
    connection.close()
    return found


def test_both_ways_give_the_same_schema(tmp_path: Path) -> None:
    create_sqlite(tmp_path / "at once.sqlite", "w")
    (tmp_path / "by steps.sqlite").touch()
    assert upgrade(tmp_path / "by steps.sqlite") == (FIRST, PLANS, NEWEST)
    assert upgrade(tmp_path / "by steps.sqlite") == ()
    assert shape(tmp_path / "at once.sqlite") == shape(tmp_path / "by steps.sqlite")
    assert len(shape(tmp_path / "at once.sqlite")) > 20


def test_making_a_database_does_not_import_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cxdna.store.sqlite import create_sqlite, Sqlite;"
        "from cxdna.store.sql import SqlStore;"
        "create_sqlite(Path('a.sqlite'), 'w'); d = Sqlite(Path('a.sqlite')); d.check('w');"
        "SqlStore(d, 'w').assessments(); d.close();"
        "heavy = {'alembic', 'sqlalchemy.orm', 'psycopg', 'sqlalchemy.dialects.postgresql'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.sql")), ids=lambda file: file.stem)
def test_every_released_schema_is_brought_to_the_newest_with_its_rows(file: Path, tmp_path: Path) -> None:
    old = released(tmp_path, file.stem)
    upgrade(old)
    create_sqlite(tmp_path / "new.sqlite", "w")
    assert shape(old) == shape(tmp_path / "new.sqlite")
    database = Sqlite(old)
    database.check("released")
    store = SqlStore(database, "released")
    assert [one.id for one in store.assessments()] == ["last", "first"]
    assert [one.said.value for one in store.answers("first")] == [3.0, "dont_know", None, 2.5, 3.0]
    assert [(one.record.id, one.withdrawn) for one in store.evidence("first")] == [
        ("charter", False),
        ("charter", True),
    ]
    assert len(store.closings("first")) == 2
    assert store.snapshot(snapshots()[0].sha256) == snapshots()[0]
    assert [one.name for one in store.people()] == ["Person 1", "Forgotten person"]
    expected = following() if file.stem > FIRST else ()
    assert [msgspec.structs.replace(one, seq=0) for one in followed(store)] == list(expected)
    assert [msgspec.structs.replace(one, seq=0) for one in store.voice()] == list(voice() if file.stem > PLANS else ())
    newer_one = action("a9", by="Somebody later")
    (seq,) = store.add(newer_one)
    assert store.actions("first")[-1] == msgspec.structs.replace(newer_one, seq=seq)
    (seq,) = store.add(voice()[0])
    assert store.voice()[-1] == msgspec.structs.replace(voice()[0], seq=seq)
    store.close()


def followed(store: Store) -> tuple[Following, ...]:
    """Return what a store holds of what goes on after closing, in the order in which it came."""
    readers = (store.plans, store.actions, store.decisions, store.kpi_figures, store.written)
    return tuple(sorted((one for read in readers for one in read("first")), key=lambda one: one.seq))


def test_a_release_keeps_a_fixture_of_its_schema() -> None:
    assert max(RELEASED.glob("*.sql")).stem == NEWEST
    assert min(RELEASED.glob("*.sql")).stem == FIRST


@pytest.mark.parametrize(
    ("number", "steps", "tables"),
    [
        (FIRST, ("0002", "0003"), {"plan", "action", "decision", "kpi", "written", "voice"}),
        (PLANS, ("0003",), {"voice"}),
    ],
)
def test_from_an_older_release_every_row_is_kept(
    tmp_path: Path, number: str, steps: tuple[str, ...], tables: set[str]
) -> None:
    file = released(tmp_path, number)
    before = contents(file)
    assert upgrade(file) == steps
    after = contents(file)
    new = after.keys() - before.keys()
    assert new == tables
    assert all(after[name] == [] for name in new)
    assert all(after[name] == before[name] for name in before.keys() - {"alembic_version"})
    assert sum(map(len, before.values())) > 25


def after_the_next_step(
    before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]
) -> None:
    """Be sure that the rows are there, where the step moves them."""
    assert after["alembic_version"] == [(AFTER,)]
    comments = {row[1]: row[8] for row in before["answer"] if row[8]}
    assert len(comments) > 1
    assert {row[1]: row[2] for row in after["remark"]} == comments
    assert [row[:8] for row in after["answer"]] == [row[:8] for row in before["answer"]]
    for name in before.keys() - {"alembic_version", "answer"}:
        assert after[name] == before[name], name


def test_a_step_moves_rows_that_were_there(tmp_path: Path) -> None:
    file = released(tmp_path)
    before = contents(file)
    assert upgrade(file, steps=NEXT) == (AFTER,)
    after_the_next_step(before, contents(file))
    assert upgrade(file, steps=NEXT) == ()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forks, which this system does not have")
def test_killed_at_each_statement_it_is_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = released(tmp_path, FIRST)
    stages = {FIRST: (contents(file), shape(file))}
    for number in (PLANS, NEWEST):
        between = released(tmp_path / number, FIRST)
        with monkeypatch.context() as patched:
            patched.setattr("cxdna.store.upgrade.MIGRATIONS", steps_up_to(number, tmp_path / f"up-to-{number}"))
            upgrade(between)
        stages[number] = (contents(between), shape(between))
    before, steps = stages[FIRST][0], (FIRST, PLANS, NEWEST, AFTER)
    copies = tmp_path / "copies"
    copies.mkdir()
    every = 2 if GENERATED_INPUTS == 0 else 1
    script = [sys.executable, str(HERE / "killed_upgrade.py"), str(file), str(NEXT), str(copies), str(every)]
    done = subprocess.run(
        script, env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    killed = int(done.stdout)
    assert killed >= 10, "hardly any statement was seen"
    outcomes: list[str] = []
    for kill in range(killed):
        copy = copies / f"{1 + kill * every}.sqlite"
        found = contents(copy)
        outcomes.append(str(found["alembic_version"][0][0]))
        if outcomes[-1] in stages:
            assert (found, shape(copy)) == stages[outcomes[-1]]
        else:
            after_the_next_step(before, found)
        assert upgrade(copy, steps=NEXT) == steps[steps.index(outcomes[-1]) + 1 :]
        after_the_next_step(before, contents(copy))
    assert outcomes == sorted(outcomes)
    assert {*outcomes} >= {FIRST, PLANS, NEWEST}


def test_a_step_that_fails_leaves_everything_as_it_was(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    steps.mkdir()
    (steps / "bad.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\nrevision = '0004'\ndown_revision = '0003'\n\n"
        "def upgrade():\n    op.add_column('answer', sa.Column('more', sa.Text))\n"
        "    op.execute('DELETE FROM sheet')\n"
    )
    file = released(tmp_path)
    before, old = contents(file), shape(file)
    with pytest.raises(ValueError, match="refer to nothing"):
        upgrade(file, steps=steps)
    assert contents(file) == before
    assert shape(file) == old


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    file = released(tmp_path)
    upgrade(file, steps=NEXT)
    database = Sqlite(file)
    with pytest.raises(
        StorageError, match=r"made by a newer cxdna \(schema 0004\); this one knows up to 0003: install"
    ):
        database.check("released")
    database.close()
    with pytest.raises(StorageError, match="newer cxdna"):
        upgrade(file)


def test_an_older_database_says_what_to_run(tmp_path: Path) -> None:
    database = Sqlite(released(tmp_path, FIRST))
    with pytest.raises(StorageError, match=r"older cxdna .schema 0001, now 0003.; .*cxdna upgrade"):
        database.check("released")
    database.close()


def tables_of(url: str) -> set[tuple[object, ...]]:
    """Return what a server's own book says of the tables, their columns and constraints."""
    columns = "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns"
    constraints = (
        "SELECT conrelid::regclass::text, conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint"
    )
    asked = (
        f"{columns} WHERE table_schema = current_schema()",
        f"{constraints} WHERE connamespace = current_schema()::regnamespace",
    )
    with engine_of(url).connect() as connection:
        return {tuple(row) for query in asked for row in connection.execute(text(query))}


@pytest.mark.xdist_group("store")
def test_both_ways_give_the_same_schema_on_a_server(server: Server) -> None:
    first, second = server.database("at_once"), server.database("by_steps")
    create_postgresql(first, "w")
    assert upgrade(second) == (FIRST, PLANS, NEWEST)
    assert tables_of(first) == tables_of(second)
    assert len(tables_of(first)) > 100


@pytest.mark.xdist_group("store")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the children are forks, which this system does not have")
def test_killed_at_each_statement_a_server_keeps_old_or_new(server: Server, tmp_path: Path) -> None:
    url = server.database("killed")
    create_postgresql(url, "w")
    store = SqlStore(Postgresql(url, "w"), "w")
    store.add(*started(3), *(answer(str(number), 1 + number % 3) for number in range(30)))
    store.close()

    def count(connection: Connection) -> tuple[str | None, object]:
        answers = connection.execute(text("SELECT count(*) FROM answer")).scalar()
        return read_version(connection), answers

    script = [sys.executable, str(HERE / "killed_upgrade.py"), url, str(NEXT), str(tmp_path)]
    done = subprocess.run(
        script, env={**os.environ, "PYTHONPATH": str(HERE.parent.parent)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 10
    database = Postgresql(url, "w")
    assert database.read(count) == (AFTER, 30)
    remarks = database.read(lambda one: one.execute(text("SELECT count(*) FROM remark")).scalar())
    assert remarks == 30
    database.close()
    with pytest.raises(StorageError, match="newer cxdna"):
        upgrade(url)
