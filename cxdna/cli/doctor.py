"""`cxdna doctor`: whether everything is here that cxdna needs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.errors import EXIT_MISSING_ON_MACHINE

SHAPE = "cxdna-doctor/1"
"""Name of the shape that `--json` prints."""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")] = False,
) -> None:
    """Check that this machine has everything cxdna needs, and print a test page."""
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    from cxdna.resources import folder  # noqa: PLC0415 - the same
    from cxdna.workflows.doctor import examine, healthy  # noqa: PLC0415 - the same

    checks = examine(folder("templates") / "shared" / "fonts", Path.cwd(), os.environ)
    if as_json:
        typer.echo(msgspec.json.encode({"format": SHAPE, "healthy": healthy(checks), "checks": checks}).decode())
    else:
        for check in checks:
            word = "ok" if check.ok else "MISSING" if check.needed else "note"
            typer.echo(f"{word:<8}{check.name}: {check.found}")
            if not check.ok:
                typer.echo(f"        for: {check.purpose}")
                typer.echo(f"        do:  {check.do}")
        typer.echo("Everything needed is here." if healthy(checks) else "Something needed is missing.")
    if not healthy(checks):
        raise typer.Exit(EXIT_MISSING_ON_MACHINE)
