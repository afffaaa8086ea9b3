"""What the process that renders is told, and what it answers: the messages between `pdf` and `render_child`.

A message to the child is eight bytes of length, big end first, and that many bytes of msgpack; an answer is one line of
JSON.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Variant = Literal["pdf/ua-1", "pdf/a-3a"]
Paper = Literal["A4", "Letter"]
Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
LENGTH_BYTES = 8


class Attached(msgspec.Struct, frozen=True, kw_only=True):
    """A file that travels inside an archive edition; its media type is guessed from the ending of its name."""

    name: str
    description: str
    content: bytes
    relationship: Relationship = "Data"


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a PDF is made from; the same job and the same libraries give the same bytes.

    `images` has PNG, JPEG or SVG by the address that the HTML uses: `chart:NAME`, `logo:NAME`, `asset:NAME`. `folders`
    are where `template:PATH` is looked for, first found first taken. `created` has a time zone.
    """

    html: str
    title: str
    lang: str
    created: dt.datetime
    styles: tuple[str, ...] = ()
    images: dict[str, bytes] = {}
    folders: tuple[str, ...] = ()
    author: str = ""
    variant: Variant = "pdf/ua-1"
    paper: Paper = "A4"
    attachments: tuple[Attached, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what would make the bytes depend on where they are made."""
        if self.created.tzinfo is None:
            msg = "created needs a time zone"
            raise ValueError(msg)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A job, the fingerprint of its content, and the file that the child writes."""

    job: Job
    identifier: str
    temporary: str


class FontUse(msgspec.Struct, frozen=True, kw_only=True):
    """A face that was printed with: its family, whether it is ours, its characters, and those it has no picture of."""

    family: str
    weight: int
    bundled: bool
    characters: str
    missing: str = ""


class Ready(msgspec.Struct, frozen=True, kw_only=True, tag="ready"):
    """The child has loaded its libraries."""

    weasyprint: str
    pango: str
    subset: bool


class Absent(msgspec.Struct, frozen=True, kw_only=True, tag="absent"):
    """The child cannot work on this machine: a Python package or a library of the system is not there."""

    package: bool
    detail: str


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """The file is written and on the disk."""

    pages: int
    fonts: tuple[FontUse, ...]
    warnings: tuple[str, ...]


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag="refused"):
    """The document asks for something it may not have, or cannot be printed as it is: nothing was written."""

    reasons: tuple[str, ...]


class Unwritten(msgspec.Struct, frozen=True, kw_only=True, tag="unwritten"):
    """The disk would not take the file: nothing was left."""

    detail: str


class Crashed(msgspec.Struct, frozen=True, kw_only=True, tag="crashed"):
    """Something of ours or of a library's is broken: nothing was written."""

    trace: str


Answer = Ready | Absent | Done | Refused | Unwritten | Crashed
