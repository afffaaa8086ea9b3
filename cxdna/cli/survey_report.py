"""`cxdna survey report`: what customers say, as a document that can be handed over."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdna.cli.printed import BrandFileOption, DateOption, Paper, PaperOption, SecondsOption, tell
from cxdna.cli.survey_options import (
    EngineName,
    EngineOption,
    MemoryOption,
    SurveyArgument,
    TemporaryOption,
    WindowOption,
)
from cxdna.cli.where import WorkspaceOption, now, user_settings, where

OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FOLDER", help="Where to; made when missing; left out: out.", show_default=False),
]
HtmlOnlyOption = Annotated[bool, typer.Option("--html-only", help="Make no PDF, only what stands beside it.")]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="Do not read the files again; what only they show stays not proved.")
]


def report(
    survey: SurveyArgument = None,
    window: WindowOption = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help="The months of a calendar year.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every month there is.")] = False,
    quick: QuickOption = False,
    html_only: HtmlOnlyOption = False,
    out: OutOption = None,
    paper: PaperOption = Paper.A4,
    date: DateOption = None,
    brand: BrandFileOption = None,
    seconds: SecondsOption = 120,
    engine: EngineOption = EngineName.DUCKDB,
    memory: MemoryOption = None,
    temporary: TemporaryOption = None,
    workspace: WorkspaceOption = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the PDF when it is made.")] = False,
) -> None:
    """Make the customer index report of a survey: PDF, one HTML file, workbook and data.

    Without --window, --year or --all it covers the newest window fixed for reports, else the last twelve months with
    answers.
    """
    from cxdna.workflows.printing.index_months import IndexAsk  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.index_report import make_index_report  # noqa: PLC0415 - the same

    asked = voice_request(workspace, out, paper, date, brand, seconds, html_only=html_only)
    reading = None if quick else (engine, memory, temporary)
    made = make_index_report(asked, IndexAsk(survey, window, year, everything), os.environ, reader_by(reading))
    tell(made, open_it=open_it)


def voice_request(
    workspace: Path | None,
    out: Path | None,
    paper: Paper,
    date: Any,  # noqa: ANN401 - as Typer gives it
    brand: Path | None,
    seconds: float,
    *,
    html_only: bool,
) -> Any:  # noqa: ANN401 - its type would be imported for --help
    """Return what is asked for."""
    from cxdna.workflows.printing.voice_press import VoiceRequest  # noqa: PLC0415 - heavy: not for --help

    return VoiceRequest(
        where=where(workspace),
        moment=now(),
        out=out,
        paper=paper.value,
        date=date.date() if date else None,
        brand=brand,
        user_settings=user_settings(),
        seconds=seconds,
        html_only=html_only,
    )


def reader_by(asked: tuple[EngineName, str | None, Path | None] | None) -> Any:  # noqa: ANN401 - the same
    """Return what makes the reader of a workspace's files: engine, memory and folder; None reads no files."""
    if asked is None:
        return lambda _: None
    from cxdna.voice.counts.engines import engine as engine_named  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.auditing.read_again import Reader, folders_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.limits import Counting, limits_of_audit  # noqa: PLC0415 - the same

    engine, memory, temporary = asked
    limits = limits_of_audit(Counting(engine.value, None, memory, None, temporary), os.environ)

    def reader(home: Any) -> Reader:  # noqa: ANN401 - its type would be imported for --help
        return Reader(engine=engine_named(engine.value), limits=limits, folders=folders_of(Path.cwd(), home.folder))

    return reader
