"""`cxdna data`: everything that documents are made of, as JSON for other programs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, PreviousOption, WordsOption, request
from cxdna.cli.printed import PreviousPlanOption
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def data(
    answers: AnswersArgument = None,
    previous: PreviousOption = None,
    plan: PlanOption = None,
    previous_plan: PreviousPlanOption = None,
    words: WordsOption = None,
    out: OutOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it; as --out - does.")] = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Make data.json: scores, findings, plan, KPIs, decisions and forecast, with a documented shape."""
    from cxdna.workflows.printing.beside import at_desk, make_files  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.data import DATA  # noqa: PLC0415 - the same

    printed = as_json or str(out) == "-"
    folder = None if printed else out
    asked = request(answers, previous, plan, folder, workspace, assessment, previous_plan=previous_plan, words=words)
    if printed:
        for content in DATA.make(at_desk(asked)).values():
            sys.stdout.buffer.write(content)
        return
    made = make_files(asked, [DATA])
    for note in made.notes:
        typer.echo(note)
    for line in made.lines:
        typer.echo(f"{line}    described in playbook/schema/data.schema.json")
