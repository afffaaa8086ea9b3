"""The customer index report as data: every text and number as it is printed; the templates only loop and print."""

from __future__ import annotations

import msgspec

from cxdna.documents.charts import AxisHeader
from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.index_charts import Distribution, Spot, Waves


class Fact(msgspec.Struct, frozen=True):
    """A fact with its name."""

    label: str
    value: str


class Cover(msgspec.Struct, frozen=True):
    """The cover."""

    kind: str
    organisation: str
    answer: Draft
    facts: tuple[Fact, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to say of one index on page 2; `number` is empty where there is no score."""

    name: str
    asks: str
    number: str
    word: str
    interval: str
    spot: Spot | None
    spot_alt: str
    strip: Distribution | None
    strip_alt: str
    key: Distribution | None
    facts: tuple[Fact, ...]
    trend: Draft
    anchor: str


class Point(msgspec.Struct, frozen=True):
    """A group that stands out, and by how much."""

    title: str
    text: Draft


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer on one page."""

    headline: Draft
    deck: str
    axis: AxisHeader
    cards: tuple[Card, ...]
    missing: str
    holds: tuple[Point, ...]
    holds_back: tuple[Point, ...]
    no_holds: str
    no_holds_back: str
    rule: str
    strip: tuple[Fact, ...]
    note: str


class Sign(msgspec.Struct, frozen=True):
    """A sign or word that the report uses, and what it means."""

    sign: str
    means: str


class ScoreColumn(msgspec.Struct, frozen=True):
    """How many gave one score of the scale."""

    score: str
    anchor: str
    count: str
    share: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A question or group in one line; where it is hidden or has no score, `says` tells so and the rest is empty."""

    name: str
    anchor: str = ""
    spot: Spot | None = None
    spot_alt: str = ""
    value: str = ""
    interval: str = ""
    n: str = ""
    strip: Distribution | None = None
    strip_alt: str = ""
    mark: str = ""
    says: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A question by the groups of a dimension."""

    caption: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


class QuestionPage(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its distribution and its groups."""

    anchor: str
    eyebrow: str
    headline: Draft
    deck: str
    strip: Distribution | None
    strip_alt: str
    columns: tuple[ScoreColumn, ...]
    columns_caption: str
    facts: tuple[Fact, ...]
    key: Distribution
    key_alt: str
    tables: tuple[Table, ...]
    is_brief: bool
    nothing: str


class WaveRow(msgspec.Struct, frozen=True):
    """A wave in figures."""

    number: str
    wave: str
    value: str
    interval: str
    low: str
    high: str
    n: str
    says: str


class TimePage(msgspec.Struct, frozen=True, kw_only=True):
    """A question over its waves."""

    anchor: str
    name: str
    headline: Draft
    deck: str
    chart: Waves | None
    alt: str
    numbered: bool
    across: bool
    says: bool
    rows: tuple[WaveRow, ...]
    note: str


class StandingRow(msgspec.Struct, frozen=True):
    """What became of the answers to one question."""

    name: str
    counted: str
    late: str
    excluded: str
    staff: str
    no_answer: str
    unusable: str


class Outcome(msgspec.Struct, frozen=True):
    """What a check of the survey audit found."""

    number: str
    title: str
    sign: str
    word: str
    result: str
    found: str
    more: str


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered, who did not, and what that may do to the index."""

    headline: Draft
    deck: str
    standing: tuple[StandingRow, ...]
    left_out: tuple[Fact, ...]
    outcomes: tuple[Fact, ...]
    rates: tuple[tuple[str, str, str], ...]
    no_rates: str
    break_even: tuple[Draft, ...]
    audit_headline: Draft
    audit_deck: str
    audit: tuple[Outcome, ...]
    quiet: str
    no_audit: str


class WeightRow(msgspec.Struct, frozen=True):
    """One question by one weighting."""

    name: str
    weighting: str
    value: str
    interval: str
    n: str
    effective: str


class Appendix(msgspec.Struct, frozen=True, kw_only=True):
    """The rarer figures, and by which conventions they are counted."""

    weights: tuple[WeightRow, ...]
    no_weights: str
    conventions: tuple[Fact, ...]


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """How it was reckoned, from what, and what is not in it."""

    headline: str
    rules: tuple[Fact, ...]
    scales: tuple[tuple[str, str, str, str], ...]
    windows: tuple[tuple[str, str, str, str], ...]
    no_windows: str
    files: tuple[tuple[str, str, str, str], ...]
    hidden: tuple[str, ...]
    limits: tuple[str, ...]


class IndexView(Frame, frozen=True, kw_only=True):
    """The whole report."""

    cover: Cover
    answer: Answer
    axis: AxisHeader
    signs: tuple[Sign, ...]
    listed: tuple[Row, ...]
    questions: tuple[QuestionPage, ...]
    time: tuple[TimePage, ...]
    response: Response
    appendix: Appendix
    method: Method
