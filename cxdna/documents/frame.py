"""What every document has around its pages."""

from __future__ import annotations

import msgspec


class Contents(msgspec.Struct, frozen=True):
    """An entry of the contents list."""

    anchor: str
    title: str
    level: int


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of itself in the file and at the head and foot of its pages; views of documents build on it.

    `created` is a moment in ISO 8601 with its time zone.
    """

    title: str
    subject: str
    organisation: str
    document: str
    footer: str
    language: str
    created: str
    contents: tuple[Contents, ...]
