"""Of several versions of a questionnaire, the one that is asked today."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Questionnaire


def version_order(version: str) -> tuple[int, ...]:
    """Return a version as numbers, in which 1.10 comes after 1.9."""
    return tuple(map(int, version.split(".")))


def newest(files: Sequence[Fitted[Questionnaire]]) -> list[Fitted[Questionnaire]]:
    """Return one file for each id: that of the newest version, the first of equals, in the order of the files."""
    best: dict[tuple[str, str], Fitted[Questionnaire]] = {}
    for file in files:
        key = (file.value.playbook, file.value.id)
        before = best.setdefault(key, file)
        if version_order(file.value.version) > version_order(before.value.version):
            best[key] = file
    return [file for file in files if best[file.value.playbook, file.value.id] is file]
