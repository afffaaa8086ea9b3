"""What is to be verified -> its export: a file, an archive PDF, or a workspace itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec

from cxdna.definitions.canonical import sha256_of
from cxdna.documents.archive import attached_export
from cxdna.errors import UserError
from cxdna.scores.fingerprint import short
from cxdna.statistics.display import listed
from cxdna.store.latest import standing_closing
from cxdna.store.port import Store
from cxdna.workflows.current import choose, local_day, look_at, opened
from cxdna.workflows.export.export import export, written
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.read import decode_export, read_bytes
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.verification.model import Finding, differs, unverified
from cxdna.workflows.where import Where
from cxdna.workspace.model import SETTINGS


class Loaded(msgspec.Struct, frozen=True):
    """An export with its bytes, the folder in which its evidence lies, and what was found while it was read."""

    found: Export | SharedExport
    raw: bytes
    folder: Path
    name: str
    is_workspace: bool = False
    is_archive: bool = False
    trouble: tuple[Finding, ...] = ()
    others: tuple[str, ...] = ()


def load(path: Path, where: Where, moment: dt.datetime) -> Loaded:
    """Return what a path holds. Raises `UserError` for what is no export, archive or workspace, `StorageError`."""
    if path.is_dir():
        if not (path / SETTINGS).is_file():
            raise UserError(f"{path} is a folder and no workspace", "name an export, an archive PDF or a workspace")
        loaded = load_workspace(where._replace(workspace=path), moment, where.assessment)
        return msgspec.structs.replace(loaded, trouble=(*loaded.trouble, *_left_out(loaded)))
    with_pdf = path.is_file() and _starts_as_pdf(path)
    raw = attached_export(path) if with_pdf else read_bytes(path)
    return Loaded(decode_export(raw, str(path)), raw, path.resolve().parent, str(path), is_archive=with_pdf)


def _starts_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b"%PDF-" in file.read(1024)
    except OSError:
        return False


def load_workspace(where: Where, moment: dt.datetime, assessment: str | None) -> Loaded:
    """Return an assessment of a workspace: the one named, else the newest closed one, else the newest."""
    with opened(where) as (workspace, store):
        name = assessment or _newest_closed(store)
        now = look_at(workspace, store, name)
        trouble = tuple(_damaged(store, now.assessment.id))
        made = export(now, local_day(workspace, moment))
        name = f"the workspace {workspace.folder.resolve().name}"
        others = tuple(one.id for one in store.assessments() if one.id != now.assessment.id)
        return Loaded(made, written(made), workspace.folder, name, is_workspace=True, trouble=trouble, others=others)


def _left_out(loaded: Loaded) -> Iterator[Finding]:
    """Yield that a workspace has other assessments, which were not looked at."""
    if loaded.others:
        yield unverified("Other assessments here", f"{listed(loaded.others)}: name one with --assessment")


def _newest_closed(store: Store) -> str:
    choose(store, None)
    known = store.assessments()
    closed = [one for one in known if standing_closing(store.closings(one.id), store.reopenings(one.id))]
    return (closed or known)[-1].id


def _damaged(store: Store, assessment: str) -> Iterator[Finding]:
    """Yield snapshots whose bytes in the database are not what they were."""
    for closing in store.closings(assessment):
        for sha256 in (closing.playbook, closing.questionnaire, closing.answers, closing.scores):
            kept = store.snapshot(sha256)
            if kept is not None and sha256_of(kept.body) != sha256:
                what = f"Snapshot of the {kept.kind} in the database"
                yield differs(what, f"kept under {short(sha256)}, its content has {short(sha256_of(kept.body))}")
