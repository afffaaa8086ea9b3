"""`cxdna calendar`: what is due when, for every calendar program."""

from __future__ import annotations

import typer

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, request
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def calendar(
    answers: AnswersArgument = None,
    plan: PlanOption = None,
    out: OutOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Make calendar.ics with all that is due, and one calendar for each person; imported again, it updates."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.beside import make_files  # noqa: PLC0415 - the same
    from cxdna.workflows.printing.calendar import CALENDARS  # noqa: PLC0415 - the same

    made = make_files(request(answers, None, plan, out, workspace, assessment), [CALENDARS])
    for note in made.notes:
        typer.echo(wrapped(note))
    if not made.lines:
        typer.echo("Nothing is due: the plan has no dates yet.")
        typer.echo("Next:  cxdna plan draft")
        return
    for line in made.lines:
        typer.echo(wrapped(line))
    typer.echo(wrapped("Import them into a calendar; imported again after the plan has changed, they update it."))
