"""`cxdna demo`: an invented organisation with its report, to look at and to copy from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.errors import EXIT_MISSING_ON_MACHINE


def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("cxdna-demo"),
) -> None:
    """Make an invented organisation with two yearly assessments, and its report."""
    from cxdna.workflows.demo import make_demo  # noqa: PLC0415 - heavy: not for --help

    made = make_demo(folder, os.environ)
    for line in made.lines:
        typer.echo(line)
    for warning in made.warnings:
        typer.echo(warning, err=True)
    if not made.complete:
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
