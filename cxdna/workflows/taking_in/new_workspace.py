"""An export -> a workspace of its own, made of what the export says of the organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from cxdna.errors import StorageError
from cxdna.workflows.init import check_place
from cxdna.workflows.taking_in.take_in import Imported, bring_in, given_by, imported, refuse_unsound
from cxdna.workspace.model import SETTINGS, Settings, Workspace
from cxdna.workspace.open import create_store
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.settings import settings_text
from cxdna.workspace.switch import put


def import_new(
    path: Path, folder: Path, environment: Mapping[str, str], moment: dt.datetime, chance: Callable[[int], str]
) -> Imported:
    """Make a workspace that holds an export and nothing else, whole or not at all.

    Raises `UserError` or `Problems` with everything against the file or the place, `StorageError`.
    """
    check_place(folder)
    given = given_by(path)
    refuse_unsound(given)
    settings = Settings(
        id=f"ws_{chance(4)}",
        organisation=given.found.organisation,
        questionnaire=given.found.assessment.questionnaire,
    )

    def fill(target: Path) -> None:
        try:
            for name in ("evidence", "branding", "out"):
                (target / name).mkdir()
            (target / SETTINGS).write_text(settings_text(settings), encoding="utf-8", newline="\n")
        except OSError as problem:
            raise StorageError(f"{folder} could not be made: {problem.strerror}") from problem
        write_schemas(target)
        workspace = Workspace(target, settings)
        with create_store(workspace, environment) as store:
            bring_in(workspace, store, given, moment)

    put(folder, fill)
    return imported(given.found, Workspace(folder, settings), added=True)
