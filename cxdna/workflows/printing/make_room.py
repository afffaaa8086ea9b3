"""The folder `out` of a workspace holds the documents of one assessment: those of others stand in folders below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cxdna.documents.outfile import make_folder, write_in_folder
from cxdna.errors import StorageError
from cxdna.statistics.display import listed
from cxdna.workflows.printing.lines import FOLDERS, PURPOSES
from cxdna.workflows.printing.model import Desk
from cxdna.workspace.model import Workspace

MARK: Final = "assessment.txt"
"""Says in its first line which assessment the documents beside it are of."""
UNKNOWN: Final = "earlier"
"""Where documents go of which nobody knows the assessment: made before there was a mark."""
_ABOUT: Final = (
    "The documents in this folder are of this assessment; those of others stand in folders of their names.\n"
)
_DOCUMENTS: Final = ("summary", "report", "plan")
_EDITIONS: Final = (".pdf", ".html", "-archive.pdf")
_CHARTS: Final = "charts"


def place_for(home: Workspace, assessments: Sequence[str], assessment: str) -> Path:
    """Return where the documents of an assessment go: those of the newest into `out`, of others into one below it."""
    return home.out if not assessments or assessments[-1] == assessment else home.out / assessment


def make_room(desk: Desk) -> tuple[str, ...]:
    """Move what was made of another assessment into the folder of that one, and say so; keep whose the folder is now.

    Nothing is done in a folder that somebody named, nor to files that cxdna does not make. Raises `StorageError`.
    """
    if not desk.room_for:
        return ()
    here, there = desk.out, desk.assessments
    was = _owner(here) or (UNKNOWN if len(there) > 1 else desk.room_for)
    moved = [] if was == desk.room_for else list(_move(here, here / was))
    if _owner(here) != desk.room_for:
        write_in_folder(f"{desk.room_for}\n{_ABOUT}".encode(), here / MARK)
    whose = "an earlier assessment" if was == UNKNOWN else was
    return (f"Moved into {here.name}/{was}/, as it is of {whose}: {listed(moved)}.",) if moved else ()


def _owner(folder: Path) -> str:
    """Return the assessment that a folder is marked with; "" where it has no mark, or one that is no plain name."""
    try:
        said = (folder / MARK).read_text(encoding="utf-8", errors="replace").partition("\n")[0].strip()
    except OSError:
        return ""
    return said if Path(said).name == said and said not in {"", ".", ".."} else ""


def _made() -> Iterator[str]:
    """Yield the names of everything that is made into a folder."""
    yield from (f"{name}{edition}" for name in _DOCUMENTS for edition in _EDITIONS)
    yield from PURPOSES
    yield from (*FOLDERS, _CHARTS)


def _move(source: Path, target: Path) -> Iterator[str]:
    """Move what was made into another folder, and yield the names of what was moved.

    Where that has a newer edition of a file, the older one stays, to be replaced.
    """
    for name in _made():
        place = source / name
        inside = sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else [place]
        names = [name for one in inside if one.is_file() and _put(one, target / one.relative_to(source))]
        yield from dict.fromkeys(names)
        if names and place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _put(path: Path, target: Path) -> bool:
    try:
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            return False
        make_folder(target.parent)
        path.replace(target)
    except OSError as problem:
        raise StorageError(
            f"{path} is of another assessment and cannot be moved to {target.parent}: {problem.strerror}; "
            "close it where it is open, or name another folder with --out"
        ) from problem
    return True
