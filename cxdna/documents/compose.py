"""A document's view becomes HTML, for the printer or for the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Environment
from markupsafe import Markup

from cxdna.documents.brand import Logo
from cxdna.documents.draft import Draft
from cxdna.documents.environment import make_environment, render
from cxdna.documents.frame import Frame
from cxdna.documents.material import Look
from cxdna.documents.placement import Edition, Placement

SHORT_WORD = 12
SCROLLS = Markup(' tabindex="0" role="group" aria-label="Table or chart"')
GRID, QUIET, INK, FELL = "#cfd5da", "#4a5563", "#1b2430", "#a5481a"


def kept(text: object) -> str:
    """Return a headline whose last two words stay on one line; a stale one keeps its mark."""
    head, space, last = str(text).rpartition(" ")
    bound = f"{head}\N{NO-BREAK SPACE}{last}" if space and len(last) < SHORT_WORD else str(text)
    return text.marked(bound) if isinstance(text, Draft) else bound


def ended(text: Draft) -> Markup:
    """Return a text with a full stop, unless it ends by itself: people write with and without."""
    return text.marked(text.text if text.text.endswith((".", "!", "?")) else f"{text.text}.")


FILTERS: Final[dict[str, Callable[..., object]]] = {"kept": kept, "ended": ended}
"""What templates of documents do with a text."""


@lru_cache(maxsize=2)
def ready_templates(folder: Path) -> Environment:
    """Return the environment of all documents, made once: to make templates ready takes as long as to fill them."""
    return make_environment([folder], FILTERS)


class Composed(msgspec.Struct, frozen=True):
    """HTML and, for the printer, the drawings it names."""

    html: str
    images: dict[str, bytes]


def compose(  # noqa: PLR0913 - what a document is made from, each named
    view: Frame,
    template: str,
    environment: Environment,
    *,
    edition: Edition,
    look: Look,
    logos: Mapping[str, Logo | None],
    consultant: str,
) -> Composed:
    """Return a document as HTML without its style sheets, which both editions get from elsewhere."""
    placement = Placement(edition)
    html = render(
        environment,
        template,
        {
            "view": view,
            "edition": edition,
            "place": placement.place,
            "scrolls": SCROLLS if edition == "html" else "",
            "colours": {"accent": look.accent, "grid": GRID, "quiet": QUIET, "ink": INK, "fell": FELL},
            "logos": logos,
            "consultant": consultant,
        },
    )
    return Composed(html=html, images=placement.images)


def accent_rule(look: Look) -> str:
    """Return the style rule that gives the accent its name."""
    return f":root {{ --accent: {look.accent}; }}"
