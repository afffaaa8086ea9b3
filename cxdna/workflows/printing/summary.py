"""From an assessment to the executive summary as PDF and as one HTML file."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.documents.summary.build import build
from cxdna.workflows.printing.model import Desk, Document, Made, Request
from cxdna.workflows.printing.press import print_documents


def make_summary(request: Request, environment: Mapping[str, str]) -> Made:
    """Make summary.html and summary.pdf in the folder asked for. Raises `Problems`, `UserError`, `StorageError`."""
    return print_documents(request, environment, [summary])


def summary(desk: Desk) -> Document:
    """Return the summary."""
    view = build(desk.material)
    return Document("summary", "summary/summary.html", view, view.answer.headline.text)
