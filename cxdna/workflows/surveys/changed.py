"""Survey files that say something else by now than what answers were counted by, or that cannot be read any more.

A file of answers is counted by what its survey says on that day: a later change has no effect until it is counted
again, and whoever changed it has to hear so wherever figures are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from cxdna.errors import Problems
from cxdna.statistics.display import counted
from cxdna.voice.model import Fielded
from cxdna.workflows.surveys.files import read_file_of, survey_files
from cxdna.workspace.model import Workspace

_FEW: Final = 3


def changed_lines(workspace: Workspace, surveys: Iterable[Fielded]) -> tuple[str, ...]:
    """Return a remark for each survey whose file says something else than it was counted by, and for unreadable files.

    A remark begins small and ends without a stop: "surveys/pulse.yaml says something else by now than ...".
    """
    of = {one.survey.id: one for one in surveys if one.files}
    return tuple(line for path in survey_files(workspace) for line in _lines(path, of.get(path.stem)))


def _lines(path: Path, fielded: Fielded | None) -> Iterator[str]:
    name = f"{path.parent.name}/{path.name}"
    try:
        survey = read_file_of(path)
    except Problems as problems:
        told = [f"line {one.line}: {one.what}" if one.line else one.what for one in problems.problems]
        more = f"; and {counted(len(told) - _FEW, 'more problem')}" if len(told) > _FEW else ""
        then = ": what follows is by what it said when its answers were counted" if fielded else ""
        yield f"{name} cannot be read{then} ({'; '.join(told[:_FEW])}{more})"
        return
    if fielded is not None and survey != fielded.survey:
        file = "its file" if len(fielded.files) == 1 else "its files"
        given = fielded.files[0].name if len(fielded.files) == 1 else "NAME"
        yield (
            f"{name} says something else by now than what was counted: "
            f"add {file} again with: cxdna survey add FILE --survey {path.stem} --replaces {given}"
        )
