"""A survey that has no files is put aside: its file in `surveys/` is renamed, and no file of answers is read by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import StorageError, UserError
from cxdna.statistics.display import counted, listed
from cxdna.store.port import Store
from cxdna.workflows.surveys.files import file_of, survey_files
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workspace.model import Workspace


class Forgotten(NamedTuple):
    """A survey that was put aside, where its file was and where it is now."""

    survey: str
    was: Path
    now: Path


def forget_survey(workspace: Workspace, store: Store, name: str) -> Forgotten:
    """Rename the file of a survey without files of answers to ID.yaml.old. Raises `UserError`, `StorageError`."""
    wanted = name.strip()
    for one in voice_of(store).surveys:
        if one.survey.id.casefold() == wanted.casefold():
            files = listed(file.name for file in one.files)
            what = f"survey '{one.survey.id}' has {counted(len(one.files), 'file')} of answers: {files}"
            raise UserError(what, "take them out first: cxdna survey drop FILE --why TEXT")
    place = file_of(workspace, wanted)
    if not place.is_file():
        known = [path.stem for path in survey_files(workspace)]
        raise UserError(f"there is no survey '{shortened(wanted)}' in surveys/", meant(wanted, known))
    aside = place.with_name(f"{place.name}.old")
    try:
        place.replace(aside)
    except OSError as problem:
        raise StorageError(f"{place} could not be renamed: {problem.strerror}") from problem
    return Forgotten(place.stem, place, aside)


def forgotten_lines(found: Forgotten, place: str) -> Iterator[str]:
    """Yield what was put aside, and how it comes back; `place` is its file now, as people see it."""
    yield f"Survey '{found.survey}' is put aside: its description is kept as {place}."
    yield "Windows, checks and what was ever recorded of it stay. To have it back, take .old off the name of that file."
    yield "Next:  cxdna survey list"
