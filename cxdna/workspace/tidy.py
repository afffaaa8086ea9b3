"""What killed commands left in a workspace is taken away: copies of its database, with names in them."""

from __future__ import annotations

import shutil
from contextlib import suppress

from cxdna.errors import StorageError
from cxdna.workspace.lock import alone
from cxdna.workspace.model import Workspace
from cxdna.workspace.pack import COPYING
from cxdna.workspace.switch import abandon


def tidy(workspace: Workspace) -> None:
    """Take away what was left, unless somebody works in the workspace right now."""
    with suppress(StorageError, OSError), alone(workspace.folder, "tidying up", patience=0):
        take_away_left(workspace)


def take_away_left(workspace: Workspace) -> None:
    """Take away what backups, upgrades and restores left that were killed; whoever calls this is alone in it."""
    abandon(workspace.folder)
    for copy in workspace.folder.glob(f"{COPYING}*"):
        shutil.rmtree(copy, ignore_errors=True)
    for folder in (workspace.backups, workspace.damaged):
        for part in folder.glob(".*.zip.*.part"):
            part.unlink(missing_ok=True)
