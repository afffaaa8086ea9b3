"""`cxdna award report`: award readiness with its evidence, as a document that an auditor can walk through."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cxdna.cli.award_check import CategoryOption, StrictOption, SurveysOption, UnitOption, YearOption
from cxdna.cli.printed import BrandFileOption, DateOption, Paper, PaperOption, SecondsOption, tell
from cxdna.cli.survey_options import EngineName, EngineOption, MemoryOption, TemporaryOption
from cxdna.cli.survey_report import HtmlOnlyOption, OutOption, QuickOption, reader_by, voice_request
from cxdna.cli.where import WorkspaceOption


def report(
    year: YearOption = None,
    unit: UnitOption = "",
    strict: StrictOption = False,
    category: CategoryOption = None,
    survey: SurveysOption = None,
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
    """Make the award readiness report of a year: a self-check with its evidence, as PDF, HTML and data."""
    from cxdna.workflows.awards.check import CheckAsk  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.award_report import make_award_report  # noqa: PLC0415 - the same

    asked = voice_request(workspace, out, paper, date, brand, seconds, html_only=html_only)
    reading = None if quick else (engine, memory, temporary)
    ask = CheckAsk(year, unit, strict, tuple(category or ()), tuple(survey or ()))
    tell(make_award_report(asked, ask, os.environ, reader_by(reading)), open_it=open_it)
