"""An export -> its file: whole or not at all, and a private one readable by its owner only where systems can."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from cxdna.documents.outfile import put_in_place, temporary_beside
from cxdna.errors import StorageError, UserError
from cxdna.statistics.display import counted
from cxdna.store.model import ActionKept, DecisionKept, KpiKept, WrittenKept
from cxdna.workflows.current import Current
from cxdna.workflows.export.export import export, written
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.read import decode_export, read_bytes
from cxdna.workflows.export.records import events_in
from cxdna.workflows.export.shared import shared

_OWNER_ONLY: Final = 0o600
_EVERYBODY: Final = 0o666  # less what the user's own mask takes away


class Written(msgspec.Struct, frozen=True):
    """An export as it was written: where, how large, and what to say about it first."""

    path: Path
    size: int
    warning: str
    contents: str
    fingerprint: str


def export_bytes(now: Current, today: dt.date, *, share: bool) -> bytes:
    """Return an export as bytes. Raises `UserError` when there is nothing to share yet."""
    return written(shared(now, today) if share else export(now, today))


def write_export(now: Current, path: Path | None, today: dt.date, *, share: bool) -> Written:
    """Write an export; left out, its place is out/ of the workspace. Raises `UserError`, `StorageError`."""
    made = shared(now, today) if share else export(now, today)
    place = path or now.workspace.out / f"{now.assessment.id}{'-shared' if share else ''}.json"
    if path is None:
        _make_folder(place.parent)
    _refuse_other(place)
    content = written(made)
    _put(content, place, _EVERYBODY if share else _OWNER_ONLY)
    return Written(
        path=place,
        size=len(content),
        warning=_warning(now, share=share),
        contents=_contents(made) if isinstance(made, Export) else "",
        fingerprint=made.now.fingerprint if isinstance(made, Export) else made.fingerprint,
    )


def _warning(now: Current, *, share: bool) -> str:
    mode = now.assessment.mode
    if not share:
        who = "what each sheet answered" if mode == "anonymous" else "people by name and what each answered"
        more = _not_of_an_assessment(now)
        return f"Private: this file holds {who}, and the plan.{more} To pass on: cxdna export --shared"
    if mode == "named":
        return (
            "To be shared: it holds names, roles, answers, comments and evidence of everybody, as the report does; "
            "no plan and no e-mail addresses."
        )
    return (
        f"To be shared: the assessment is {mode}, so it holds scores, targets and evidence, and nothing that tells who "
        "said what: no names of people who answered and no single answers; no plan."
    )


def _not_of_an_assessment(now: Current) -> str:
    """Return that what customers say is in no export, where there is any: it is of no single assessment."""
    if not now.store.voice("survey", "window", "training", "facing", "award_year", "alert"):
        return ""
    return " Surveys, alerts and training belong to the workspace and are in no export: a backup has them."


def _contents(made: Export) -> str:
    people, answers, records = len(made.sheets), len(made.answers), len(made.evidence)
    parts = (
        counted(people, "person", "people"),
        counted(answers, "recorded answer"),
        counted(records, "record of evidence", "records of evidence"),
        counted(len(made.closings), "closing"),
        *_follows(made),
    )
    return ", ".join(parts)


def _follows(made: Export) -> Iterator[str]:
    """Yield what goes on after closing, as far as there is any; several states of an action are one."""
    events = events_in(made)
    actions = {one.action.id for one in events if isinstance(one, ActionKept)}
    decisions = {one.decision.id for one in events if isinstance(one, DecisionKept)}
    figures = sum(isinstance(one, KpiKept) for one in events)
    texts = {one.written.place for one in events if isinstance(one, WrittenKept)}
    counts = ((actions, "action"), (decisions, "decision"))
    yield from (counted(len(those), what) for those, what in counts if those)
    if figures:
        yield counted(figures, "figure of a KPI", "figures of KPIs")
    if texts:
        yield counted(len(texts), "written text")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"the folder {folder} cannot be made: {problem.strerror}") from problem


def _refuse_other(place: Path) -> None:
    """Raise `UserError` for a file that is there and is no export: settings or a report would be gone."""
    if place.is_dir():
        raise UserError(f"{place} is a folder", f"name a file in it: {place / 'export.json'}")
    if not place.exists():
        return
    try:
        decode_export(read_bytes(place), str(place))
    except UserError:
        raise UserError(f"{place} is there already and is no export", "choose another name, or move it away") from None


def _put(content: bytes, place: Path, mode: int) -> None:
    temporary = temporary_beside(place)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        full = problem.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
        why = "the disk is full" if full else problem.strerror
        raise StorageError(f"{place} was NOT written: {why}; nothing was changed") from problem
    put_in_place(temporary, place)
