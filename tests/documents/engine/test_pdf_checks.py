"""Our own checks of a PDF can fail: each says what is wrong with a document that has just that."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from cxdna.documents.pdf import Renderer
from tests.documents import pdf_checks
from tests.documents.engine.conftest import SVG, make_job


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<h3>x</h3>", "a heading of level 3 follows one of level 1"),
        ("<table><tr><td>x</td></tr></table>", "table 1 has no header cell"),
        ("<table><tr><th>x</th><td>y</td></tr></table>", "table 1: a cell has no header"),
        ('<svg width="9" height="9"><circle r="5"/></svg>', "a figure has no alternative text"),
    ],
)
def test_what_is_wrong_is_found(renderer: Renderer, tmp_path: Path, body: str, told: str) -> None:
    renderer.render(make_job(body), tmp_path / "x.pdf")
    assert pdf_checks.problems(tmp_path / "x.pdf") == [told]


def test_a_file_without_anything_has_every_problem(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "x.pdf")
    found = pdf_checks.problems(tmp_path / "x.pdf")
    assert found == ["no title is shown", "no language", "the first heading is not of level 1"]


def test_pages_links_and_text_are_told(renderer: Renderer, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    body = '<p>One <a href="#b">to two</a> <a href="https://example.org/">out</a></p>'
    body += '<h2 id="b" style="break-before:page">Two</h2>'
    renderer.render(make_job(body, images={"chart:a": SVG}), out)
    assert pdf_checks.pages(out) == 2
    assert [(link.page, link.target) for link in pdf_checks.links(out)] == [(1, "#b"), (1, "https://example.org/")]
    assert pdf_checks.bookmarks(out)[1] == pdf_checks.Bookmark(2, "Two", 2)
    assert "One to two out" in pdf_checks.text(out)[0]
