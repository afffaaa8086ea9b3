"""Which months a customer index report covers, and why these: those asked for, or by the rule of the assessment."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

import msgspec

from cxdna.errors import UserError
from cxdna.findings.choose_span import choose_span, span_of_window, year_of
from cxdna.statistics.display import listed, long_date
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import month_of
from cxdna.voice.indices.waves import span_of, whole_span
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Window
from cxdna.workflows.surveys.windows import window_meant

PURPOSES: Final = {"reporting": "reports", "award": "an award", "trend": "a trend"}
"""What windows are fixed for."""


class IndexAsk(NamedTuple):
    """Which survey, and which months: of a window, of a calendar year, all there are, or those chosen by rule."""

    survey: str | None = None
    window: str | None = None
    year: int | None = None
    everything: bool = False


class Months(NamedTuple):
    """The months, in words why these, and the window that they are, where they are one."""

    span: Span
    why: str
    window: Window | None = None


def months_meant(voice: Voice, fielded: Fielded, ask: IndexAsk, today: dt.date) -> Months:
    """Return the months of a report. Raises `UserError` for two wishes at once, and for a window of another survey."""
    wishes = [
        name
        for name, given in (("--window", ask.window), ("--year", ask.year), ("--all", ask.everything or None))
        if given is not None
    ]
    if len(wishes) > 1:
        raise UserError("which months are meant is said more than once", f"give only one of {listed(wishes)}")
    if ask.window is not None:
        window = _window(voice, fielded, ask.window)
        why = f"the window that was asked for, fixed on {long_date(window.fixed)} for {PURPOSES[window.purpose]}"
        return Months(span_of(window.first, window.last), why, window)
    if ask.year is not None:
        return Months(span_of(ask.year * 100 + 1, ask.year * 100 + 12), "the calendar year that was asked for")
    if ask.everything:
        return Months(whole_span(fielded), "every month there is, as was asked for")
    return _by_rule(voice, fielded, today)


def _by_rule(voice: Voice, fielded: Fielded, today: dt.date) -> Months:
    """Return the months that an assessment of this day would be held against, as far as this survey has answers."""
    chosen = choose_span(msgspec.structs.replace(voice, surveys=(fielded,)), today)
    heard = year_of(fielded, chosen, month_of(today)) if chosen else None
    if chosen is None or heard is None:
        return Months(whole_span(fielded), "every month there is")
    until = month_of(today)
    window = next((one for one in voice.windows if span_of_window(one, until) == chosen), None)
    span = span_of(heard.first, heard.last)
    if window and heard == chosen:
        so_far = " so far" if heard.last < window.last else ""
        return Months(span, f"the newest window for reports{so_far}, fixed on {long_date(window.fixed)}", window)
    which = "the last twelve months" if heard.last == until else "the twelve months up to the last answer"
    no_window = "the window for reports has no answers" if window else "no window is fixed for reports"
    return Months(span, f"{which}, as {no_window}")


def _window(voice: Voice, fielded: Fielded, name: str) -> Window:
    window = window_meant(voice, name)
    if window.survey not in {None, fielded.survey.id}:
        what = f"window {window.name} is of survey '{window.survey}', not of '{fielded.survey.id}'"
        raise UserError(what, "name that survey, or another window")
    return window
