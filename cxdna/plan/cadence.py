"""How long a period of a KPI is, by how often it is measured: when a full one is over after a day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Final

from cxdna.definitions.model import Cadence

MONTHS: Final[Mapping[Cadence, int]] = {"month": 1, "quarter": 3, "campaign": 3, "wave": 6, "half_year": 6, "year": 12}
"""No day is known of survey waves and campaigns: a wave is taken for half a year, a campaign for a quarter."""
LOOKED_UP: Final[frozenset[Cadence]] = frozenset({"half_year", "year"})
"""Too long to wait for a first figure: it comes from the last period that is over."""
PERIOD_WORDS: Final[Mapping[Cadence, str]] = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half_year": "half-year",
    "year": "year",
    "wave": "survey wave",
    "campaign": "campaign",
}


def after_period(day: dt.date, cadence: Cadence) -> dt.date:
    """Return the day by which a full period is over that begins after a day: the same day of a later month."""
    if cadence == "week":
        return day + dt.timedelta(weeks=1)
    month = day.month - 1 + MONTHS[cadence]
    year, month = day.year + month // 12, month % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
