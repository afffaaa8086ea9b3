"""`cxdna report`: answers in, a report that can be handed over out."""

from __future__ import annotations

import os
from inspect import getdoc
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand
from typer.main import get_command

from cxdna.cli.about import AnswersArgument, OutOption, PlanOption, PreviousOption, WordsOption, request
from cxdna.cli.printed import BrandFileOption, DateOption, Paper, PaperOption, PreviousPlanOption, SecondsOption, tell
from cxdna.cli.where import AssessmentOption, WorkspaceOption


def report(
    answers: AnswersArgument = None,
    previous: PreviousOption = None,
    plan: PlanOption = None,
    previous_plan: PreviousPlanOption = None,
    words: WordsOption = None,
    out: OutOption = None,
    paper: PaperOption = Paper.A4,
    date: DateOption = None,
    brand: BrandFileOption = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Make everything that is handed over: summary, report, plan, workbook, calendars, data."
        ),
    ] = False,
    archive: Annotated[
        bool,
        typer.Option(
            "--archive",
            help="Also make report-archive.pdf, to be kept for decades: PDF/A-3a with the shared export inside.",
        ),
    ] = False,
    seconds: SecondsOption = 120,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    open_it: Annotated[
        bool, typer.Option("--open", help="Open the PDF when it is made; of several the summary.")
    ] = False,
) -> None:
    """Make the assessment report as PDF and as one HTML file, or everything at once."""
    from cxdna.workflows.printing.everything import make_everything  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.printing.report import make_report  # noqa: PLC0415 - the same

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
        archive=archive,
    )
    tell((make_everything if everything else make_report)(asked, os.environ), open_it=open_it)


EDIT: Final = "edit"
"""The word after `cxdna report` that means the words of the report; an answers file of that name is ./edit."""


class ReportOrEdit(TyperCommand):
    """`report`, or where the first word after it is `edit`, the command that edits its words, built only then."""

    def make_context(self, info_name: Any, args: list[str], parent: Any = None, **extra: Any) -> Any:  # noqa: ANN401 - Typer has no public names for these types
        """Return the context of the command that is meant."""
        if args[:1] != [EDIT]:
            return super().make_context(info_name, args, parent, **extra)
        from cxdna.cli.report_edit import edit  # noqa: PLC0415 - built only when it is asked for

        alone = typer.Typer(add_completion=False)
        alone.command(EDIT)(edit)
        return get_command(alone).make_context(f"{info_name} {EDIT}", args[1:], parent, **extra)


app = typer.Typer(help=getdoc(report), add_completion=False)
app.command(
    "report", cls=ReportOrEdit, epilog="Change drafted texts into your own words: cxdna report edit (see its --help)"
)(report)
