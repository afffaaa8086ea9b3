"""From an answers file to the report as PDF and as one HTML file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from cxdna import resources
from cxdna.definitions.fit import fit
from cxdna.definitions.load import content_hash, load_library
from cxdna.definitions.read import read
from cxdna.documents import glyphs
from cxdna.documents.brand import Brand, Branding, load_brand
from cxdna.documents.colours import ramp
from cxdna.documents.environment import make_environment
from cxdna.documents.html import self_contained, write_html
from cxdna.documents.job import Job
from cxdna.documents.material import Look, Material, leaf_numbers
from cxdna.documents.pango import this_family
from cxdna.documents.pdf import Pending, start_renderer
from cxdna.documents.placement import Edition
from cxdna.documents.report.build import build
from cxdna.documents.report.compose import Composed, accent_rule, compose, kept
from cxdna.documents.report.model import ReportView
from cxdna.errors import MissingOnMachine, StorageError
from cxdna.scores.fingerprint import fingerprint, fingerprints, short
from cxdna.scores.model import Assessed, Scores
from cxdna.scores.score import score
from cxdna.workflows.score import find_in, score_files

PRINT_STYLES = ("document.css", "page.css")
SCREEN_STYLES = ("document.css", "screen.css")


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for."""

    answers: Path
    out: Path
    previous: Path | None = None
    paper: Literal["A4", "Letter"] = "A4"
    date: dt.date | None = None
    brand: Path | None = None
    seconds: float = 120


class Sheet(msgspec.Struct, frozen=True):
    """What both editions are printed from."""

    view: ReportView
    material: Material
    branding: Branding
    templates: Path


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
        branding = _branding(request.brand)
        material = assemble(request, branding)
        sheet = Sheet(build(material), material, branding, templates)
        _make_folder(request.out)
        printing = renderer.begin(_job(sheet, request), request.out / "report.pdf", request.seconds)
        page = _screen(sheet)
        return _made(printing, sheet, page, request.out / "report.html")


def _branding(path: Path | None) -> Branding:
    if path is None:
        return load_brand(Brand(), Path())
    return load_brand(fit(read(path), Brand), path.parent, file=str(path))


def assemble(request: Request, branding: Branding) -> Material:
    """Return everything the report is made of."""
    now, before = score_files(request.answers, request.previous)
    library = load_library(resources.roots(request.answers.parent), now.playbook.id)
    findings = find_in(now, before)
    whole = fingerprint(now)
    return Material(
        answers=now.answers,
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
    )


def _look(branding: Branding, now: Assessed) -> Look:
    steps = branding.levels
    if len(steps) != len(now.playbook.levels):
        steps = ramp(branding.accent, len(now.playbook.levels))
    return Look(accent=branding.accent, ramp=tuple((step.background, step.text) for step in steps))


def _groups(now: Assessed) -> tuple[tuple[str, Scores], ...]:
    groups = []
    for group in dict.fromkeys(person.group for person in now.answers.respondents):
        people = {person.id for person in now.answers.respondents if person.group == group}
        scores = score(now.playbook, now.questionnaire, now.answers, only_respondents=people)
        if scores.respondents:
            groups.append((group, scores))
    return tuple(groups)


def _prints(now: Assessed, before: Assessed | None, whole: str) -> tuple[tuple[str, str], ...]:
    earlier = (("Answers of the earlier assessment", content_hash(before.answers)),) if before else ()
    return (("Assessment (over the next four)", whole), *fingerprints(now), *earlier)


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StorageError(f"the folder {out} cannot be made: {problem.strerror}") from problem
    for name in ("report.pdf", "report.html"):
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
        lines = [f"{html}    for the screen", f"No PDF: {missing.what}. This brings it:  {missing.do}"]
        if older.exists():
            lines.append(f"{older} is from an earlier run and does not belong to it.")
        return Made(html, None, 0, headline, tuple(lines), ())
    write_html(page, html)
    lines = [f"{printed.out}    {printed.pages} pages", f"{html}    the same for the screen"]
    notes = glyphs.notes(printed.fonts, sheet.view.language, this_family())
    return Made(html, printed.out, printed.pages, headline, tuple(lines), (*notes, *printed.warnings))
