"""`cxdna survey window`: spans of months, fixed before their answers are looked at."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.survey_options import ByOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Fix the months that a report, an award or a trend is about, before their answers are looked at.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called: award-2026.", show_default=False)],
    purpose: Annotated[str, typer.Option(metavar="PURPOSE", help="reporting, award or trend.", show_default=False)],
    first: Annotated[
        str, typer.Option("--first", "--from", metavar="MONTH", help="Its first month: 2026-01.", show_default=False)
    ],
    last: Annotated[
        str, typer.Option("--last", "--to", metavar="MONTH", help="Its last month: 2026-12.", show_default=False)
    ],
    survey: Annotated[
        str | None,
        typer.Option("--survey", metavar="ID", help="Of this survey only; left out: of all.", show_default=False),
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What to know about it.", show_default=False)] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Fix a window of whole months; once fixed it does not change."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.windows import WindowAsk, add_window, added_lines  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        ask = WindowAsk(name, purpose, first, last, survey, note, by)
        say(added_lines(add_window(store, ask, moment, local_day(here, moment))))


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the windows, the earliest fixed first."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.surveys.to_json import to_json  # noqa: PLC0415 - the same
    from cxdna.workflows.surveys.windows import list_lines, list_windows  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        found = list_windows(store, local_day(here, now()))
    if as_json:
        typer.echo(to_json(found))
    else:
        say(list_lines(found))
