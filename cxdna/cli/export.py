"""`cxdna export`: everything of one assessment as a JSON file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, WorkspaceOption, near, now, where


def export(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="Where to; left out: out/ of the workspace; - prints.", show_default=False
        ),
    ] = None,
    share: Annotated[
        bool,
        typer.Option(
            "--shared",
            help="Only what may be passed on, as documents print it. Of a named assessment: names, roles, answers, "
            "comments, evidence. Of a confidential or anonymous one: scores, targets and evidence, no names of people "
            "who answered and no single answers. No plan.",
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Write everything of an assessment into one file, which cxdna import takes in and cxdna verify checks."""
    from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.current import current, local_day  # noqa: PLC0415 - the same
    from cxdna.workflows.export.write import export_bytes, write_export  # noqa: PLC0415 - the same

    with current(where(workspace, assessment)) as here:
        today = local_day(here.workspace, now())
        if str(file) == "-":
            sys.stdout.buffer.write(export_bytes(here, today, share=share))
            return
        made = write_export(here, file, today, share=share)
    typer.echo(wrapped(made.warning))
    place = near(made.path)
    typer.echo(wrapped(f"{place}    {made.contents or 'scores, definitions and fingerprint'}"))
    typer.echo(wrapped(f"Next:  cxdna verify {place}"))
