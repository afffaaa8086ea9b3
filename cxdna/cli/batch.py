"""`cxdna batch`: the reports of many assessments at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import near, now, user_settings


def batch(
    places: Annotated[
        list[Path],
        typer.Argument(
            metavar="PLACE...",
            help="Workspaces, answers files, or folders that hold them.",
            show_default=False,
        ),
    ],
    processes: Annotated[
        int,
        typer.Option(metavar="N", help="Reports made at the same time on this machine.", min=1, max=64),
    ] = 2,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler, such as tcp://10.0.0.5:8786: its machines do the work, and see the same folders.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="A folder for all reports, each in a folder of its own; left out: where each assessment puts its own.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Make the reports of many assessments; one that cannot be made stops no other."""
    from cxdna.workflows.printing.batch import (  # noqa: PLC0415 - heavy: not for --help
        batch_of,
        cluster,
        print_batch,
    )
    from cxdna.workflows.printing.batch import processes as on_this_machine  # noqa: PLC0415 - the same

    asked = batch_of(places, now(), out, user_settings())
    requests, failed = asked.requests, list(asked.failed)
    with cluster(scheduler) if scheduler else on_this_machine(min(processes, len(requests)) or 1) as executor:
        for outcome in print_batch(requests, executor, os.environ):
            if outcome.made is None:
                failed.append(outcome)
                typer.echo(f"{near(Path(outcome.place))}: not made", err=True)
                continue
            document = outcome.made.documents[0]
            typer.echo(f"{near(document.pdf or document.html)}    {document.pages} pages")
            for warning in outcome.made.warnings:
                typer.echo(f"{near(Path(outcome.place))}: {warning}", err=True)
    every = len(requests) + len(asked.failed)
    typer.echo(f"{every - len(failed)} of {every} reports made.")
    for outcome in failed:
        typer.echo(f"\n{near(Path(outcome.place))} was not made:\n{outcome.error}", err=True)
    if failed:
        raise typer.Exit(failed[0].exit_code)
