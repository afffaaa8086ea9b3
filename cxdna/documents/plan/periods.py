"""When actions end: by quarters, or by years where there would be too many quarters to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from cxdna.plan.forecast import quarter_end, quarter_label
from cxdna.plan.model import Action

MOST_QUARTERS: Final = 8
MOST_YEARS: Final = 8


class Period(msgspec.Struct, frozen=True):
    """The actions that end in a quarter or in years; `until` is its last day, None for those without a due day."""

    label: str
    until: dt.date | None
    actions: tuple[Action, ...]
    is_year: bool = False


def periods(actions: Sequence[Action]) -> tuple[Period, ...]:
    """Return when actions end, in the order of time; those without a due day last."""
    dated: dict[dt.date, list[Action]] = {}
    for one in sorted((one for one in actions if one.due), key=lambda one: (one.due or dt.date.max, one.priority)):
        dated.setdefault(quarter_end(one.due or dt.date.max), []).append(one)
    if len(dated) <= MOST_QUARTERS:
        found = [Period(quarter_label(until), until, tuple(own)) for until, own in dated.items()]
    else:
        found = _years(dated)
    without = tuple(one for one in actions if one.due is None)
    return (*found, Period("No due day yet", None, without)) if without else tuple(found)


def _years(dated: dict[dt.date, list[Action]]) -> list[Period]:
    by_year: dict[int, list[Action]] = {}
    for until, own in dated.items():
        by_year.setdefault(until.year, []).extend(own)
    years = sorted(by_year)
    last = years[-1]
    found = [
        Period(str(year), dt.date(year, 12, 31), tuple(by_year[year]), is_year=True) for year in years[:MOST_YEARS]
    ]
    if later := years[MOST_YEARS:]:
        rest = tuple(one for year in later for one in by_year[year])
        found.append(Period(f"{later[0]} to {last}", dt.date(last, 12, 31), rest, is_year=True))
    return found
