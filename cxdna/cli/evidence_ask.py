"""The questions of `cxdna evidence add`: what the command line left out is asked for where somebody can answer."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import typer

from cxdna.answers.noted import read_periods
from cxdna.cli.ask import Ended, line, sentence
from cxdna.cli.wrap import wrapped
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.read_date import read_date
from cxdna.workflows.current import Current
from cxdna.workflows.evidence.covers import cover_lines, find_covered, find_kind, kind_lines, split_covers
from cxdna.workflows.evidence.record import Offer
from cxdna.workspace.evidence_files import look_first

T = TypeVar("T")
HELP = "?"
_DATE = (
    "When it was signed, held or published, from which its age counts: 2026-01-15 or January 2026.",
    "Not known now? Leave with Ctrl-C: nothing is noted.",
)


class Given(NamedTuple):
    """What the command line says; None and nothing for what it leaves out."""

    title: str | None
    kind: str | None
    date: str | None
    covers: tuple[str, ...]
    file: Path | None
    link: str | None
    owner: str = ""
    source: str = ""
    periods: int | None = None
    verified_by: str = ""
    valid_months: int | None = None


def listed_instead(now: Current, given: Given) -> bool:
    """Tell whether a question mark asked for a list, which then was printed."""
    if given.kind == HELP:
        _say(kind_lines(now.playbook))
    if HELP in given.covers:
        _say(cover_lines(now.playbook, now.questionnaire))
    return given.kind == HELP or HELP in given.covers


def offer_from(now: Current, given: Given) -> Offer:
    """Return what is offered; what is wrong on the command line is told at once, and what is missing asked for.

    Raises `Problems` with everything that is wrong, or missing where nobody can be asked.
    """
    reading = _Reading()
    kind = reading.text(given.kind, partial(find_kind, now.playbook))
    date = reading.text(given.date, read_date)
    words = split_covers(given.covers)
    covers = tuple(reading.text(word, partial(_covered, now)) for word in words)
    if not sys.stdin.isatty():
        there = {"TITLE": given.title, "--kind": given.kind, "--date": given.date, "--covers": words}
        reading.problems += [Problem("", 0, f"{one} is missing", _HOW[one]) for one in there if not there[one]]
    if given.file:
        reading.text(str(given.file), lambda text: look_first(Path(text), now.workspace))
    if reading.problems:
        raise Problems(reading.problems)
    known = _Known(given.title, kind, date, tuple(one for one in covers if one is not None))
    try:
        return _completed(now, given, known)
    except Ended:
        raise UserError("the questions were not answered to the end", "nothing was noted; begin again") from None


class _Known(NamedTuple):
    title: str | None
    kind: str | None
    date: dt.date | None
    covers: tuple[str, ...]


def _completed(now: Current, given: Given, known: _Known) -> Offer:
    """Ask for what is missing, in the order of the options."""
    title = known.title or _asked("What is it", _some_text)
    kind = known.kind or _asked("Kind (? lists them)", partial(find_kind, now.playbook), kind_lines(now.playbook))
    date = known.date or _asked("Date of the evidence itself (? helps)", read_date, _DATE)
    covers = known.covers or _asked(
        "Questions or components it supports (? lists them)",
        lambda text: tuple(_covered(now, word) for word in split_covers([_some_text(text)])),
        cover_lines(now.playbook, now.questionnaire),
    )
    periods = given.periods
    if periods is None:
        figures = sys.stdin.isatty() and any(
            one.id == kind and one.counts_as == "data" for one in now.playbook.evidence.kinds
        )
        periods = _asked("How many periods (quarters, months) do the figures show", read_periods) if figures else 1
    file, link = given.file, given.link
    if file is None and link is None and sys.stdin.isatty():
        file, link = _asked("File or web address (Enter: none yet)", partial(_place, now))
    return Offer(
        kind=kind,
        title=title,
        date=date,
        covers=covers,
        link=link or "",
        file=file,
        owner=given.owner,
        source=given.source,
        periods=periods,
        verified_by=given.verified_by,
        valid_months=given.valid_months,
    )


_HOW = {
    "TITLE": 'say what it is: cxdna evidence add "Charter of the customer board"',
    "--kind": "list the kinds with: cxdna evidence add --kind ?",
    "--date": "give the date of the evidence itself: --date 2026-01-15",
    "--covers": "list what there is with: cxdna evidence add --covers ?",
}


class _Reading:
    """Reads what the command line says and keeps what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def text(self, given: str | None, read: Callable[[str], T]) -> T | None:
        """Return what a text means; None where there is none or it means nothing."""
        if given is None:
            return None
        try:
            return read(given)
        except UserError as error:
            self.problems.append(Problem("", 0, error.what, error.do))
            return None


def _covered(now: Current, word: str) -> str:
    return find_covered(now.playbook, now.questionnaire, word)


def _some_text(text: str) -> str:
    if not text.strip():
        raise UserError("something is needed here", "type a few words, or leave with Ctrl-C")
    return text.strip()


def _place(now: Current, text: str) -> tuple[Path | None, str | None]:
    """Return a file or a web address, whichever a text is. Raises `UserError` for a file that cannot be kept."""
    if not text or text.casefold().startswith(("http://", "https://")):
        return None, text or None
    file = Path(text.strip("'\"")).expanduser()
    look_first(file, now.workspace)
    return file, None


def _asked(prompt: str, read: Callable[[str], T], lists: Iterable[str] = ()) -> T:
    """Ask until the answer can be read; a question mark shows the list."""
    shown = tuple(lists)
    while True:
        text = line(f"{prompt}: ")
        if text == HELP and shown:
            _say(shown)
            continue
        try:
            return read(text)
        except UserError as error:
            typer.echo(wrapped(sentence(error)))


def _say(lines: Iterable[str]) -> None:
    for one in lines:
        typer.echo(wrapped(one))
