"""What a backup holds: one zip with the database, the settings and the folders that people filled, and a list of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from cxdna.workspace.model import ALERTS, DATABASE, SETTINGS

MANIFEST: Final = "manifest.json"
FORMAT: Final = "cxdna-backup/1"
FOLDERS: Final = ("evidence", "branding", "playbook", "questionnaires", "templates", "surveys")
"""What is backed up beside database and settings: evidence, and what a workspace may have of its own."""
FILES: Final = (ALERTS,)
"""Files beside the settings that a workspace may have, or not."""
DAMAGED: Final = f"damaged/{DATABASE}"
"""Where a database stands that could not be read: kept before a restore, to be mended by somebody who can."""
_SHA256: Final = r"^[0-9a-f]{64}$(?!\n)"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: its SHA-256 and its size in bytes."""

    sha256: Annotated[str, Meta(pattern=_SHA256)]
    bytes: Annotated[int, Meta(ge=0)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds and what made it; `schema` is that of the database, "" where that is damaged."""

    format: str
    cxdna: str
    schema: str
    made: dt.datetime
    workspace: str
    organisation: str
    files: dict[str, Entry]

    @property
    def damaged(self) -> bool:
        """Whether the database was kept as it was found, unreadable."""
        return DATABASE not in self.files


def belongs(name: str) -> bool:
    """Tell whether a file of this name may stand in a backup: no way out of the folder, nothing that hides."""
    parts = name.split("/")
    plain = all(part not in {"", ".", ".."} and part.isprintable() and not set(part) & set("\\:") for part in parts)
    return plain and (
        name in {DATABASE, SETTINGS, *FILES, DAMAGED, f"{DAMAGED}-wal"} or (len(parts) > 1 and parts[0] in FOLDERS)
    )
