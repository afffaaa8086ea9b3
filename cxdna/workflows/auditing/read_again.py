"""The files of a survey, found where they lay and read again for its audit, as long as they are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import CxdnaError, Problems, UserError
from cxdna.statistics.display import counted, listed
from cxdna.voice.audit.compute import Seen, compute
from cxdna.voice.counts.engine import Engine, Limits
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.workflows.surveys.counting import source_of
from cxdna.workflows.surveys.digest import digest_of


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """What reads files again, within which limits, and the folders in which they may lie."""

    engine: Engine
    limits: Limits
    folders: tuple[Path, ...]
    encoding: str | None = None


class ReadAgain(msgspec.Struct, frozen=True):
    """What files showed; `read` names them, `unread` those that were not read, each with the reason."""

    seen: tuple[Seen, ...] = ()
    read: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def read_again(fielded: Fielded, reader: Reader | None, named: Iterable[Path] = ()) -> ReadAgain:
    """Read the files of a survey again: those named, else all that can be found where they lay.

    A file that is gone, was changed since it was counted, or cannot be read is told and left out. Raises `UserError`
    for a named file that is none of those counted.
    """
    if reader is None:
        return ReadAgain(unread=tuple(f"{file.name}: it was not asked for" for file in fielded.files))
    given = tuple(named)
    pairs = [_counted(fielded, path) for path in given] if given else [(file, None) for file in fielded.files]
    seen: list[Seen] = []
    read: list[str] = []
    unread: list[str] = []
    for file, path in pairs:
        place = path or _place(file, reader.folders)
        why = "" if path else _not_the_same(file, place)
        if place is None or why:
            unread.append(f"{file.name}: {why}")
            continue
        try:
            found, note = _seen(fielded, place, reader)
        except CxdnaError as error:
            unread.append(f"{file.name}: {shortened(str(error), 400)}")
            continue
        seen.append(found)
        read.append(f"{file.name} (SHA-256 {file.sha256}){note}")
    return ReadAgain(tuple(seen), tuple(read), tuple(unread))


def _counted(fielded: Fielded, path: Path) -> tuple[SurveyFile, Path | None]:
    """Return the counted file that has these bytes."""
    digest = digest_of(path)
    for file in fielded.files:
        if file.sha256 == digest:
            return file, path
    names = listed(dict.fromkeys(file.name for file in fielded.files))
    same = any(file.name == path.name for file in fielded.files)
    what = "was changed since it was counted" if same else "is none of the files that were counted"
    what = f"{path} {what}, for survey {fielded.survey.id}: its SHA-256 begins with {digest[:8]}"
    raise UserError(what, f"audit the file as it was counted ({names}), or take this one in: cxdna survey add")


def _place(file: SurveyFile, folders: tuple[Path, ...]) -> Path | None:
    """Return where a file lies: as it was typed, from each folder, then by its name; one with its bytes if there is."""
    places = [folder / name for folder in folders for name in (file.place, file.name)]
    there = [place for place in dict.fromkeys(places) if place.is_file()]
    return next((place for place in there if digest_of(place) == file.sha256), there[0] if there else None)


def _not_the_same(file: SurveyFile, place: Path | None) -> str:
    if place is None:
        return "it is not where it was counted; name it with --file"
    digest = digest_of(place)
    if digest == file.sha256:
        return ""
    return f"it was changed since it was counted: its SHA-256 begins with {digest[:8]} now, {file.sha256[:8]} then"


def _seen(fielded: Fielded, place: Path, reader: Reader) -> tuple[Seen, str]:
    """Return what a file shows; rows that are no rows are passed over, and told."""
    survey = fielded.survey
    with source_of(place, reader.encoding, reader.limits) as (source, folder):
        try:
            with reader.engine.open(source, reader.limits) as opened:
                return compute(opened, survey, source), ""
        except Problems as problems:
            from cxdna.voice.source.problems import bad_rows, without_bad_rows  # noqa: PLC0415 - reads it cell by cell

            number = sum(unreadable for _, _, unreadable in bad_rows(source, survey))
            if not number:
                raise problems from None
            readable = without_bad_rows(source, survey, folder)
            with reader.engine.open(readable, reader.limits) as opened:
                return compute(opened, survey, readable), f", without {counted(number, 'row')} that cannot be read"


def folders_of(here: Path, workspace: Path) -> tuple[Path, ...]:
    """Return the folders in which files may lie."""
    return tuple(dict.fromkeys((here, workspace)))


def unread_lines(found: Iterable[str]) -> Iterator[str]:
    """Yield the files that were not read, with the reason."""
    yield from (
        f"Not read again: {one}." if not one.endswith((".", "!")) else f"Not read again: {one}" for one in found
    )
