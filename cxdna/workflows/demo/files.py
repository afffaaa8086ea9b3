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
_BRAND: Final = "brand.yaml"
_SCHEMAS: Final = ("answers.schema.json", "brand.schema.json", "plan.schema.json", "words.schema.json")
_SCHEMAS_IN_CHECKOUT: Final = b"$schema=../../playbook/schema/"


def example_files() -> Mapping[str, bytes]:
    """Return the example's files by their place in a demo folder, with the schemas that help an editor."""
    source, schemas = resources.folder("examples") / EXAMPLE, resources.folder("playbook") / "schema"
    files = {f"schema/{name}": (schemas / name).read_bytes() for name in _SCHEMAS}
    for file in sorted(source.glob("*.yaml")):
        name, up = (f"branding/{_BRAND}", b"../") if file.name == _BRAND else (file.name, b"")
        files[name] = file.read_bytes().replace(_SCHEMAS_IN_CHECKOUT, b"$schema=" + up + b"schema/", 1)
    return files


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
