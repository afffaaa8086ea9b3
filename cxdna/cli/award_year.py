"""`cxdna award year`: the years whose results were awarded."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.survey_options import ByOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Note the years whose results were awarded, and see how many there are in a row.",
    no_args_is_help=True,
    add_completion=False,
)
YearArgument = Annotated[int, typer.Argument(metavar="YEAR", help="The year of the data.", show_default=False)]
UnitOption = Annotated[
    str,
    typer.Option(
        "--unit", metavar="NAME", help="The unit that was awarded; left out: the company.", show_default=False
    ),
]


@app.command()
def add(
    year: YearArgument,
    awarded: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="When it was awarded; left out: the year after.", show_default=False),
    ] = None,
    unit: UnitOption = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="What else to know.", show_default=False)] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Note a year whose results were awarded."""
    from cxdna.voice.model import AwardYear  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.awards.years import add_year, list_years, years_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - the same

    given = AwardYear(
        data_year=year,
        award_year=year + 1 if awarded is None else awarded,
        unit=" ".join(unit.split()),
        note=note.strip(),
    )
    with opened(where(workspace)) as (here, store):
        moment = now()
        new = add_year(store, given, moment, local_day(here, moment), by)
        found = list_years(store)
    say(
        (
            f"{'Noted' if new else 'Noted already'}: results of {year}, awarded in {given.award_year}.",
            *years_lines(found),
        )
    )


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None) -> None:
    """Show the award years of the company and of its units."""
    from cxdna.workflows.awards.years import list_years, years_json, years_lines  # noqa: PLC0415 - heavy
    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (_, store):
        found = list_years(store)
    if as_json:
        typer.echo(years_json(found))
    else:
        say(years_lines(found))


@app.command()
def drop(year: YearArgument, unit: UnitOption = "", workspace: WorkspaceOption = None) -> None:
    """Take back an award year that was noted by mistake."""
    from cxdna.workflows.awards.years import drop_year, list_years, years_lines  # noqa: PLC0415 - heavy
    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (_, store):
        drop_year(store, year, unit, now())
        found = list_years(store)
    say((f"Taken back: {year}.", *years_lines(found)))
