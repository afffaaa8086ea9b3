"""What a render promises: the same bytes, our faces, a file that is whole or not there, and words when it fails."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from cxdna.documents.conversation import Exchange
from cxdna.documents.environment import make_environment, render
from cxdna.documents.job import LENGTH_BYTES, Attached, Crashed, Done, Job, Order
from cxdna.documents.pdf import Renderer, RenderingBroke, _done, render_pdf, start_renderer
from cxdna.documents.rendering import Printer, ready
from cxdna.errors import MissingOnMachine, StorageError, UserError
from tests.documents import pdf_checks
from tests.documents.engine.conftest import SVG, make_job

TABLE = (
    '<table><thead><tr><th scope="col">Id</th><th scope="col">Score</th></tr></thead>'
    '<tbody><tr><th scope="row">1.1</th><td>2.6</td></tr></tbody></table>'
)
BODY = f'<h2 id="a">Part</h2><p>See <a href="#a">the part</a>, <b>bold</b></p>{TABLE}<img src="chart:a" alt="A chart">'
NESTED_FLEX = '<div style="display:flex">' * 18 + "x" + "</div>" * 18


@pytest.fixture
def job() -> Job:
    return make_job(BODY, images={"chart:a": SVG})


@pytest.fixture
def own_renderer(fonts: Path, environment: dict[str, str]) -> Iterator[Renderer]:
    """Return a process that a test may end."""
    with start_renderer(fonts, environment) as process:
        yield process


def test_a_document_says_what_it_is(renderer: Renderer, tmp_path: Path, job: Job) -> None:
    out = tmp_path / "x.pdf"
    rendered = renderer.render(msgspec.structs.replace(job, title="Über uns", lang="de", author="Ann"), out)
    assert (rendered.pages, rendered.warnings) == (1, ())
    assert not pdf_checks.problems(out)
    assert (pdf_checks.title(out), pdf_checks.language(out)) == ("Über uns", "de")
    assert pdf_checks.headings(out) == [1, 2]
    assert [bookmark.title for bookmark in pdf_checks.bookmarks(out)] == ["Report", "Part"]
    assert pdf_checks.figures(out) == ["A chart"]
    assert b"(D:20261120120000Z)" in pdf_checks.everything(out)


def test_the_faces_are_the_three_that_we_bring(renderer: Renderer, tmp_path: Path, job: Job) -> None:
    out = tmp_path / "x.pdf"
    rendered = renderer.render(job, out)
    assert {(use.family, use.weight, use.bundled) for use in rendered.fonts} == {
        ("Source Sans 3", 400, True),
        ("Source Sans 3", 600, True),
        ("Source Serif 4", 600, True),
    }
    assert pdf_checks.fonts(out) == dict.fromkeys(
        ("Source-Sans-3", "Source-Sans-3-Semi-Bold", "Source-Serif-4-Semi-Bold"), True
    )


def test_the_same_job_gives_the_same_bytes(
    renderer: Renderer, fonts: Path, environment: dict[str, str], tmp_path: Path, job: Job
) -> None:
    files = [tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf")]
    renderer.render(job, files[0])
    renderer.render(make_job("<p>another one, between them</p>"), tmp_path / "d.pdf")
    renderer.render(job, files[1])
    render_pdf(job, files[2], fonts, {**environment, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert len({file.read_bytes() for file in files}) == 1
    renderer.render(msgspec.structs.replace(job, title="Other"), files[0])
    assert files[0].read_bytes() != files[1].read_bytes()


@pytest.mark.parametrize(("paper", "millimetres"), [("A4", (210, 297)), ("Letter", (216, 279))])
def test_paper(renderer: Renderer, tmp_path: Path, paper: str, millimetres: tuple[int, int]) -> None:
    renderer.render(make_job("<p>x</p>", paper=paper, styles=("@page { margin: 9mm }",)), tmp_path / "x.pdf")
    assert pdf_checks.page_sizes(tmp_path / "x.pdf") == [millimetres]


def test_an_archive_edition_carries_files_and_an_identifier(renderer: Renderer, tmp_path: Path, job: Job) -> None:
    out = tmp_path / "x.pdf"
    data = Attached(name="scores.json", description="All scores", content=b'{"a": 1}')
    renderer.render(msgspec.structs.replace(job, variant="pdf/a-3a", attachments=(data,)), out)
    first = out.read_bytes()
    assert b'{"a": 1}' in pdf_checks.everything(out)
    assert b"/ID" in first
    renderer.render(msgspec.structs.replace(job, variant="pdf/a-3a", attachments=(data,)), out)
    assert out.read_bytes() == first


def test_texts_of_users_are_shown_as_they_are(renderer: Renderer, tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text(
        '<html lang="en"><head><title>T</title></head><body><h1>{{ name }}</h1></body></html>'
    )
    name = "<img onerror=alert(1) src=x> {{7*7}} </style><script>"
    html = render(make_environment([tmp_path]), "t.html", {"name": name})
    renderer.render(make_job("", html=html), tmp_path / "x.pdf")
    (text,) = pdf_checks.text(tmp_path / "x.pdf")
    assert text.replace("\n", " ").replace("  ", " ").strip() == name


def test_what_weasyprint_says_of_the_style_is_returned(renderer: Renderer, tmp_path: Path) -> None:
    rendered = renderer.render(make_job("<p>x</p>", styles=("p { colour: red }",)), tmp_path / "x.pdf")
    assert [warning for warning in rendered.warnings if "colour" in warning]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('<img src="logo:client" alt="Logo">', "logo:client: nothing of that name was handed over"),
        ('<img src="chart:a" alt="">', "no required alt description"),
        ('<a href="#nowhere">x</a>', "#nowhere"),
    ],
)
def test_what_would_be_missing_on_the_page_is_an_error(renderer: Renderer, tmp_path: Path, body: str, why: str) -> None:
    out = tmp_path / "x.pdf"
    out.write_bytes(b"the one before")
    with pytest.raises(UserError, match=why):
        renderer.render(make_job(body, images={"chart:a": SVG}), out)
    assert out.read_bytes() == b"the one before"
    assert list(tmp_path.iterdir()) == [out]


def test_a_document_without_end_is_stopped(own_renderer: Renderer, tmp_path: Path) -> None:
    own_renderer.ready()
    with pytest.raises(UserError, match=r"x.pdf was not finished within 2 s: it was stopped and not written; give it"):
        own_renderer.render(make_job(NESTED_FLEX), tmp_path / "x.pdf", 2)
    assert not list(tmp_path.iterdir())


def test_an_interrupted_document_leaves_nothing(
    own_renderer: Renderer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(exchange: Exchange, limit: float) -> bool:
        del exchange, limit
        raise KeyboardInterrupt

    own_renderer.ready()
    pending = own_renderer.begin(make_job("<p>text</p>" * 3000), tmp_path / "x.pdf")
    monkeypatch.setattr(Exchange, "is_over", interrupted)
    with pytest.raises(KeyboardInterrupt):
        pending.wait()
    assert own_renderer._process.popen.poll() is not None, "what still writes would leave its file behind"
    assert not list(tmp_path.iterdir())


def test_a_document_can_be_made_while_the_caller_works(renderer: Renderer, tmp_path: Path, job: Job) -> None:
    out = tmp_path / "x.pdf"
    pending = renderer.begin(job, out)
    with pytest.raises(RuntimeError, match="one document at a time"):
        renderer.begin(job, tmp_path / "y.pdf")
    assert not out.exists()
    assert pending.wait().pages == 1
    assert list(tmp_path.iterdir()) == [out]


def test_a_document_that_nobody_waits_for_leaves_nothing(
    fonts: Path, environment: dict[str, str], tmp_path: Path, job: Job
) -> None:
    with start_renderer(fonts, environment) as process:
        process.begin(job, tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


def test_it_outlives_an_interrupt_and_says_when_it_was_killed(own_renderer: Renderer, tmp_path: Path, job: Job) -> None:
    own_renderer.ready()
    if sys.platform != "win32":
        own_renderer._process.popen.send_signal(signal.SIGINT)
    assert own_renderer.render(job, tmp_path / "x.pdf").pages == 1
    (tmp_path / "x.pdf").unlink()
    own_renderer._process.stop()
    with pytest.raises(RenderingBroke, match="ended with code"):
        own_renderer.render(job, tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


def test_when_the_command_dies_no_half_file_stays(own_renderer: Renderer, tmp_path: Path, job: Job) -> None:
    own_renderer.ready()
    process = own_renderer._process.popen
    assert process.stdin
    assert process.stdout
    order = msgspec.msgpack.encode(Order(job=job, identifier="0", temporary=str(tmp_path / "half")))
    process.stdout.close()
    process.stdin.write(len(order).to_bytes(LENGTH_BYTES, "big") + order)
    process.stdin.close()
    process.wait(20)
    assert not list(tmp_path.iterdir())


def test_a_disk_that_takes_nothing_is_told(
    renderer: Renderer, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(StorageError, match=r"could not be written: .*; nothing was changed"):
        renderer.render(job, tmp_path / "x.pdf")
    with pytest.raises(StorageError, match="there is no folder"):
        renderer.render(job, tmp_path / "none" / "x.pdf")
    monkeypatch.setattr("cxdna.documents.pdf.temporary_beside", lambda out: out.parent / "gone" / "x")
    with pytest.raises(
        StorageError, match=r"y.pdf could not be written: No such file or directory; nothing was changed"
    ):
        renderer.render(job, tmp_path / "y.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


@pytest.mark.parametrize(
    ("stub", "what"),
    [
        ("raise OSError(\"cannot load library 'libpango-1.0-0'\")", r"PDFs need the library Pango, .*; .*pango"),
        (
            "raise ModuleNotFoundError('no tinycss2')",
            r"packages that make PDFs are not complete .*no tinycss2.*pip install",
        ),
    ],
)
def test_what_is_missing_on_the_machine_is_named_with_its_command(
    fonts: Path, environment: dict[str, str], tmp_path: Path, job: Job, stub: str, what: str
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(f"print('noise on standard output')\n{stub}\n")
    with pytest.raises(MissingOnMachine, match=what):
        render_pdf(job, tmp_path / "x.pdf", fonts, {**environment, "PYTHONPATH": str(tmp_path)})
    assert not (tmp_path / "x.pdf").exists()


def test_a_broken_library_is_our_fault_and_shows_where(
    fonts: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Done:
        raise ZeroDivisionError

    printer = Printer(fonts / "print")
    order = Order(job=job, identifier="0", temporary=str(tmp_path / "x"))
    assert isinstance(printer.render(order), Done)
    monkeypatch.setattr(Printer, "_write", broken)
    answer = printer.render(order)
    assert isinstance(answer, Crashed)
    assert answer.trace.endswith("ZeroDivisionError\n")
    with pytest.raises(RenderingBroke, match=r"x.pdf could not be made:\nTraceback"):
        _done(answer, tmp_path / "x.pdf")
    with pytest.raises(RenderingBroke, match="answered Ready instead of Done"):
        _done(ready(), tmp_path / "x.pdf")
    assert not list(tmp_path.iterdir())


def test_an_order_that_makes_no_sense_ends_the_process_with_its_reason(own_renderer: Renderer, tmp_path: Path) -> None:
    with pytest.raises(RenderingBroke, match=r"(?s)ended with code 1.*Invalid enum value 'pdf/z'"):
        own_renderer.render(make_job("", variant="pdf/z"), tmp_path / "x.pdf")


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        make_job("", created=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_a_module_in_the_folder_of_the_user_is_not_run(
    fonts: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "msgspec.py").write_text("raise SystemExit('ran what it found')")
    code = "import sys; from pathlib import Path; from cxdna.documents.pdf import start_renderer\n"
    code += "with start_renderer(Path(sys.argv[1]), dict()) as r: print(r.ready().weasyprint)"
    root = str(Path(__file__).parents[3])
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; sys.path.append({root!r})\n{code}", str(fonts)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("70."), done.stderr


def test_the_command_loads_no_weasyprint(root: Path) -> None:
    code = "import sys; import cxdna.documents.pdf, cxdna.documents.html, cxdna.documents.brand; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert not {"weasyprint", "fontTools", "PIL", "cffi", "jinja2"} & set(done.stdout.split())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such limit")
def test_a_document_cannot_take_all_memory(root: Path) -> None:
    code = (
        "from cxdna.documents.render_child import MEMORY_LIMIT, limit_memory\nlimit_memory()\nbytearray(MEMORY_LIMIT)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith("MemoryError")
