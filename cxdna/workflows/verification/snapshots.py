"""Whether what was kept has the hash it is kept under, and where it differs from the original."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from cxdna.answers.model import Mode
from cxdna.definitions.canonical import canonical_data, sha256_of
from cxdna.scores.fingerprint import short
from cxdna.store.snapshots import is_known
from cxdna.workflows.export.model import ExportedSnapshot
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.model import Finding, differs, unverified, verified

Original = Callable[[ExportedSnapshot], bytes | None]
UNREADABLE: Final = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    ZeroDivisionError,
    RecursionError,
    msgspec.ValidationError,
)
"""What snapshots that do not fit together raise while they are scored or put together."""


def bodies_in(snapshots: Iterable[ExportedSnapshot]) -> dict[str, bytes]:
    """Return snapshots by the hash of what they hold, whatever the file says that it is."""
    found = (canonical_data(msgspec.json.decode(one.body)) for one in snapshots)
    return {sha256_of(body): body for body in found}


def check_snapshots(snapshots: Iterable[ExportedSnapshot], original: Original, mode: Mode) -> Iterator[Finding]:
    """Yield whether each snapshot has the hash it is kept under; what differs is shown against the original.

    Of confidential answers it is shown where they differ, and no value.
    """
    for one in snapshots:
        what = f"Snapshot of the {_called(one)}"
        body = canonical_data(msgspec.json.decode(one.body))
        if not is_known(one.format):
            yield unverified(what, f"it has shape {one.format}, which this version does not read")
        elif sha256_of(body) == one.sha256:
            yield verified(what, short(one.sha256))
        else:
            shows = one.kind != "answers" or mode != "confidential"
            yield from _changed(what, one, body, original(one), shows=shows)


def _called(one: ExportedSnapshot) -> str:
    data = msgspec.json.decode(one.body)
    named = one.kind in {"playbook", "questionnaire"} and isinstance(data, dict)
    return f"{one.kind} {data.get('id')} {data.get('version')}" if named else one.kind


def _changed(
    what: str, one: ExportedSnapshot, body: bytes, original: bytes | None, *, shows: bool
) -> Iterator[Finding]:
    if original is None:
        yield differs(what, f"kept under {short(one.sha256)}, its content has {short(sha256_of(body))}")
        return
    for text in told(differences(msgspec.json.decode(original), msgspec.json.decode(body)), shows=shows):
        yield differs(what, text)
