"""`cxdna verify`: whether an export, an archive or a workspace is what it says it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO


def verify(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="An export, an archive PDF, or a workspace folder.", show_default=False),
    ],
    fingerprint: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FINGERPRINT]",
            help="As it was printed and kept elsewhere; the first 8 digits do.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="OTHER", help="Another copy, to see what differs.", show_default=False)
    ] = None,
    as_json: JsonOption = False,
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
) -> None:
    """Work out scores and fingerprints anew and say what agrees, what differs, and what could not be verified."""
    from cxdna.workflows.verification.lines import verdict_lines  # noqa: PLC0415 - the same
    from cxdna.workflows.verification.verify import verdict_json, verify  # noqa: PLC0415 - heavy: not for --help

    given = " ".join(fingerprint) if fingerprint else None
    found = verify(file, where(workspace, assessment), now(), fingerprint=given, against=against)
    if as_json:
        typer.echo(verdict_json(found))
    else:
        from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - the same

        for text in verdict_lines(found):
            typer.echo(wrapped(text) if text else "")
    if not found.agrees:
        raise typer.Exit(EXIT_ANSWER_IS_NO)
