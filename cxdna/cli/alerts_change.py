"""`cxdna alerts take`, `escalate` and `close`: what somebody does with an alert."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cxdna.cli.where import WorkspaceOption, now, where

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="The alert, as the list shows it: a1.", show_default=False)
]
ByOption = Annotated[
    str, typer.Option("--by", "--name", metavar="NAME", help="The person who does it.", show_default=False)
]
IssueOption = Annotated[
    str,
    typer.Option("--issue", metavar="TEXT", help="What is the issue, as the customer sees it?", show_default=False),
]
BeneathOption = Annotated[
    str, typer.Option("--beneath", metavar="TEXT", help="What lies under it?", show_default=False)
]


def take(
    alert: IdArgument,
    by: ByOption = "",
    over: Annotated[bool, typer.Option("--over", help="Go on in place of whoever has it.")] = False,
    issue: IssueOption = "",
    beneath: BeneathOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Take an alert: from now on somebody sees to it."""
    from cxdna.workflows.alerting.change import take, taken_lines  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    with alerting(where(workspace)) as here:
        moment = now()
        taken = take(here, alert, by, moment, over=over, issue=issue, beneath=beneath)
        _say(taken_lines(here, taken, moment))


def escalate(
    alert: IdArgument,
    why: Annotated[str, typer.Option(metavar="TEXT", help="Why it cannot wait.", show_default=False)] = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Let an alert go to its next step at once, before the clock says so."""
    from cxdna.workflows.alerting.change import escalate, escalated_lines  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    with alerting(where(workspace)) as here:
        _say(escalated_lines(here, escalate(here, alert, why, by, now())))


def close(
    alert: IdArgument,
    cause: Annotated[
        str, typer.Option(metavar="CAUSE", help="What caused it, by a cause of alerts.yaml.", show_default=False)
    ] = "",
    done: Annotated[str, typer.Option(metavar="TEXT", help="What was done.", show_default=False)] = "",
    customer_agrees: Annotated[
        str,
        typer.Option(metavar="yes|no|not-asked", help="Whether it is settled for the customer.", show_default=False),
    ] = "",
    issue: IssueOption = "",
    beneath: BeneathOption = "",
    by: ByOption = "",
    workspace: WorkspaceOption = None,
) -> None:
    """Close an alert with its cause and what was done; what is left out is asked for on a terminal."""
    from cxdna.alerts.change import Ending  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.alerts_ask import completed  # noqa: PLC0415 - the same
    from cxdna.workflows.alerting.change import close, closed_lines, find_agrees  # noqa: PLC0415 - the same
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - the same

    agrees = find_agrees(customer_agrees) if customer_agrees else None
    with alerting(where(workspace)) as here:
        said = Ending(cause=cause, done=done, agrees=agrees or "not_asked", issue=issue, beneath=beneath)
        ending, who = completed(here, alert, said, by, ask_agrees=agrees is None)
        moment = now()
        _say(closed_lines(here, close(here, alert, ending, who, moment), moment))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))
