"""`cxdna score`: answers in, the scores as a table or as JSON out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def score(
    answers: Annotated[
        Path, typer.Argument(metavar="ANSWERS", help="The answers file of the assessment.", show_default=False)
    ],
    previous: Annotated[
        Path | None, typer.Option(help="The answers file of an earlier assessment to compare with.", show_default=False)
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print scores and findings as JSON, for other programs.")
    ] = False,
) -> None:
    """Show the scores: as answered and as shown by evidence, with targets, gaps and what to look at first."""
    from cxdna.workflows.score import find_in, score_files, score_json  # noqa: PLC0415 - heavy: not for --help

    now, before = score_files(answers, previous)
    findings = find_in(now, before)
    if as_json:
        typer.echo(score_json(now, findings))
        return
    from cxdna.cli.table import print_table  # noqa: PLC0415 - the same
    from cxdna.workflows.tabulate import tabulate  # noqa: PLC0415 - the same

    print_table(tabulate(now, findings, answers))
