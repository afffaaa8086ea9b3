"""`cxdna plan show`: everything of one action."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def show(
    action: Annotated[
        str, typer.Argument(metavar="ID", help="The action, as the list shows it: a1.", show_default=False)
    ],
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show everything of one action: why, who, what, by when, how it is measured, what it lacks, what changed when."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.show import show_action, show_json  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.show_lines import show_lines  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        found = show_action(planned(at_work, now()), library_of(at_work), action)
        currency = at_work.workspace.settings.organisation.currency
    if as_json:
        typer.echo(show_json(found))
        return
    for line in show_lines(found, currency):
        typer.echo(wrapped(line))
