"""Index reports of all cases, printed once for all tests that look at them, whichever worker they run in."""

from __future__ import annotations

import datetime as dt
import os
from functools import cached_property
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.documents.brand import Brand, load_brand
from cxdna.documents.pdf import start_renderer
from cxdna.workflows.printing.index_report import print_index
from cxdna.workflows.printing.voice_press import VoiceDesk, VoiceRequest
from cxdna.workflows.where import Where
from tests.documents.index_report import surveys
from tests.documents.report.conftest import Once, once
from tests.documents.report.layout import Sheet, sheets
from tests.documents.report.markup import Node, read_page
from tests.verapdf.fixture import verapdf

__all__ = ["once", "verapdf"]

LETTER = frozenset({"twelve", "many waves", "few"})
"""Cases that are printed on US Letter, the lower of the two papers; all others on A4."""


class Printed:
    """All files of one report, read once."""

    def __init__(self, pdf: Path) -> None:
        self.pdf, self.html = pdf, pdf.with_suffix(".html")

    @cached_property
    def page(self) -> Node:
        """The HTML edition, read."""
        return read_page(self.html)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The pages with their words."""
        return sheets(self.pdf)


def desk(out: Path) -> VoiceDesk:
    """Return a desk without a brand."""
    return VoiceDesk(load_brand(Brand(), Path()), resources.folder("templates"), out, surveys.TODAY)


def request_for(folder: Path, *, letter: bool) -> VoiceRequest:
    """Return what is asked for."""
    moment = dt.datetime(2027, 1, 18, tzinfo=dt.UTC)
    return VoiceRequest(where=Where(here=folder, environment={}), moment=moment, paper="Letter" if letter else "A4")


@pytest.fixture(scope="session")
def printed(root: Path, once: Once) -> dict[str, Printed]:
    """Return the reports of all cases, printed by one process."""

    def fill(folder: Path) -> None:
        with start_renderer(root / "templates" / "shared" / "fonts", os.environ) as renderer:
            for at, (name, made) in enumerate(surveys.CASES.items()):
                out, asked = folder / str(at), request_for(folder, letter=name in LETTER)
                assert print_index(desk(out), made(), os.environ, asked, renderer).complete

    folder = once("index-reports", fill)
    return {
        name: Printed(folder / str(at) / "customer-index-after_service.pdf") for at, name in enumerate(surveys.CASES)
    }
