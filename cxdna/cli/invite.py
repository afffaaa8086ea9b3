"""`cxdna invite`: a list of people in, one form a person out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, chance, now, where


def invite(
    people: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PEOPLE]",
            help="A list as .xlsx or .csv with the columns Name, Role, and if you like Components, Group, E-mail. Left "
            "out: everybody in the assessment who is not done and has no form yet.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where the forms go; left out: out/forms in the workspace.", show_default=False
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="By when they are to be back: 2026-12-12.", show_default=False),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="How a CSV file was saved, where it cannot be told.", show_default=False),
    ] = None,
    more: Annotated[
        bool, typer.Option("--more", help="In an anonymous assessment: these people have no form yet.")
    ] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Write a form for each person on a list, for people who never open a terminal.

    Without a list: for everybody in the assessment who is not done; forms that are there stay as they are.

    A form asks about the components on the list; without any, about those in which the questionnaire names the
    person's role; without that, about all.
    """
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.forms.invite import Wish, invite, invited_lines, read_by  # noqa: PLC0415 - the same
    from cxdna.workflows.score import as_json as to_json  # noqa: PLC0415 - the same

    moment = now()
    with current(where(workspace, assessment)) as here:
        day = read_by(by, local_day(here.workspace, moment))
        wish = Wish(people=people, out=out, by=day, encoding=encoding, more=more)
        invited = invite(here, wish, moment, chance)
    if as_json:
        typer.echo(to_json(invited))
        return
    for line in invited_lines(invited, Path.cwd()):
        typer.echo(wrapped(line))
