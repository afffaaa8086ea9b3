"""What `cxdna plan draft` asks about owners on a terminal, and how it shows the plan."""

from __future__ import annotations

import typer

from cxdna.cli.ask import Ended, say, until_right
from cxdna.cli.columns import print_columns
from cxdna.cli.wrap import wrapped
from cxdna.statistics.display import counted
from cxdna.workflows.planning.draft import Desk, Outcome, open_roles
from cxdna.workflows.planning.draft_lines import action_rows, draft_lines, heading_lines
from cxdna.workflows.planning.owners import read_name, suggestions


def ask_owners(desk: Desk) -> dict[str, str]:
    """Ask who is behind each role that nobody is named for; Enter takes the name offered, or leaves it for later."""
    roles, known = open_roles(desk), {**suggestions(desk.here.now), **desk.people}
    owners: dict[str, str] = {}
    if not roles:
        return owners
    say("Who answers for the actions of each role? Enter takes the name in brackets; - leaves it for later.")
    try:
        for role, count in roles:
            offered = known.get(role.casefold(), "")
            prompt = f"{role}, {counted(count, 'action')}"
            given = until_right(prompt if offered else f"{prompt} (Enter: later)", read_name, offered)
            if given not in {"", "-"}:
                owners[role] = given
    except Ended:
        say("The other roles stay without a name.")
    say()
    return owners


def show(found: Outcome) -> None:
    """Print the actions in columns, and below them what to know about them."""
    for line in heading_lines(found):
        typer.echo(wrapped(line))
    head, rows = action_rows(found)
    if rows:
        typer.echo()
        print_columns(head, rows)
    typer.echo()
    for line in draft_lines(found):
        typer.echo(wrapped(line))
