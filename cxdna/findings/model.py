"""Findings: each names the scores and answers it rests on, and nothing else."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal

import msgspec

from cxdna.scores.model import Dispute
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.model import Groups, Index, Span, Trend, Word
from cxdna.voice.survey.model import About


class Gap(msgspec.Struct, frozen=True):
    """A leaf part below its target, with its share of all gaps weighted as the parts weigh in the whole."""

    id: str
    part: str
    score: Fraction
    target: Fraction
    gap: Fraction
    share: Fraction
    lowest: tuple[str, ...]


class Strength(msgspec.Struct, frozen=True):
    """A leaf part among the highest, with its highest questions."""

    id: str
    part: str
    score: Fraction
    highest: tuple[str, ...]


class WeakestLink(msgspec.Struct, frozen=True):
    """The lowest child of a part, where it stands clearly below the part's own score."""

    id: str
    part: str
    child: str
    part_score: Fraction
    child_score: Fraction


class UnprovedClaim(msgspec.Struct, frozen=True):
    """An answer above what its evidence shows."""

    id: str
    question: str
    claimed: Fraction
    shown: Fraction
    reason: str


class OpenGround(msgspec.Struct, frozen=True):
    """A question that applies and has no number: nobody answered, or only don't-knows."""

    id: str
    question: str
    dont_know: int
    reason: str


class Disputed(msgspec.Struct, frozen=True):
    """A question people see differently."""

    id: str
    question: str
    disputes: tuple[Dispute, ...]


class PartChange(msgspec.Struct, frozen=True):
    """One part (or the whole) before and now, both on the same comparable questions."""

    part: str
    before: Fraction | None
    now: Fraction | None
    change: Fraction | None
    questions: int


class Panel(msgspec.Struct, frozen=True, omit_defaults=True):
    """The same comparison among those who answered both times; no whole and no parts when they are too few.

    In assessments that are not named the people are counted only where none of these groups is small; `kept` says why
    they are not.
    """

    people: int | None
    before_only: int | None
    now_only: int | None
    comparable: bool
    parts: tuple[PartChange, ...]
    whole: PartChange | None
    kept: str = ""


class Change(msgspec.Struct, frozen=True):
    """What changed since an earlier assessment.

    `asked` counts the questions that this assessment asks, of which those in `comparable` were asked last time as well;
    `carried_over` names those of them that stand for earlier ones, with these.
    """

    earlier_id: str
    earlier_title: str
    earlier_date: dt.date
    earlier_whole: Fraction | None
    earlier_parts: tuple[tuple[str, Fraction | None], ...]
    asked: int
    comparable: tuple[str, ...]
    carried_over: tuple[tuple[str, tuple[str, ...]], ...]
    not_comparable: tuple[tuple[str, str], ...]
    whole: PartChange
    parts: tuple[PartChange, ...]
    questions: tuple[PartChange, ...]
    panel: Panel


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What customers, or staff, say of an item: its mean on 1 to 5 with its interval and number of answers.

    `n` is None where fewer than five answered, and then nothing is told; `value` also where fewer than 30 customers
    did. `word` is how far the number of answers carries, `span` the months they are about, `hidden` why something is
    not told.
    """

    survey: str
    question: str
    span: Span
    n: int | None
    value: Fraction | None = None
    interval: Interval | None = None
    word: Word = "no score"
    hidden: str = ""


class Level(msgspec.Struct, frozen=True):
    """What the organisation says of itself: the level of a question, or of a part, as answered and as shown."""

    id: str
    as_answered: Fraction | None
    as_shown: Fraction | None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing seen by customers, by staff and by the organisation's own assessment of itself.

    `gap` is customers less staff, both means on 1 to 5, with its Welch interval. A level is a described step and no
    mean of feelings: `apart`, the mean of the levels as answered less what customers say, is no distance, and serves to
    say what to look at first.
    """

    id: str
    text: str
    about: About
    customers: Side
    staff: Side | None
    levels: tuple[Level, ...]
    parts: tuple[str, ...]
    gap: Fraction | None = None
    interval: Interval | None = None
    apart: Fraction | None = None


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """One question that customers were asked: its index, its course, and its categories where there are several.

    `trend` and `categories` are None where the survey has no waves or no categories to tell of.
    """

    survey: str
    title: str
    question: str
    text: str
    item: str
    parts: tuple[str, ...]
    index: Index
    trend: Trend | None = None
    categories: Groups | None = None

    @property
    def key(self) -> str:
        """Survey and question, which together name it: care/satisfaction."""
        return f"{self.survey}/{self.question}"


class PartVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A part as customers see it: the mean of what they say to its questions, of which each weighs the same.

    Only questions about one matter go together, those that are named in `of`; `left_out` are others, or such with too
    few answers. `n` counts answers, not people, and is None where fewer than five answered each. `interval` allows for
    the same people having answered several questions of a survey: it is as wide as it can be. `word` is that of the
    question with the fewest answers.
    """

    part: str
    about: About
    of: tuple[str, ...]
    n: int | None
    value: Fraction | None = None
    interval: Interval | None = None
    word: Word = "no score"
    left_out: tuple[str, ...] = ()


class UnbackedClaim(msgspec.Struct, frozen=True):
    """Answers of a part at the upper end of the ladder (levels 4 and 5 of 5) without results with customers behind."""

    id: str
    part: str
    questions: tuple[str, ...]
    reason: str


class PerceptionGap(msgspec.Struct, frozen=True, kw_only=True):
    """An item that the organisation sees clearly better than its customers do.

    `seen_by` says who: staff, by a mean on the same scale with the interval of the difference, or the assessment, by a
    level above all of the interval of what customers say. `closes` are the questions or parts that an action against it
    names.
    """

    id: str
    item: str
    text: str
    seen_by: Literal["staff", "assessment"]
    customers: Fraction
    others: Fraction
    difference: Fraction
    interval: Interval | None
    closes: tuple[str, ...]


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """An assessment beside the surveys of customers and staff, over one span of months.

    `heard` are all questions that customers answered, `items` those that stand beside staff or the assessment, those
    that customers see furthest below others first. `parts` are those of which customers say something, in the order of
    the playbook. `untold` are questions of which nothing can be told, with the reason.
    """

    span: Span
    heard: tuple[Heard, ...]
    items: tuple[Item, ...]
    parts: tuple[PartVoice, ...]
    unbacked: tuple[UnbackedClaim, ...]
    perception: tuple[PerceptionGap, ...]
    untold: tuple[tuple[str, str], ...] = ()

    def part(self, part_id: str) -> PartVoice | None:
        """Return what customers say of a part; None where they were not asked."""
        return next((one for one in self.parts if one.part == part_id), None)

    def of_part(self, part_id: str) -> tuple[Heard, ...]:
        """Return the questions whose index should move with a part."""
        return tuple(one for one in self.heard if part_id in one.parts)


class Findings(msgspec.Struct, frozen=True, omit_defaults=True):
    """All findings of one assessment; the order within each list is its rank.

    `unbacked` and `perception` are there where customers were surveyed.
    """

    gaps: tuple[Gap, ...]
    strengths: tuple[Strength, ...]
    weakest_links: tuple[WeakestLink, ...]
    claims: tuple[UnprovedClaim, ...]
    open_ground: tuple[OpenGround, ...]
    disputed: tuple[Disputed, ...]
    change: Change | None
    unbacked: tuple[UnbackedClaim, ...] = ()
    perception: tuple[PerceptionGap, ...] = ()
