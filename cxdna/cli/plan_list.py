"""`cxdna plan list`: the actions, or some of them."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def list_(
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only those of this owner or role.", show_default=False)
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(metavar="STATUS", help="proposed, agreed, in progress, blocked or done.", show_default=False),
    ] = None,
    component: Annotated[
        str | None,
        typer.Option(metavar="PART", help="Only for this component, by id or name.", show_default=False),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those that are late.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show the actions with owner, status and deadline: late ones first, then by the day they are due."""
    from cxdna.cli.columns import print_columns  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.listing import (  # noqa: PLC0415 - the same
        HEAD,
        Filters,
        foot_lines,
        head_lines,
        list_actions,
        list_json,
        list_rows,
    )
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        here = planned(at_work, now())
        found = list_actions(here, library_of(at_work), Filters(owner, status, component, overdue))
    if as_json:
        typer.echo(list_json(found))
        return
    for line in head_lines(found, here):
        typer.echo(wrapped(line))
    if rows := list(list_rows(found)):
        typer.echo()
        print_columns(HEAD, rows)
    typer.echo()
    for line in foot_lines(found, here):
        typer.echo(wrapped(line))
