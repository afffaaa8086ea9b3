"""Somebody else who writes in the same moment, and a machine that stops between two writes."""

from typing import Any

import pytest

from cxdna.errors import StorageError
from cxdna.store.model import Following
from cxdna.store.port import Store


def interleave(store: Store, monkeypatch: pytest.MonkeyPatch, *theirs: Following) -> None:
    """Let records of somebody else come in just before the next ones."""
    add, add_last = store.add, store.add_after
    waiting = list(theirs)

    def add_after(last: int, *records: Following) -> tuple[int, ...] | None:
        if waiting:
            add(*waiting)
            waiting.clear()
        return add_last(last, *records)

    monkeypatch.setattr(store, "add_after", add_after)


def stop_after_one_write(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine stop when a second write begins."""
    left = [1]

    def once(write: Any) -> Any:
        def stopping(*given: Any) -> Any:
            if not left:
                raise StorageError("the machine stopped")
            left.pop()
            with monkeypatch.context() as inside:
                for name, one in writes.items():  # a store in memory writes by its own doors
                    inside.setattr(store, name, one)
                return write(*given)

        return stopping

    writes = {name: getattr(store, name) for name in ("add", "add_after")}
    for name, one in writes.items():
        monkeypatch.setattr(store, name, once(one))
