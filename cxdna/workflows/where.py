"""Where a command is to work; light, because every command's signature is built on it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Where(NamedTuple):
    """What a person says about where to work: the workspace and the assessment may be left out."""

    here: Path
    environment: Mapping[str, str]
    workspace: Path | None = None
    assessment: str | None = None


def near(path: Path, here: Path) -> str:
    """Return a path as it is shortest to type from a folder: beside it, or in full."""
    try:
        beside = os.path.relpath(path, here)
    except ValueError:  # on another drive
        return str(path)
    return min(beside, str(path), key=len)
