"""`cxdna decision`: what only those who lead can decide, asked for in this report and followed up in the next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where

app = typer.Typer(
    help="Ask those who lead for decisions, and keep what became of them.", no_args_is_help=True, add_completion=False
)
WhoOption = Annotated[
    str | None, typer.Option("--who", metavar="NAME", help="The person who decides.", show_default=False)
]
ByOption = Annotated[
    str | None,
    typer.Option("--by", "--due", metavar="DATE", help="The day by which it is to be decided.", show_default=False),
]
CostOption = Annotated[str | None, typer.Option("--cost", metavar="AMOUNT", help="What it costs.", show_default=False)]
IfNotOption = Annotated[
    str | None, typer.Option("--if-not", metavar="TEXT", help="What happens otherwise.", show_default=False)
]


@app.command()
def add(
    what: Annotated[
        str | None, typer.Argument(metavar="WHAT", help="What is to be decided, in a sentence.", show_default=False)
    ] = None,
    who: WhoOption = None,
    by: ByOption = None,
    cost: CostOption = None,
    if_not: IfNotOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Ask for a decision; what is left out is asked for on a terminal."""
    from cxdna.cli.decision_ask import completed  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.decisions import Ask, add_decision, added_lines  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        currency = here.workspace.settings.organisation.currency
        today = local_day(here.workspace, now())
        ask = completed(Ask(what, who, by, cost, if_not), currency, today)
        _say(added_lines(add_decision(here, ask, today), currency))


@app.command("list")
def list_(as_json: JsonOption = False, workspace: WorkspaceOption = None, assessment: AssessmentOption = None) -> None:
    """Show the decisions: still open from the report before, asked for in this one, and closed."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.decisions import decisions_json, list_decisions, list_lines  # noqa: PLC0415 - same

    with current(where(workspace, assessment)) as here:
        found = list_decisions(here, local_day(here.workspace, now()))
        if as_json:
            typer.echo(decisions_json(found))
        else:
            _say(list_lines(found, here.workspace.settings.organisation.currency))


@app.command("set")
def set_(
    decision: Annotated[
        str, typer.Argument(metavar="ID", help="The decision, as the list shows it: d1.", show_default=False)
    ],
    what: Annotated[str | None, typer.Option(metavar="TEXT", help="What is to be decided.", show_default=False)] = None,
    who: WhoOption = None,
    by: ByOption = None,
    cost: CostOption = None,
    if_not: IfNotOption = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Word an open decision anew, or say who decides, by when, at what cost, and what happens otherwise."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.decisions import Ask, change_decision, reworded_lines  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        today = local_day(here.workspace, now())
        changed = change_decision(here, decision, Ask(what, who, by, cost, if_not), today)
        _say(reworded_lines(changed, here.workspace.settings.organisation.currency))


@app.command()
def close(
    decision: Annotated[
        str, typer.Argument(metavar="ID", help="The decision, as the list shows it: d1.", show_default=False)
    ],
    outcome: Annotated[
        str,
        typer.Option(metavar="OUTCOME", help="taken, declined, or overtaken by events.", show_default=False),
    ],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What was decided.", show_default=False)] = "",
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Keep what became of a decision; one of the report before is named with --assessment."""
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.decisions import OUTCOMES, close_decision  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        closed = close_decision(here, decision, outcome, note, local_day(here.workspace, now()))
    became = OUTCOMES[closed.outcome] if closed.outcome else ""
    _say((f"Closed: {closed.id} {closed.what}: {became}.", "Next:  cxdna decision list"))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))
