"""`cxdna alerts rules` and `propose`: what raises alerts, and which of their causes call for a corrective action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, near, now, where
from cxdna.errors import UserError


def rules(
    write: Annotated[bool, typer.Option("--write", help="Write rules to go on from, where there are none.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Check alerts.yaml and say in words what it does."""
    from cxdna.workflows.alerting.rules import (  # noqa: PLC0415 - heavy: not for --help
        check_rules,
        rules_lines,
        write_rules,
        written_lines,
    )
    from cxdna.workflows.current import opened  # noqa: PLC0415 - the same

    with opened(where(workspace)) as (work, store):
        if write:
            _say(written_lines(near(write_rules(work, store)), store))
        else:
            _say(rules_lines(check_rules(work, store)))


def propose(
    cause: Annotated[
        str | None,
        typer.Argument(
            metavar="CAUSE", help="A cause of alerts.yaml; left out: all that came back.", show_default=False
        ),
    ] = None,
    add: Annotated[bool, typer.Option("--add", help="Add the action to the plan of the assessment.")] = False,
    closes: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION|PART", help="The gap it closes; left out: the component of the cause.", show_default=False
        ),
    ] = None,
    by: Annotated[str, typer.Option("--by", "--name", metavar="NAME", help="The person who says so.")] = "",
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Propose a corrective action against a cause that comes back, with what called for it filled in."""
    from cxdna.workflows.alerting.open import alerting  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.alerting.propose import (  # noqa: PLC0415 - the same
        look_for_proposals,
        proposal_lines,
        proposals_json,
    )

    if add and cause is None:
        raise UserError("nothing says which cause the action is against", "name it: cxdna alerts propose CAUSE --add")
    with alerting(where(workspace, assessment)) as here:
        if add and cause is not None:
            from cxdna.workflows.recurrence.add_action import Wanted, add_proposed, proposed_lines  # noqa: PLC0415 - same

            _say(proposed_lines(add_proposed(here, Wanted(cause, closes, by.strip(), assessment), now())))
            return
        found = look_for_proposals(here, cause, now())
    if as_json:
        typer.echo(proposals_json(found))
    else:
        _say(proposal_lines(found, of_one=cause is not None))


def _say(lines: Iterable[str]) -> None:
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - not for --help

    for line in lines:
        typer.echo(wrapped(line))
