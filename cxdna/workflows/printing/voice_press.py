"""From what customers say to PDF, HTML and the files beside them: the press of documents without scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final, Literal

import msgspec

from cxdna import resources
from cxdna.documents import glyphs
from cxdna.documents.brand import Branding, load_brands
from cxdna.documents.compose import Composed, accent_rule, compose, ready_templates
from cxdna.documents.html import self_contained, write_html
from cxdna.documents.job import Job
from cxdna.documents.material import Look
from cxdna.documents.outfile import make_folder, refuse_folder, write_in_folder
from cxdna.documents.pango import this_family
from cxdna.documents.pdf import Rendered, Renderer, start_renderer
from cxdna.documents.placement import Edition
from cxdna.errors import MissingOnMachine
from cxdna.statistics.display import counted
from cxdna.workflows.branding import brand_files, in_workspace
from cxdna.workflows.printing.lines import aligned
from cxdna.workflows.printing.model import Document, Made, Printed
from cxdna.workflows.where import Where, near
from cxdna.workspace.model import Workspace

STYLES: Final[Mapping[Edition, tuple[str, ...]]] = {
    "pdf": ("shared/document.css", "shared/page.css", "index_report/index.css"),
    "html": ("shared/document.css", "shared/screen.css", "index_report/index.css", "index_report/screen.css"),
}


class VoiceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for in a workspace, at this `moment`; with `html_only` nothing is printed."""

    where: Where
    moment: dt.datetime
    out: Path | None = None
    paper: Literal["A4", "Letter"] = "A4"
    date: dt.date | None = None
    brand: Path | None = None
    user_settings: Path | None = None
    seconds: float = 120
    html_only: bool = False


class VoiceDesk(msgspec.Struct, frozen=True):
    """What a document without scores is printed with: brand, templates, the day it is made, and the folder for it."""

    branding: Branding
    templates: Path
    out: Path
    created: dt.date
    here: Path | None = None

    @property
    def look(self) -> Look:
        """Colours: the accent, and a step for each of the five levels."""
        return Look(self.branding.accent, tuple((one.background, one.text) for one in self.branding.levels))

    @property
    def confidentiality(self) -> str:
        """What stands in the foot of each page."""
        return self.branding.confidentiality or "Confidential"


def desk_in(home: Workspace, request: VoiceRequest, today: dt.date) -> VoiceDesk:
    """Return the desk of a workspace. Raises `Problems` for everything that is wrong with its brand."""
    return VoiceDesk(
        branding=load_brands(brand_files(request.brand or in_workspace(home), request.user_settings)),
        templates=resources.folder("templates"),
        out=request.out or home.out,
        created=request.date or today,
        here=request.where.here.resolve(),
    )


def print_voice(  # noqa: PLR0913, PLR0917 - the press, what it prints, how, and what stands beside
    desk: VoiceDesk,
    document: Document,
    environment: Mapping[str, str],
    request: VoiceRequest,
    beside: Sequence[tuple[str, bytes, str]] = (),
    printer: Renderer | None = None,
) -> Made:
    """Make NAME.pdf and NAME.html, and the files of `beside`: name, content, what it is.

    Raises `UserError` and `StorageError`; where the machine cannot print, the HTML edition is made and the lines say
    what to do.
    """
    make_folder(desk.out)
    names = [f"{document.name}.pdf", f"{document.name}.html", *(name for name, _, _ in beside)]
    for name in names:
        refuse_folder(desk.out / name)
    page, missing, printed = _screen(desk, document), None, None
    if not request.html_only:
        try:
            printed = _print(desk, document, environment, request, printer)
        except MissingOnMachine as problem:
            missing = problem
    html = desk.out / names[1]
    write_html(page, html)
    rows, warnings = [], []
    if printed is not None:
        rows.append((_from_here(desk, printed.out), counted(printed.pages, "page")))
        warnings += [*glyphs.notes(printed.fonts, document.view.language, this_family()), *printed.warnings]
    rows.append((_from_here(desk, html), "the same for the screen" if printed else "for the screen"))
    for name, content, what in beside:
        write_in_folder(content, desk.out / name)
        rows.append((_from_here(desk, desk.out / name), what))
    lines = list(aligned(rows))
    if missing is not None:
        lines.append(f"No PDF: {missing.what}. This brings it:  {missing.do}")
    # What was asked for is complete without a PDF where none was wanted: the page stands in its place then.
    pdf = printed.out if printed else html if request.html_only else None
    made = Printed(document.name, html, pdf, printed.pages if printed else 0)
    others = tuple(desk.out / name for name in names[2:])
    return Made((made,), document.headline, tuple(lines), tuple(dict.fromkeys(warnings)), others)


def _print(
    desk: VoiceDesk, document: Document, environment: Mapping[str, str], request: VoiceRequest, printer: Renderer | None
) -> Rendered:
    fonts = desk.templates / "shared" / "fonts"
    with nullcontext(printer) if printer else start_renderer(fonts, environment) as renderer:
        composed = _composed(desk, document, "pdf")
        job = Job(
            html=composed.html,
            title=document.view.title,
            lang=document.view.language,
            created=dt.datetime.combine(desk.created, dt.time(), dt.UTC),
            styles=_styles(desk, "pdf"),
            images={**composed.images, **desk.branding.images},
            folders=(str(desk.templates),),
            author=desk.branding.consultant_name,
            paper=request.paper,
        )
        return renderer.render(job, desk.out / f"{document.name}.pdf", request.seconds)


def _composed(desk: VoiceDesk, document: Document, edition: Edition) -> Composed:
    return compose(
        document.view,
        document.template,
        ready_templates(desk.templates),
        edition=edition,
        look=desk.look,
        logos={"consultant": desk.branding.consultant_logo, "client": desk.branding.client_logo},
        consultant=desk.branding.consultant_name,
    )


def _screen(desk: VoiceDesk, document: Document) -> str:
    """Return the HTML edition: one file that asks nobody for anything."""
    html = _composed(desk, document, "html").html
    return self_contained(html, _styles(desk, "html"), desk.branding.images, desk.templates / "shared" / "fonts")


def _styles(desk: VoiceDesk, edition: Edition) -> tuple[str, ...]:
    return (accent_rule(desk.look), *((desk.templates / name).read_text(encoding="utf-8") for name in STYLES[edition]))


def _from_here(desk: VoiceDesk, path: Path) -> str:
    return near(path, desk.here) if desk.here else str(path)


def with_remarks(made: Made, remarks: Iterable[str]) -> Made:
    """Return what was made with what there is to say about its surveys: their files were changed since."""
    told = (f"{one[:1].upper()}{one[1:]}." for one in remarks)
    return msgspec.structs.replace(made, warnings=(*made.warnings, *told))
