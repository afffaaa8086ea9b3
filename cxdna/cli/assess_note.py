"""Evidence noted beside an answer: in one line, or asked for piece by piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from cxdna.answers.noted import LONGEST_TITLE, Dated, guess_kind, read_dated, read_noted, read_periods
from cxdna.cli.ask import Ended, line, say, sentence
from cxdna.cli.assess_show import say_not_kept
from cxdna.cli.assess_signals import undisturbed
from cxdna.definitions.model import EvidenceKind, Question
from cxdna.definitions.wording import shortened
from cxdna.errors import StorageError, UserError
from cxdna.organisation.plain_text import is_readable
from cxdna.statistics.display import long_date
from cxdna.workflows.answering.assess import evidence_for
from cxdna.workflows.current import Current, local_day
from cxdna.workflows.evidence.record import Offer, record_evidence

T = TypeVar("T")

_AUDITOR: Final = "What would you show an auditor? (Enter: later) "
_LATER: Final = frozenset({"", "later", "no", "none", "nothing", "s", "skip"})
_NOTHING: Final = "x"


class _Dropped(Exception):
    """Somebody changed their mind: nothing is noted."""


def note_of_answer(now: Current, question: Question, moment: dt.datetime) -> None:
    """Say that an answer is saved, and ask once what shows it where nothing was noted yet. Raises `Ended`."""
    if evidence_for(now, question.id):
        say("Saved.")
        return
    prompt = f"Saved. {_AUDITOR}"
    while True:
        text = line(prompt)
        prompt = _AUDITOR
        if text.casefold() in _LATER:
            return
        if text.casefold() == "q":
            raise Ended
        if text == "?":
            say(f"What proves it: {question.proof}", hang=2)
            say("Write it in one line with its date: Charter, signed January 2026.")
            continue
        try:
            note_line(now, question, text, moment)
        except UserError as error:
            say(sentence(error))
        else:
            return


def note_asked(now: Current, question: Question, moment: dt.datetime) -> None:
    """Ask for evidence, and note it; what was said to be wrong with a line is said, and it is asked for again."""
    while True:
        text = line("What is it, and of what date? (Charter, signed January 2026; Enter: nothing) ")
        if text.casefold() in {"", _NOTHING}:
            say("Nothing was noted.")
            return
        try:
            note_line(now, question, text, moment, in_full=True)
        except UserError as error:
            say(sentence(error))
        else:
            return


def note_line(now: Current, question: Question, text: str, moment: dt.datetime, *, in_full: bool = False) -> None:
    """Note evidence told in one line; what does not stand in it is asked for, `in_full` also where it can be seen.

    Raises `UserError` for a line that names nothing, `Ended` when somebody leaves.
    """
    kinds = now.playbook.evidence.kinds
    noted = read_noted(text, kinds)
    try:
        title = _title(noted.title) if noted.title else _until("Title (x: note nothing)", _title)
        dated = _dated(now, title, noted.dated, moment)
        kind = _kind(kinds, noted.kind or guess_kind(title, kinds), f"{title} · {dated.understood}", listing=in_full)
        periods = _periods(kind)
        place = noted.link or (_until("Link or file (Enter: none)", str) if in_full else "")
        _record(now, question, (kind, periods), title, dated, place, moment)
    except _Dropped:
        say("Nothing was noted.")


def _until(prompt: str, read: Callable[[str], T]) -> T:
    """Ask until an answer can be read; x gives up noting. Raises `_Dropped`, `Ended`."""
    while True:
        given = line(f"{prompt}: ")
        if given.casefold() == _NOTHING:
            raise _Dropped
        try:
            return read(given)
        except UserError as error:
            say(sentence(error))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not any(sign.isalnum() for sign in title):
        raise UserError("a title is needed", "write what it is, or x to note nothing")
    if len(title) > LONGEST_TITLE:
        raise UserError(f"that has {len(title)} characters, and {LONGEST_TITLE} fit", "say it shorter")
    if not is_readable(title):
        raise UserError("that holds a sign that does not print", "type it again")
    return title


def _dated(now: Current, title: str, noted: Dated | None, moment: dt.datetime) -> Dated:
    """Return the date that was noted, or the one asked for where there is none or it lies ahead."""
    today = local_day(now.workspace, moment)

    def read(text: str) -> Dated:
        dated = read_dated(text)
        if dated.date > today:
            raise UserError(f"{long_date(dated.date)} is still to come", "give the date of the evidence itself")
        return dated

    if noted is not None and noted.date > today:
        say(f"{noted.words} is still to come.")
    elif noted is not None:
        return noted
    return _ask_date(title, read)


def _ask_date(title: str, read: Callable[[str], Dated]) -> Dated:
    """Ask for the date until it can be read; whoever cannot say it now is told what will do, and how to go on."""
    while True:
        text = line(f"Date of '{shortened(title)}' (January 2026, 15.1.2026; ? helps, x notes nothing): ")
        if text.casefold() == _NOTHING:
            raise _Dropped
        if text.casefold() == "q":
            say("Nothing was noted.")
            raise Ended
        if text in {"", "?"}:
            say("The age of evidence counts from its own date: when it was signed, held or published. A year will do.")
            say("Not known now? x notes nothing; come back to this question later, and e notes it.")
            continue
        try:
            return read(text)
        except UserError as error:
            say(sentence(error))


def _kind(kinds: Sequence[EvidenceKind], guess: str | None, taken: str, *, listing: bool) -> EvidenceKind:
    """Show how the rest was taken, and ask for the kind; Enter takes the one that was guessed."""

    def read(text: str) -> EvidenceKind:
        if text == "?":
            _list(kinds)
            raise UserError("choose one of these by its number")
        for at, kind in enumerate(kinds, start=1):
            if text in {str(at), kind.id} or (not text and kind.id == guess):
                return kind
        raise UserError(f"'{text}' is no kind of evidence" if text else "a kind is needed", f"type 1-{len(kinds)}")

    at, guessed = next(((at, kind) for at, kind in enumerate(kinds, start=1) if kind.id == guess), (0, None))
    say(f"Taken as: {taken}" + (f" · {guessed.name}." if guessed else "."))
    if listing or not guessed:
        _list(kinds)
    if not guessed:
        return _until("Kind, by number (x: note nothing)", read)
    if listing:
        return _until(f"Kind, by number (Enter: {at}, x: note nothing)", read)
    return _until(f"Enter: right, 1-{len(kinds)} or ?: another kind, x: note nothing", read)


def _list(kinds: Sequence[EvidenceKind]) -> None:
    for at, kind in enumerate(kinds, start=1):
        say(f"  {at}  {kind.name}")


def _periods(kind: EvidenceKind) -> int:
    if kind.counts_as != "data":
        return 1
    return _until("How many periods (quarters, months) do the figures show (x: note nothing)", read_periods)


def _record(
    now: Current,
    question: Question,
    kind: tuple[EvidenceKind, int],
    title: str,
    dated: Dated,
    place: str,
    moment: dt.datetime,
) -> None:
    """Keep the record; a place that cannot be taken in is asked for again. Raises `_Dropped`, `Ended`."""
    while True:
        is_link = place.casefold().startswith(("http://", "https://"))
        offer = Offer(
            kind=kind[0].id,
            title=title,
            date=dated.date,
            covers=(question.id,),
            link=place if is_link else "",
            file=None if is_link or not place else _path(place),
            periods=kind[1],
        )
        try:
            with undisturbed():
                record_evidence(now, offer, today=local_day(now.workspace, moment))
        except StorageError as error:
            say_not_kept("Evidence NOT noted", error)
            _until("Enter tries again, x notes nothing", str)
        except UserError as error:
            say(sentence(error))
            place = _until("Link or file (Enter: none, x: note nothing)", str)
        else:
            say(f"Evidence noted: {kind[0].name}, {dated.words}.")
            return


def _path(place: str) -> Path:
    """Return a file as it was typed or dropped into the window, which some terminals put in quotation marks."""
    bare = place[1:-1] if len(place) > 1 and place[0] == place[-1] and place[0] in "'\"" else place
    try:
        return Path(bare).expanduser()
    except RuntimeError:  # there is no such person on this machine
        return Path(bare)
