"""`cxdna demo`: an invented organisation with its documents, to look at, to try things in and to copy from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.errors import EXIT_MISSING_ON_MACHINE


def demo(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")] = Path("cxdna-demo"),
) -> None:
    """Make an invented organisation as a workspace: two yearly assessments, an agreed plan, and its documents."""
    from cxdna.workflows.demo.make import make_demo  # noqa: PLC0415 - heavy: not for --help

    made = make_demo(folder, os.environ)
    for line in made.lines:
        typer.echo(line)
    for warning in made.warnings:
        typer.echo(warning, err=True)
    if not made.complete:
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
