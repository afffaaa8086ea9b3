"""What commands that work in a workspace share: which one, which assessment, and the edge's clock and chance."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Annotated

import typer

from cxdna.errors import UserError
from cxdna.workflows.where import Where
from cxdna.workflows.where import near as near_to

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace", metavar="FOLDER", help="The workspace; left out: the one around this folder.", show_default=False
    ),
]
AssessmentOption = Annotated[
    str | None,
    typer.Option(
        "--assessment", metavar="ID", help="The assessment; left out: the newest open one.", show_default=False
    ),
]
ClosedOption = Annotated[
    str | None,
    typer.Option(
        "--assessment", metavar="ID", help="The assessment; left out: the newest closed one.", show_default=False
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for other programs.")]


def where(workspace: Path | None, assessment: str | None = None) -> Where:
    """Return what was said about where to work, after a warning where that is a bad place for a workspace."""
    warn_of_place(workspace)
    return Where(here=Path.cwd(), environment=os.environ, workspace=workspace, assessment=assessment)


def warn_of_place(workspace: Path | None) -> None:
    """Say on standard error when the workspace that is meant lies on a network or in a synced folder."""
    from cxdna.workspace.find import around  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workspace.place import concern  # noqa: PLC0415 - the same

    folder = workspace or around(Path.cwd())
    if folder is not None and (worry := concern(folder)):
        typer.echo(f"Take care: {worry}.", err=True)


def near(path: Path) -> str:
    """Return a path as it is shortest from here."""
    return near_to(path, Path.cwd())


def refuse_no_file(path: Path, why: str = "") -> None:
    """Raise `UserError` for a place where no file can be: a folder, or a device such as /dev/stdout."""
    if why or path.parts[:2] == ("/", "dev") or (path.exists() and not path.is_file()):
        what = why or f"{path} is {'a folder' if path.is_dir() else 'no file'}"
        raise UserError(what, "name a file" if why else "name a file, or - to print it")


def now() -> dt.datetime:
    """Return this moment, or the one that `CXDNA_NOW` names (2026-11-28T09:00), which tests and examples use.

    Raises `UserError` for a moment that is none.
    """
    named = os.environ.get("CXDNA_NOW")
    if not named:
        return dt.datetime.now(dt.UTC)
    try:
        moment = dt.datetime.fromisoformat(named)
    except ValueError:
        raise UserError(f"CXDNA_NOW is '{named}', which is no moment", "write it as 2026-11-28T09:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def chance(count: int) -> str:
    """Return so many random bytes as hexadecimal digits."""
    return os.urandom(count).hex()


def user_settings() -> Path:
    """Return the folder of what holds for all workspaces of whoever asks, or the one that `CXDNA_SETTINGS` names."""
    named = os.environ.get("CXDNA_SETTINGS")
    if named:
        return Path(named)
    from platformdirs import user_config_path  # noqa: PLC0415 - only for who prints

    return user_config_path("cxdna", appauthor=False)
