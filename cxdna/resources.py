"""Finds playbooks, questionnaires, templates and examples: those of a workspace, and those that cxdna brings along."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from cxdna.errors import MissingOnMachine, UserError

# A wheel carries the folders inside the package; a checkout has them beside it.
_PLACES: Final = (Path(__file__).resolve().parent / "data", Path(__file__).resolve().parent.parent)
_NEEDED: Final = ("playbook", "questionnaires")
_ENDINGS: Final = frozenset({".yaml", ".yml"})
# A library may be one file or one for each part of the playbook.
_LIBRARIES: Final = ("actions", "kpis")


def shipped() -> Path:
    """Return the folder that holds what cxdna brings along. Raises `MissingOnMachine` where it is not there."""
    for place in _PLACES:
        if all((place / name).is_dir() for name in _NEEDED):
            return place
    raise MissingOnMachine(
        "the playbook and the questionnaires that come with cxdna are not there",
        "install it again: python -m pip install --force-reinstall cxdna",
    )


def roots(workspace: Path | None = None) -> tuple[Path, ...]:
    """Return the folders to look in, in this order: the workspace, where there is one, and what cxdna brings along."""
    return (workspace, shipped()) if workspace else (shipped(),)


def folder(name: str, workspace: Path | None = None) -> Path:
    """Return the folder of that name (playbook, questionnaires, templates, examples), the workspace's if it has one.

    Raises `MissingOnMachine` where there is none.
    """
    for root in roots(workspace):
        if (root / name).is_dir():
            return root / name
    raise MissingOnMachine(
        f"the folder '{name}' that comes with cxdna is not there",
        "install it again: python -m pip install --force-reinstall cxdna",
    )


def yaml_files(place: Path) -> tuple[Path, ...]:
    """Return the YAML files right in a folder, in the order of their names; none where there is no such folder."""
    if not place.is_dir():
        return ()
    return tuple(sorted(path for path in place.iterdir() if path.suffix in _ENDINGS and path.is_file()))


def playbook_files(place: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder that holds a playbook: those right in it, and those of its libraries."""
    return tuple(path for one in (place, *(place / name for name in _LIBRARIES)) for path in yaml_files(one))


def definition_files(root: Path) -> tuple[Path, ...]:
    """Return all definition files of a root: those in its playbook/, libraries included, and in its questionnaires/."""
    return (*playbook_files(root / "playbook"), *yaml_files(root / "questionnaires"))


def definitions_at(path: Path) -> tuple[Path, ...]:
    """Return the definition files that a path means: itself, or those of the folder it is.

    Raises `UserError` for a folder without any.
    """
    if not path.is_dir():
        return (path,)
    paths = definition_files(path) or playbook_files(path)
    if not paths:
        raise UserError(f"there is no .yaml file in {path}", "name a file, or a folder that holds definition files")
    return paths
