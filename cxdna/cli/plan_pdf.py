"""`cxdna plan pdf`: the plan as a document that can be signed and handed out."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, PreviousOption, WordsOption, request
from cxdna.cli.printed import BrandFileOption, DateOption, Paper, PaperOption, SecondsOption, tell
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def pdf(
    answers: AnswersArgument = None,
    plan: PlanOption = None,
    previous: PreviousOption = None,
    words: WordsOption = None,
    out: OutOption = None,
    paper: PaperOption = Paper.A4,
    date: DateOption = None,
    brand: BrandFileOption = None,
    seconds: SecondsOption = 120,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    open_it: Annotated[bool, typer.Option("--open", help="Open the PDF when it is made.")] = False,
) -> None:
    """Make the corrective action plan as PDF and as one HTML file: timeline, actions, a page for each owner."""
    from cxdna.workflows.printing.plan import make_plan  # noqa: PLC0415 - heavy: not for --help

    asked = request(
        answers,
        previous,
        plan,
        out,
        workspace,
        assessment,
        words=words,
        paper=paper.value,
        date=date.date() if date else None,
        brand=brand,
        seconds=seconds,
    )
    tell(make_plan(asked, os.environ), open_it=open_it)
