"""The surveys of a workspace: what each asks, how its files are read, and which were taken in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.statistics.display import counted, listed, long_date
from cxdna.store.port import Store
from cxdna.voice.indices.waves import whole_span
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import About, Asks, Survey, Window
from cxdna.workflows.surveys.changed import changed_lines
from cxdna.workflows.surveys.files import survey_files
from cxdna.workflows.surveys.gone import Gone, gone_survey
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.in_words import survey_lines
from cxdna.workflows.surveys.standing import rows_in_words, standings_in_words, standings_of, waves_in
from cxdna.workflows.surveys.windows import window_line
from cxdna.workspace.model import Workspace

FORMAT: Final = "cxdna-surveys/1"
"""Name and number of the shape that `cxdna survey list --json` prints: `SurveyList`."""
FORMAT_ONE: Final = "cxdna-survey/1"
"""Name and number of the shape that `cxdna survey show --json` prints: `ShownSurvey`."""


class ListedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was taken in; `standings` count its answers by how they stand."""

    name: str
    sha256: str
    place: str
    added: dt.date
    by: str
    rows: int
    first: dt.date | None
    last: dt.date | None
    waves: tuple[str, ...]
    standings: dict[str, int]


class ListedSurvey(msgspec.Struct, frozen=True, kw_only=True):
    """A survey with the months that its answers cover; `answers` are those that count, `changed` see `ShownSurvey`."""

    id: str
    title: str
    asks: Asks
    questions: tuple[tuple[str, About], ...]
    span: str
    answers: int
    files: tuple[ListedFile, ...]


class SurveyList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `waiting` are survey files by which nothing was taken in, `remarks` say what is amiss."""

    format: str
    surveys: tuple[ListedSurvey, ...]
    waiting: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class ShownSurvey(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints of one survey; `changed` tells that its file says something else than was counted by.

    `remarks` say what that means; `dropped` names the files that were taken out, where no other is left.
    """

    format: str
    survey: Survey
    files: tuple[ListedFile, ...]
    windows: tuple[Window, ...]
    changed: bool
    remarks: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def list_surveys(workspace: Workspace, store: Store) -> SurveyList:
    """Return all surveys, the earliest taken in first."""
    voice = voice_of(store)
    known = {one.survey.id.casefold() for one in voice.surveys}
    waiting = tuple(one.stem for one in survey_files(workspace) if one.stem.casefold() not in known)
    remarks = changed_lines(workspace, voice.surveys)
    return SurveyList(format=FORMAT, surveys=tuple(map(_listed, voice.surveys)), waiting=waiting, remarks=remarks)


def _listed(fielded: Fielded) -> ListedSurvey:
    survey = fielded.survey
    return ListedSurvey(
        id=survey.id,
        title=survey.title,
        asks=survey.asks,
        questions=tuple((one.id, one.about) for one in survey.questions),
        span=whole_span(fielded).label,
        answers=sum(standings_of(one.counts)["counted"] for one in fielded.files),
        files=tuple(map(listed_file, fielded.files)),
    )


def listed_file(file: SurveyFile) -> ListedFile:
    """Return what is told of a file."""
    return ListedFile(
        name=file.name,
        sha256=file.sha256,
        place=file.place,
        added=file.added,
        by=file.by,
        rows=file.counts.rows,
        first=file.counts.first,
        last=file.counts.last,
        waves=waves_in(file),
        standings={standing: n for standing, n in standings_of(file.counts).items() if n},
    )


def show_survey(workspace: Workspace, store: Store, name: str | None) -> tuple[ShownSurvey, Fielded]:
    """Return one survey by its id. Raises `UserError` where there is none, or several and none is named."""
    voice = voice_of(store)
    gone: Gone | None = None
    try:
        fielded = survey_meant(voice, name)
    except UserError:
        if (gone := gone_survey(store, voice, name)) is None:
            raise
        fielded = Fielded(gone.survey, ())
    survey, remarks = fielded.survey, changed_lines(workspace, (fielded,))
    shown = ShownSurvey(
        format=FORMAT_ONE,
        survey=survey,
        files=tuple(map(listed_file, fielded.files)),
        windows=tuple(one for one in voice.windows if one.survey in {None, survey.id}),
        changed=bool(remarks),
        remarks=remarks,
        dropped=gone.dropped if gone else (),
    )
    return shown, fielded


def list_lines(found: SurveyList) -> Iterator[str]:
    """Yield all surveys, and what comes next."""
    for one in found.surveys:
        whom = "" if one.asks == "customers" else ", of staff"
        yield f"{one.id}  {one.title}{whom}: {one.span}, {counted(one.answers, 'score')} in {_files(one.files)}"
        yield f"  {listed(f'{name} ({about})' if about != name else name for name, about in one.questions)}"
    for name in found.waiting:
        yield f"{name}  no file was taken in by it yet"
    yield from (f"Take care: {one}." for one in found.remarks)
    if found.surveys:
        of_customers = [one for one in found.surveys if one.asks == "customers"]
        yield f"Next:  cxdna survey score {(of_customers or found.surveys)[0].id}"
    else:
        yield "Nothing was taken in yet." if found.waiting else "There is no survey here yet."
        yield "Next:  cxdna survey add FILE"


def _files(files: tuple[ListedFile, ...]) -> str:
    return files[0].name if len(files) == 1 else counted(len(files), "file")


def show_lines(shown: ShownSurvey, fielded: Fielded) -> Iterator[str]:
    """Yield how a survey is read, its files and its windows."""
    yield from survey_lines(shown.survey)
    yield ""
    yield "Files"
    yield from (f"  none any more: {one}" for one in shown.dropped)
    for file in fielded.files:
        by = f" by {file.by}" if file.by else ""
        waves = f"; {listed(waves_in(file))}" if waves_in(file) else ""
        yield f"  {file.name}  added on {long_date(file.added)}{by}, {file.sha256[:8]}{shortened(waves, 200)}"
        yield f"    {rows_in_words(file.counts)}: {standings_in_words(file.counts)}"
        yield from (f"    {note}" for note in file.counts.notes)
    if shown.windows:
        yield ""
        yield "Windows"
        yield from (f"  {window_line(one)}" for one in shown.windows)
    yield ""
    yield from (f"Take care: {one}." for one in shown.remarks)
    if fielded.files:
        yield f"Next:  cxdna survey score {shown.survey.id}"
    else:
        yield f"Next:  cxdna survey add FILE --survey {shown.survey.id}"
