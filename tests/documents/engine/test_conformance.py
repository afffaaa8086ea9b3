"""veraPDF, the reference checker, agrees that what we print is PDF/UA-1 or PDF/A-3a; and it can say no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from cxdna.documents.job import Attached
from cxdna.documents.pdf import Renderer
from tests.documents import pdf_checks
from tests.documents.engine.conftest import SVG, make_job
from tests.verapdf.fixture import unavailable
from tests.verapdf.harness import Unavailable, Verdict, parse

Validate = Callable[..., list[Verdict]]

BODY = """
<h2 id="a">Part</h2><p>See <a href="#a">the part</a> and <a href="https://example.org/">a page</a>. สมชาย محمد</p>
<table><caption>Scores</caption><thead><tr><th scope="col">Id</th><th scope="col">Chart</th></tr></thead>
<tbody><tr><th scope="row">1.1</th><td><img src="chart:a" alt="A chart"></td></tr></tbody></table>
<figure><img src="chart:a" alt="The same"><figcaption>Figure</figcaption></figure>
<svg width="20" height="20"><title>A dot</title><circle r="5"/></svg>
<ul><li>one</li><li>two</li></ul><dl><dt>Term</dt><dd>What it is</dd></dl>
"""
PAGE = """
@page { margin: 20mm; @top-left { content: element(head) } @bottom-right { content: counter(page) } }
.head { position: running(head) } h2 { break-before: page } li { break-inside: avoid }
"""


@pytest.fixture
def made(renderer: Renderer, tmp_path: Path) -> Path:
    out = tmp_path / "made.pdf"
    renderer.render(make_job(f'<div class="head">Alder</div>{BODY}', styles=(PAGE,), images={"chart:a": SVG}), out)
    return out


def without(file: Path, name: str) -> Path:
    """Return a copy that lacks something PDF/UA asks for."""
    copy = file.with_name(f"without-{name.strip('/').lower()}.pdf")
    with pikepdf.open(file) as pdf:
        if name == "/Alt":
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing:
                    del thing["/Alt"]
        else:
            del pdf.Root[name]
        pdf.save(copy)
    return copy


def test_pdf_ua(made: Path, verapdf: Validate) -> None:
    bad = [without(made, name) for name in ("/StructTreeRoot", "/Alt", "/Lang", "/Metadata")]
    nonsense = made.with_name("nonsense.pdf")
    nonsense.write_bytes(b"no PDF at all")
    good, *refused = verapdf([made, *bad, nonsense])
    assert good.compliant, "\n".join(good.failures)
    assert not [verdict for verdict in refused if verdict.compliant]
    assert all(verdict.failures for verdict in refused)
    assert not pdf_checks.problems(made)
    assert [bool(pdf_checks.problems(file)) for file in bad[:3]] == [True, True, True]


def test_pdf_a_with_a_file_inside(renderer: Renderer, tmp_path: Path, verapdf: Validate) -> None:
    out = tmp_path / "x.pdf"
    files = tuple(
        Attached(name=name, description="Scores", content=b"{}", relationship="Data")
        for name in ("scores.json", "scores.xlsx")
    )
    job = make_job(BODY, variant="pdf/a-3a", images={"chart:a": SVG}, attachments=files)
    renderer.render(job, out)
    undeclared = tmp_path / "undeclared.pdf"
    with pikepdf.open(out) as pdf:
        said = pdf.Root.Metadata.read_bytes()
        assert said.count(b"<pdfuaid:part>1</pdfuaid:part>") == said.count(b"pdfaExtension:schemas>") / 2 == 1
        start, end = said.index(b"<pdfaExtension:schemas>"), said.index(b"</pdfaExtension:schemas>")
        pdf.Root.Metadata.write(said[:start] + said[end + len(b"</pdfaExtension:schemas>") :])
        pdf.save(undeclared)
    verdict, without_schema = verapdf([out, undeclared], flavour="0")
    assert verdict.compliant, "\n".join(verdict.failures)
    assert set(verdict.profiles) == {"PDF/A-3A", "PDF/UA-1"}, "an archive is both"
    assert not without_schema.compliant, "PDF/A knows nothing of PDF/UA: the file has to describe it"


def test_where_verapdf_is_missing_ci_fails_and_others_skip() -> None:
    with pytest.raises(pytest.fail.Exception, match="veraPDF must run in CI: no java"):
        unavailable(Unavailable("no java"), {"CI": "true"})
    with pytest.raises(pytest.skip.Exception, match="veraPDF is not here: no java"):
        unavailable(Unavailable("no java"), {})


def test_a_report_that_says_nothing_of_a_file_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="count the answers"):
        parse({"report": {"jobs": []}}, [tmp_path / "a.pdf"])
    job = {"itemDetails": {"name": "a.pdf"}, "taskException": {"exceptionMessage": "broken"}}
    assert parse({"report": {"jobs": [job]}}, [tmp_path / "a.pdf"]) == [
        Verdict(tmp_path / "a.pdf", compliant=False, failures=("broken",))
    ]
