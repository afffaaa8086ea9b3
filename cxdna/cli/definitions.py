"""`cxdna definitions`: check playbooks, questionnaires, KPIs and action templates, and write their schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.errors import EXIT_ANSWER_IS_NO, EXIT_BAD_INPUT, Problems

app = typer.Typer(
    help="Check playbooks, questionnaires, KPIs and action templates.", no_args_is_help=True, add_completion=False
)


@app.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="A file, or a folder to check as a whole. Left out: what comes with cxdna.", show_default=False
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")] = False,
) -> None:
    """Check definition files: name everything that is wrong, with file, line and what to do."""
    from cxdna.workflows.check_definitions import check_definitions, report_json  # noqa: PLC0415 - heavy: not for --help

    report = check_definitions(path)
    if as_json:
        typer.echo(report_json(report))
        raise typer.Exit(EXIT_BAD_INPUT if report.problems else 0)
    if report.problems:
        raise Problems(report.problems)
    typer.echo(report.summary)


@app.command()
def schema(
    write: Annotated[
        bool, typer.Option("--write", help="Write the files. Left out: say which are out of date.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(help="Where the schemas stand; left out: playbook/schema of cxdna.", show_default=False),
    ] = None,
) -> None:
    """Keep the JSON Schemas, which help editors with definition files, what cxdna itself goes by."""
    from cxdna.workflows.check_definitions import (  # noqa: PLC0415 - heavy: not for --help
        schema_folder,
        stale_schemas,
        write_schemas,
    )

    place = folder or schema_folder()
    if write:
        for name in write_schemas(place):
            typer.echo(f"written: {place / name}")
        return
    stale = stale_schemas(place)
    for name in stale:
        typer.echo(f"not up to date: {place / name}")
    if stale:
        raise typer.Exit(EXIT_ANSWER_IS_NO)
