"""From an answers file to the report as PDF and as one HTML file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from cxdna import resources
from cxdna.definitions.fit import fit
from cxdna.definitions.load import load_library
from cxdna.definitions.read import read
from cxdna.documents import glyphs
from cxdna.documents.archive import enclosed
from cxdna.documents.brand import Brand, Branding, load_brand
from cxdna.documents.colours import ramp
from cxdna.documents.environment import make_environment
from cxdna.documents.html import self_contained, write_html
from cxdna.documents.job import Job
from cxdna.documents.material import Look, Material, leaf_numbers
from cxdna.documents.pango import this_family
from cxdna.documents.pdf import Pending, Renderer, start_renderer
from cxdna.documents.placement import Edition
from cxdna.documents.report.build import build
from cxdna.documents.report.compose import Composed, accent_rule, compose, kept
from cxdna.documents.report.model import ReportView
from cxdna.documents.wording.model import in_words
from cxdna.errors import MissingOnMachine, StorageError, UserError
from cxdna.scores.fingerprint import fingerprint, fingerprints, short
from cxdna.scores.model import Assessed, Scores
from cxdna.scores.protect import protect
from cxdna.scores.score import score
from cxdna.workflows.score import find_in
from cxdna.workflows.subject import Subject, of_file, of_workspace, workspace_of
from cxdna.workflows.where import Where, near
from cxdna.workspace.model import Workspace

PRINT_STYLES = ("document.css", "page.css")
SCREEN_STYLES = ("document.css", "screen.css")
OUT = Path("out")
"""Where the report on an answers file goes, unless another folder is named."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; with `archive`, an archive edition that carries the shared export is made as well.

    Without `answers` it is the assessment of the workspace that `where` means, as it is at this `moment`; `out` and
    `brand` are then the workspace's unless others are named.
    """

    answers: Path | None = None
    where: Where | None = None
    moment: dt.datetime | None = None
    out: Path | None = None
    previous: Path | None = None
    paper: Literal["A4", "Letter"] = "A4"
    date: dt.date | None = None
    brand: Path | None = None
    seconds: float = 120
    archive: bool = False


class Sheet(msgspec.Struct, frozen=True):
    """What both editions are printed from, and where they go; `here` is where whoever asked is, in a workspace."""

    view: ReportView
    material: Material
    branding: Branding
    templates: Path
    out: Path
    here: Path | None = None


class Made(msgspec.Struct, frozen=True):
    """What was made, in lines for whoever asked; `pdf` is None where this machine cannot print."""

    html: Path
    pdf: Path | None
    pages: int
    headline: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]


def make_report(request: Request, environment: Mapping[str, str]) -> Made:
    """Make report.html and report.pdf in the folder asked for.

    The process that prints starts first and loads its libraries while this one scores. Raises `Problems`, `UserError`,
    `StorageError`; where the machine lacks what printing needs, the HTML edition is made and the lines say what to do.
    """
    templates = resources.folder("templates")
    with start_renderer(templates / "shared" / "fonts", environment) as renderer:
        home = _home(request)
        branding = _branding(request.brand or _brand_of(home))
        subject, beside = _subject(request)
        material = _assembled(subject, beside, request, branding)
        out = request.out or (home.out if home else OUT)
        here = request.where.here.resolve() if home and request.where else None
        sheet = Sheet(build(material), material, branding, templates, out, here)
        _make_folder(sheet.out)
        printing = renderer.begin(_job(sheet, request), sheet.out / "report.pdf", request.seconds)
        page = _screen(sheet)
        made = _made(printing, sheet, page, sheet.out / "report.html")
        if subject.concern:
            made = msgspec.structs.replace(made, warnings=(*made.warnings, subject.concern))
        if made.pdf is None or subject.export is None:
            return made
        return _with_archive(made, renderer, sheet, request, subject.export)


def _home(request: Request) -> Workspace | None:
    """Return the workspace that a request is about; None where it names an answers file."""
    return workspace_of(request.where) if request.answers is None and request.where else None


def _brand_of(home: Workspace | None) -> Path | None:
    brand = home.branding / "brand.yaml" if home else None
    return brand if brand and brand.is_file() else None


def _branding(path: Path | None) -> Branding:
    if path is None:
        return load_brand(Brand(), Path())
    return load_brand(fit(read(path), Brand), path.parent, file=str(path))


def assemble(request: Request, branding: Branding) -> Material:
    """Return everything the report is made of."""
    return _assembled(*_subject(request), request, branding)


def _assembled(subject: Subject, beside: Path, request: Request, branding: Branding) -> Material:
    now, before = subject.now, subject.before
    library = load_library(resources.roots(beside), now.playbook.id)
    findings = find_in(now, before)
    whole = fingerprint(now)
    shown = protect(now)
    return Material(
        answers=shown.answers,
        playbook=now.playbook,
        questionnaire=now.questionnaire,
        kpis=tuple(library.kpis.values()),
        actions=library.actions,
        scores=now.scores,
        findings=findings,
        look=_look(branding, now),
        client=branding.client_name or now.answers.organisation.name,
        consultant=branding.consultant_name,
        confidentiality=branding.confidentiality or "Confidential",
        fingerprint=short(whole),
        fingerprints=_prints(now, before, whole),
        created=request.date or now.answers.assessment.date,
        groups=_groups(now),
        questions={question.id: question for question in now.questionnaire.questions},
        numbers=leaf_numbers(now.playbook),
        definitions={part.id: part for part, _ in now.playbook.walk()},
        closings=shown.closings,
        in_workspace=subject.file is None,
    )


def _subject(request: Request) -> tuple[Subject, Path]:
    """Return what the report is about, and the folder whose own definitions go before those that cxdna brings."""
    if request.answers is not None:
        if request.archive:
            raise UserError(
                "an archive carries the export of an assessment, which a file of answers alone does not have",
                "take the answers into a workspace (cxdna init, then cxdna assess --answers FILE), and name no file",
            )
        where = request.where or Where(request.answers.parent, {})
        return of_file(request.answers, request.previous, where), request.answers.parent
    if request.where is None or request.moment is None:
        raise ValueError("a report is about an answers file, or about a workspace at some moment")
    home = workspace_of(request.where)
    return of_workspace(request.where, request.moment, request.previous, with_export=request.archive), home.folder


def _look(branding: Branding, now: Assessed) -> Look:
    steps = branding.levels
    if len(steps) != len(now.playbook.levels):
        steps = ramp(branding.accent, len(now.playbook.levels))
    return Look(accent=branding.accent, ramp=tuple((step.background, step.text) for step in steps))


def _groups(now: Assessed) -> tuple[tuple[str, Scores], ...]:
    groups = []
    for group in dict.fromkeys(person.group for person in now.answers.respondents):
        scores = score(now.playbook, now.questionnaire, now.answers, only_group=group)
        if scores.respondents != 0:
            groups.append((group, scores))
    return tuple(groups)


def _prints(now: Assessed, before: Assessed | None, whole: str) -> tuple[tuple[str, str], ...]:
    own = fingerprints(now)
    earlier = (("Answers of the earlier assessment", dict(fingerprints(before))["Answers"]),) if before else ()
    return ((f"Assessment (over the next {in_words(len(own))})", whole), *own, *earlier)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"the folder {out} cannot be made: {problem.strerror}") from problem
    for name in ("report.pdf", "report.html", "report-archive.pdf"):
        if (out / name).is_dir():
            raise StorageError(f"{out / name} is a folder: move it away or choose another place with --out")


def _styles(sheet: Sheet, names: tuple[str, ...]) -> tuple[str, ...]:
    shared = sheet.templates / "shared"
    return (accent_rule(sheet.material.look), *((shared / name).read_text(encoding="utf-8") for name in names))


def _composed(sheet: Sheet, edition: Edition) -> Composed:
    return compose(
        sheet.view,
        make_environment([sheet.templates], {"kept": kept}),
        edition=edition,
        look=sheet.material.look,
        logos={"consultant": sheet.branding.consultant_logo, "client": sheet.branding.client_logo},
        consultant=sheet.material.consultant,
    )


def _screen(sheet: Sheet) -> str:
    fonts = sheet.templates / "shared" / "fonts"
    return self_contained(_composed(sheet, "html").html, _styles(sheet, SCREEN_STYLES), sheet.branding.images, fonts)


def _job(sheet: Sheet, request: Request) -> Job:
    composed, material = _composed(sheet, "pdf"), sheet.material
    return Job(
        html=composed.html,
        title=sheet.view.title,
        lang=sheet.view.language,
        created=dt.datetime.combine(material.created, dt.time(), dt.UTC),
        styles=_styles(sheet, PRINT_STYLES),
        images={**composed.images, **sheet.branding.images},
        folders=(str(sheet.templates),),
        author=material.consultant or material.answers.assessment.prepared_by,
        paper=request.paper,
    )


def _made(printing: Pending, sheet: Sheet, page: str, html: Path) -> Made:
    """Write the HTML edition once the PDF is there, so that a failure leaves neither beside an older one.

    Where this machine cannot print at all, the HTML edition is the report.
    """
    headline, older = sheet.view.answer.headline.text, html.with_suffix(".pdf")
    try:
        printed = printing.wait()
    except MissingOnMachine as missing:
        write_html(page, html)
        lines = [
            f"{_from_here(html, sheet)}    for the screen",
            f"No PDF: {missing.what}. This brings it:  {missing.do}",
        ]
        if older.exists():
            lines.append(f"{_from_here(older, sheet)} is from an earlier run and does not belong to it.")
        return Made(html, None, 0, headline, tuple(lines), ())
    write_html(page, html)
    lines = [
        f"{_from_here(printed.out, sheet)}    {printed.pages} pages",
        f"{_from_here(html, sheet)}    the same for the screen",
    ]
    notes = glyphs.notes(printed.fonts, sheet.view.language, this_family())
    return Made(html, printed.out, printed.pages, headline, tuple(lines), (*notes, *printed.warnings))


def _from_here(path: Path, sheet: Sheet) -> str:
    """Return a path in the workspace as it is typed where whoever asked is; others as they are."""
    return near(path, sheet.here) if sheet.here else str(path)


def _with_archive(made: Made, renderer: Renderer, sheet: Sheet, request: Request, export: bytes) -> Made:
    """Make the archive edition, and say so."""
    attached = enclosed(export, sheet.material.answers.assessment.title)
    job = msgspec.structs.replace(_job(sheet, request), variant="pdf/a-3a", attachments=(attached,))
    printed = renderer.render(job, sheet.out / "report-archive.pdf", request.seconds)
    line = f"{_from_here(printed.out, sheet)}    the same for the archive, with the shared export inside"
    return msgspec.structs.replace(made, lines=(*made.lines, line))
