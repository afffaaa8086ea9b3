"""The files in `surveys/`, one for each survey: read, found by the columns of a file of answers, and written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from cxdna.definitions.wording import meant, shortened
from cxdna.documents.outfile import make_folder, write_whole
from cxdna.errors import Problem, Problems, StorageError, UserError
from cxdna.statistics.display import counted, listed
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey
from cxdna.workspace.model import Workspace

_FEW: Final = 3
_LAST: Final = 1_000_000


def survey_files(workspace: Workspace) -> tuple[Path, ...]:
    """Return the survey files of a workspace, by name."""
    return tuple(sorted(one for one in workspace.surveys.glob("*.yaml") if one.is_file()))


def file_of(workspace: Workspace, survey: str) -> Path:
    """Return the place of a survey's file, whether there is one or not; upper and lower case make no difference."""
    for one in survey_files(workspace):
        if one.stem.casefold() == survey.casefold():
            return one
    return workspace.surveys / f"{survey}.yaml"


def read_file_of(path: Path) -> Survey:
    """Return the survey in a file of the workspace, which is called as the survey. Raises `Problems`."""
    from cxdna.voice.survey.read import read_survey  # noqa: PLC0415 - reads YAML: not where a survey is at hand

    survey = read_survey(path)
    if survey.id != path.stem:
        what = f"the survey says that it is called '{survey.id}'"
        raise Problems([Problem(str(path), 0, what, f"call it '{path.stem}', or the file {survey.id}.yaml")])
    return survey


def refuse_misfit(survey: Survey, source: Source) -> None:
    """Raise `Problems` with every column that a survey names and a file of answers does not have."""
    problems = misfits(survey, source)
    if not problems:
        return
    if source.header_row and not _shared(survey, source):
        raise Problems([*problems, _no_header(source)])
    raise Problems(problems)


def _shared(survey: Survey, source: Source) -> bool:
    """Tell whether a file has any column of a survey."""
    from cxdna.voice.source.columns import columns_named  # noqa: PLC0415 - as above

    return not {header for _, header in columns_named(survey)}.isdisjoint(source.columns)


def _no_header(source: Source) -> Problem:
    begun = listed(map(_quoted, source.columns[:_FEW]))
    what = f"row {source.header_row} should be the header, and no survey knows a column of it: {begun}"
    return Problem(str(source.path), 0, what, "where the header is in another row, delete what stands above it", _LAST)


def _quoted(text: str) -> str:
    return f"'{shortened(text, 40)}'"


def misfits(survey: Survey, source: Source) -> tuple[Problem, ...]:
    """Return what keeps a file from being read as a survey says."""
    from cxdna.voice.source.columns import fits  # noqa: PLC0415 - as above

    return tuple(fits(survey, source))


def survey_for(workspace: Workspace, source: Source, held: Collection[str] = ()) -> Survey | None:
    """Return the one survey that a file can be read by, None where there is no survey at all.

    `held` are the surveys that have files: one that has none does not stand against them. Raises `UserError` where
    several can, and where none can: a misspelt column must not make a new survey.
    """
    surveys = [read_file_of(path) for path in survey_files(workspace)]
    if not surveys:
        return None
    reasons = {one.id: misfits(one, source) for one in surveys}
    fits = [one for one in surveys if not reasons[one.id]]
    fitting = [one for one in fits if one.id in held] or fits
    if len(fitting) == 1:
        return fitting[0]
    name = source.path.name
    if fitting:
        those = ", ".join(one.id for one in fitting)
        raise UserError(f"{name} can be read as several surveys: {those}", "say which one with --survey")
    raise Problems(_why_none(source, surveys))


def _why_none(source: Source, surveys: Iterable[Survey]) -> Iterator[Problem]:
    """Yield that no survey fits, and for each what the file lacks, the nearest first."""
    from cxdna.voice.source.columns import columns_named  # noqa: PLC0415 - as above

    name = source.path.name
    yield Problem(
        "", 0, f"{name} fits no survey that there is", f"for a new one: cxdna survey add {source.path} --survey NAME"
    )
    lacking: list[tuple[bool, int, str]] = []
    for one in surveys:
        named = dict.fromkeys(header for _, header in columns_named(one))
        missing = [header for header in named if header not in source.columns]
        more = f" and {len(missing) - _FEW} more" if len(missing) > _FEW + 1 else ""
        shown = missing[: _FEW if more else None]
        those = ", ".join(map(_quoted, shown)) if more else listed(map(_quoted, shown))
        said = f"as survey {one.id} it lacks {len(missing)} of {counted(len(named), 'column')}: {those}{more}"
        lacking.append((len(missing) == len(named), len(missing), said))
    for at, (_, _, said) in enumerate(sorted(lacking), 1):
        yield Problem("", 0, said, "", at)
    if source.header_row and all(nothing for nothing, _, _ in lacking):
        yield _no_header(source)._replace(file="")


def survey_named(workspace: Workspace, name: str) -> Survey | None:
    """Return the survey of a name; None where there is no file of it."""
    path = file_of(workspace, name)
    return read_file_of(path) if path.is_file() else None


def require_survey(workspace: Workspace, name: str) -> Survey:
    """Return the survey of a name. Raises `UserError` with those there are."""
    found = survey_named(workspace, name)
    if found is None:
        known = [one.stem for one in survey_files(workspace)]
        raise UserError(f"there is no survey '{shortened(name)}' in surveys/", meant(name, known))
    return found


def free_place(workspace: Workspace, survey: str, content: bytes) -> Path:
    """Return where the file of a survey goes. Raises `UserError` where another stands there, `StorageError`."""
    path = file_of(workspace, survey)
    try:
        taken = path.exists() and (not path.is_file() or path.read_bytes() != content)
    except OSError as problem:
        raise StorageError(f"{path} could not be read: {problem.strerror}") from problem
    if taken:
        raise UserError(
            f"{path} is there already and says something else",
            "change that file and leave --mapping out, or give the survey another name in the mapping",
        )
    return path


def put_survey(path: Path, content: bytes) -> None:
    """Write the file of a survey, whole. Raises `StorageError`."""
    if not path.exists():
        make_folder(path.parent)
        write_whole(content, path)
