"""A survey as its file states it: what was asked on which scale, and which column of its files says what."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from cxdna.organisation.model import ONE_LINE, Id, Line

Column = Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE, description="A header of the files.")]
Value = Annotated[str, Meta(max_length=400, pattern=ONE_LINE)]
About = Literal["satisfaction", "recommendation", "effort", "other"]
Direction = Literal["high_is_good", "low_is_good"]
Asks = Literal["customers", "staff"]
WaveRule = Literal["month", "quarter", "half_year", "year"]
DateOrder = Literal["year_first", "day_first", "month_first"]
EffortRule = Literal["agree_5_to_7", "agree_6_to_7"]
"""Which answers on a seven-point scale count as easy: conventions differ, so a survey names its own."""
Disposition = Literal["complete", "partial", "refused", "no_contact", "other", "unknown"]

DIMENSIONS: Final = ("category", "channel", "country", "language", "role", "tier", "unit", "account")
"""What answers can be grouped by, besides a survey's own segments; `account` last, as it is the finest."""


class Scale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole-number scale of a question, with both its ends: 1 to 5, 0 to 10."""

    low: Annotated[int, Meta(ge=-10, le=100, description="The lowest score that can be given.")]
    high: Annotated[int, Meta(ge=-10, le=100, description="The highest score that can be given.")]
    direction: Annotated[Direction, Meta(description="Whether a high score is good.")] = "high_is_good"
    anchors: Annotated[
        dict[Annotated[str, Meta(pattern=r"^-?[0-9]{1,3}$(?!\n)")], Line],
        Meta(description="What scores are called, by score: '5': exceeded. A cell may hold the words instead."),
    ] = {}


class Earlier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A scale on which the question was asked up to a month, before its present one."""

    until: Annotated[str, Meta(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$(?!\n)", description="Its last month: 2025-06.")]
    scale: Scale


class SurveyQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question that was asked, and where its scores stand.

    `item` is the same in surveys of customers and of staff that ask for the same thing; `practices` are the questions
    of the questionnaire that ask the organisation for it, `parts` the components whose index this is.
    """

    id: Id
    text: Annotated[Line, Meta(description="Its wording, as customers read it.")]
    about: Annotated[About, Meta(description="What it measures.")]
    column: Annotated[Column | None, Meta(description="The column of its scores, where each question has its own.")] = (
        None
    )
    value: Annotated[
        Value | None, Meta(description="What stands in the question column, where there is one for all; its id if not.")
    ] = None
    scale: Scale
    earlier: Annotated[tuple[Earlier, ...], Meta(description="Scales it had before, the oldest first.")] = ()
    bridge: Annotated[
        str,
        Meta(
            max_length=400,
            pattern=ONE_LINE,
            description="How the two scales were compared on the same people, where a wave holds both.",
        ),
    ] = ""
    effort_rule: EffortRule = "agree_5_to_7"
    item: Annotated[Id | None, Meta(description="The paired item: the same id wherever it is asked.")] = None
    practices: Annotated[tuple[Id, ...], Meta(description="Questions of the questionnaire that it answers.")] = ()
    parts: Annotated[tuple[Id, ...], Meta(description="Components whose customer index it is.")] = ()


class Columns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which column says what; all but the date of the event may be left out."""

    respondent: Column | None = None
    event_date: Annotated[Column | None, Meta(description="When what is asked about happened.")] = None
    answer_date: Annotated[Column | None, Meta(description="When the answer was given.")] = None
    seconds: Annotated[Column | None, Meta(description="How many seconds answering took.")] = None
    wave: Annotated[Column | None, Meta(description="The wave by name, where it does not follow from the date.")] = None
    question: Annotated[Column | None, Meta(description="The question, where each row is one answer.")] = None
    score: Annotated[Column | None, Meta(description="The score, where each row is one answer.")] = None
    account: Column | None = None
    role: Annotated[Column | None, Meta(description="Decides, recommends, influences, uses.")] = None
    tier: Column | None = None
    revenue: Annotated[Column | None, Meta(description="Of the account, in a year.")] = None
    unit: Annotated[Column | None, Meta(description="Project, site or team.")] = None
    category: Annotated[Column | None, Meta(description="Field service, technical support, ...")] = None
    channel: Column | None = None
    country: Column | None = None
    language: Column | None = None
    weight: Column | None = None
    comment: Column | None = None
    invited_by: Annotated[Column | None, Meta(description="The employee whose contact the customer was.")] = None
    disposition: Annotated[Column | None, Meta(description="What became of the invitation.")] = None
    conducted_by: Column | None = None
    device: Annotated[Column | None, Meta(description="Address or device that the answer came from.")] = None
    consent: Annotated[Column | None, Meta(description="Whether the customer may be named as a reference.")] = None


class Exclusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Rows that do not count, and why; they are counted apart."""

    column: Column
    values: Annotated[tuple[Value, ...], Meta(min_length=1)]
    reason: Annotated[Line, Meta(description="Why they do not count: test records, answers of own staff.")]
    staff: Annotated[bool, Meta(description="Whether these are answers of the organisation's own people.")] = False


class Survey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="survey"):
    """A survey and the mapping of its files."""

    id: Id
    title: Line
    asks: Annotated[Asks, Meta(description="Who answers; only customers' answers make an index.")] = "customers"
    conducted_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="Who runs it.")] = ""
    independent: Annotated[bool, Meta(description="Whether whoever runs it is independent of those who are rated.")] = (
        False
    )
    decimal: Annotated[Literal[".", ","], Meta(description="The decimal mark of the files.")] = "."
    dates: Annotated[DateOrder, Meta(description="How days are written: 2026-03-31, 31.3.2026 or 3/31/2026.")] = (
        "year_first"
    )
    columns: Columns
    segments: Annotated[dict[Id, Column], Meta(description="More to group by: a name of yours, and its column.")] = {}
    cuts: Annotated[
        tuple[Annotated[tuple[Id, ...], Meta(min_length=1, max_length=3)], ...],
        Meta(max_length=12, description="Groupings by several at once, besides by each alone: [category, country]."),
    ] = ()
    waves: Annotated[WaveRule, Meta(description="How long a wave is, where no column names it.")] = "quarter"
    late_after_days: (
        Annotated[int, Meta(ge=0, le=730, description="Answers later than this after the event do not count.")] | None
    ) = None
    no_answer: Annotated[tuple[Value, ...], Meta(description="What stands for no answer, besides nothing.")] = ()
    exclude: tuple[Exclusion, ...] = ()
    key_tiers: Annotated[tuple[Value, ...], Meta(description="The tiers whose accounts are key accounts.")] = ()
    dispositions: Annotated[
        dict[Disposition, tuple[Value, ...]], Meta(description="What stands in the column for each outcome.")
    ] = {}
    population: Annotated[
        dict[Id, dict[Value, Annotated[int, Meta(ge=0, le=1_000_000_000)]]],
        Meta(description="How many customers there are in each group, asked or not: tier: {Key: 40, Other: 900}."),
    ] = {}
    questions: Annotated[tuple[SurveyQuestion, ...], Meta(min_length=1, max_length=200)]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What its answers can be grouped by."""
        names = (*DIMENSIONS[:-1], *self.segments, *DIMENSIONS[-1:])
        return tuple(name for name in names if name in self.segments or getattr(self.columns, name))


Month: TypeAlias = int
"""A month as a number: 202603 is March 2026."""


class Window(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="window"):
    """A span of whole months with a name, fixed before its answers are looked at; `first` and `last` belong to it."""

    name: Id
    purpose: Literal["reporting", "award", "trend"]
    first: Month
    last: Month
    fixed: dt.date
    by: str = ""
    survey: Id | None = None
    note: str = ""
