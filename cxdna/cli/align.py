"""`cxdna align`: the assessment beside what staff and customers say."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def align(
    window: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A window of months; left out: the newest to report on.", show_default=False),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="MONTH", help="The first month: 2026-01.", show_default=False)
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="MONTH", help="The last month: 2026-12.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what we say, staff say and customers say side by side, and which claims no result stands behind."""
    from cxdna.workflows.alignment.look import align_json, align_lines, look  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.subject import of_workspace  # noqa: PLC0415 - the same

    found = look(of_workspace(where(workspace, assessment), now()), window, first, last)
    if as_json:
        typer.echo(align_json(found))
        return
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same

    for line in align_lines(found):
        typer.echo(wrapped(line))
