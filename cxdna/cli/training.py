"""`cxdna training`: the register of trainings and certificates, and how many of those who need one hold one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.survey_options import ByOption, EncodingOption, say
from cxdna.cli.where import JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Keep who was trained in what, and see how many who deal with customers are covered.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def add(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Who was trained.", show_default=False)],
    curriculum: Annotated[str, typer.Argument(metavar="CURRICULUM", help="In what.", show_default=False)],
    date: Annotated[
        str, typer.Option(metavar="DATE", help="When it was held: 2026-01-15 or January 2026.", show_default=False)
    ],
    expires: Annotated[
        str, typer.Option(metavar="DATE", help="Its last day; left out: it does not run out.", show_default=False)
    ] = "",
    back_office: Annotated[
        bool, typer.Option("--back-office", help="The person does not deal with customers.")
    ] = False,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What else to know.", show_default=False)] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Note a training or certificate of a person."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.trainings.listing import kept_lines, list_trainings  # noqa: PLC0415 - the same
    from cxdna.workflows.trainings.register import TrainingAsk, keep_trainings, read_training  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        today = local_day(here, moment)
        ask = TrainingAsk(person, curriculum, date, expires, not back_office, note)
        kept = keep_trainings(store, [read_training(ask, today)], moment, by)
        register = list_trainings(store, today)
    say(kept_lines(kept, register))


@app.command("list")
def list_(
    expired: Annotated[bool, typer.Option("--expired", help="Only what has run out.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Show the register: who was trained in what, until when it counts, and how many people are covered."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.trainings.listing import list_lines, list_trainings, trainings_json  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        found = list_trainings(store, local_day(here, now()), expired=expired)
    if as_json:
        typer.echo(trainings_json(found))
    else:
        say(list_lines(found, expired=expired))


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV or XLSX: Person, Curriculum, Date, Expires.", show_default=False)
    ],
    encoding: EncodingOption = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Take in a list of trainings; what is there already is not added again."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.trainings.listing import kept_lines, list_trainings  # noqa: PLC0415 - the same
    from cxdna.workflows.trainings.register import keep_trainings  # noqa: PLC0415 - the same
    from cxdna.workflows.trainings.take_in import read_trainings  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        today = local_day(here, moment)
        found = read_trainings(file, today, encoding)
        kept = keep_trainings(store, found.trainings, moment, by)
        register = list_trainings(store, today)
    say((*found.notes, *kept_lines(kept, register)))


@app.command()
def facing(
    people: Annotated[
        int, typer.Argument(metavar="N", help="How many people deal with customers.", show_default=False)
    ],
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Say how many people deal with customers: without that, no share of them is told."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.trainings.listing import facing_lines, list_trainings  # noqa: PLC0415 - the same
    from cxdna.workflows.trainings.register import keep_facing  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        today = local_day(here, moment)
        said = keep_facing(store, people, moment, today, by)
        register = list_trainings(store, today)
    say(facing_lines(said, register))


@app.command()
def drop(
    training: Annotated[
        str,
        typer.Argument(metavar="ID", help="The training, or a person by name for all of theirs.", show_default=False),
    ],
    workspace: WorkspaceOption = None,
) -> None:
    """Take a training back, or all of a person; the name is shown nowhere any more."""
    from cxdna.workflows.current import local_day, opened  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.trainings.listing import dropped_lines, list_trainings  # noqa: PLC0415 - the same
    from cxdna.workflows.trainings.register import drop_trainings  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (here, store):
        moment = now()
        dropped = drop_trainings(store, training, moment)
        register = list_trainings(store, local_day(here, moment))
    say(dropped_lines(dropped, register))
