"""`cxdna score`: answers in, the scores as a table or as JSON out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, now, where


def score(
    answers: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ANSWERS]", help="An answers file; left out: the assessment of this workspace.", show_default=False
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="The answers file of an earlier assessment; left out in a workspace: the one before.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print scores and findings as JSON, for other programs.")
    ] = False,
) -> None:
    """Show the scores: as answered and as shown by evidence, with targets, gaps and what to look at first."""
    from cxdna.workflows.score import find_in, score_json  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.subject import of_file, of_workspace  # noqa: PLC0415 - the same

    place = where(workspace, assessment)
    subject = of_file(answers, previous, place) if answers else of_workspace(place, now(), previous)
    if subject.concern:
        typer.echo(subject.concern, err=True)
    findings = find_in(subject.now, subject.before)
    if as_json:
        typer.echo(score_json(subject.now, findings))
        return
    from cxdna.cli.table import print_table  # noqa: PLC0415 - the same
    from cxdna.workflows.tabulate import tabulate  # noqa: PLC0415 - the same

    print_table(tabulate(subject.now, findings, answers))
