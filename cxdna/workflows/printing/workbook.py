"""The workbook of an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdna.documents.workbook.build import build
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.printing.model import Beside, Desk


def workbook(desk: Desk) -> Mapping[str, bytes]:
    """Return workbook.xlsx; the same assessment gives the same bytes."""
    return {"workbook.xlsx": workbook_bytes(build(desk.material))}


WORKBOOK: Final = Beside(workbook)
