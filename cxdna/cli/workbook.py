"""`cxdna workbook`: scores, answers, findings and plan as a workbook to sort, filter and work on."""

from __future__ import annotations

import typer

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, PreviousOption, request
from cxdna.cli.printed import PreviousPlanOption
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def workbook(
    answers: AnswersArgument = None,
    previous: PreviousOption = None,
    plan: PlanOption = None,
    previous_plan: PreviousPlanOption = None,
    out: OutOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Make workbook.xlsx: scores, answers, evidence, findings and plan, to sort, filter and calculate with."""
    from cxdna.workflows.printing.beside import make_files  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.workbook import WORKBOOK  # noqa: PLC0415 - the same

    made = make_files(
        request(answers, previous, plan, out, workspace, assessment, previous_plan=previous_plan), [WORKBOOK]
    )
    for note in made.notes:
        typer.echo(note)
    for line in made.lines:
        typer.echo(f"{line}    for Excel, LibreOffice and Numbers")
    if made.concern:
        typer.echo(made.concern, err=True)
