"""The corrective action plan as data: every text and number as it is printed; the templates only loop and print."""

from __future__ import annotations

import msgspec

from cxdna.documents.charts import AxisHeader, Track
from cxdna.documents.colophon import Colophon
from cxdna.documents.course import Course
from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.milestone_bar import MilestoneBar
from cxdna.documents.timeline import Timeline
from cxdna.plan.model import Status


class Said(msgspec.Struct, frozen=True):
    """A text as the plan has it; `missing` where it only says that nothing is stated yet."""

    text: str
    missing: bool

    def __str__(self) -> str:
        """The text alone."""
        return self.text


class Ref(msgspec.Struct, frozen=True):
    """An action by its id, and the name of the place where it stands in the document."""

    id: str
    anchor: str


class StatusCount(msgspec.Struct, frozen=True):
    """How many actions stand at a status."""

    status: Status
    sign: str
    word: str
    count: str


class PeriodRow(msgspec.Struct, frozen=True):
    """What ends in a quarter (or a year), what it costs, and where the score then stands.

    `score` is empty where there is no forecast, `track` None as well; `proposed` are actions that end then and do not
    count in the forecast; `lifts` says which parts change.
    """

    label: str
    ends: tuple[Ref, ...]
    proposed: tuple[Ref, ...]
    track: Track | None
    alt: str
    score: str
    cost: str
    lifts: str


class PageAction(msgspec.Struct, frozen=True):
    """An action in one line; `closes` is what it closes, with levels, and `closes_anchor` where the report has that."""

    ref: Ref
    title: str
    closes: str
    closes_anchor: str
    owner: Said
    sign: str
    status: str
    due: Said
    cost: Said


class OwnerRow(msgspec.Struct, frozen=True):
    """What one person carries."""

    name: str
    is_named: bool
    actions: str
    agreed: str
    cost: str


class DecisionRow(msgspec.Struct, frozen=True):
    """A decision that is asked for."""

    id: str
    what: str
    terms: str
    if_not: str


class OnAPage(msgspec.Struct, frozen=True, kw_only=True):
    """The plan on a page; `headline` is the text at the place plan.headline.

    `number` counts what `condition` says; `beside` says which parts rise where that is not seen in it, and where the
    score goes with what is proposed as well. `links`: the document has a page for every question; `pages`: it has one
    for every action, so that ids lead there and are not places themselves. What is not among `actions` has its id in
    the rows of `periods` only.
    """

    headline: Draft
    deck: Draft
    links: bool
    pages: bool
    number: str
    reach: str
    condition: str
    beside: tuple[str, ...]
    statuses: tuple[StatusCount, ...]
    overdue: str
    axis: AxisHeader | None
    period: str
    periods: tuple[PeriodRow, ...]
    total: str
    actions: tuple[PageAction, ...]
    more_actions: str
    is_close: bool
    owners: tuple[OwnerRow, ...]
    more_owners: str
    decisions: tuple[DecisionRow, ...]
    more_decisions: str
    note: str


class Fact(msgspec.Struct, frozen=True):
    """A labelled value."""

    label: str
    value: Said


class Cover(msgspec.Struct, frozen=True):
    """The first page."""

    kind: str
    organisation: str
    answer: Draft
    facts: tuple[Fact, ...]


class Sign(msgspec.Struct, frozen=True):
    """A sign or word of the plan and what it means."""

    sign: str
    word: str
    meaning: str


class Orientation(msgspec.Struct, frozen=True):
    """How to read the plan."""

    signs: tuple[Sign, ...]
    words: tuple[Sign, ...]


class DatesRow(msgspec.Struct, frozen=True):
    """The dates of one action as a table has them; `late` says what of it is overdue."""

    ref: Ref
    title: str
    owner: Said
    start: Said
    milestones: Said
    due: Said
    review: Said
    needs: tuple[Ref, ...]
    late: str


class TimelinePage(msgspec.Struct, frozen=True):
    """The timeline in pieces, each with its message in words, and the same as a table."""

    headline: Draft
    pieces: tuple[tuple[Timeline, str], ...]
    key: tuple[Sign, ...]
    clashes: tuple[str, ...]
    rows: tuple[DatesRow, ...]


class Line(msgspec.Struct, frozen=True):
    """A line of a list; `ref` is the action it is about, `quiet` what stands behind it in grey, `late` that it is."""

    text: str
    quiet: str = ""
    ref: Ref | None = None
    lead: str = ""
    late: str = ""


class Field(msgspec.Struct, frozen=True):
    """A field of an action's page: its text, and lines beneath, which may run in where they are `steps`."""

    label: str
    text: Said | None
    lines: tuple[Line, ...] = ()
    steps: bool = False


class GateLine(msgspec.Struct, frozen=True):
    """One of the five gates; `says` is what is missing."""

    sign: str
    name: str
    says: str


class KpiBox(msgspec.Struct, frozen=True):
    """The outcome KPI of an action with its figures; `course` draws what was measured."""

    name: str
    about: str
    facts: tuple[Fact, ...]
    course: Course | None
    course_alt: str
    counter: str
    more: str


class ActionPage(msgspec.Struct, frozen=True, kw_only=True):
    """One action in full; `source` is its id in the action library, `reviewed` says why the review is on its day."""

    ref: Ref
    eyebrow: str
    title: str
    is_long: bool
    setting: str
    strip: tuple[Fact, ...]
    bar: MilestoneBar | None
    bar_alt: str
    numbered: tuple[Line, ...]
    fields: tuple[Field, ...]
    kpi: KpiBox | None
    no_kpi: str
    passed: tuple[GateLine, ...]
    open: tuple[GateLine, ...]
    lacks: str
    review: Said
    reviewed: str
    agreed: Said
    note: str
    source: str
    signature: str


class Promise(msgspec.Struct, frozen=True):
    """An action that somebody has promised, as their page has it."""

    ref: Ref
    title: str
    status: str
    start: Said
    due: Said
    levels: str
    proof: Said


class OwnerTask(msgspec.Struct, frozen=True):
    """Somebody's part of an action `ref`; `owner` is who answers for it, `state` says that the part is done or late."""

    ref: Ref
    title: str
    what: str
    why: Said
    due: Said
    owner: str
    state: str


class OwnerPage(msgspec.Struct, frozen=True, kw_only=True):
    """What one person has promised, to be handed out alone; `signature` names who signs."""

    anchor: str
    name: str
    eyebrow: str
    role: str
    headline: Draft
    promises: tuple[Promise, ...]
    tasks: tuple[OwnerTask, ...]
    dates: tuple[Line, ...]
    waiting: tuple[Line, ...]
    load: str
    signature: str


class Unnamed(msgspec.Struct, frozen=True):
    """A role for which nobody is named, with what it should carry."""

    role: str
    promises: tuple[Promise, ...]
    tasks: tuple[OwnerTask, ...]


class UnnamedPage(msgspec.Struct, frozen=True):
    """Everything that nobody has been named for."""

    headline: Draft
    roles: tuple[Unnamed, ...]


class Entry(msgspec.Struct, frozen=True):
    """A date in the calendar; `state` says that it is done, or late."""

    day: str
    kind: str
    what: str
    ref: Ref | None
    who: Said
    state: str


class MonthOf(msgspec.Struct, frozen=True):
    """The dates of one month."""

    name: str
    entries: tuple[Entry, ...]


class CalendarPage(msgspec.Struct, frozen=True):
    """All dates of what is agreed, in order, and those of what is `proposed` in short."""

    headline: Draft
    months: tuple[MonthOf, ...]
    proposed: tuple[DatesRow, ...]


class Signature(msgspec.Struct, frozen=True):
    """Who signs for what."""

    name: str
    for_what: str


class SignOff(msgspec.Struct, frozen=True):
    """The last page: signatures, fingerprints, how the plan was made, and what it does not say."""

    headline: Draft
    signatures: tuple[Signature, ...]
    prints: tuple[tuple[str, str], ...]
    covers: str
    rules: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]


class PlanView(Frame, frozen=True, kw_only=True):
    """The whole document."""

    cover: Cover
    page: OnAPage | None
    orientation: Orientation
    timeline: TimelinePage | None
    actions: tuple[ActionPage, ...]
    owners: tuple[OwnerPage, ...]
    unnamed: UnnamedPage | None
    calendar: CalendarPage | None
    sign_off: SignOff
    colophon: Colophon = Colophon()
