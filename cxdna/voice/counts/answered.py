"""An opened file and its survey -> how many answers were given on odd days: before what they are about, or to come."""

from __future__ import annotations

import datetime as dt

import msgspec

from cxdna.voice.counts.engine import Opened
from cxdna.voice.counts.sql import answers
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey


class Answered(msgspec.Struct, frozen=True):
    """How many answers were given before the day of what they are about, and how many after today."""

    before: int = 0
    ahead: int = 0


def answered_of(opened: Opened, survey: Survey, source: Source, today: dt.date) -> Answered:
    """Return how many answers have odd days, by one question to the engine; none where a survey has no such days."""
    columns = survey.columns
    if columns.answer_date is None or columns.answer_date == columns.event_date:
        return Answered()
    said = answers(survey, source, opened.kinds)
    ((before, ahead),) = opened.rows(
        "SELECT sum(CASE WHEN answered < event THEN 1 ELSE 0 END), "  # noqa: S608 - texts of users come as literals
        f"sum(CASE WHEN answered > DATE '{today.isoformat()}' THEN 1 ELSE 0 END) FROM ({said}) AS said "
        "WHERE standing IN ('counted', 'late')"
    )
    return Answered(int(before or 0), int(ahead or 0))
