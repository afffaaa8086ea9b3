"""What is asked for when documents are made, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec

from cxdna.documents.brand import Branding
from cxdna.documents.frame import Frame
from cxdna.documents.material import Material
from cxdna.workflows.where import Where

OUT: Final = Path("out")
"""Where the documents of an answers file go, unless another folder is named."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; with `archive`, an archive edition that carries the shared export is made as well.

    Without `answers` it is the assessment of the workspace that `where` means, as it is at this `moment`; `out`,
    `brand`, `plan` and `words` are then the workspace's unless others are named. `user_settings` is the folder of what
    holds for all workspaces of whoever asks.
    """

    answers: Path | None = None
    where: Where | None = None
    moment: dt.datetime | None = None
    out: Path | None = None
    previous: Path | None = None
    plan: Path | None = None
    previous_plan: Path | None = None
    words: Path | None = None
    paper: Literal["A4", "Letter"] = "A4"
    date: dt.date | None = None
    brand: Path | None = None
    user_settings: Path | None = None
    seconds: float = 120
    archive: bool = False


def _no_earlier() -> Iterator[Material]:
    yield from ()


class Document(msgspec.Struct, frozen=True):
    """A document that is to be printed: the name of its files, its template, its view and what it says in short.

    `hint` stands behind its number of pages where several documents are listed.
    """

    name: str
    template: str
    view: Frame
    headline: str = ""
    hint: str = ""


class Desk(msgspec.Struct, frozen=True):
    """What all documents of one run share; `here` is where whoever asked is, in a workspace.

    `export` is the shared export for an archive edition, `concern` what to say of evidence files. `earlier` makes the
    assessment as it was before each of its corrections, the last first: for whoever wants to tell old figures.
    `room_for` is the assessment for which `out` is cleared of documents of others, "" where there is nothing to clear:
    it is a folder that somebody named, or its own. `assessments` are all of the workspace, in their order.
    """

    material: Material
    branding: Branding
    templates: Path
    out: Path
    here: Path | None = None
    export: bytes | None = None
    concern: str = ""
    earlier: Callable[[], Iterator[Material]] = _no_earlier
    room_for: str = ""
    assessments: tuple[str, ...] = ()


def _nothing_more(_desk: Desk, _names: Collection[str]) -> Iterable[str]:
    return ()


class Beside(NamedTuple):
    """Files that stand beside the documents: what makes them, and what is done and said once they are written."""

    make: Callable[[Desk], Mapping[str, bytes]]
    afterwards: Callable[[Desk, Collection[str]], Iterable[str]] = _nothing_more


class Printed(msgspec.Struct, frozen=True):
    """One document as it was made; `pdf` is None where this machine cannot print."""

    name: str
    html: Path
    pdf: Path | None
    pages: int


class Made(msgspec.Struct, frozen=True):
    """What was made, in lines for whoever asked; `others` are files that are no documents: workbook, calendar, data."""

    documents: tuple[Printed, ...]
    headline: str
    lines: tuple[str, ...]
    warnings: tuple[str, ...]
    others: tuple[Path, ...] = ()

    @property
    def html(self) -> Path:
        """The first document for the screen."""
        return self.documents[0].html

    @property
    def pdf(self) -> Path | None:
        """The first document as PDF."""
        return self.documents[0].pdf

    @property
    def pages(self) -> int:
        """How many pages the first document has."""
        return self.documents[0].pages

    @property
    def complete(self) -> bool:
        """Whether this machine could print everything."""
        return all(one.pdf for one in self.documents)
