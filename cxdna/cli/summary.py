"""`cxdna summary`: the answer and the plan on two pages."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, PreviousOption, WordsOption, request
from cxdna.cli.printed import (
    BrandFileOption,
    DateOption,
    Paper,
    PaperOption,
    PreviousPlanOption,
    SecondsOption,
    tell,
)
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def summary(
    answers: AnswersArgument = None,
    previous: PreviousOption = None,
    plan: PlanOption = None,
    previous_plan: PreviousPlanOption = None,
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
    """Make the executive summary, two pages, as PDF and as one HTML file."""
    from cxdna.workflows.printing.summary import make_summary  # noqa: PLC0415 - heavy: not for --help

    asked = request(
        answers,
        previous,
        plan,
        out,
        workspace,
        assessment,
        previous_plan=previous_plan,
        words=words,
        paper=paper.value,
        date=date.date() if date else None,
        brand=brand,
        seconds=seconds,
    )
    tell(make_summary(asked, os.environ), open_it=open_it)
