"""`cxdna target`: the level each component should reach, by when and why."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Set the level each component should reach, by when and why.", no_args_is_help=True, add_completion=False
)


@app.command("set")
def set_(
    part: Annotated[
        str, typer.Argument(metavar="PART", help="The component by id or name; 'whole' for all.", show_default=False)
    ],
    level: Annotated[str, typer.Argument(metavar="LEVEL", help="A level: 3, 3.5 or its name.", show_default=False)],
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="By when: 2027-12-31 or December 2027.", show_default=False)
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why this level.", show_default=False)] = "",
    set_by: Annotated[str, typer.Option(metavar="NAME", help="Who sets it.", show_default=False)] = "",
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Set the target of a component, and say how far it is from there."""
    from msgspec.structs import replace  # noqa: PLC0415 - heavy: not for --help

    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.targets import describe_set, read_target, set_target  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        target = replace(read_target(here.playbook, part, level, by), why=why.strip(), set_by=set_by.strip())
        standing = set_target(here, target, today=local_day(here.workspace, now()))
        for line in describe_set(here, standing):
            typer.echo(wrapped(line))


@app.command("list")
def list_(
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show the target of every component, where it comes from, by when, why, and the gap."""
    from cxdna.cli.table import print_table  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.targets import list_targets, tabulate_targets, targets_json  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        found = list_targets(here, local_day(here.workspace, now()))
        if as_json:
            typer.echo(targets_json(found))
        else:
            print_table(tabulate_targets(here, found))
