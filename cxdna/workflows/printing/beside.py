"""Files of an assessment that need no printer: workbook, calendar, charts and data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from cxdna import resources
from cxdna.documents.outfile import write_in_folder
from cxdna.workflows.printing.make_room import make_room
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Beside, Desk, Request
from cxdna.workflows.where import near


class Written(msgspec.Struct, frozen=True):
    """The files that were written, how each is typed from where whoever asked is, and what else to say."""

    paths: tuple[Path, ...]
    lines: tuple[str, ...]
    concern: str = ""
    notes: tuple[str, ...] = ()


def at_desk(request: Request) -> Desk:
    """Return everything that files are made of. Raises `Problems`, `UserError`, `StorageError`."""
    return lay_out(request, resources.folder("templates"))


def make_files(request: Request, beside: Sequence[Beside]) -> Written:
    """Write the files into the folder asked for; none where there is nothing to write. Raises as `at_desk`."""
    desk = at_desk(request)
    files = {name: content for one in beside for name, content in one.make(desk).items()}
    made = written(desk, files)
    notes = tuple(note for one in beside for note in one.afterwards(desk, files))
    return msgspec.structs.replace(made, notes=(*made.notes, *notes))


def written(desk: Desk, files: Mapping[str, bytes]) -> Written:
    """Write files into the folder of a desk, once that holds nothing of another assessment; its notes say so."""
    room, paths = make_room(desk) if files else (), []
    for name, content in files.items():
        path = desk.out / name
        write_in_folder(content, path)
        paths.append(path)
    lines = [near(path, desk.here) if desk.here else str(path) for path in paths]
    return Written(tuple(paths), tuple(lines), desk.concern, room)
