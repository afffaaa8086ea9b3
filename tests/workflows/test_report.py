"""`cxdna report` as people run it: what it makes, what it refuses and why, and that it leaves nothing behind."""

import base64
import re
import shutil
from pathlib import Path

import pypdf
import pytest

from cxdna.workflows.printing.model import Made, Printed
from tests.conftest import Run
from tests.workflows.machines import NEVER_READY, NO_PACKAGE, NO_PANGO, machine, made, png
from tests.workspace.making import Here

BOTH = ["report.html", "report.pdf"]
POINTS = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.fixture(scope="session")
def now(root: Path) -> Path:
    return root / "tests" / "examples" / "alderbrook" / "answers-2026.yaml"


@pytest.fixture(scope="session")
def before(root: Path) -> Path:
    return root / "tests" / "examples" / "alderbrook" / "answers-2025.yaml"


@pytest.fixture(scope="session")
def small(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return answers to a questionnaire of its own: the report has few pages, which is quicker."""
    folder = tmp_path_factory.mktemp("small")
    examples = root / "tests" / "examples" / "answers"
    for name in ("playbook", "questionnaires"):
        shutil.copytree(examples / name, folder / name)
    return Path(shutil.copy(examples / "valid" / "full.yaml", folder))


@pytest.fixture
def no_pango(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take Pango away: only the HTML edition is made, which is quicker."""
    machine(monkeypatch, tmp_path, NO_PANGO)


def size(pdf: pypdf.PdfReader) -> tuple[int, int]:
    box = pdf.pages[0].mediabox
    return round(box.width), round(box.height)


def brand(folder: Path, **fields: str) -> Path:
    """Write a brand file; a field `logo` is the client's."""
    lines = ["kind: brand", *(f'{name}: "{value}"' for name, value in fields.items())]
    file = folder / "brand.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_answers_become_a_report_in_both_editions(run_cxdna: Run, tmp_path: Path, now: Path, before: Path) -> None:
    done = run_cxdna("report", now, "--previous", before)
    assert done.returncode == 0, done.stderr
    assert made(tmp_path / "out") == BOTH
    pdf = pypdf.PdfReader(tmp_path / "out" / "report.pdf")
    assert size(pdf) == POINTS["A4"]
    pages, screen = done.stdout.splitlines()
    assert re.fullmatch(rf"out.report\.pdf     {len(pdf.pages)} pages", pages)
    assert re.fullmatch(r"out.report\.html    the same for the screen", screen)
    assert not done.stderr
    text = " ".join((pdf.pages[0].extract_text() + pdf.pages[1].extract_text()).split())
    html = " ".join((tmp_path / "out" / "report.html").read_text(encoding="utf-8").replace("\u00a0", " ").split())
    for drafted in ("Act is the only phase that fell", "Compared with", "20 November 2026"):
        assert drafted in text
        assert drafted in html
    # Without --date the files carry the day on which the assessment was closed.
    assert str(pdf.metadata and pdf.metadata.creation_date).startswith("2026-11-20")


@pytest.mark.timed
def test_paper_date_brand_and_folder(run_cxdna: Run, tmp_path: Path, small: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    names = {"client_name": "Alderbrook Group", "consultant_name": "Lund & Partners", "confidentiality": "Board only"}
    file = brand(tmp_path, **names, client_logo="logo.png", accent="#7a1f5c")
    options = ("--paper", "Letter", "--date", "2026-12-01", "--brand", file, "--out", tmp_path / "for" / "the board")
    done = run_cxdna("report", small, *options)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "for" / "the board"
    assert made(folder) == BOTH
    pdf = pypdf.PdfReader(folder / "report.pdf")
    assert size(pdf) == POINTS["Letter"]
    assert pdf.metadata is not None
    assert str(pdf.metadata.creation_date).startswith("2026-12-01")
    assert pdf.metadata.author == names["consultant_name"]
    assert pdf.pages[0].images, "the logo is not on the cover"
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert base64.b64encode(png()).decode() in html
    assert "--accent: #7a1f5c" in html
    assert "1 December 2026" not in html, "--date is for the files, not for the text"
    text = " ".join(page.extract_text() for page in pdf.pages[:3])
    assert "Board only" in text
    for said in ("Alderbrook Group", "Nothing: no earlier assessment was given"):
        assert said in text
        assert said in html
    assert "What changed" not in text


@pytest.mark.usefixtures("no_pango")
def test_without_pango_html_is_made_and_the_command_named(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    done = run_cxdna("report", now)
    assert done.returncode == 4
    assert made(tmp_path / "out") == ["report.html"]
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    screen, why = done.stdout.splitlines()
    assert screen.startswith("out")
    assert re.fullmatch(r"No PDF: .*Pango.*\. This brings it:  \S.*", why)
    assert "Traceback" not in done.stderr


def test_without_weasyprint_its_command_is_named(
    run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: Path
) -> None:
    machine(monkeypatch, tmp_path, NO_PACKAGE)
    done = run_cxdna("report", now)
    assert done.returncode == 4
    assert "-m pip install 'WeasyPrint" in done.stdout
    assert made(tmp_path / "out") == ["report.html"]


@pytest.mark.usefixtures("no_pango")
def test_an_older_report_is_replaced_as_a_whole(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in (*BOTH, "notes.txt"):
        (out / name).write_text("mine", encoding="utf-8")
    assert run_cxdna("report", now).returncode == 4
    assert made(out) == ["notes.txt", *BOTH]
    assert "Alderbrook" in (out / "report.html").read_text(encoding="utf-8")
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_a_pdf_that_takes_too_long_is_stopped(
    run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, now: Path
) -> None:
    machine(monkeypatch, tmp_path, NEVER_READY)
    done = run_cxdna("report", now, "--seconds", "1", timeout=50)
    assert done.returncode == 2
    assert "not finished within 1 s" in done.stderr
    assert "--seconds" in done.stderr
    assert made(tmp_path / "out") == []


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20"/>'
LOGOS = {
    "an SVG": (SVG.encode(), ["brand.yaml", "client_logo logo.png is an SVG", "rsvg-convert"]),
    "a text": (b"no picture at all", ["client_logo logo.png is neither PNG nor JPEG"]),
    "half a PNG": (png()[:60], ["client_logo logo.png is a damaged or incomplete PNG"]),
    "a speck": (png(4, 4), ["client_logo logo.png has only 4 x 4 pixels"]),
    "not there": (None, ["client_logo logo.png is not there"]),
}


@pytest.mark.parametrize("logo", LOGOS)
def test_a_logo_that_cannot_be_printed_is_refused(run_cxdna: Run, tmp_path: Path, now: Path, logo: str) -> None:
    content, said = LOGOS[logo]
    if content is not None:
        (tmp_path / "logo.png").write_bytes(content)
    done = run_cxdna("report", now, "--brand", brand(tmp_path, client_logo="logo.png"))
    assert done.returncode == 2
    for words in said:
        assert words in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_logo_outside_of_the_folder_is_refused(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "brands").mkdir()
    done = run_cxdna("report", now, "--brand", brand(tmp_path / "brands", client_logo="../logo.png"))
    assert done.returncode == 2
    assert "is not in the folder of the brand file" in done.stderr


@pytest.mark.usefixtures("no_pango")
def test_a_pale_accent_is_refused_with_the_nearest_that_can_be_read(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    done = run_cxdna("report", now, "--brand", brand(tmp_path, accent="#8fd0d6"))
    assert done.returncode == 2
    assert "accent #8fd0d6 cannot be read on white" in done.stderr
    (nearest,) = re.findall(r"the nearest that can be read is '(#[0-9a-f]{6})'", done.stderr)
    assert not (tmp_path / "out").exists()
    again = run_cxdna("report", now, "--brand", brand(tmp_path, accent=nearest))
    assert again.returncode == 4, again.stderr
    assert f"--accent: {nearest}" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_everything_that_is_wrong_with_a_brand_is_said_at_once(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    file = brand(tmp_path, accent="#ffff00", client_logo="a.png", consultant_logo="b.png")
    done = run_cxdna("report", now, "--brand", file)
    assert done.returncode == 2
    assert [one in done.stderr for one in ("accent #ffff00", "client_logo a.png", "consultant_logo b.png")] == [
        True
    ] * 3
    assert "3 problems" in done.stderr


def test_an_earlier_assessment_that_is_later_is_refused(
    run_cxdna: Run, tmp_path: Path, now: Path, before: Path
) -> None:
    for answers, previous in ((before, now), (now, now)):
        done = run_cxdna("report", answers, "--previous", previous)
        assert done.returncode == 2
        assert "the earlier assessment" in done.stderr.lower()
        assert "dated 20 November 2026, which is not before" in done.stderr
        assert "--previous" in done.stderr
    assert not (tmp_path / "out").exists()


USAGE = {
    "no file": ([], "No answers file is named, and this folder is in no workspace"),
    "an unknown file": (["none.yaml"], "none.yaml: there is no such file"),
    "a folder": (["."], "the file cannot be read"),
    "an unknown earlier file": (["NOW", "--previous", "none.yaml"], "none.yaml: there is no such file"),
    "an unknown brand file": (["NOW", "--brand", "none.yaml"], "none.yaml: there is no such file"),
    "another paper": (["NOW", "--paper", "A3"], "--paper"),
    "no date": (["NOW", "--date", "1 December"], "--date"),
    "no time at all": (["NOW", "--seconds", "0"], "--seconds"),
    "a brand file as answers": (["BRAND"], "brand.yaml:"),
}


@pytest.mark.parametrize("case", USAGE)
def test_what_is_asked_for_wrongly_is_refused(run_cxdna: Run, tmp_path: Path, now: Path, case: str) -> None:
    arguments, said = USAGE[case]
    names = {"NOW": str(now), "BRAND": str(now.parent / "brand.yaml")}
    done = run_cxdna("report", *(names.get(one, one) for one in arguments))
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout
    assert made(tmp_path) == []


def test_wrong_answers_are_refused_with_their_lines(run_cxdna: Run, tmp_path: Path, now: Path) -> None:
    text = now.read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("q1.1: 3", "q1.1: 9").replace("kind: policy", "kind: rumour", 1), encoding="utf-8")
    done = run_cxdna("report", wrong)
    assert done.returncode == 2
    lines = [at for at, line in enumerate(wrong.read_text(encoding="utf-8").splitlines(), 1) if "q1.1: 9" in line]
    for line in lines:
        assert f"wrong.yaml:{line}: 9 is no answer to q1.1" in done.stderr
    assert "rumour" in done.stderr
    assert f"{len(lines) + 1} problems: nothing was written." in done.stderr
    assert made(tmp_path) == ["wrong.yaml"]


def test_a_folder_that_cannot_be_made_or_written_is_a_fault_of_storage(
    run_cxdna: Run, tmp_path: Path, now: Path
) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    for out in ("taken", "taken/inside"):
        done = run_cxdna("report", now, "--out", out)
        assert done.returncode == 3, done.stderr
        assert "taken" in done.stderr
    (tmp_path / "out" / "report.html").mkdir(parents=True)
    done = run_cxdna("report", now)
    assert done.returncode == 3, done.stderr
    assert "report.html" in done.stderr
    assert made(tmp_path) == ["taken"]


def test_warnings_are_apart_from_what_was_made_and_the_pdf_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made_ = [
        Made(
            (Printed("report", Path("out/report.html"), pdf, 34 if pdf else 0),),
            "A headline",
            ("Made.",),
            ("The logo is pale.",),
        )
        for pdf in (Path("out/report.pdf"), None)
    ]
    launched: list[str] = []
    monkeypatch.setattr("cxdna.workflows.printing.report.make_report", lambda *_: made_.pop(0))
    monkeypatch.setattr("typer.launch", launched.append)
    here = Here(capsys, monkeypatch)
    assert here("report", "--open", cwd=tmp_path) == (0, "Made.\n", "The logo is pale.\n")
    assert here("report", "--open", cwd=tmp_path).returncode == 4
    assert launched == [str(Path("out/report.pdf")), str(Path("out/report.html"))], "the HTML where there is no PDF"
