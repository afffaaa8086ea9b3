"""An invented organisation with two yearly assessments and its report, in a folder of the user's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from cxdna import resources
from cxdna.documents.outfile import write_whole
from cxdna.errors import StorageError
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import make_report

EXAMPLE = "alderbrook"
SCHEMAS = ("answers.schema.json", "brand.schema.json")
SCHEMAS_IN_CHECKOUT = b"$schema=../../playbook/schema/"


class Demo(msgspec.Struct, frozen=True):
    """What was made; `complete` is False where this machine cannot print PDFs."""

    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    complete: bool


def make_demo(folder: Path, environment: Mapping[str, str]) -> Demo:
    """Copy the example into the folder and make its report in `out/` below.

    Files that are there and differ are kept: somebody may have tried something with them. Raises `StorageError`.
    """
    kept = _copy(folder)
    now, before = folder / "answers-2026.yaml", folder / "answers-2025.yaml"
    made = make_report(
        Request(answers=now, previous=before, brand=folder / "brand.yaml", out=folder / "out"), environment
    )
    lines = [
        f"Made {folder}/: Alderbrook Heating, an invented company, with two yearly assessments and a report.",
        f"  {made.headline}.",
        "",
        *(f"  {line}" for line in made.lines),
        f"  {now}    twelve people's answers, to look at and to copy from",
    ]
    if kept:
        lines.append(f"Kept as they were, as they differ from the example: {', '.join(kept)}")
    lines += [
        "",
        f"See how a score is made:   cxdna why corrective_action {now}",
        "Your own organisation:     cxdna init",
    ]
    return Demo(tuple(lines), made.warnings, complete=made.pdf is not None)


def _files() -> dict[str, bytes]:
    """Return the example's files by their place in the demo folder, with the schemas that help an editor."""
    source, schemas = resources.folder("examples") / EXAMPLE, resources.folder("playbook") / "schema"
    files = {f"schema/{name}": (schemas / name).read_bytes() for name in SCHEMAS}
    for file in sorted(source.glob("*.yaml")):
        files[file.name] = file.read_bytes().replace(SCHEMAS_IN_CHECKOUT, b"$schema=schema/", 1)
    return files


def _copy(folder: Path) -> list[str]:
    kept = []
    try:
        (folder / "schema").mkdir(parents=True, exist_ok=True)
        for name, content in _files().items():
            target = folder / name
            if not target.exists():
                write_whole(content, target)
            elif target.read_bytes() != content:
                kept.append(name)
    except OSError as problem:
        raise StorageError(f"{folder} cannot be written: {problem.strerror}; choose another folder") from problem
    return kept
