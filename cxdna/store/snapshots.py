"""Snapshots of every released shape, read into the structs of today.

The bytes under a hash never change. When the shape of what closings keep changes, `SNAPSHOT_FORMAT` rises by one and
`STEPS` gets the way from the former shape to the new one, for good; a fixture of the former stays with the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from cxdna.errors import StorageError
from cxdna.store.model import SNAPSHOT_FORMAT, Snapshot, SnapshotKind

T = TypeVar("T")
Step = Callable[[SnapshotKind, Any], Any]

STEPS: Final[Mapping[int, Step]] = {}
"""By the number of a shape, what turns plain data of it into the next; 1 is the first and so far the newest."""


def read_snapshot(snapshot: Snapshot, kind: type[T]) -> T:
    """Return what a snapshot holds. Raises `StorageError` for a newer shape and for bytes that do not fit."""
    try:
        return msgspec.json.decode(readable(snapshot), type=kind)
    except msgspec.MsgspecError as error:
        raise StorageError(
            f"the {snapshot.kind} that was kept as {snapshot.sha256[:8]} cannot be read: {error}; put a backup back"
        ) from error


def readable(snapshot: Snapshot) -> bytes:
    """Return the body of a snapshot in the newest shape. Raises `StorageError` for one that is newer still."""
    if not is_known(snapshot.format):
        raise StorageError(
            f"the {snapshot.kind} was kept by a newer cxdna (shape {snapshot.format}); this one reads up to shape "
            f"{SNAPSHOT_FORMAT}: install the newer one with: python -m pip install --upgrade cxdna"
        )
    if snapshot.format == SNAPSHOT_FORMAT:
        return snapshot.body
    data = msgspec.json.decode(snapshot.body)
    for number in range(snapshot.format, SNAPSHOT_FORMAT):
        data = STEPS[number](snapshot.kind, data)
    return msgspec.json.encode(data)


def is_known(number: int) -> bool:
    """Tell whether this version reads snapshots of a shape."""
    return 1 <= number <= SNAPSHOT_FORMAT
