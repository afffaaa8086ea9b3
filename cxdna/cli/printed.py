"""What commands that print documents share: their options, and saying what was made."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdna.errors import EXIT_MISSING_ON_MACHINE


class Paper(StrEnum):
    """Paper sizes."""

    A4 = "A4"
    LETTER = "Letter"


PaperOption = Annotated[Paper, typer.Option(help="Paper of the PDF.")]
DateOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Date written into the files; the closing date unless you say so.",
    ),
]
BrandFileOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A brand file: names, logos, accent colour, confidentiality line; left out: the workspace's.",
        show_default=False,
    ),
]
PreviousPlanOption = Annotated[
    Path | None,
    typer.Option(
        "--previous-plan",
        metavar="FILE",
        help="The plan of the earlier assessment, beside answers files: what was decided then is followed up.",
        show_default=False,
    ),
]
SecondsOption = Annotated[float, typer.Option(metavar="SECONDS", help="Give up on a PDF after so many seconds.", min=1)]


def tell(made: Any, *, open_it: bool) -> None:  # noqa: ANN401 - its type would be imported for --help
    """Say what was made and what to know about it, open the first document if asked, and leave with the exit code."""
    for line in made.lines:
        typer.echo(line)
    for warning in made.warnings:
        typer.echo(warning, err=True)
    if open_it:
        typer.launch(str(made.pdf or made.html))
    if not made.complete:
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
