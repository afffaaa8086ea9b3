"""`cxdna award list` and `cxdna award answer`: the lines that no file can show."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.award_check import YearOption
from cxdna.cli.survey_options import ByOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where


def list_(year: YearOption = None, as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the checklist of a year: what is open and what would show it, and what was answered."""
    from cxdna.workflows.awards.answer import checklist_json, checklist_lines, checklist_of  # noqa: PLC0415 - heavy
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        found = checklist_of(store, year, local_day(here, now()))
    if as_json:
        typer.echo(checklist_json(found))
    else:
        say(checklist_lines(found))


def answer(
    line: Annotated[str, typer.Argument(metavar="LINE", help="The line, as the list shows it.", show_default=False)],
    said: Annotated[str, typer.Argument(metavar="ANSWER", help="yes, partly or no.", show_default=False)],
    evidence: Annotated[
        str, typer.Option(metavar="TEXT", help="What shows it, and where that lies.", show_default=False)
    ] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What else to know.", show_default=False)] = "",
    by: ByOption = "",
    year: YearOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Answer a line of the checklist for a year, with evidence."""
    from cxdna.workflows.auditing.answer import AnswerAsk  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.awards.answer import answer_line, answered_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        ask = AnswerAsk(line, said, evidence, note, by)
        found = answer_line(store, ask, year, moment, local_day(here, moment))
    say(answered_lines(found))
