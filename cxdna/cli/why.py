"""`cxdna why`: how one score comes about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def why(
    part: Annotated[
        str,
        typer.Argument(
            metavar="PART|QUESTION", help="A part or question: corrective_action, q7.2, or whole.", show_default=False
        ),
    ],
    answers: Annotated[
        Path, typer.Argument(metavar="ANSWERS", help="The answers file of the assessment.", show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the derivation as JSON, for other programs.")] = False,
) -> None:
    """Show how a score comes about, so that you can redo it with a pencil."""
    from cxdna.workflows.why import why_file, why_json  # noqa: PLC0415 - heavy: not for --help

    found = why_file(part, answers)
    if as_json:
        typer.echo(why_json(found))
        return
    from cxdna.cli.table import wrapped  # noqa: PLC0415 - the same

    for line in found.lines:
        typer.echo(wrapped(line))
