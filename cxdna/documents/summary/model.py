"""The executive summary as data: every text and number as it is printed; the templates only loop and print."""

from __future__ import annotations

import msgspec

from cxdna.documents.charts import AxisHeader, Track
from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.plan.model import OnAPage
from cxdna.documents.report.model import AnswerPage


class NextRow(msgspec.Struct, frozen=True):
    """A part with what to do next in it; `why` is what the action lifts, or why there is none."""

    name: str
    shaded: bool
    track: Track
    alt: str
    now: str
    target: str
    gap: str
    next: str
    why: str


class NextPage(msgspec.Struct, frozen=True):
    """What to do next, part by part, where there is no plan yet; `note` says what the table has no room for."""

    headline: Draft
    deck: Draft
    noun: str
    axis: AxisHeader
    rows: tuple[NextRow, ...]
    note: str


class SummaryView(Frame, frozen=True, kw_only=True):
    """Two pages: the answer, and the plan or what to do next. `linked`: what they point to stands elsewhere."""

    answer: AnswerPage
    plan: OnAPage | None
    next_steps: NextPage | None
    linked: bool = False
