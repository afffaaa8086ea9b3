"""A workspace's store is opened where it is, made once, and missed in words."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from cxdna.errors import StorageError, UserError
from cxdna.organisation.model import Profile
from cxdna.workspace.model import Settings, Workspace
from cxdna.workspace.open import URL, create_store, database_of, exclusive, open_store
from tests.store.records import answer, started


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    profile = Profile(
        name="Alder",
        sector="retail",
        employees=380,
        country="GB",
        time_zone="Europe/London",
        currency="GBP",
        languages=("en",),
        channels=("phone",),
        business_model="both",
    )
    return Workspace(tmp_path, Settings(id="ws_1", organisation=profile))


def test_what_was_saved_is_there_when_opened_again(workspace: Workspace) -> None:
    with create_store(workspace, {}) as store:
        store.add(*started())
    with open_store(workspace, {}) as store, open_store(workspace, {}) as other:
        other.add(answer("1"))
        assert [one.key for one in store.answers("first")] == ["1"]
    assert {one.name for one in workspace.folder.iterdir()} == {"cxdna.sqlite", ".cxdna.lock"}


def test_a_lost_database_is_never_a_new_one(workspace: Workspace) -> None:
    with (
        pytest.raises(StorageError, match=r"is missing, .*CXDNA_DATABASE_URL.*; .* cxdna restore"),
        open_store(workspace, {}),
    ):
        pass
    assert not workspace.database.exists()


def test_a_second_one_is_never_made(workspace: Workspace) -> None:
    with create_store(workspace, {}) as store:
        store.add(*started())
    with pytest.raises(StorageError, match="is there already"), create_store(workspace, {}):
        pass
    with open_store(workspace, {}) as store:
        assert len(store.people()) == 1


def test_nobody_is_in_it_during_an_upgrade(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdna.workspace.lock.PATIENCE", 0)
    with create_store(workspace, {}):
        pass
    with exclusive(workspace, "an upgrade"):
        import cxdna.workspace.open as opening
        from cxdna.workspace.lock import shared

        monkeypatch.setattr(opening, "shared", lambda folder: shared(folder, 0))
        with pytest.raises(StorageError, match="is in use for an upgrade"), open_store(workspace, {}):
            pass


def test_after_a_failure_it_is_closed_and_free(workspace: Workspace) -> None:
    with create_store(workspace, {}) as store:
        store.add(*started())
    with pytest.raises(KeyError), open_store(workspace, {}):
        raise KeyError
    with exclusive(workspace, "an upgrade"):
        assert not workspace.database.with_name("cxdna.sqlite-wal").exists()


def test_where_the_records_are(workspace: Workspace) -> None:
    assert database_of(workspace, {}) == database_of(workspace, {URL: " "}) == workspace.database
    address = "postgresql://ann@db.example.org/clients"
    assert database_of(workspace, {URL: address}) == address
    for wrong in ("mysql://ann:hunter2@db/clients", "clients", "sqlite:///a.sqlite"):
        with pytest.raises(UserError, match="does not name a PostgreSQL database; write it as") as told:
            database_of(workspace, {URL: wrong})
        assert "hunter2" not in str(told.value)


def test_what_opens_no_store_imports_no_sqlalchemy() -> None:
    code = "import sys, cxdna.workflows.current; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_collector_is_on_afterwards(workspace: Workspace) -> None:
    assert gc.isenabled()
    with create_store(workspace, {}):
        assert gc.isenabled()
        frozen = gc.get_freeze_count()
    with open_store(workspace, {}):
        assert gc.get_freeze_count() == frozen, "only what was imported is out of its sight"
