"""`cxdna restore`: a workspace from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, chance, near, now, warn_of_place, where

SHAPE = "cxdna-restore/1"
"""Name of the shape that `--json` prints."""


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `cxdna backup` made.", show_default=False)],
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="Where to; left out: the workspace around this folder, or a new one named after the organisation.",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put a workspace that is there back to the backup; it is backed up first.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a workspace from a backup, or put one back to it; all or nothing."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - heavy: not for --help

    import msgspec  # noqa: PLC0415 - the same

    from cxdna.cli.ask import say  # noqa: PLC0415 - the same
    from cxdna.statistics.display import counted, long_date  # noqa: PLC0415 - the same
    from cxdna.workflows.keeping.restore import Request  # noqa: PLC0415 - the same
    from cxdna.workflows.keeping.restore import restore as restore_backup  # noqa: PLC0415 - the same
    from cxdna.workspace.settings import read_settings  # noqa: PLC0415 - the same

    done = restore_backup(where(workspace), Request(file=file, folder=folder, replace=replace), now(), chance)
    if as_json:
        shape = {"format": SHAPE, **msgspec.to_builtins(done, enc_hook=str)}
        typer.echo(msgspec.json.format(msgspec.json.encode(shape)).decode())
        return
    if folder is not None:
        warn_of_place(folder)
    here = Path.cwd().is_relative_to(done.folder.resolve())
    name = "this workspace" if here else near(done.folder)
    made = done.made.astimezone(ZoneInfo(read_settings(done.folder).organisation.time_zone))
    moment = f"{long_date(made.date())}, {made:%H:%M}"
    say(f"Restored {name} to what it was on {moment}.", hang=2)
    if done.before:
        say(f"What was there before lies in {near(done.before)}.", hang=2)
    if done.forgotten:
        people = counted(done.forgotten, "person", "people")
        say(f"Forgotten again: {people} who had been forgotten since that backup.", hang=2)
    say("Next:  cxdna status" if here else f"Next:  cd {name}, then  cxdna status", hang=2)
