"""Which months of customers' answers stand beside an assessment, where nobody names them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Final

from cxdna.statistics.display import short_month
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import first_day, month_of, moved
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Month, Window

YEAR: Final = 12
NO_ANSWERS: Final = "no answers yet"


def choose_span(voice: Voice, date: dt.date) -> Span | None:
    """Return the months that an assessment of this date is held against; None where no customer answered by then.

    That is the newest window that was fixed for reporting by then, as far as it has gone, or else the twelve months up
    to that of the assessment, or where these have no answer the twelve up to the last that has. Windows that are fixed
    later and months that come later do not change it.
    """
    until = month_of(date)
    window = _reporting(voice, date)
    if window:
        return span_of_window(window, until)
    heard = [month for fielded in voice.of_customers for month in answered(fielded, until)]
    return None if not heard else _year_to(until, heard)


def span_of_window(window: Window, until: Month | None = None) -> Span:
    """Return the months of a window, up to one where it goes on, under its name, with the months beside it."""
    last = window.last if until is None else min(window.last, until)
    so_far = " so far" if last < window.last else ""
    return Span(first=window.first, last=last, label=f"{window.name}{so_far}, {called(window.first, last)}")


def answered(fielded: Fielded, until: Month) -> frozenset[Month]:
    """Return the months up to one for which answers to a survey count."""
    return frozenset(cell.month for cell in fielded.cells if cell.standing == "counted" and 0 < cell.month <= until)


def year_of(fielded: Fielded, span: Span, until: Month | None = None) -> Span | None:
    """Return the span where a survey has answers in it, else the twelve months up to its last answer by `until`.

    Without `until` that is the end of the span. Staff are asked once a year, and a survey may have paused in the months
    of a window: what it says stands beside its own months then, and is not lost. None where nobody answered by then.
    """
    if any(span.first <= month for month in answered(fielded, span.last)):
        return span
    months = list(answered(fielded, until or span.last))
    return _year_to(max(months), months) if months else None


def no_answers(fielded: Fielded, questions: Collection[str], until: Month) -> str:
    """Return what is said of questions without an answer in the months that are told: none, and when the last came."""
    cells = (cell for cell in fielded.cells if cell.question in questions and cell.standing == "counted")
    months = [cell.month for cell in cells if 0 < cell.month <= until]
    return f"no answers in these months (last: {short_month(first_day(max(months)))})" if months else NO_ANSWERS


def called(first: Month, last: Month) -> str:
    """Return what months are called in little room: 2026, or Dec 2025 to Nov 2026."""
    if moved(first, YEAR - 1) == last and first % 100 == 1:
        return str(first // 100)
    names = [short_month(first_day(month)) for month in (first, last)]
    return names[0] if first == last else " to ".join(names)


def _reporting(voice: Voice, date: dt.date) -> Window | None:
    """Return the newest window for reports that was fixed and had begun by a day.

    One of a single survey holds where there is no other.
    """
    until = month_of(date)
    surveys = {one.survey.id for one in voice.of_customers}
    found = [
        one
        for one in voice.windows
        if one.purpose == "reporting"
        and one.fixed <= date
        and one.first <= until
        and (one.survey is None or {one.survey} == surveys)
    ]
    return max(found, key=lambda one: (one.last, one.fixed), default=None)


def _year_to(until: Month, heard: Iterable[Month]) -> Span:
    """Return the twelve months up to one, or up to the last that has an answer where these have none."""
    last = until if any(moved(until, 1 - YEAR) <= month for month in heard) else max(heard)
    first = moved(last, 1 - YEAR)
    return Span(first=first, last=last, label=called(first, last))
