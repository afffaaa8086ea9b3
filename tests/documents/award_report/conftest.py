"""Award readiness reports of all cases, printed once for all tests that look at them, whichever worker they run in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxdna.documents.pdf import start_renderer
from cxdna.workflows.printing.award_report import print_award
from tests.documents.award_report import awards
from tests.documents.index_report.conftest import Printed, desk, request_for
from tests.documents.report.conftest import Once, once
from tests.verapdf.fixture import verapdf

__all__ = ["once", "verapdf"]

LETTER = frozenset({"long", "ready"})
"""Cases that are printed on US Letter, the lower of the two papers; all others on A4."""


@pytest.fixture(scope="session")
def printed(root: Path, once: Once) -> dict[str, Printed]:
    """Return the reports of all cases, printed by one process."""

    def fill(folder: Path) -> None:
        with start_renderer(root / "templates" / "shared" / "fonts", os.environ) as renderer:
            for at, (name, made) in enumerate(awards.CASES.items()):
                out, asked = folder / str(at), request_for(folder, letter=name in LETTER)
                assert print_award(desk(out), made(), os.environ, asked, renderer).complete

    folder = once("award-reports", fill)
    return {name: Printed(next((folder / str(at)).glob("*.pdf"))) for at, name in enumerate(awards.CASES)}
