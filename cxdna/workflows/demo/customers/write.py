"""The example's survey files, written where the demo stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from cxdna.documents.outfile import write_whole
from cxdna.tables.write_csv import csv_bytes
from cxdna.workflows.demo.customers import relationship, service, staff

FILES: Final[Mapping[str, tuple[Sequence[str], Callable[[], Iterable[tuple[str, ...]]]]]] = {
    "service.csv": (service.HEADER, service.service_rows),
    "relationship.csv": (relationship.HEADER, relationship.relationship_rows),
    "staff.csv": (staff.HEADER, staff.staff_rows),
}
"""The files by name, each with its header and what makes its rows."""


def write_surveys(folder: Path) -> tuple[Path, ...]:
    """Write the files that are not there into a folder, and return the paths of all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in FILES.items():
        if not (folder / name).exists():
            write_whole(csv_bytes(header, rows()), folder / name)
    return tuple(folder / name for name in FILES)
