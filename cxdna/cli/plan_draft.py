"""`cxdna plan draft`: from findings to actions with owners, days, KPIs and what comes first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where


def draft(
    start: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day the plan starts; left out: as in the last draft.", show_default=False
        ),
    ] = None,
    owners: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who is behind each role: a table with the columns Role and Name, or YAML.",
            show_default=False,
        ),
    ] = None,
    most: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, max=200, help="Most actions to draft; left out: as last time, or 8.", show_default=False
        ),
    ] = None,
    at_once: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=20,
            help="Most actions an owner works on at the same time; left out: as last time, or 2.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ask nothing; roles nobody is named for stay as they are.")
    ] = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft actions for the largest gaps, or bring the plan up to date; what people changed stays."""
    from cxdna.cli.plan_draft_talk import ask_owners, show  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.draft import Wish, keep_draft, prepare  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.draft_lines import draft_json  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import planned  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.owners import read_owners  # noqa: PLC0415 - the same

    named = read_owners(owners) if owners else {}
    moment = now()
    with current(where(workspace, assessment)) as here:
        wish = Wish(start=start, most=most, at_once=at_once, owners=named)
        desk = prepare(planned(here, moment), wish, moment)
        asks = not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
        found = keep_draft(desk, ask_owners(desk) if asks else {})
    if as_json:
        typer.echo(draft_json(found))
    else:
        show(found)
