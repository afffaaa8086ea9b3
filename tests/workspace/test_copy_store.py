"""A store is copied whole through what every store offers; test_backup.py does it with a server."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from cxdna.errors import StorageError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Person, Record
from cxdna.store.port import Store
from cxdna.workspace.copy_store import copy_store, records_of
from cxdna.workspace.model import Settings, Workspace
from cxdna.workspace.open import create_store
from tests.store import records
from tests.workspace.making import PROFILE

Fresh = Callable[[], Store]


@pytest.fixture(params=["memory", "sqlite"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Fresh]:
    """Return a function that makes an empty store."""
    numbers = count()
    with ExitStack() as stack:

        def make() -> Store:
            if request.param == "memory":
                return MemoryStore()
            number = next(numbers)
            folder = tmp_path / str(number)
            folder.mkdir()
            workspace = Workspace(folder, Settings(id=f"ws_{number}", organisation=PROFILE))
            return stack.enter_context(create_store(workspace, {}))

        yield make


def lived(store: Store) -> None:
    """Let everything happen to a store that can."""
    store.add(*records.started(3), records.entry())
    store.add(records.answer("a1"), records.answer("a2", 2), records.evidence(), records.target())
    store.add(records.answer("a3", round=2), records.evidence(withdrawn=True), *records.following())
    store.add(*records.snapshots(), records.closing(), *records.voice())
    store.add(records.restatement(), records.restatement(2), *records.following())
    store.add(records.reopening(), records.answer("a4", 3), records.sheet(3, role="Head of sales"))
    store.add(records.closing(2), records.entry("imported"))
    store.add(records.assessment("second", mode="anonymous", previous="first"))
    store.add(
        records.sheet(9, "second", id="s_1", person=None, role=""), records.sheet(8, "second", id="s_0", person=None)
    )
    store.add(records.answer("b1", name="second", sheet="s_1", at=None))
    store.forget(records.person(1).id, records.MOMENT, {}, {"first": "a" * 64})


def content(store: Store) -> list[Any]:
    """Return everything in a store, without the numbers, which are counted afresh."""
    kept = [msgspec.structs.replace(one, seq=0) if hasattr(one, "seq") else one for one in records_of(store)]
    assert {type(one) for one in kept} == {*get_args(Record)}, "a kind of record is left behind"
    return kept


def test_everything_arrives_in_its_order(fresh: Fresh) -> None:
    source, memory = fresh(), MemoryStore()
    lived(source)
    copy_store(source, memory)
    assert content(memory) == content(source)
    back = fresh()
    copy_store(memory, back)
    assert content(back) == content(source)
    assert back.people()[0].forgotten == records.MOMENT.date()
    assert [one.id for one in back.sheets("second")] == ["s_0", "s_1"]


def test_a_closing_without_its_snapshots_is_told(fresh: Fresh) -> None:
    class Gap(MemoryStore):
        def snapshot(self, sha256: str) -> None:
            del sha256

    source = Gap()
    source.add(*records.started(), *records.snapshots(), records.answer("a"), records.closing())
    target = fresh()
    with pytest.raises(StorageError, match="what 'first' was closed with is not in the database"):
        copy_store(source, target)
    assert not any(isinstance(one, Person) for one in records_of(target))
