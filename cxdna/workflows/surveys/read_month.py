"""A month as people type it -> its number."""

from __future__ import annotations

from cxdna.errors import UserError
from cxdna.organisation.read_date import read_date
from cxdna.voice.survey.model import Month


def read_month(text: str) -> Month:
    """Return a month: 202603 for 2026-03, March 2026, or a day in it. Raises `UserError` for what is none."""
    try:
        day = read_date(text)
    except UserError as error:
        raise UserError(error.what, "give a month: 2026-03 or March 2026") from None
    return day.year * 100 + day.month
