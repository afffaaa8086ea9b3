"""From what was laid out to documents as PDF and as one HTML file each, and to the files that stand beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.documents import glyphs
from cxdna.documents.archive import enclosed
from cxdna.documents.compose import Composed, accent_rule, compose, ready_templates
from cxdna.documents.frame import Frame
from cxdna.documents.html import self_contained, write_html
from cxdna.documents.job import Job
from cxdna.documents.outfile import make_folder, refuse_folder, write_in_folder
from cxdna.documents.pango import this_family
from cxdna.documents.pdf import Pending, Rendered, Renderer, start_renderer
from cxdna.documents.placement import Edition
from cxdna.errors import MissingOnMachine
from cxdna.statistics.display import counted
from cxdna.workflows.printing.lines import PURPOSES, aligned
from cxdna.workflows.printing.lines import beside as beside_rows
from cxdna.workflows.printing.make_room import make_room
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Beside, Desk, Document, Made, Printed, Request
from cxdna.workflows.printing.words import notes_on_words
from cxdna.workflows.where import near

PRINT_STYLES: Final = ("document.css", "page.css")
ARCHIVED: Final = "report"
"""The document of which there is an archive edition; where it is not made, the first."""
SCREEN_STYLES: Final = ("document.css", "screen.css")

Maker = Callable[[Desk], Document | None]
"""Lays out a document; None where there is nothing to put into it."""


def print_documents(
    request: Request,
    environment: Mapping[str, str],
    makers: Sequence[Maker],
    beside: Sequence[Beside] = (),
    printer: Renderer | None = None,
) -> Made:
    """Make each document as NAME.pdf and NAME.html in the folder asked for, and the files of `beside` with them.

    The process that prints starts first and loads its libraries while this one scores; while it prints one document,
    this one composes the next. A `printer` that runs already prints for whoever lends it, and is left running. Raises
    `Problems`, `UserError`, `StorageError`; where the machine lacks what printing needs, the HTML editions are made and
    the lines say what to do.
    """
    templates = resources.folder("templates")
    lent = nullcontext(printer) if printer else start_renderer(templates / "shared" / "fonts", environment)
    with lent as renderer:
        desk = lay_out(request, templates)
        documents = [document for make in makers if (document := make(desk)) is not None]
        room = make_room(desk)
        _make_folder(desk.out, documents, beside)
        run = _Run(renderer, desk, request, (*room, *notes_of(desk, documents, makers)))
        for document in documents:
            run.begin(document)
        files = [(name, content) for one in beside for name, content in one.make(desk).items()]
        run.finish()
        for name, content in files:
            write_in_folder(content, desk.out / name)
        names = [name for name, _ in files]
        for one in beside:
            run.note(*one.afterwards(desk, names))
        if desk.export is not None:
            run.archive(next((one for one in documents if one.name == ARCHIVED), documents[0]))
        return run.made(documents[0].headline, names)


def notes_of(desk: Desk, documents: Sequence[Document], makers: Sequence[Maker]) -> Iterator[str]:
    """Yield what to say of people's words in these documents, which the makers made."""

    def earlier() -> Iterator[list[Frame]]:
        for material in desk.earlier():
            then = msgspec.structs.replace(desk, material=material)
            yield [document.view for make in makers if (document := make(then)) is not None]

    return notes_on_words([one.view for one in documents], desk.material, earlier())


class _Run:
    """One document after another through the same printer, each HTML edition written once its PDF is there.

    So a failure leaves neither beside an older one. Where this machine cannot print at all, HTML is what there is.
    """

    def __init__(self, renderer: Renderer, desk: Desk, request: Request, notes: Iterable[str]) -> None:
        self._renderer = renderer
        self._desk = desk
        self._request = request
        self._pending: tuple[Document, Pending, str] | None = None
        self._missing: MissingOnMachine | None = None
        self._printed: list[Printed] = []
        self._rows: list[tuple[str, str]] = []
        self._warnings = list(notes)

    def note(self, *lines: str) -> None:
        """Say something more once all is made."""
        self._warnings += lines

    def begin(self, document: Document) -> None:
        """Hand a document to the printer, once the one before is done."""
        composed = composed_for(self._desk, document, "pdf")
        self.finish()
        if self._missing is not None:  # said once; the process that prints has ended
            self._put(document, screen(self._desk, document), None)
            return
        out = self._desk.out / f"{document.name}.pdf"
        job = _job(self._desk, document, self._request, composed)
        pending = self._renderer.begin(job, out, self._request.seconds)
        self._pending = (document, pending, screen(self._desk, document))

    def finish(self) -> None:
        """Wait for the document that is being printed, and put its HTML edition beside it."""
        if self._pending is None:
            return
        document, pending, page = self._pending
        self._pending = None
        printed: Rendered | None = None
        try:
            printed = pending.wait()
        except MissingOnMachine as missing:
            self._missing = missing
        self._put(document, page, printed)

    def _put(self, document: Document, page: str, printed: Rendered | None) -> None:
        html = self._desk.out / f"{document.name}.html"
        write_html(page, html)
        self._printed.append(
            Printed(document.name, html, printed.out if printed else None, printed.pages if printed else 0)
        )
        self._tell(document, html, printed)

    def _tell(self, document: Document, html: Path, printed: Rendered | None) -> None:
        if printed is None:
            self._rows.append((self._from_here(html), "for the screen"))
            return
        pages = counted(printed.pages, "page") + (f", {document.hint}" if document.hint else "")
        self._rows += [(self._from_here(printed.out), pages), (self._from_here(html), "the same for the screen")]
        self._warnings += [*glyphs.notes(printed.fonts, document.view.language, this_family()), *printed.warnings]

    def archive(self, document: Document) -> None:
        """Make the archive edition, and say so."""
        if self._missing is not None or self._desk.export is None:
            return
        composed = composed_for(self._desk, document, "pdf")
        title = self._desk.material.answers.assessment.title
        job = msgspec.structs.replace(
            _job(self._desk, document, self._request, composed),
            variant="pdf/a-3a",
            attachments=(enclosed(self._desk.export, title),),
        )
        printed = self._renderer.render(job, self._desk.out / f"{document.name}-archive.pdf", self._request.seconds)
        about = "the same for the archive, with the shared export inside"
        self._rows.append((self._from_here(printed.out), about))

    def made(self, headline: str, names: Sequence[str]) -> Made:
        """Return what was made, with all there is to say about it; `names` are those of the files beside."""
        out = self._desk.out
        others = [(self._from_here(out / name), what) for name, what in beside_rows(names)]
        lines = list(aligned([*self._rows, *others]))
        if self._missing is not None:
            lines.append(f"No PDF: {self._missing.what}. This brings it:  {self._missing.do}")
            older = [one.html.with_suffix(".pdf") for one in self._printed if one.html.with_suffix(".pdf").exists()]
            lines += [f"{self._from_here(path)} is from an earlier run and does not belong to it." for path in older]
        concern = (self._desk.concern,) if self._desk.concern else ()
        warnings = (*dict.fromkeys(self._warnings), *concern)
        return Made(tuple(self._printed), headline, tuple(lines), warnings, tuple(out / name for name in names))

    def _from_here(self, path: Path) -> str:
        """Return a path in the workspace as it is typed where whoever asked is; others as they are."""
        return near(path, self._desk.here) if self._desk.here else str(path)


def _make_folder(out: Path, documents: Sequence[Document], beside: Sequence[Beside]) -> None:
    """Make the folder, and refuse one that stands where a file will: before anything is printed."""
    make_folder(out)
    for name in PURPOSES if beside else ():
        refuse_folder(out / name)
    for document in documents:
        for name in (f"{document.name}.pdf", f"{document.name}.html", f"{document.name}-archive.pdf"):
            refuse_folder(out / name)


def _styles(desk: Desk, names: Sequence[str]) -> tuple[str, ...]:
    shared = desk.templates / "shared"
    return (accent_rule(desk.material.look), *((shared / name).read_text(encoding="utf-8") for name in names))


def composed_for(desk: Desk, document: Document, edition: Edition) -> Composed:
    """Return a document as HTML for the printer or for the screen, with its drawings."""
    return compose(
        document.view,
        document.template,
        ready_templates(desk.templates),
        edition=edition,
        look=desk.material.look,
        logos={"consultant": desk.branding.consultant_logo, "client": desk.branding.client_logo},
        consultant=desk.material.consultant,
    )


def screen(desk: Desk, document: Document) -> str:
    """Return the HTML edition: one file that asks nobody for anything."""
    fonts = desk.templates / "shared" / "fonts"
    html = composed_for(desk, document, "html").html
    return self_contained(html, _styles(desk, SCREEN_STYLES), desk.branding.images, fonts)


def _job(desk: Desk, document: Document, request: Request, composed: Composed) -> Job:
    material = desk.material
    return Job(
        html=composed.html,
        title=document.view.title,
        lang=document.view.language,
        created=dt.datetime.combine(material.created, dt.time(), dt.UTC),
        styles=_styles(desk, PRINT_STYLES),
        images={**composed.images, **desk.branding.images},
        folders=(str(desk.templates),),
        author=material.consultant or material.answers.assessment.prepared_by,
        paper=request.paper,
    )
