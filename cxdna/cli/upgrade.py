"""`cxdna upgrade`: a workspace that an older version made, for this one."""

from __future__ import annotations

from typing import Annotated

import typer

from cxdna.cli.where import JsonOption, WorkspaceOption, near, now, where

SHAPE = "cxdna-upgrade/1"
"""Name of the shape that `--json` prints."""


def upgrade(
    backed_up: Annotated[
        bool, typer.Option("--backed-up", help="The database on the server was backed up with the server's own tools.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring a workspace up to date with this version of cxdna; it is backed up first."""
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    from cxdna.cli.ask import say  # noqa: PLC0415 - the same
    from cxdna.workflows.keeping.upgrade import upgrade_workspace  # noqa: PLC0415 - the same

    done = upgrade_workspace(where(workspace), now(), backed_up=backed_up)
    if as_json:
        shape = {"format": SHAPE, **msgspec.to_builtins(done, enc_hook=str)}
        typer.echo(msgspec.json.format(msgspec.json.encode(shape)).decode())
        return
    if not done.steps:
        typer.echo("Nothing to do: this workspace is up to date.")
        return
    say(f"Upgraded to schema {done.steps[-1]}.", hang=2)
    if done.backup:
        say(f"As it was before: {near(done.backup)}", hang=2)
    typer.echo("Next:  cxdna status")
