"""What a workspace is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from cxdna.organisation.model import Id, Profile

SETTINGS: Final = "cxdna.yaml"
DATABASE: Final = "cxdna.sqlite"
ALERTS: Final = "alerts.yaml"
"""The rules by which customers' answers raise alerts, where an organisation has some."""


class Settings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="workspace"
):
    """The settings file of a workspace, written once by `cxdna init` and by people after that."""

    format: Annotated[Literal["1"], Meta(description="Number of the shape of this file.")] = "1"
    id: Annotated[Id, Meta(description="Made by cxdna; names the workspace in a database that several share.")]
    organisation: Profile
    fiscal_year_start: Annotated[
        str, Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$(?!\n)", description="Month and day: 04-01.")
    ] = "01-01"
    questionnaire: Annotated[Id, Meta(description="Asked in the next assessment unless another is named.")] = "pulse"
    evidence_megabytes: Annotated[
        int, Meta(ge=1, le=2000, description="Largest file that is taken in as evidence.")
    ] = 25


class Workspace(msgspec.Struct, frozen=True):
    """A workspace folder with its settings."""

    folder: Path
    settings: Settings

    @property
    def database(self) -> Path:
        """The SQLite file; not there when the workspace lives in a server."""
        return self.folder / DATABASE

    @property
    def evidence(self) -> Path:
        """Copies of the files that were given as evidence."""
        return self.folder / "evidence"

    @property
    def branding(self) -> Path:
        """Brand file and logos."""
        return self.folder / "branding"

    @property
    def surveys(self) -> Path:
        """A file for each survey that says what was asked and how its files are to be read."""
        return self.folder / "surveys"

    @property
    def alerts(self) -> Path:
        """The rules of alerts; there only where an organisation has some."""
        return self.folder / ALERTS

    @property
    def out(self) -> Path:
        """Where documents are made."""
        return self.folder / "out"

    @property
    def backups(self) -> Path:
        """Where backups go unless another place is named."""
        return self.folder / "backups"

    @property
    def damaged(self) -> Path:
        """Where a database that could not be read is kept before a restore."""
        return self.folder / "damaged"
