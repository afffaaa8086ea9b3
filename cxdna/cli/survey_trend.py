"""`cxdna survey trend`: indices wave by wave."""

from __future__ import annotations

import typer

from cxdna.cli.survey_options import FromOption, QuestionOption, SurveyArgument, ToOption, WindowOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, where


def trend(
    survey: SurveyArgument = None,
    question: QuestionOption = None,
    window: WindowOption = None,
    first: FromOption = None,
    last: ToOption = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show each question wave by wave, and whether it rises or falls by more than chance."""
    from msgspec import structs  # noqa: PLC0415 - heavy: not for --help

    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.changed import changed_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.gone import survey_held  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.hand import voice_of  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.spans import Months  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.trend import trend_lines, trend_survey  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        voice = voice_of(store)
        fielded = survey_held(store, voice, survey)
    found = trend_survey(fielded, question, Months(window, first, last), voice)
    found = structs.replace(found, remarks=changed_lines(here, (fielded,)))
    if as_json:
        typer.echo(to_json(found))
    else:
        say(trend_lines(found))
