"""What the customer index report is made of: one survey, the span it is told for, and everything measured in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.documents.material import Look
from cxdna.voice.audit.model import Audit
from cxdna.voice.counts.model import Cell, Standing
from cxdna.voice.indices.model import Groups, Index, Span, Trend
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import About, SurveyQuestion, Window

MAIN: Final[tuple[About, ...]] = ("satisfaction", "recommendation")
"""What has an index of its own on page 2; the two are never blended."""
MOST_QUESTIONS: Final = 6
"""Questions that get pages of their own, with all groups; further ones stand in the list and in the workbook."""


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its index, its groups by dimension, its waves, and the same index by other weightings.

    `not_weighed` says why one of these cannot be reckoned.
    """

    question: SurveyQuestion
    index: Index
    groups: tuple[Groups, ...] = ()
    trend: Trend | None = None
    others: tuple[Index, ...] = ()
    not_weighed: tuple[str, ...] = ()


class IndexMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """A survey as it is told in one span.

    `window` is the named window that the span is, where it is one; `why` says why it is told for these months;
    `windows` are all that were fixed for this survey, `remarks` what is to be said of them. `today` is the day it is
    made.
    """

    client: str
    consultant: str
    confidentiality: str
    look: Look
    fielded: Fielded
    span: Span
    measured: tuple[Measured, ...]
    today: dt.date
    why: str = "every month there is"
    window: Window | None = None
    windows: tuple[Window, ...] = ()
    remarks: tuple[str, ...] = ()
    audit: Audit | None = None
    engine: str = ""

    def lead(self, about: About) -> Measured | None:
        """Return the first question about something; None where no question asks for it."""
        return next((one for one in self.measured if one.question.about == about), None)

    @property
    def leads(self) -> tuple[Measured, ...]:
        """The first question on satisfaction and the first on recommendation, as far as they are asked."""
        return tuple(found for about in MAIN if (found := self.lead(about)))

    @property
    def paged(self) -> tuple[Measured, ...]:
        """The questions that get pages of their own: on satisfaction, recommendation, effort, then others."""
        order: tuple[About, ...] = ("satisfaction", "recommendation", "effort", "other")
        return tuple(sorted(self.measured, key=lambda one: order.index(one.question.about))[:MOST_QUESTIONS])

    def cells(self, question: str) -> Iterator[Cell]:
        """Yield the cells of all answers to a question within the span."""
        for cell in self.fielded.cells:
            inside = self.span.first <= cell.month <= self.span.last
            if cell.question == question and not cell.cut and inside and self.span.wave in {None, cell.wave}:
                yield cell

    def standing(self, question: str) -> dict[Standing, int]:
        """Return how many answers to a question within the span stand how."""
        found: dict[Standing, int] = {}
        for cell in self.cells(question):
            found[cell.standing] = found.get(cell.standing, 0) + cell.n
        return found

    @property
    def waves(self) -> frozenset[str]:
        """The waves that have answers within the span."""
        return frozenset(cell.wave for one in self.measured for cell in self.cells(one.question.id))
