"""`cxdna evidence`: what shows that a practice is real, with copies of files, their age and their hashes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO, UserError

app = typer.Typer(
    help="Note what shows that a practice is real, and look after it.", no_args_is_help=True, add_completion=False
)
_CONFIRM = "name one or more by id (cxdna evidence list shows them), or say --all"


@app.command()
def add(
    title: Annotated[
        str | None,
        typer.Argument(metavar="TITLE", help="What it is: Charter of the customer board.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="policy, record, data, ... (? lists them).", show_default=False)
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(help="Date of the evidence itself: 2026-01-15 or January 2026.", show_default=False),
    ] = None,
    covers: Annotated[
        list[str] | None,
        typer.Option(
            help="Questions or components it supports, with commas between (? lists them).", show_default=False
        ),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="A file; it is copied into the workspace.", show_default=False)
    ] = None,
    link: Annotated[str | None, typer.Option(help="Web address where it can be seen.", show_default=False)] = None,
    owner: Annotated[str, typer.Option(help="Who keeps it.", show_default=False)] = "",
    source: Annotated[str, typer.Option(help="System or meeting it comes from.", show_default=False)] = "",
    periods: Annotated[
        int | None, typer.Option(help="For figures: how many periods they show.", show_default=False)
    ] = None,
    verified_by: Annotated[str, typer.Option(help="Who has looked at it.", show_default=False)] = "",
    valid_months: Annotated[
        int | None, typer.Option(help="Months it stays valid, where fewer than its kind does.", show_default=False)
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Note a piece of evidence; what is left out is asked for. Files are copied, with a hash to verify them later."""
    from cxdna.cli.evidence_ask import Given, listed_instead, offer_from  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day, refuse_closed  # noqa: PLC0415 - the same
    from cxdna.workflows.evidence.listing import added_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.evidence.record import record_evidence  # noqa: PLC0415 - the same

    given = Given(title, kind, date, tuple(covers or ()), file, link, owner, source, periods, verified_by, valid_months)
    with current(where(workspace, assessment)) as here:
        if listed_instead(here, given):
            return
        refuse_closed(here)
        today = local_day(here.workspace, now())
        offer = offer_from(here, given)
        record = record_evidence(here, offer, today=today)
        _say(added_lines(here, record, today))


@app.command("list")
def list_(
    component: Annotated[
        str | None,
        typer.Option(metavar="PART", help="Only what supports this component, by id or name.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Show the evidence: its age, until when it counts, for what, where it is, and if it does not count, why."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.evidence.listing import evidence_json, list_evidence, list_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.find_part import find_part  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        part = None if component is None else find_part(here.playbook, component)
        found = list_evidence(here, local_day(here.workspace, now()), part)
        if as_json:
            typer.echo(evidence_json(found))
        else:
            _say(list_lines(found, here))


@app.command()
def check(
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Check the evidence: age, missing and changed files, and what belongs to nothing. Ends with 1 if it is not so."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.evidence.check import check_json, check_kept, check_lines  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        checked = check_kept(here, local_day(here.workspace, now()))
        if as_json:
            typer.echo(check_json(checked))
        else:
            _say(check_lines(checked, here))
    if not checked.right:
        raise typer.Exit(EXIT_ANSWER_IS_NO)


@app.command()
def withdraw(
    record: Annotated[str, typer.Argument(metavar="ID", help="The record, as the list shows it.", show_default=False)],
    why: Annotated[str, typer.Option(help="The reason; it is kept in the workspace's log.", show_default=False)],
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Withdraw a record: it counts no longer. Its file stays, and the log says why."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.evidence.change import withdraw_evidence  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        at = now()
        gone = withdraw_evidence(here, record, why, at=at, today=local_day(here.workspace, at))
    typer.echo(f"Withdrawn: {gone.id} ({gone.title}). It counts no longer.")
    typer.echo("Next:  cxdna status")


@app.command()
def confirm(
    records: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="The records, as the list shows them.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that wait, as they are dated.")] = False,
    date: Annotated[
        str | None,
        typer.Option(help="Of one record made again, its new date: 2026-01-15 or January 2026.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Take records of the assessment before over, because you looked at them again and they are still true."""
    from cxdna.organisation.read_date import read_date  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.evidence.change import confirm_evidence, confirm_several  # noqa: PLC0415 - the same
    from cxdna.workflows.evidence.listing import added_lines, confirmed_lines  # noqa: PLC0415 - the same

    named = records or []
    if bool(named) == everything:
        raise UserError("nothing says which records" if not named else "records are named beside --all", _CONFIRM)
    made_again = None if date is None else read_date(date)
    if made_again and len(named) != 1:
        raise UserError("a date is that of one record", "confirm those that were made again one by one")
    with current(where(workspace, assessment)) as here:
        today = local_day(here.workspace, now())
        if len(named) == 1:
            kept = confirm_evidence(here, named[0], today=today, date=made_again)
            _say(added_lines(here, kept.record, today))
        else:
            _say(confirmed_lines(here, confirm_several(here, named, today=today), today))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help

    for line in lines:
        typer.echo(wrapped(line))
