"""`cxdna why`: how one score comes about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, now, where


def why(
    part: Annotated[
        str,
        typer.Argument(
            metavar="PART|QUESTION", help="A part or question: corrective_action, q7.2, or overall.", show_default=False
        ),
    ],
    answers: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ANSWERS]", help="An answers file; left out: the assessment of this workspace.", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the derivation as JSON, for other programs.")] = False,
) -> None:
    """Show how a score comes about, so that you can redo it with a pencil."""
    from cxdna.workflows.subject import of_file, of_workspace  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.why import why as derived  # noqa: PLC0415 - the same
    from cxdna.workflows.why import why_json  # noqa: PLC0415 - the same

    place = where(workspace, assessment)
    subject = of_file(answers, None, place) if answers else of_workspace(place, now())
    if subject.concern:
        typer.echo(subject.concern, err=True)
    found = derived(subject.now, part)
    if as_json:
        typer.echo(why_json(found))
        return
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same

    for line in found.lines:
        typer.echo(wrapped(line))
