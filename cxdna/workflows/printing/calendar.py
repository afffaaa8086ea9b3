"""The calendar of a plan as files: for everybody, and for each person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from cxdna.documents.calendar.gather import events, family
from cxdna.documents.calendar.write import alike, by_person, calendar_bytes, file_names, is_of
from cxdna.errors import StorageError
from cxdna.statistics.display import listed
from cxdna.workflows.printing.model import Beside, Desk

FOLDER: Final = "calendars"
LARGEST: Final = 50_000_000
"""Bytes of the largest file that is looked into."""


def calendar(desk: Desk) -> Mapping[str, bytes]:
    """Return calendar.ics and calendars/NAME.ics of each person; nothing where the plan has no dates."""
    material = desk.material
    found = events(material)
    if not found:
        return {}
    made = dt.datetime.combine(material.created, dt.time(), dt.UTC)
    title = f"{material.client}: {material.answers.assessment.title}"
    files = {"calendar.ics": calendar_bytes(found, f"{title}, plan", made)}
    people = by_person(found)
    names = file_names(people)
    for person, own in people.items():
        files[f"{FOLDER}/{names[person]}.ics"] = calendar_bytes(own, f"{title}, plan, {person}", made)
    return files


def notes_on_calendars(desk: Desk) -> tuple[str, ...]:
    """Say which names were taken for those of one person."""
    return tuple(f"One calendar for {listed(names)}, who are taken for one." for names in alike(events(desk.material)))


def _afterwards(desk: Desk, names: Collection[str]) -> tuple[str, ...]:
    return (*notes_on_calendars(desk), *remove_old(desk, names))


def remove_old(desk: Desk, names: Collection[str]) -> tuple[str, ...]:
    """Remove calendars of this assessment that an earlier run made and this one did not; say which.

    What anybody else put there stays, and so do calendars of other assessments. Raises `StorageError`.
    """
    folder = desk.out / FOLDER
    if not folder.is_dir():
        return ()
    gone = []
    wanted = {name.casefold() for name in names}
    for path in sorted(folder.glob("*.ics")):
        name = f"{FOLDER}/{path.name}"
        if name.casefold() in wanted or path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        try:
            if is_of(path.read_bytes(), family(desk.material)):
                path.unlink()
                gone.append(name)
        except OSError as problem:
            raise StorageError(f"{path} is out of date and cannot be removed: {problem.strerror}") from problem
    return (f"Removed, as nothing of theirs is in the plan any more: {listed(gone)}.",) if gone else ()


CALENDARS: Final = Beside(calendar, _afterwards)
