"""`cxdna backup`: the whole workspace in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, near, now, where

SHAPE = "cxdna-backup/1"
"""Name of the shape that `--json` prints."""


def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="The file to make, or a folder for it; left out: a dated one in backups/.",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Back up database, settings, evidence and branding in one file, read back before it counts."""
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    from cxdna.cli.ask import say  # noqa: PLC0415 - the same
    from cxdna.statistics.display import counted  # noqa: PLC0415 - the same
    from cxdna.workflows.keeping.backup import back_up  # noqa: PLC0415 - the same

    packed = back_up(where(workspace), file, now())
    if as_json:
        shape = {
            "format": SHAPE,
            "file": str(packed.file),
            "bytes": packed.bytes,
            "manifest": packed.manifest,
            "left_out": packed.left_out,
        }
        typer.echo(msgspec.json.format(msgspec.json.encode(shape)).decode())
        return
    files = counted(len(packed.manifest.files), "file")
    size = max(1, round(packed.bytes / 1000))
    say(f"Backed up to {near(packed.file)}: {files}, {size:,} kB, read back and whole.", hang=2)
    for name in packed.left_out:
        typer.echo(f"Left out: {name}", err=True)
    say("Keep a copy on another disk: whoever has it can read everything in it, names too.", hang=2)
    say(f"Back again with:  cxdna restore --replace {near(packed.file)}", hang=2)
