"""`cxdna assess`: the questionnaire, one question at a time, each answer kept before the next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, where
from cxdna.errors import UserError


def assess(
    respondent: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Who answers; a name that is known goes on where it was.", show_default=False
        ),
    ] = None,
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="What this person does: Head of service.", show_default=False)
    ] = None,
    group: Annotated[
        str | None,
        typer.Option(metavar="GROUP", help="The group compared in the report: Leaders.", show_default=False),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="In an anonymous assessment: go on with this sheet.", show_default=False),
    ] = None,
    component: Annotated[
        str | None,
        typer.Option(metavar="PART", help="Ask about this part of the playbook only.", show_default=False),
    ] = None,
    questionnaire: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Make sure that this is the one that is asked.", show_default=False),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Take the answers of a file instead of asking.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Answer the questionnaire: a level, or ? for help. Leave any time; every answer is saved as it is given."""
    from cxdna.cli.assess_begin import ask_all, take_file  # noqa: PLC0415 - heavy: not for --help
    from cxdna.cli.assess_who import Said  # noqa: PLC0415 - the same

    place = where(workspace, assessment)
    if answers is not None:
        if any(one is not None for one in (respondent, role, group, sheet, component)):
            raise UserError(
                "--answers takes everything in the file, for everybody in it", "leave the options about one person out"
            )
        take_file(place, answers, questionnaire)
        return
    said = Said(respondent=respondent, role=role, group=group, sheet=sheet)
    code = ask_all(place, said, component, questionnaire)
    if code:
        raise typer.Exit(code)
