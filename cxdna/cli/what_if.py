"""`cxdna what-if`: what the scores would be if some questions or parts stood at other levels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where
from cxdna.errors import Problems, UserError


def what_if(
    suppositions: Annotated[
        list[str],
        typer.Argument(
            metavar="QUESTION=LEVEL ... [ANSWERS]",
            help="What is supposed: q7.2=3, or governance=Managed; an answers file may stand among them.",
            show_default=False,
        ),
    ],
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    everything: Annotated[bool, typer.Option("--all", help="List the parts that stay where they are as well.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what the scores would be if some questions or parts stood at other levels; nothing is changed."""
    from cxdna.workflows.planning.what_if import tabulate_what_if, what_if_json  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.planning.what_if import what_if as supposed  # noqa: PLC0415 - the same
    from cxdna.workflows.subject import of_file, of_workspace  # noqa: PLC0415 - the same

    words, answers = _apart(suppositions)
    place = where(workspace, assessment)
    try:
        subject = of_file(answers, None, place) if answers else of_workspace(place, now())
        found = supposed(subject.now, words)
    except Problems as problems:
        raise Problems(problems.problems, "nothing was worked out") from None
    if as_json:
        typer.echo(what_if_json(found))
        return
    from cxdna.cli.table import print_table  # noqa: PLC0415 - the same

    print_table(tabulate_what_if(found, subject.plan.actions, everything=everything))


def _apart(given: list[str]) -> tuple[list[str], Path | None]:
    """Return the suppositions, and the answers file if one is named: what holds no equals sign, or is a file."""
    files = [one for one in given if "=" not in one or Path(one).is_file()]
    words = [one for one in given if one not in files]
    readable = [one for one in files if Path(one).suffix.lower() in {".yaml", ".yml"} or Path(one).is_file()]
    strays = [one for one in files if one not in readable]
    if len(readable) > 1:
        raise UserError(f"{len(readable)} answers files are named: {', '.join(readable)}", "leave all but one out")
    if not words and not strays:
        raise UserError("nothing is supposed", "write QUESTION=LEVEL, for example: cxdna what-if q7.2=3")
    return [*words, *strays], Path(readable[0]) if readable else None
