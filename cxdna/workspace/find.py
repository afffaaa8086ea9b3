"""Which workspace is meant: the one named, or the one around the folder a command is given in."""

from __future__ import annotations

from pathlib import Path

from cxdna.errors import UserError
from cxdna.workspace.lock import alone
from cxdna.workspace.model import SETTINGS, Workspace
from cxdna.workspace.settings import read_settings
from cxdna.workspace.switch import finish, is_ready


def find(here: Path, named: Path | None = None) -> Workspace:
    """Return the workspace. Raises `UserError` where there is none, `Problems` with what is wrong with its settings."""
    folder = around(here) if named is None else settled(named.parent if named.name == SETTINGS else named)
    if folder is not None and (folder / SETTINGS).is_file():
        return Workspace(folder, read_settings(folder))
    if named is not None:
        raise UserError(f"{named} is not a workspace: it has no {SETTINGS}", f"make one with: cxdna init {named}")
    raise UserError("this folder is in no workspace", "make one with: cxdna init, or name one with --workspace")


def around(here: Path) -> Path | None:
    """Return the folder of the workspace that a folder is or lies in; None where it is in none."""
    for folder in (here.resolve(), *here.resolve().parents):
        if (settled(folder) / SETTINGS).is_file():
            return folder
    return None


def settled(folder: Path) -> Path:
    """Return the folder after finishing what was interrupted there past the point of no return."""
    if is_ready(folder):
        with alone(folder, "the end of a restore"):
            if is_ready(folder):
                finish(folder)
    return folder
