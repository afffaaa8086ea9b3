"""`cxdna survey drop`: a file is taken out again."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.survey_options import ByOption, say
from cxdna.cli.where import WorkspaceOption, now, where


def drop(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="By its name, or the digits that show lists.", show_default=False),
    ],
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason.", show_default=False)],
    survey: Annotated[
        str | None,
        typer.Option("--survey", metavar="ID", help="The survey; left out: whichever has it.", show_default=False),
    ] = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Take a file of answers out again, with a reason; it stays on record and no index has it any more."""
    from cxdna.workflows.current import opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.drop import DropAsk, drop_file, dropped_lines  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (_, store):
        say(dropped_lines(drop_file(store, DropAsk(file, why, survey, by), now())))
