"""From an assessment to everything that is handed over: summary, report, plan, workbook, calendars and data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from cxdna.workflows.printing.calendar import CALENDARS
from cxdna.workflows.printing.data import DATA
from cxdna.workflows.printing.model import Desk, Document, Made, Request
from cxdna.workflows.printing.plan import plan
from cxdna.workflows.printing.press import print_documents
from cxdna.workflows.printing.report import report
from cxdna.workflows.printing.summary import summary
from cxdna.workflows.printing.workbook import WORKBOOK

BESIDE: Final = (WORKBOOK, CALENDARS, DATA)
"""What is made beside the documents, in the order in which it is listed."""


def make_everything(request: Request, environment: Mapping[str, str]) -> Made:
    """Make all documents and the files beside them, the summary first. Raises `Problems`, `UserError`, `StorageError`.

    Charts are not among them: they are wanted one by one, for slides.
    """
    return print_documents(request, environment, [_summary_first, report, plan], BESIDE)


def _summary_first(desk: Desk) -> Document:
    return msgspec.structs.replace(summary(desk), hint="start here")
