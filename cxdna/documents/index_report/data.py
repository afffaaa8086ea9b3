"""The customer index as a file for other programs; its number goes up when the shape changes."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.response_page import rates_of
from cxdna.documents.index_report.verdict import Verdict, verdict
from cxdna.statistics.response import Rates
from cxdna.voice.audit.model import Audit
from cxdna.voice.indices.groups import compare_groups
from cxdna.voice.indices.hide import as_shown
from cxdna.voice.indices.model import Comparison, Groups, Index, Span, Trend
from cxdna.voice.indices.rescale import THRESHOLD, from_five
from cxdna.voice.survey.model import About, Window


class FileData(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was counted."""

    name: str
    sha256: str
    rows: int
    added: dt.date
    by: str


class GroupsData(msgspec.Struct, frozen=True, kw_only=True):
    """A question by the groups of a dimension; a group that is hidden has neither a number nor an index."""

    groups: Groups
    apart: Annotated[
        tuple[Comparison, ...], Meta(description="Each group against all other answers; nothing for countries.")
    ]


class QuestionData(msgspec.Struct, frozen=True, kw_only=True):
    """A question with everything that was measured of it."""

    id: str
    text: str
    about: About
    threshold: Annotated[Fraction, Meta(description="The score on its own scale whose image on 1 to 5 is 4.0.")]
    shows: Annotated[Verdict, Meta(description="Where its 95% interval lies against 4.0, unrounded.")]
    index: Index
    groups: tuple[GroupsData, ...]
    trend: Trend | None
    weighed: Annotated[
        tuple[Index, ...],
        Meta(description="By weights, accounts and revenue; shares and NPS are of all answers alike."),
    ]
    standing: Annotated[dict[str, int], Meta(description="Answers in the span by whether they count, and why not.")]


class IndexFile(msgspec.Struct, frozen=True, kw_only=True):
    """One survey in one span of whole months.

    A number that was worked out stands as `{"exact": "163/40", "rounded": 4.075}`; indices are on 1 to 5, shares and
    net promoter scores from 0 or -1 to 1. Of an index that is `hidden` all numbers are 0: under five answered.
    """

    format: Literal["cxdna-index/1"] = "cxdna-index/1"
    created: dt.date
    organisation: str
    survey: str
    title: str
    conducted_by: str
    independent: bool
    span: Span
    window: Window | None
    windows: tuple[Window, ...]
    files: tuple[FileData, ...]
    questions: tuple[QuestionData, ...]
    rates: Annotated[Rates | None, Meta(description="Response rates as AAPOR defines them; null where not known.")]
    audit: Audit | None


def gather(material: IndexMaterial) -> IndexFile:
    """Return everything that the report tells, as data."""
    survey = material.fielded.survey
    return IndexFile(
        created=material.today,
        organisation=material.client,
        survey=survey.id,
        title=survey.title,
        conducted_by=survey.conducted_by,
        independent=survey.independent,
        span=material.span,
        window=material.window,
        windows=material.windows,
        files=tuple(
            FileData(name=one.name, sha256=one.sha256, rows=one.counts.rows, added=one.added, by=one.by)
            for one in material.fielded.files
        ),
        questions=tuple(_question(material, one) for one in material.measured),
        rates=rates_of(material),
        audit=material.audit,
    )


def _question(material: IndexMaterial, one: Measured) -> QuestionData:
    standing: dict[str, int] = {name: n for name, n in material.standing(one.question.id).items() if n}
    if one.index.hidden:
        standing.pop("counted", None)
    trend = one.trend
    if trend is not None:
        trend = msgspec.structs.replace(trend, points=tuple(map(as_shown, trend.points)))
    return QuestionData(
        id=one.question.id,
        text=one.question.text,
        about=one.question.about,
        threshold=from_five(THRESHOLD, one.index.scale),
        shows=verdict(one.index),
        index=as_shown(one.index),
        groups=tuple(
            GroupsData(groups=msgspec.structs.replace(groups, whole=None), apart=compare_groups(groups))
            for groups in one.groups
        ),
        trend=trend,
        weighed=one.others,
        standing=standing,
    )
