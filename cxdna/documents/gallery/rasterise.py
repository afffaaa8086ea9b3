"""Pages of a PDF -> PNG files: a chart as a picture looks as it does in print, with the same faces."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from cxdna.documents.gallery.model import Picture

_POINTS: Final = 0.75
"""Points in a pixel of CSS."""


def page_styles(pictures: Sequence[Picture]) -> str:
    """Return the style that gives each picture a page of its own size."""
    rules = ["html,body{margin:0}section{break-after:page}section:last-child{break-after:auto}img{display:block}"]
    for at, one in enumerate(pictures):
        size = f"{one.shown_width}px {one.shown_height}px"
        rules.append(f"@page p{at}{{size:{size};margin:0}}#s{at}{{page:p{at}}}")
    return "".join(rules)


def page(pictures: Sequence[Picture]) -> str:
    """Return a document with one picture on each page; its images are `chart:0`, `chart:1`."""
    body = "".join(
        f'<section id="s{at}"><img src="chart:{at}" alt="{at}" '
        f'style="width:{one.shown_width}px;height:{one.shown_height}px"></section>'
        for at, one in enumerate(pictures)
    )
    return f'<!DOCTYPE html><html lang="en"><head><title>Charts</title></head><body>{body}</body></html>'


def png_files(pdf: bytes, pictures: Sequence[Picture], width: int | None) -> list[bytes]:
    """Return each page as PNG: so many pixels wide, or twice as wide as it is shown; white behind."""
    import pypdfium2  # noqa: PLC0415 - heavy: only for who wants PNG

    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return [_png(document[at], width or 2 * one.shown_width, one) for at, one in enumerate(pictures)]
    finally:
        document.close()


def _png(page: Any, width: int, picture: Picture) -> bytes:  # noqa: ANN401 - pypdfium2 has no types
    bitmap = page.render(scale=width / (picture.shown_width * _POINTS))
    image = bitmap.to_pil()
    content = io.BytesIO()
    image.convert("RGB").save(content, "PNG")
    page.close()
    return content.getvalue()
