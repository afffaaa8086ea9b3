"""`cxdna status`: where the assessment stands, and what comes next."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def status(
    everything: Annotated[bool, typer.Option("--all", help="List everything, however long the lists.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show who is how far, how the components stand, what lacks evidence, what to talk about, and the next step."""
    from cxdna.cli.table import print_table  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.status.lines import (  # noqa: PLC0415 - the same
        component_table,
        heading_lines,
        matter_lines,
        people_table,
    )
    from cxdna.workflows.status.look import status_json, status_of  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        found = status_of(here, local_day(here.workspace, now()))
    if as_json:
        typer.echo(status_json(found))
        return
    if found.people.persons:
        print_table(people_table(found, everything=everything))
    else:
        for line in heading_lines(found):
            typer.echo(wrapped(line))
        typer.echo()
    if any(one.answered_by for one in found.components) or found.people.asked > found.people.not_started:
        print_table(component_table(found))
    for line in matter_lines(found, everything=everything):
        typer.echo(wrapped(line))
