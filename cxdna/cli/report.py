"""`cxdna report`: answers in, a report that can be handed over out."""

from __future__ import annotations

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_MISSING_ON_MACHINE


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "A4"
    LETTER = "Letter"


def report(
    answers: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ANSWERS]", help="An answers file; left out: the assessment of this workspace.", show_default=False
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="The answers file of an earlier assessment; left out in a workspace: the one before.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The folder for report.pdf and report.html, made when missing; left out: out.",
            show_default=False,
        ),
    ] = None,
    paper: Annotated[Paper, typer.Option(help="Paper of the PDF.")] = Paper.A4,
    date: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="Date written into the files; the closing date unless you say so.",
        ),
    ] = None,
    brand: Annotated[
        Path | None,
        typer.Option(
            help="A brand file: names, logos, accent colour, confidentiality line; left out: the workspace's.",
            show_default=False,
        ),
    ] = None,
    archive: Annotated[
        bool,
        typer.Option(
            "--archive",
            help="Also make report-archive.pdf, to be kept for decades: PDF/A-3a with the shared export inside.",
        ),
    ] = False,
    seconds: Annotated[
        float, typer.Option(metavar="SECONDS", help="Give up on the PDF after so many seconds.", min=1)
    ] = 120,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the PDF when it is made.")] = False,
) -> None:
    """Make the assessment report as PDF and as one HTML file."""
    from cxdna.workflows.printing.model import Request  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.report import make_report  # noqa: PLC0415 - the same

    made = make_report(
        Request(
            answers=answers,
            where=where(workspace, assessment),
            moment=now(),
            previous=previous,
            out=out,
            paper=paper.value,
            date=date.date() if date else None,
            brand=brand,
            seconds=seconds,
            archive=archive,
        ),
        os.environ,
    )
    for line in made.lines:
        typer.echo(line)
    for warning in made.warnings:
        typer.echo(warning, err=True)
    if open_it:
        typer.launch(str(made.pdf or made.html))
    if made.pdf is None:
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
