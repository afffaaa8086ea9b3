"""`cxdna survey list` and `cxdna survey show`: the surveys, how their files are read, and which were taken in."""

from __future__ import annotations

import typer

from cxdna.cli.survey_options import SurveyArgument, say
from cxdna.cli.where import JsonOption, WorkspaceOption, where


def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the surveys with their questions, months and numbers of answers."""
    from cxdna.workflows.current import opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.listing import list_lines, list_surveys  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        found = list_surveys(here, store)
    if as_json:
        typer.echo(to_json(found))
    else:
        say(list_lines(found))


def show(survey: SurveyArgument = None, as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show one survey: what it asks on which scale, which column says what, its files, waves and windows."""
    from cxdna.workflows.current import opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.listing import show_lines, show_survey  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        shown, fielded = show_survey(here, store, survey)
    if as_json:
        typer.echo(to_json(shown))
    else:
        say(show_lines(shown, fielded))
