"""Plan documents of all cases, printed once for all tests that look at them, whichever worker they run in."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.documents.brand import Brand, load_brand
from cxdna.documents.material import Material
from cxdna.documents.pdf import start_renderer
from cxdna.documents.plan.action_pages import action_pages
from cxdna.documents.plan.model import ActionPage
from cxdna.workflows.printing.model import Desk, Request
from cxdna.workflows.printing.plan import make_plan
from tests.documents.plan import plans
from tests.documents.report.conftest import Once, once
from tests.documents.report.layout import Sheet, sheets
from tests.documents.report.markup import Node, read_page
from tests.documents.report.variants import replace
from tests.verapdf.fixture import verapdf

__all__ = ["once", "verapdf"]

FORTY = "forty actions with long names"
PAGES_OF_FORTY = 6
"""So many of its actions have their page in full; one is like another, and each takes its time to print."""
LETTER = frozenset({"worked on", "three weeks", FORTY})
"""Cases that are printed on US Letter, the lower of the two papers; all others on A4."""
SEEN = tuple(name for name in plans.CASES if name not in {"all done", "all overdue"})
"""Cases that are printed; of the others the words and numbers are looked at only."""


class Printed:
    """Both editions of one plan, read once."""

    def __init__(self, folder: Path) -> None:
        self.pdf, self.html = folder / "plan.pdf", folder / "plan.html"

    @cached_property
    def page(self) -> Node:
        """The HTML edition, read."""
        return read_page(self.html)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The pages with their words."""
        return sheets(self.pdf)


def desk_of(name: str, out: Path) -> Desk:
    """Return what the plan of a case is printed from."""
    planned, today = plans.CASES[name]
    return Desk(
        material=plans.with_plan(planned(), today),
        branding=load_brand(Brand(), Path()),
        templates=resources.folder("templates"),
        out=out,
    )


def lighter(material: Material) -> tuple[ActionPage, ...]:
    """Return the pages of all actions, those after the first with little on them."""
    whole = action_pages(material)
    rest = (replace(page, fields=page.fields[:1], bar=None, kpi=None, open=()) for page in whole[PAGES_OF_FORTY:])
    return (*whole[:PAGES_OF_FORTY], *rest)


@pytest.fixture(scope="session")
def printed(root: Path, once: Once) -> dict[str, Printed]:
    """Return the plans of all cases, printed by one process."""

    def fill(folder: Path) -> None:
        with (
            pytest.MonkeyPatch.context() as patch,
            start_renderer(root / "templates" / "shared" / "fonts", os.environ) as renderer,
        ):
            for at, name in enumerate(SEEN):
                desk = desk_of(name, folder / str(at))
                patch.setattr("cxdna.workflows.printing.press.lay_out", lambda *_, desk=desk: desk)
                pages = lighter if name == FORTY else action_pages
                patch.setattr("cxdna.documents.plan.build.action_pages", pages)
                request = Request(answers=folder, plan=folder, paper="Letter" if name in LETTER else "A4")
                assert make_plan(request, os.environ, renderer).complete

    folder = once("plans", fill)
    return {name: Printed(folder / str(at)) for at, name in enumerate(SEEN)}
