"""`cxdna survey score`: the index of each question, from what was counted or straight from a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cxdna.cli.survey_options import (
    EncodingOption,
    EngineName,
    EngineOption,
    FromOption,
    MasterOption,
    MemoryOption,
    QuestionOption,
    SkipBadOption,
    TemporaryOption,
    ThreadsOption,
    ToOption,
    WeightingName,
    WindowOption,
    say,
    starting,
)
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where
from cxdna.errors import UserError

if TYPE_CHECKING:
    from cxdna.voice.survey.model import Survey
    from cxdna.workflows.surveys.limits import Counting
    from cxdna.workflows.surveys.score import ScoreAsk, SurveyScore
    from cxdna.workflows.surveys.score_file import FileAsk

_FILES = frozenset({".csv", ".tsv", ".txt", ".parquet", ".xlsx", ".xlsm", ".xls"})


def score(
    survey: Annotated[
        str | None,
        typer.Argument(
            metavar="[SURVEY|FILE]",
            help="A survey, or a file that is scored where it lies; left out: the only survey of customers.",
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="For a file: what was asked and which column says what. No workspace is needed then.",
            show_default=False,
        ),
    ] = None,
    question: QuestionOption = None,
    group: Annotated[
        str | None,
        typer.Option("--group", metavar="DIMENSION", help="Grouped by this: category, country.", show_default=False),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", hidden=True)] = None,
    window: WindowOption = None,
    first: FromOption = None,
    last: ToOption = None,
    population: Annotated[
        int | None,
        typer.Option(
            "--population",
            metavar="N",
            min=1,
            help="How many could be asked; tells how many more answers are needed.",
            show_default=False,
        ),
    ] = None,
    weighting: Annotated[WeightingName, typer.Option(help="Whom the index weighs alike.")] = WeightingName.ANSWERS,
    skip_bad: SkipBadOption = False,
    encoding: EncodingOption = None,
    engine: EngineOption = EngineName.DUCKDB,
    master: MasterOption = None,
    memory: MemoryOption = None,
    threads: ThreadsOption = None,
    temporary: TemporaryOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show the index of each question with its interval, its distribution, and what does not count."""
    from cxdna.workflows.surveys.limits import Counting  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.score import ScoreAsk  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.spans import Months  # noqa: PLC0415 - the same

    if group and by and group != by:
        raise UserError(f"--by is another name of --group, and they say '{by}' and '{group}'", "give --group alone")
    ask = ScoreAsk(question, group or by, Months(window, first, last), weighting.value, population)
    if survey is not None and (mapping is not None or Path(survey).suffix.lower() in _FILES):
        from cxdna.workflows.surveys.score_file import FileAsk  # noqa: PLC0415 - the same

        given = FileAsk(Path(survey), mapping, encoding, skip_bad)
        _score_file(given, ask, Counting(engine.value, master, memory, threads, temporary), workspace, as_json=as_json)
    elif mapping is not None:
        raise UserError("--mapping says how a file is read, and none is named", "name it: cxdna survey score FILE")
    else:
        _score_kept(survey, ask, workspace, as_json=as_json)


def _score_kept(survey: str | None, ask: ScoreAsk, workspace: Path | None, *, as_json: bool) -> None:
    from msgspec import structs  # noqa: PLC0415 - heavy: not for --help

    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.changed import changed_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.gone import survey_held  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import voice_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.score import score_survey  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        voice = voice_of(store)
        fielded = survey_held(store, voice, survey)
    found = score_survey(fielded, ask, voice)
    found = structs.replace(found, remarks=(*found.remarks, *changed_lines(here, (fielded,))))
    _tell(found, fielded.survey, f"cxdna survey trend {found.survey}", as_json=as_json)


def _score_file(given: FileAsk, ask: ScoreAsk, counting: Counting, workspace: Path | None, *, as_json: bool) -> None:
    from cxdna.workflows.surveys.score_file import score_file  # noqa: PLC0415 - heavy: not for --help

    if ask.months.window is not None:
        raise UserError("windows are those of a workspace", "give --from and --to for a file")
    here = None
    if given.mapping is None:
        from cxdna.workspace.find import find  # noqa: PLC0415 - the same

        place = where(workspace)
        here = find(place.here, place.workspace)
    starting(counting.engine)
    moment = now()
    today = moment.astimezone().date()
    if here is not None:
        from cxdna.workflows.current import local_day  # noqa: PLC0415 - only where there is a workspace

        today = local_day(here, moment)
    found, survey = score_file(given, ask, counting, os.environ, here, today)
    keep = f" --mapping {given.mapping}" if given.mapping else ""
    _tell(found, survey, f"cxdna survey add {given.file}{keep}", as_json=as_json)


def _tell(found: SurveyScore, survey: Survey, again: str, *, as_json: bool) -> None:
    if as_json:
        from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - heavy: not for --help

        typer.echo(to_json(found))
        return
    from cxdna.workflows.surveys.score_lines import score_lines  # noqa: PLC0415 - the same

    say(score_lines(found, survey, again))
