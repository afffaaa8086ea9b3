"""A server that goes away and comes back, refuses, or is not there."""

import itertools
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from cxdna.errors import MissingOnMachine, StorageError
from cxdna.store.postgresql import Postgresql, create_postgresql
from cxdna.store.server_engine import engine_of
from cxdna.store.server_trouble import place_of
from cxdna.store.sql import SqlStore
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import create_store, open_store
from tests.store.records import MOMENT, answer, started
from tests.store.server import Server, running
from tests.workspace.making import SETTINGS

pytestmark = pytest.mark.xdist_group("store")
NUMBERS = itertools.count()


@pytest.fixture
def url(server: Server) -> str:
    """Return the address of a database with a person in it."""
    made = server.database(f"server_{next(NUMBERS)}")
    create_postgresql(made, "w")
    store = SqlStore(Postgresql(made, "w"), "w")
    store.add(*started())
    store.close()
    return made


def break_off(database: Postgresql, url: str) -> None:
    """End the session of a database as a closed lid does in the end: nobody tells it."""
    assert database._former is not None
    other = Postgresql(url, "w")
    pid = database._former[0]
    other.read(lambda one: one.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid}).scalar())
    other.close()


class TestLostConnections:
    def test_reading_goes_on(self, url: str) -> None:
        database = Postgresql(url, "w")
        break_off(database, url)
        assert len(SqlStore(database, "w").people()) == 1
        database.close()

    def test_writing_goes_on(self, url: str) -> None:
        database = Postgresql(url, "w")
        store = SqlStore(database, "w")
        for number in range(5):
            break_off(database, url)
            store.add(answer(str(number)))
        assert [one.key for one in store.answers("first")] == list("01234")
        store.close()

    def test_lost_before_the_commit_is_done_again(self, url: str) -> None:
        database = Postgresql(url, "w")
        tries: list[Connection] = []

        def work(connection: Connection) -> int:
            tries.append(connection)
            connection.execute(text("INSERT INTO workspace VALUES ('x')"))
            if len(tries) == 1:
                break_off(database, url)
            return len(tries)

        assert database.write(work) == 2
        assert database.read(_workspaces) == ["w", "x"]
        database.close()

    @pytest.mark.parametrize("reached", [True, False])
    def test_lost_in_the_commit_is_asked_for(self, url: str, reached: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        database = Postgresql(url, "w")
        tries: list[Connection] = []
        commit = Connection.commit

        def broken(connection: Connection) -> None:
            monkeypatch.setattr(Connection, "commit", commit)
            if reached:
                connection.connection.driver_connection.commit()  # type: ignore[union-attr]
            break_off(database, url)
            connection.execute(text("SELECT 1"))

        def work(connection: Connection) -> int:
            if not tries:
                monkeypatch.setattr(Connection, "commit", broken)
            tries.append(connection)
            # Not idempotent: done twice, it would show.
            connection.execute(text("INSERT INTO workspace SELECT 'x' || count(*) FROM workspace"))
            return len(tries)

        assert database.write(work) == (1 if reached else 2)
        assert database.read(_workspaces) == ["w", "x1"]
        database.close()

    def test_a_server_that_starts_again(self) -> None:
        with running() as server:
            create_postgresql(server.url, "w")
            store = SqlStore(Postgresql(server.url, "w", waits=(0, 0.1)), "w")
            store.add(*started(), answer("1"))
            server.stop("fast")
            with pytest.raises(StorageError, match="nothing was saved: the database postgres on this computer cannot"):
                store.add(answer("2"))
            server.start()
            store.add(answer("2"))
            assert [one.key for one in store.answers("first")] == ["1", "2"]
            store.forget("p_00000001", MOMENT, {}, {})
            store.close()


def _workspaces(connection: Connection) -> list[str]:
    return sorted(connection.execute(text("SELECT id FROM workspace")).scalars())


def test_a_workspace_on_a_server(server: Server, tmp_path: Path) -> None:
    environment = {"CXDNA_DATABASE_URL": server.database("by_name")}
    workspace = Workspace(tmp_path, SETTINGS)
    with create_store(workspace, environment) as store:
        store.add(*started())
    with open_store(workspace, environment) as store:
        assert len(store.people()) == 1
    assert not workspace.database.exists()
    with pytest.raises(StorageError, match="is missing"), open_store(workspace, {}):
        pass


class TestRefusals:
    def test_the_password_is_never_told(self, server: Server) -> None:
        for address in (
            "postgresql://ann:hunter2@127.0.0.1:1/clients",
            "postgresql://ann:hunter2@127.0.0.1:port/clients",
            "postgresql://ann:hunter2@/nowhere?host=" + str(server.folder),
            "postgresql://ann:hunter2@/postgres?sslmode=hunter2&host=" + str(server.folder),
            "postgresql://ann:hunter2@/postgres?nonsense=hunter2",
        ):
            with pytest.raises(StorageError) as told:
                Postgresql(address, "w", waits=(0,))
            assert "hunter2" not in str(told.value)

    def test_a_workspace_that_is_not_there(self, url: str) -> None:
        database = Postgresql(url, "other")
        with pytest.raises(StorageError, match=r"does not hold this workspace \(other\); look whether"):
            database.check("other")
        database.close()

    def test_a_database_without_tables(self, server: Server) -> None:
        database = Postgresql(server.database("empty"), "w")
        with pytest.raises(StorageError, match="does not hold this workspace"):
            database.check("w")
        database.close()

    def test_another_programs_database(self, server: Server) -> None:
        made = server.database("foreign")
        database = Postgresql(made, "w")
        database.write(lambda one: one.execute(text("CREATE TABLE alembic_version (version_num text)")))
        with pytest.raises(StorageError, match="is another program's; give cxdna a database of its own"):
            create_postgresql(made, "w")
        database.close()

    def test_a_workspace_that_is_there(self, url: str) -> None:
        with pytest.raises(StorageError, match=r"holds this workspace \(w\) already"):
            create_postgresql(url, "w")

    def test_somebody_keeps_it_busy(self, url: str) -> None:
        one, other = Postgresql(url, "w"), Postgresql(url, "w")
        assert other._connection is not None
        other._connection.execute(text("SET lock_timeout = '100ms'"))
        other._connection.commit()

        def work(connection: Connection) -> None:
            del connection
            with pytest.raises(StorageError, match="nothing was saved: another cxdna command has kept"):
                SqlStore(other, "w").add(answer("1"))

        one.write(work)
        one.close()
        other.close()

    def test_another_workspace_is_not_kept_waiting(self, url: str) -> None:
        create_postgresql(url, "second")
        one, other = Postgresql(url, "w"), Postgresql(url, "second")
        one.write(lambda _: SqlStore(other, "second").add(*started()))
        assert len(SqlStore(other, "second").people()) == 1
        one.close()
        other.close()

    def test_without_the_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "psycopg", None)
        with pytest.raises(MissingOnMachine, match=r"psycopg.*python -m pip install 'cxdna\[postgres\]'"):
            engine_of("postgresql://ann@127.0.0.1/clients")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://ann:hunter2@db.example.org:5432/clients?sslmode=require", "clients on db.example.org"),
        ("postgresql:///clients", "clients on this computer"),
        ("postgresql://ann:hun@ter2@db.example.org", "of the server on db.example.org"),
        ("postgresql://[bad/clients", "that CXDNA_DATABASE_URL names"),
    ],
)
def test_a_place_is_named_without_name_and_password(url: str, place: str) -> None:
    assert place_of(url) == place


def test_the_server_takes_no_connections_from_the_network(server: Server) -> None:
    database = Postgresql(server.url, "w")
    assert database.read(lambda one: one.execute(text("SHOW listen_addresses")).scalar()) == ""
    database.close()
