"""From an assessment to the report as PDF and as one HTML file."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna import resources
from cxdna.documents.material import Material
from cxdna.documents.pdf import Renderer
from cxdna.documents.report.build import build
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Desk, Document, Made, Request
from cxdna.workflows.printing.press import print_documents


def make_report(request: Request, environment: Mapping[str, str], printer: Renderer | None = None) -> Made:
    """Make report.html and report.pdf in the folder asked for. Raises `Problems`, `UserError`, `StorageError`."""
    return print_documents(request, environment, [report], printer=printer)


def report(desk: Desk) -> Document:
    """Return the report."""
    view = build(desk.material)
    return Document("report", "report/report.html", view, view.answer.headline.text)


def assemble(request: Request) -> Material:
    """Return everything that the documents are made of."""
    return lay_out(request, resources.folder("templates")).material
