"""`cxdna plan agree`: actions pass their five gates, or it is said what each lacks."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO, UserError


def agree(
    actions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="The actions, as the list shows them: a1 a2.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are proposed.")] = False,
    by: Annotated[
        str, typer.Option("--by", "--name", metavar="NAME", help="The person who agrees.", show_default=False)
    ] = "",
    check: Annotated[bool, typer.Option("--check", "--dry-run", help="Only look: agree nothing.")] = False,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Agree actions when all that are named pass their five gates; else say what each lacks, and end with 1."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current  # noqa: PLC0415 - the same
    from cxdna.workflows.planning import agree as errand  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.change import Signed  # noqa: PLC0415 - the same
    from cxdna.workflows.planning.open import library_of, planned  # noqa: PLC0415 - the same

    names = actions or []
    if names and everything:
        raise UserError("actions are named beside --all", "name them, or say --all")
    if by and not check and not names and not everything:
        raise UserError("nothing says which actions are agreed", "name them (cxdna plan list shows them), or say --all")
    look = check or not (names or everything)
    with current(where(workspace, assessment)) as at_work:
        at = now()
        here, library = planned(at_work, at), library_of(at_work)
        if look:
            found = errand.check_actions(here, library, names)
        else:
            found = errand.agree(here, library, names, Signed(at, by.strip()))
        lines = list(errand.agreement_lines(found, here, looked_only=look))
    if as_json:
        typer.echo(errand.agreement_json(found))
    else:
        for line in lines:
            typer.echo(wrapped(line))
    if not found.passes:
        raise typer.Exit(EXIT_ANSWER_IS_NO)
