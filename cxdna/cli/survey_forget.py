"""`cxdna survey forget`: a survey that has no files is put aside."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.survey_options import say
from cxdna.cli.where import WorkspaceOption, near, where


def forget(
    survey: Annotated[str, typer.Argument(metavar="SURVEY", help="One without files of answers.", show_default=False)],
    workspace: WorkspaceOption = None,
) -> None:
    """Put a survey without files aside, so that no file is read by it; its description stays as surveys/ID.yaml.old."""
    from cxdna.workflows.current import opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.forget import forget_survey, forgotten_lines  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        found = forget_survey(here, store, survey)
    say(forgotten_lines(found, near(found.now)))
