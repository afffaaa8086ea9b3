"""The schemas that help an editor with the files of a workspace, kept in it so that its files can name them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cxdna import resources
from cxdna.errors import StorageError
from cxdna.workspace.settings import SCHEMAS

_NAMES: Final = (
    "workspace.schema.json",
    "brand.schema.json",
    "plan.schema.json",
    "survey.schema.json",
    "alerts.schema.json",
)


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Make the schemas in a workspace those of this version; return the names of those that changed."""
    source, target = resources.folder("playbook") / "schema", folder / SCHEMAS
    changed = []
    try:
        target.mkdir(exist_ok=True)
        for name in _NAMES:
            fresh = (source / name).read_bytes()
            if not (target / name).is_file() or (target / name).read_bytes() != fresh:
                (target / name).write_bytes(fresh)
                changed.append(name)
    except OSError as problem:
        raise StorageError(f"{problem.filename or target} could not be written: {problem.strerror}") from problem
    return tuple(changed)
