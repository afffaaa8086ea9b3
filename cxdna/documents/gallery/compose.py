"""A picture becomes an SVG file that needs no other file."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from cxdna.documents.compose import FELL, GRID, INK, QUIET
from cxdna.documents.environment import render
from cxdna.documents.gallery.model import Picture

SANS: Final = "'Source Sans 3', 'Source Sans Pro', 'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
SERIF: Final = "'Source Serif 4', 'Source Serif Pro', 'Noto Serif', Georgia, 'Times New Roman', serif"
"""The faces of the documents; where a machine lacks them, faces of about the same width."""
_DRAWING: Final = re.compile(r"\s*<svg[^>]*>(.*)</svg>\s*", re.DOTALL)


def svg(picture: Picture, environment: Environment, accent: str) -> bytes:
    """Return a picture as SVG; `environment` has the filters of `FILTERS`."""
    drawn = render(
        environment,
        "gallery/picture.svg",
        {
            "picture": picture,
            "colours": {"accent": accent, "grid": GRID, "quiet": QUIET, "ink": INK, "fell": FELL},
            "sans": SANS,
            "serif": SERIF,
        },
    )
    return drawn.strip().encode() + b"\n"


def _inside(drawing: Markup) -> Markup:
    """Return a drawing of ours without its outermost element, to stand within another."""
    found = _DRAWING.fullmatch(str(drawing))
    if found is None:
        raise ValueError("a macro of charts.html draws one <svg>")
    return Markup(found[1])  # noqa: S704 - made by our own macros, escaped


def _shape(mark: object) -> str:
    return type(mark).__name__


FILTERS: Final[dict[str, Callable[..., object]]] = {"inside": _inside, "shape": _shape}
