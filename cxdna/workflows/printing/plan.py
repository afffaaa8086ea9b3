"""From a plan to the corrective action plan as PDF and as one HTML file."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.documents.pdf import Renderer
from cxdna.documents.plan.build import build
from cxdna.errors import UserError
from cxdna.workflows.printing.model import Desk, Document, Made, Request
from cxdna.workflows.printing.press import print_documents


def make_plan(request: Request, environment: Mapping[str, str], printer: Renderer | None = None) -> Made:
    """Make plan.html and plan.pdf in the folder asked for.

    Raises `Problems`, `UserError` (where nothing was planned, too), `StorageError`.
    """
    if request.answers is not None and request.plan is None:
        raise UserError(
            f"{request.answers} holds answers and no plan",
            "name the plan that goes with it: cxdna plan pdf ANSWERS --plan FILE",
        )
    return print_documents(request, environment, [_asked_for], printer=printer)


def plan(desk: Desk) -> Document | None:
    """Return the plan; None where nothing was ever planned."""
    planned = desk.material.plan
    if planned.head is None and not planned.actions:
        return None
    view = build(desk.material)
    return Document("plan", "plan/plan.html", view, view.cover.answer.text)


def _asked_for(desk: Desk) -> Document:
    made = plan(desk)
    if made is None:
        raise UserError(
            "there is no plan yet", "draft one, to begin on a day you choose: cxdna plan draft --start DATE"
        )
    return made
