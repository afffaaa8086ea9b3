"""Evidence noted beside an answer: in one line, or asked for piece by piece."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

from cxdna.answers.noted import LONGEST_TITLE, Dated, Noted, guess_kind, read_dated, read_noted, read_periods
from cxdna.cli.ask import Ended, say, sentence
from cxdna.cli.assess_keys import SKIP, Back, Beside
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
_IN_ONE_LINE: Final = "Write it in one line with its date: Charter, signed January 2026."
_ABOUT_DATES: Final = (
    "The age of evidence counts from its own date: when it was signed, held or published. A year will do.",
    "Not known now? x notes nothing; come back to this question later, and e notes it.",
)
_LATER: Final = SKIP | {"", "later", "no", "none", "nothing"}
_NOTHING: Final = "x"


class _Dropped(Exception):
    """Somebody changed their mind: nothing is noted."""


class Noting:
    """Notes evidence for one question; the keys of the question work at everything it asks.

    What it asks raises `Ended` when somebody leaves, and `Back` when they want the question again.
    """

    def __init__(
        self, now: Current, question: Question, moment: dt.datetime, comment: Callable[[], object] | None = None
    ) -> None:
        self._now, self._question, self._moment = now, question, moment
        self._beside = Beside(comment)

    def after_answer(self) -> None:
        """Say that an answer is saved, and ask once what shows it where nothing was noted yet."""
        if evidence_for(self._now, self._question.id):
            say("Saved.")
            return
        prompt = f"Saved. {_AUDITOR}"
        proof = f"What proves it: {self._question.proof}"
        while True:
            text = self._beside.line(prompt, proof, _IN_ONE_LINE, "Enter or s leaves it for later.")
            prompt = _AUDITOR
            if text.casefold() in _LATER:
                return
            try:
                self.line(text)
            except UserError as error:
                say(sentence(error))
            else:
                return

    def asked(self) -> None:
        """Ask for evidence, and note it; what was said to be wrong with a line is said, and it is asked for again."""
        prompt = "What is it, and of what date? (Charter, signed January 2026; Enter: nothing) "
        while True:
            text = self._leaving(lambda: self._beside.line(prompt, _IN_ONE_LINE, "Enter or x notes nothing."))
            if text.casefold() in {"", _NOTHING}:
                say("Nothing was noted.")
                return
            try:
                self.line(text, in_full=True)
            except UserError as error:
                say(sentence(error))
            else:
                return

    def line(self, text: str, *, in_full: bool = False) -> None:
        """Note evidence told in one line; what is not in it is asked for, `in_full` also where it can be seen.

        Raises `UserError` for a line that names nothing.
        """
        noted = read_noted(text, self._now.playbook.evidence.kinds)
        self._leaving(lambda: self._note(noted, in_full=in_full))

    def _leaving(self, ask: Callable[[], T]) -> T:
        """Say that nothing was noted where somebody leaves or goes back before it was."""
        try:
            return ask()
        except (Ended, Back):
            say("Nothing was noted.")
            raise

    def _note(self, noted: Noted, *, in_full: bool) -> None:
        kinds = self._now.playbook.evidence.kinds
        try:
            title = _title(noted.title) if noted.title else self._until("Title (x: note nothing)", _title)
            dated = self._dated(title, noted.dated)
            guess = noted.kind or guess_kind(title, kinds)
            kind = self._kind(kinds, guess, f"{title} · {dated.understood}", listing=in_full)
            periods = self._periods(kind)
            place = noted.link or (self._until("Link or file (Enter: none)", str) if in_full else "")
            self._record((kind, periods), title, dated, place)
        except _Dropped:
            say("Nothing was noted.")

    def _until(self, prompt: str, read: Callable[[str], T], *helps: str) -> T:
        """Ask until an answer can be read; x gives up noting. Raises `_Dropped`."""
        while True:
            given = self._beside.line(f"{prompt}: ", *helps, "x notes nothing.")
            if given.casefold() == _NOTHING:
                raise _Dropped
            try:
                return read(given)
            except UserError as error:
                say(sentence(error))

    def _dated(self, title: str, noted: Dated | None) -> Dated:
        """Return the date that was noted, or the one asked for where there is none or it lies ahead."""
        today = local_day(self._now.workspace, self._moment)

        def read(text: str) -> Dated:
            dated = read_dated(text)
            if dated.date > today:
                raise UserError(f"{long_date(dated.date)} is still to come", "give the date of the evidence itself")
            return dated

        if noted is not None and noted.date > today:
            say(f"{noted.words} is still to come.")
        elif noted is not None:
            return noted
        return self._ask_date(title, read)

    def _ask_date(self, title: str, read: Callable[[str], Dated]) -> Dated:
        """Ask for the date until it can be read; whoever cannot say it now is told what will do, and how to go on."""
        while True:
            text = self._beside.line(
                f"Date of '{shortened(title)}' (January 2026, 15.1.2026; ? helps, x notes nothing): ", *_ABOUT_DATES
            )
            if text.casefold() == _NOTHING:
                raise _Dropped
            if not text:
                self._beside.help(*_ABOUT_DATES)
                continue
            try:
                return read(text)
            except UserError as error:
                say(sentence(error))

    def _kind(self, kinds: Sequence[EvidenceKind], guess: str | None, taken: str, *, listing: bool) -> EvidenceKind:
        """Show how the rest was taken, and ask for the kind; Enter takes the one that was guessed."""

        def read(text: str) -> EvidenceKind:
            for at, kind in enumerate(kinds, start=1):
                if text in {str(at), kind.id} or (not text and kind.id == guess):
                    return kind
            raise UserError(f"'{text}' is no kind of evidence" if text else "a kind is needed", f"type 1-{len(kinds)}")

        at, guessed = next(((at, kind) for at, kind in enumerate(kinds, start=1) if kind.id == guess), (0, None))
        say(f"Taken as: {taken}" + (f" · {guessed.name}." if guessed else "."))
        known = tuple(_listed(kinds))
        if listing or not guessed:
            for one in known:
                say(one)
        if not guessed:
            return self._until("Kind, by number (x: note nothing)", read, *known)
        if listing:
            return self._until(f"Kind, by number (Enter: {at}, x: note nothing)", read, *known)
        return self._until(f"Enter: right, 1-{len(kinds)} or ?: another kind, x: note nothing", read, *known)

    def _periods(self, kind: EvidenceKind) -> int:
        if kind.counts_as != "data":
            return 1
        return self._until("How many periods (quarters, months) do the figures show (x: note nothing)", read_periods)

    def _record(self, kind: tuple[EvidenceKind, int], title: str, dated: Dated, place: str) -> None:
        """Keep the record; a place that cannot be taken in is asked for again. Raises `_Dropped`."""
        while True:
            is_link = place.casefold().startswith(("http://", "https://"))
            offer = Offer(
                kind=kind[0].id,
                title=title,
                date=dated.date,
                covers=(self._question.id,),
                link=place if is_link else "",
                file=None if is_link or not place else _path(place),
                periods=kind[1],
            )
            try:
                with undisturbed():
                    record_evidence(self._now, offer, today=local_day(self._now.workspace, self._moment))
            except StorageError as error:
                say_not_kept("Evidence NOT noted", error)
                self._until("Enter tries again, x notes nothing", str)
            except UserError as error:
                say(sentence(error))
                place = self._until("Link or file (Enter: none, x: note nothing)", str)
            else:
                say(f"Evidence noted: {kind[0].name}, {dated.words}.")
                return


def _listed(kinds: Sequence[EvidenceKind]) -> Iterator[str]:
    return (f"  {at}  {kind.name}" for at, kind in enumerate(kinds, start=1))


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not any(sign.isalnum() for sign in title):
        raise UserError("a title is needed", "write what it is, or x to note nothing")
    if len(title) > LONGEST_TITLE:
        raise UserError(f"that has {len(title)} characters, and {LONGEST_TITLE} fit", "say it shorter")
    if not is_readable(title):
        raise UserError("that holds a sign that does not print", "type it again")
    return title


def _path(place: str) -> Path:
    """Return a file as it was typed or dropped into the window, which some terminals put in quotation marks."""
    bare = place[1:-1] if len(place) > 1 and place[0] == place[-1] and place[0] in "'\"" else place
    try:
        return Path(bare).expanduser()
    except RuntimeError:  # there is no such person on this machine
        return Path(bare)
