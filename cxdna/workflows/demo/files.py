"""The files of the example as they stand in a demo folder, and what is there of them already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cxdna import resources
from cxdna.documents.outfile import write_whole
from cxdna.errors import StorageError

EXAMPLE: Final = "alderbrook"
YEARS: Final = (2025, 2026)
"""The years of its assessments, in their order."""
SURVEYS: Final = "surveys"
TRAINING: Final = "training.csv"
ALERTS: Final = "alerts.yaml"
_BRAND: Final = "brand.yaml"
_SCHEMAS: Final = tuple(f"{kind}.schema.json" for kind in ("alerts", "answers", "brand", "plan", "survey", "words"))
_SCHEMAS_IN_CHECKOUT: Final = b"$schema=../../playbook/schema/"
_SCHEMAS_IN_CHECKOUT_BELOW: Final = b"$schema=../../../playbook/schema/"


def example_files() -> Mapping[str, bytes]:
    """Return the example's files by their place in a demo folder, with the schemas that help an editor."""
    source, schemas = resources.folder("examples") / EXAMPLE, resources.folder("playbook") / "schema"
    files = {f"schema/{name}": (schemas / name).read_bytes() for name in _SCHEMAS}
    for file in sorted(source.glob("*.yaml")):
        name, up = (f"branding/{_BRAND}", b"../") if file.name == _BRAND else (file.name, b"")
        files[name] = file.read_bytes().replace(_SCHEMAS_IN_CHECKOUT, b"$schema=" + up + b"schema/", 1)
    for file in (source / TRAINING, *sorted((source / SURVEYS).iterdir())):
        name = file.relative_to(source).as_posix()
        files[name] = file.read_bytes().replace(_SCHEMAS_IN_CHECKOUT_BELOW, b"$schema=../schema/", 1)
    return files


def survey_files(folder: Path) -> Mapping[str, bytes]:
    """Return what surveys are read by, by its place in a demo folder; what lies there already comes first."""
    own = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / SURVEYS).glob("*.*"))}
    if (folder / ALERTS).is_file():
        own[ALERTS] = (folder / ALERTS).read_bytes()
    return {name: content for name, content in example_files().items() if name.startswith((SURVEYS, ALERTS))} | own


def standing(folder: Path, name: str) -> Path:
    """Return a file of the example: the one in the folder, which somebody may have changed, else the example's own."""
    own = folder / name
    return own if own.is_file() else resources.folder("examples") / EXAMPLE / name


def copy_files(folder: Path) -> list[str]:
    """Write the files into the folder, and return the names of those that are there, differ and were kept.

    Raises `StorageError`.
    """
    kept = []
    try:
        for name, content in example_files().items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                write_whole(content, target)
            elif target.read_bytes() != content:
                kept.append(name)
    except OSError as problem:
        raise unwritable(folder, problem) from problem
    return kept


def unwritable(folder: Path, problem: OSError) -> StorageError:
    """Return what to raise for a folder that the system does not let us write."""
    return StorageError(f"{folder} cannot be written: {problem.strerror}; choose another folder")
