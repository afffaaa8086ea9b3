"""`cxdna charts`: every chart as a picture for people's own slides."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cxdna.cli.about import AnswersArgument, BrandOption, OutOption, PlanOption, PreviousOption, WordsOption, request
from cxdna.cli.where import AssessmentOption, WorkspaceOption
from cxdna.errors import EXIT_MISSING_ON_MACHINE


def charts(
    answers: AnswersArgument = None,
    previous: PreviousOption = None,
    plan: PlanOption = None,
    words: WordsOption = None,
    out: OutOption = None,
    png: Annotated[bool, typer.Option("--png", help="Also as PNG, twice as large as they are drawn.")] = False,
    width: Annotated[
        int | None,
        typer.Option(metavar="PIXELS", help="Make the PNG so wide.", min=200, max=8000, show_default=False),
    ] = None,
    brand: BrandOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Make every chart as SVG, and with --png as PNG, in out/charts."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.charts import make_charts  # noqa: PLC0415 - the same

    asked = request(answers, previous, plan, out, workspace, assessment, words=words, brand=brand)
    made = make_charts(asked, os.environ, png=png or width is not None, width=width)
    for line in made.lines:
        typer.echo(wrapped(line))
    if made.missing:
        typer.echo(wrapped(f"No PNG was made: {made.missing}"), err=True)
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
