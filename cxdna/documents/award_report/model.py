"""The award readiness report as data: every text and number as it is printed; the templates only loop and print."""

from __future__ import annotations

import msgspec

from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.index_report.model import Fact, Outcome


class Mark(msgspec.Struct, frozen=True):
    """A verdict as a shape and a word; `name` is its class in the style sheet."""

    sign: str
    word: str
    name: str


class Cover(msgspec.Struct, frozen=True):
    """The cover."""

    kind: str
    organisation: str
    mark: Mark
    answer: Draft
    says: str
    facts: tuple[Fact, ...]


class Count(msgspec.Struct, frozen=True):
    """How many lines have a verdict."""

    mark: Mark
    count: str


class Obstacle(msgspec.Struct, frozen=True):
    """A line that stands in the way, and what would settle it."""

    mark: Mark
    title: str
    text: str
    settles: str
    anchor: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer on one page; `more` says how many further lines are not proved or fail."""

    headline: Draft
    deck: str
    mark: Mark
    counts: tuple[Count, ...]
    obstacles: tuple[Obstacle, ...]
    more: str
    clear: str
    remarks: tuple[str, ...]
    strip: tuple[Fact, ...]
    means: tuple[tuple[Mark, str], ...]


class Ref(msgspec.Struct, frozen=True):
    """A piece of evidence by its id in the registers, and the place where it stands; no id where it is in none."""

    id: str
    anchor: str
    text: str
    who: str
    when: str


class FigureTable(msgspec.Struct, frozen=True):
    """Indices of a line as a small table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class LineRow(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its verdict, what was found, its figures, and what is missing."""

    number: str
    anchor: str
    rule: str
    mark: Mark
    found: str
    figures: tuple[str, ...]
    table: FigureTable | None
    missing: str
    evidence: tuple[Ref, ...]
    nothing: str


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """A list of evidence: its columns, and its rows with the id first."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str


class Years(msgspec.Struct, frozen=True, kw_only=True):
    """Award years, the distinction for five of them in a row, and the loyalty zone."""

    headline: Draft
    years: tuple[tuple[str, str, str], ...]
    no_years: str
    distinction: tuple[LineRow, ...]
    loyalty: tuple[LineRow, ...]


class AuditPart(msgspec.Struct, frozen=True):
    """The audit of one survey."""

    anchor: str
    title: str
    deck: str
    outcomes: tuple[Outcome, ...]
    quiet: str


class SignOff(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs for what, and what the fingerprint covers."""

    headline: str
    signatures: tuple[tuple[str, str], ...]
    fingerprint: str
    covers: str
    limits: tuple[str, ...]


class AwardView(Frame, frozen=True, kw_only=True):
    """The whole report; `self_check` stands on every page."""

    self_check: str
    cover: Cover
    answer: Answer
    lines: tuple[LineRow, ...]
    lines_headline: Draft
    registers: tuple[Register, ...]
    years: Years
    audits: tuple[AuditPart, ...]
    no_audits: str
    sign_off: SignOff
