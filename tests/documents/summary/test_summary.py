"""The summary is page 2 of the report and the plan on a page: the same words and numbers in every document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cxdna.workflows.demo.build import MOMENT
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.summary import make_summary
from cxdna.workflows.where import Where
from tests.documents import pdf_checks
from tests.documents.report.conftest import Once, demo, example, once
from tests.documents.report.layout import BOTTOM, TOP, Sheet, collisions, off_the_page, sheets
from tests.documents.report.markup import read_page
from tests.documents.report.test_content import named_places
from tests.verapdf.fixture import verapdf
from tests.verapdf.harness import Verdict

__all__ = ["demo", "example", "once", "verapdf"]


@pytest.fixture(scope="module")
def out(demo: Path) -> Path:
    """Return the folder with all documents of the example."""
    return demo / "out"


@pytest.fixture(scope="module")
def letter(demo: Path, once: Once) -> Path:
    """Return the summary on US Letter."""

    def fill(folder: Path) -> None:
        request = Request(where=Where(demo, os.environ, demo), moment=MOMENT, out=folder, paper="Letter")
        assert make_summary(request, os.environ).complete

    return once("summary-letter", fill) / "summary.pdf"


def body(page: Sheet) -> list[str]:
    """Return what stands between head and foot of a page, without the line above its headline."""
    text = page.inside(0, TOP, page.width, page.height - BOTTOM).replace(", in the calendar", "")
    # In the order of the letters: what stands beside each other is read in an order that depends on its neighbours.
    return sorted(text.split(" PAGE ", 1)[1].split())


def test_it_is_two_pages_on_both_papers(out: Path, letter: Path) -> None:
    for file in (out / "summary.pdf", letter):
        found = sheets(file)
        assert len(found) == 2
        assert not off_the_page(found)
        assert not collisions(found)
        assert "executive summary" in found[0].text
        assert "executive summary" in found[1].text


def test_its_pages_say_what_the_report_and_the_plan_say(out: Path) -> None:
    summary, report, plan = (sheets(out / f"{name}.pdf") for name in ("summary", "report", "plan"))
    place = named_places(out / "report.pdf")["plan"]
    assert body(summary[0]) == body(report[1])
    (same,) = [page for page in plan if "THE PLAN ON A PAGE" in page.text]
    assert len(body(summary[1])) > 100
    assert body(summary[1]) == body(report[place - 1])
    assert body(summary[1]) == body(same)


def test_every_link_leads_somewhere_in_it(out: Path) -> None:
    assert not pdf_checks.broken_links(out / "summary.pdf")
    page = read_page(out / "summary.html")
    ids = {node.attributes["id"] for node in page.walk() if "id" in node.attributes}
    assert {link.attributes["href"].removeprefix("#") for link in page.all("a")} <= ids
    assert [mark.page for mark in pdf_checks.bookmarks(out / "summary.pdf")] == [1, 2]


def test_it_is_pdf_ua(out: Path, letter: Path, verapdf: Callable[..., list[Verdict]], tmp_path: Path) -> None:
    for file in (out / "summary.pdf", letter):
        assert not pdf_checks.problems(file)
    copy = shutil.copyfile(letter, tmp_path / "letter.pdf")
    verdicts = verapdf([out / "summary.pdf", copy], flavour="0")
    assert [(set(verdict.profiles), verdict.compliant) for verdict in verdicts] == [({"PDF/UA-1"}, True)] * 2
