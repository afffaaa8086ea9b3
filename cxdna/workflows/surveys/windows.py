"""Windows: spans of months that are fixed before their answers are looked at, so that nobody chooses by the result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, get_args

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.statistics.display import long_date
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.model import Voice
from cxdna.voice.survey.model import Window
from cxdna.voice.windows import flaws_of, months_in_words
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line
from cxdna.workflows.surveys.as_id import as_id
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.keep import keep
from cxdna.workflows.surveys.read_month import read_month

FORMAT: Final = "cxdna-windows/1"
"""Name and number of the shape that `cxdna survey window list --json` prints: `WindowList`."""
Purpose = Literal["reporting", "award", "trend"]
PURPOSES: Final[dict[Purpose, str]] = {
    "reporting": "to report on",
    "award": "for an award",
    "trend": "for a trend",
}


class WindowAsk(NamedTuple):
    """A window as it was typed."""

    name: str
    purpose: str
    first: str
    last: str
    survey: str | None = None
    note: str = ""
    by: str = ""


class Added(NamedTuple):
    """A window that was fixed, `before` where it was there with the same months, and remarks on it."""

    window: Window
    before: bool
    remarks: tuple[str, ...]


class WindowList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; a month is a number: 202603."""

    format: str
    today: dt.date
    windows: tuple[Window, ...]


def add_window(store: Store, ask: WindowAsk, moment: dt.datetime, today: dt.date) -> Added:
    """Fix a window, durably, and return it. Raises `UserError` and `Problems` with all that speaks against it."""
    asked = _window(ask, today)
    told: list[Added] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        voice = voice_that_holds(read)
        window = asked
        if window.survey is not None:
            window = msgspec.structs.replace(window, survey=survey_meant(voice, window.survey).survey.id)
        there = next((one for one in voice.windows if one.name.casefold() == window.name.casefold()), None)
        flaws = flaws_of(window, voice, today)
        if there is not None and _same(there, window):
            told[:] = [Added(there, before=True, remarks=())]
            return ()
        if there is not None:
            raise UserError(_stays(there), "give this one another name: a window does not change once it is fixed")
        if refused := [Problem("", 0, one.what, one.do) for one in flaws if one.refused]:
            raise Problems(refused)
        told[:] = [Added(window, before=False, remarks=tuple(f"{one.what}; {one.do}" for one in flaws))]
        return (VoiceKept(item=window, at=moment, by=window.by),)

    keep(store, make, "window", "survey", "file")
    return told[0]


def _window(ask: WindowAsk, today: dt.date) -> Window:
    purposes = get_args(Purpose)
    purpose = next((one for one in purposes if one == ask.purpose.strip().casefold()), None)
    if purpose is None:
        raise UserError(f"'{shortened(ask.purpose)}' is no purpose", meant(ask.purpose, purposes))
    return Window(
        name=as_id(ask.name, "a window"),
        purpose=purpose,
        first=read_month(ask.first),
        last=read_month(ask.last),
        fixed=today,
        by=one_line(ask.by, "--by", LONGEST_NAME),
        survey=ask.survey.strip() if ask.survey else None,
        note=one_line(ask.note, "--note", LONGEST_REASON),
    )


def _same(one: Window, other: Window) -> bool:
    return (one.purpose, one.first, one.last, one.survey) == (other.purpose, other.first, other.last, other.survey)


def _stays(there: Window) -> str:
    months = months_in_words(there.first, there.last)
    return f"window {there.name} was fixed on {long_date(there.fixed)}: {months}, {PURPOSES[there.purpose]}"


def window_meant(voice: Voice, name: str) -> Window:
    """Return a window by its name. Raises `UserError` with those there are."""
    wanted = name.strip().casefold()
    for one in voice.windows:
        if one.name.casefold() == wanted:
            return one
    do = meant(name, [one.name for one in voice.windows]) or "fix one with: cxdna survey window add NAME"
    raise UserError(f"there is no window '{shortened(name)}'", do)


def list_windows(store: Store, today: dt.date) -> WindowList:
    """Return all windows, the earliest fixed first."""
    return WindowList(format=FORMAT, today=today, windows=voice_of(store).windows)


def window_line(one: Window) -> str:
    """Return a window in words: award_2026  January to December 2026, for an award; fixed on 5 January 2026."""
    survey = f", survey {one.survey}" if one.survey else ""
    by = f" by {one.by}" if one.by else ""
    note = f". {one.note}" if one.note else ""
    months = months_in_words(one.first, one.last)
    return f"{one.name}  {months}, {PURPOSES[one.purpose]}{survey}; fixed on {long_date(one.fixed)}{by}{note}"


def added_lines(added: Added) -> Iterator[str]:
    """Yield what was fixed, what to know of it, and what comes next."""
    if added.before:
        yield f"Fixed already, nothing added: {window_line(added.window)}"
    else:
        yield f"Fixed: {window_line(added.window)}"
    yield from (f"Take care: {remark}." for remark in added.remarks)
    survey = f" {added.window.survey}" if added.window.survey else ""
    if added.window.purpose == "award":
        yield f"Next:  cxdna award check --year {added.window.first // 100}"
    else:
        yield f"Next:  cxdna survey score{survey} --window {added.window.name}"


def list_lines(found: WindowList) -> Iterator[str]:
    """Yield all windows, and what comes next."""
    if not found.windows:
        yield "No window is fixed yet."
        yield "Next:  cxdna survey window add NAME --purpose reporting --first 2026-01 --last 2026-03"
        return
    yield from map(window_line, found.windows)
    yield f"Next:  cxdna survey score --window {found.windows[-1].name}"
