"""How charts get into a document: as images handed to the printer, or drawn in the page itself for the screen."""

from __future__ import annotations

from html import escape
from typing import Literal

from markupsafe import Markup

Edition = Literal["pdf", "html"]


class Placement:
    """Collects the charts of one document; the same drawing is handed over once.

    The printer takes charts as images, as that is faster and gives each its alternative text in the tag tree; a page on
    a screen holds them inline, as images could not use the page's typefaces.
    """

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self._names: dict[str, str] = {}

    @property
    def images(self) -> dict[str, bytes]:
        """Return the drawings by the address that the document uses."""
        return {address: drawing.encode() for drawing, address in self._names.items()}

    def place(self, drawing: Markup, alt: str) -> Markup:
        """Return the markup that shows a drawing, with its message in words."""
        if self.edition == "html":
            opened = f'<svg role="img" aria-label="{escape(alt, quote=True)}" '
            return Markup(str(drawing).strip().replace("<svg ", opened, 1))  # noqa: S704 - made by our own macros, escaped
        address = self._names.setdefault(str(drawing).strip(), f"chart:{len(self._names) + 1}")
        return Markup('<img src="{}" alt="{}">').format(address, alt)
