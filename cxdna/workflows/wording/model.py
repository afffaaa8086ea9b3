"""The texts of the documents of an assessment, and what was taken back of them."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.documents.draft import Draft, State
from cxdna.documents.material import Material
from cxdna.documents.places import Place
from cxdna.organisation.model import Written

Only: TypeAlias = Literal["drafted", "written", "stale"]
FORMAT: Final = "cxdna-words/1"
"""Name and number of the shape that `cxdna report edit --list --json` prints: `Listing`."""


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """One text: what stands, where, the record of what somebody wrote there, and how many characters it may have."""

    stands: Draft
    where: Place
    kept: Written | None
    most: int

    @property
    def place(self) -> str:
        """The name of the place."""
        return self.stands.place

    @property
    def drafted(self) -> Draft:
        """The draft, also where somebody wrote another text."""
        return self.stands.instead_of or self.stands


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Every text of the documents of an assessment in the order of their pages.

    `elsewhere` is what people wrote for places that no document has now, because no figure asks for a text there.
    """

    material: Material
    texts: tuple[Text, ...]
    elsewhere: tuple[Written, ...]

    def text(self, place: str) -> Text | None:
        """Return the text of a place; None where no document has one."""
        return next((one for one in self.texts if one.place == place), None)


class Taken(msgspec.Struct, frozen=True):
    """What was taken from a file: records of new texts and of those that go back to the draft, and what to ask."""

    written: tuple[Written, ...]
    warnings: tuple[str, ...]


class Listed(msgspec.Struct, frozen=True):
    """One text as `--json` prints it; `state` is absent for a text that no document has a place for now."""

    place: str
    where: str
    state: State | Literal["absent"]
    text: str
    draft: str
    figures: str
    by: str
    on: str


class Listing(msgspec.Struct, frozen=True):
    """What `--json` prints."""

    format: str
    assessment: str
    texts: tuple[Listed, ...]
