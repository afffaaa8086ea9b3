"""The charts of the documents as pictures: SVG, and PNG through the process that prints."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.documents.environment import make_environment
from cxdna.documents.gallery.build import build
from cxdna.documents.gallery.compose import FILTERS, svg
from cxdna.documents.gallery.model import Picture
from cxdna.documents.gallery.rasterise import page, page_styles, png_files
from cxdna.documents.job import Job
from cxdna.documents.pdf import Renderer, start_renderer
from cxdna.documents.report.build import build as report_view
from cxdna.errors import MissingOnMachine
from cxdna.workflows.printing.beside import written
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Desk, Request

FOLDER: Final = "charts"
REDRAFTED: Final = "drafted anew: what people wrote there is over figures that have changed since"


class Gallery(msgspec.Struct, frozen=True):
    """The files that were written, each in a line with what it shows; `missing` says what kept PNG from being made."""

    paths: tuple[Path, ...]
    lines: tuple[str, ...]
    missing: str = ""


def charts(desk: Desk) -> Mapping[str, bytes]:
    """Return charts/NAME.svg of every chart."""
    return {f"{FOLDER}/{one.name}.svg": content for one, content in drawn(desk)}


def drawn(desk: Desk) -> list[tuple[Picture, bytes]]:
    """Return every picture with its drawing."""
    environment = make_environment([desk.templates], FILTERS)
    pictures = build(desk.material, report_view(desk.material))
    return [(one, svg(one, environment, desk.material.look.accent)) for one in pictures]


def make_charts(request: Request, environment: Mapping[str, str], *, png: bool, width: int | None = None) -> Gallery:
    """Write every chart as SVG, and as PNG where that is wanted and this machine can print.

    Raises `Problems`, `UserError`, `StorageError`.
    """
    templates = resources.folder("templates")
    if not png:
        return write_charts(lay_out(request, templates))
    with start_renderer(templates / "shared" / "fonts", environment) as renderer:
        return write_charts(lay_out(request, templates), renderer, width)


def write_charts(desk: Desk, renderer: Renderer | None = None, width: int | None = None) -> Gallery:
    """Write every chart as SVG, and with a renderer as PNG. Raises `StorageError`."""
    found = drawn(desk)
    files = {f"{FOLDER}/{one.name}.svg": content for one, content in found}
    missing = ""
    if renderer is not None:
        try:
            images = printed(desk, found, renderer, width)
        except MissingOnMachine as lacking:
            images, missing = [], str(lacking)
        files |= {f"{FOLDER}/{one.name}.png": image for (one, _), image in zip(found, images, strict=False)}
    made = written(desk, files)
    titles = {one.name: _listed(one) for one, _ in found}
    lines = [f"{line}    {titles[path.stem]}" for path, line in zip(made.paths, made.lines, strict=True)]
    return Gallery(made.paths, (*made.notes, *lines), missing)


def _listed(picture: Picture) -> str:
    """Return what the list says of a picture."""
    why = f" ({REDRAFTED})" if picture.redrafted else ""
    return f"{picture.title}{why}"


def printed(desk: Desk, found: Sequence[tuple[Picture, bytes]], renderer: Renderer, width: int | None) -> list[bytes]:
    """Return the pictures as PNG, from one document with a page for each."""
    pictures = [one for one, _ in found]
    job = Job(
        html=page(pictures),
        title="Charts",
        lang="en",
        created=dt.datetime.combine(desk.material.created, dt.time(), dt.UTC),
        styles=(page_styles(pictures),),
        images={f"chart:{at}": content for at, (_, content) in enumerate(found)},
    )
    with tempfile.TemporaryDirectory(prefix="cxdna-", ignore_cleanup_errors=True) as folder:
        out = Path(folder) / "charts.pdf"
        renderer.render(job, out)
        return png_files(out.read_bytes(), pictures, width)
