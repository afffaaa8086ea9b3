"""`cxdna definitions`: check and compare playbooks, questionnaires, KPIs and action templates; write their schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.wrap import wrapped
from cxdna.errors import EXIT_ANSWER_IS_NO, EXIT_BAD_INPUT, Problems

app = typer.Typer(
    help="Check and compare playbooks, questionnaires, KPIs and action templates.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(
            help="A file, or a folder to check as a whole. Left out: what the workspace around this folder has of its "
            "own, with what comes with cxdna; outside of a workspace what comes with cxdna.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit code 1 where there are remarks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")] = False,
) -> None:
    """Check definition files: name everything that is wrong, with file, line and what to do.

    Below the summary stand remarks: what works, and an expert would still write another way.
    """
    from cxdna.workflows.check_definitions import (  # noqa: PLC0415 - heavy: not for --help
        check_at_hand,
        check_definitions,
        report_json,
    )

    report = check_definitions(path) if path else check_at_hand(Path.cwd())
    if as_json:
        typer.echo(report_json(report))
    elif report.problems:
        raise Problems(report.problems, f"checked was {report.checked}" if report.checked else "")
    else:
        checked = (f"Checked: {report.checked}.",) if report.checked else ()
        for line in (report.summary, *checked, *map(str, report.remarks)):
            typer.echo(wrapped(line))
    if report.problems:
        raise typer.Exit(EXIT_BAD_INPUT)
    if report.remarks and strict:
        raise typer.Exit(EXIT_ANSWER_IS_NO)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A file or a folder as it was.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="The same as it is now.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")] = False,
) -> None:
    """Compare definition files of two times: what is new, gone, changed or replaced, and how much is comparable."""
    from cxdna.workflows.compare_definitions import (  # noqa: PLC0415 - heavy: not for --help
        compare_definitions,
        diff_json,
        diff_lines,
    )

    found = compare_definitions(old, new)
    if as_json:
        typer.echo(diff_json(found))
        return
    for line in diff_lines(found):
        typer.echo(wrapped(line))


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
