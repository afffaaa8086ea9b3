"""`cxdna award check`: every rule of such an award, line by line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.survey_options import EngineName, EngineOption, MemoryOption, TemporaryOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO

YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YEAR", help="The year of the data; left out: the last one.", show_default=False),
]

UnitOption = Annotated[
    str, typer.Option(metavar="NAME", help="One unit, such as a project; left out: all.", show_default=False)
]
StrictOption = Annotated[bool, typer.Option("--strict", help="The lower end of the interval has to be at 4.0, too.")]
CategoryOption = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="NAME", help="A category that applies; again for more.", show_default=False),
]
SurveysOption = Annotated[
    list[str] | None,
    typer.Option(
        "--survey",
        metavar="ID",
        help="A survey that is entered; again for more. Left out: all of customers.",
        show_default=False,
    ),
]


def check(
    year: YearOption = None,
    unit: UnitOption = "",
    strict: StrictOption = False,
    category: CategoryOption = None,
    survey: SurveysOption = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not read the files again; what only they show stays not proved.")
    ] = False,
    engine: EngineOption = EngineName.DUCKDB,
    memory: MemoryOption = None,
    temporary: TemporaryOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Check a calendar year against the rules of such an award. Ends with 1 unless it passes; a gap is no pass."""
    from cxdna.voice.counts.engines import engine as engine_named  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.auditing.read_again import Reader, folders_of  # noqa: PLC0415 - the same
    from cxdna.workflows.awards.check import CheckAsk, check_award, readiness_json, readiness_lines  # noqa: PLC0415 - same
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.changed import changed_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import voice_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.limits import Counting, limits_of_audit  # noqa: PLC0415 - the same

    limits = limits_of_audit(Counting(engine.value, None, memory, None, temporary), os.environ)
    with opened(where(workspace)) as (here, store):
        folders = folders_of(Path.cwd(), here.folder)
        reader = None if quick else Reader(engine=engine_named(engine.value), limits=limits, folders=folders)
        today = local_day(here, now())
        found = check_award(
            store, CheckAsk(year, unit, strict, tuple(category or ()), tuple(survey or ())), reader, today
        )
        if as_json:
            typer.echo(readiness_json(found, today))
        else:
            say(readiness_lines(found))
            say(f"Take care: {one}." for one in changed_lines(here, voice_of(store).surveys))
    if found.verdict in {"fail", "not proved"}:
        raise typer.Exit(EXIT_ANSWER_IS_NO)
