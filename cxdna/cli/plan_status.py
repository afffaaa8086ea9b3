"""`cxdna plan status`: how far the plan is, and where it leads."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def status(
    forecast: Annotated[
        bool, typer.Option("--forecast", help="Show where the scores go if the plan holds, by quarter, and why.")
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show how far the plan is: what is late, due soon or blocked, whose turn it is, and what waits to be decided."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.status import plan_status, status_json  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.status_lines import status_lines  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as at_work:
        here = planned(at_work, now())
        if forecast:
            from cxdna.workflows.planning.foresee import foresee, foreseen_json, foreseen_lines  # noqa: PLC0415 - same

            ahead, rests_on = foresee(here)
            said, lines = foreseen_json(ahead), foreseen_lines(ahead, rests_on)
        else:
            found = plan_status(here, library_of(at_work))
            said, lines = status_json(found), status_lines(found)
    if as_json:
        typer.echo(said)
        return
    for line in lines:
        typer.echo(wrapped(line))
