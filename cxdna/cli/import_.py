"""`cxdna import`: an export comes into a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from cxdna.cli.where import WorkspaceOption, chance, now, where


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A private export of cxdna.", show_default=False)],
    new: Annotated[
        Path | None,
        typer.Option("--new", metavar="FOLDER", help="Make a workspace of its own for it.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Take an export into this workspace or into a new one, whole and as it was, or not at all."""
    from cxdna.workflows.taking_in.new_workspace import import_new  # noqa: PLC0415 - the same
    from cxdna.workflows.taking_in.take_in import import_export  # noqa: PLC0415 - heavy: not for --help

    place = where(workspace)
    made = import_new(file, new, place.environment, now(), chance) if new else import_export(file, place, now())
    for line in _lines(made, new):
        typer.echo(line)


def _lines(made: Any, new: Path | None) -> list[str]:  # noqa: ANN401 - its type would be imported for --help
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.statistics.display import counted  # noqa: PLC0415 - the same

    people, answers = counted(made.people, "person", "people"), counted(made.answers, "recorded answer")
    first = f"Imported {made.assessment}: {made.title}, {people}, {answers}."
    if not made.added:
        first = f"{made.assessment} is here already, the same in everything: nothing was added."
    lines = [first, *(f"  {one}" for one in made.missing)]
    if made.missing:
        lines.append("Put those files into the workspace folder under these names.")
    then = f"cxdna report --assessment {made.assessment}" if made.closed else "cxdna assess, or cxdna status"
    lines.append(f"Next:  {f'cd {new}, then  ' if new else ''}{then}")
    return [wrapped(line) for line in lines]
