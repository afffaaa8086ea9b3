"""Windows of months: what a window of each purpose has to cover, and whether it was fixed in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.statistics.display import counted, listed, long_date
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import YEAR, first_day, months, months_in_words
from cxdna.voice.indices.trend import WAVES_OF_TREND
from cxdna.voice.indices.waves import wave_of
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Month, Window

# Whoever deals with windows deals with months as well; their arithmetic stands below both this file and the indices.
__all__ = ["WindowFlaw", "first_day", "fixed_late", "flaws_of", "months", "months_in_words", "window_span"]
FEWEST_MONTHS: Final = 3
"""What a window to report on covers at least: a single month or two is chosen too easily."""


class WindowFlaw(msgspec.Struct, frozen=True):
    """What is wrong with a window, and what to do; one that is not `refused` is kept as a remark on it."""

    what: str
    do: str
    refused: bool = True


def window_span(window: Window) -> Span:
    """Return the months of a window, under its name."""
    return Span(window.first, window.last, window.name)


def flaws_of(window: Window, voice: Voice, today: dt.date) -> tuple[WindowFlaw, ...]:
    """Return all that is wrong with a window, what refuses it first.

    A window to report on covers at least three months, one for an award a calendar year, one for a trend at least five
    waves. Its months do not change once it is fixed. Fixing it after its months began is a remark: nobody can show then
    that it was not chosen for its result.
    """
    for month in (window.first, window.last):
        if not 1 <= month % 100 <= YEAR or not dt.MINYEAR <= month // 100 <= dt.MAXYEAR:
            return (WindowFlaw(f"window {window.name}: {month} is no month", "write March 2026 as 202603"),)
    if window.last < window.first:
        return (WindowFlaw(f"window {window.name} ends before it begins", "give its first month, then its last"),)
    surveys = [one for one in voice.of_customers if window.survey in {None, one.survey.id}]
    found = (*_survey(window, voice), *_length(window, surveys), *_fixed(window, voice, surveys, today))
    return tuple(sorted(found, key=lambda flaw: not flaw.refused))


def _survey(window: Window, voice: Voice) -> Iterator[WindowFlaw]:
    known = {one.survey.id: one.survey for one in voice.surveys}
    if window.survey is None:
        return
    if window.survey not in known:
        names = listed(sorted(known)) or "none yet"
        yield WindowFlaw(f"there is no survey {window.survey}", f"name one that there is: {names}")
    elif known[window.survey].asks != "customers":
        what = f"survey {window.survey} asks staff, and only customers' answers make an index"
        yield WindowFlaw(what, "name a survey of customers")


def _length(window: Window, surveys: list[Fielded]) -> Iterator[WindowFlaw]:
    """Yield what is wrong with how many months a window covers."""
    covered = months(window.first, window.last)
    spoken = f"window {window.name} covers {months_in_words(window.first, window.last)}"
    if window.purpose == "reporting" and len(covered) < FEWEST_MONTHS:
        yield WindowFlaw(f"{spoken}: results are reported on three months or more", "take further months into it")
    if window.purpose == "award" and (len(covered) != YEAR or window.first % 100 != 1):
        do = f"let it begin in January and end in December of {window.first // 100}"
        yield WindowFlaw(f"{spoken}: an award is about a whole calendar year", do)
    if window.purpose == "trend" and not surveys and len(covered) < WAVES_OF_TREND:
        yield WindowFlaw(f"{spoken}: a trend takes five waves or more", "take further months into it")
    if window.purpose == "trend":
        for one in surveys:
            yield from _waves(spoken, one, covered)


def _waves(spoken: str, fielded: Fielded, covered: Sequence[Month]) -> Iterator[WindowFlaw]:
    """Yield what is wrong with how many waves of a survey a window reaches into, a part of one being one."""
    survey = fielded.survey
    waves = len({wave_of(month, survey.waves) for month in covered})
    if survey.columns.wave is not None:
        what = (
            f"{spoken}: a column names the waves of survey {survey.id}, so only its files tell whether there are five"
        )
        yield WindowFlaw(what, "see that five waves fall into it", refused=False)
    elif waves < WAVES_OF_TREND:
        what = f"{spoken}, {counted(waves, 'wave')} of survey {survey.id}: a trend takes five or more"
        yield WindowFlaw(what, "take further months into it")


def _fixed(window: Window, voice: Voice, surveys: list[Fielded], today: dt.date) -> Iterator[WindowFlaw]:
    """Yield what is wrong with when a window was fixed, and with windows beside it."""
    if window.fixed > today:
        yield WindowFlaw(
            f"window {window.name} is fixed on {long_date(window.fixed)}, a day to come", "give a day past"
        )
    for other in voice.windows:
        if other.name == window.name and (other.first, other.last) != (window.first, window.last):
            was = f"window {window.name} was fixed on {long_date(other.fixed)} as "
            what = was + months_in_words(other.first, other.last)
            yield WindowFlaw(what, "give this one another name: the months of a window do not change")
        elif other.name != window.name and _overlap(window, other):
            what = f"windows {window.name} and {other.name} share months: what they show is not independent"
            yield WindowFlaw(what, "do not compare the two as before and after", refused=False)
    if late := fixed_late(window, surveys):
        yield WindowFlaw(late, "fix the next window before its first month", refused=False)


def _overlap(one: Window, other: Window) -> bool:
    """Tell whether two windows of a purpose and survey share months."""
    alike = one.purpose == other.purpose and (None in {one.survey, other.survey} or one.survey == other.survey)
    return alike and one.first <= other.last and other.first <= one.last


def fixed_late(window: Window, surveys: Sequence[Fielded]) -> str:
    """Return what can be said against a window that was fixed after its months began; "" of one fixed in time."""
    if window.fixed <= first_day(window.first):
        return ""
    known = any(
        file.added <= window.fixed and any(window.first <= cell.month <= window.last for cell in file.counts.cells)
        for one in surveys
        for file in one.files
    )
    seen = "answers of its months were counted already" if known else "its first month had begun"
    return f"window {window.name} was fixed late, on {long_date(window.fixed)}, when {seen}: a choice by result is open"
