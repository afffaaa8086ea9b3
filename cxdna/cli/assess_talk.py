"""The questions of one person on a terminal: shown, answered, gone back to, passed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from cxdna.answers.interview import Interview, before, following
from cxdna.answers.model import Answer
from cxdna.answers.typed import Typed, Wish, read_comment, read_reason, read_typed, said_in_words, span, wish_of
from cxdna.cli.ask import Ended, line, say, sentence
from cxdna.cli.assess_keys import SKIP, Back, Beside
from cxdna.cli.assess_note import Noting
from cxdna.cli.assess_part import ask_part
from cxdna.cli.assess_show import Place, say_not_kept, say_shift, show_help, show_question
from cxdna.cli.assess_signals import undisturbed
from cxdna.definitions.model import Question
from cxdna.errors import StorageError, UserError
from cxdna.statistics.display import counted, long_date
from cxdna.workflows.answering.assess import Sitting, keep

_YEAR_DAYS: Final = range(270, 460)
"""An assessment so many days before is last year's; any other is named by its date."""


Move: TypeAlias = tuple[bool, Question | None]
"""Whether to leave a question, and the one to go on with; None when nothing is left to ask."""
STAY: Final[Move] = (False, None)


class Refused(UserError):
    """The store takes no more answers: the assessment was closed meanwhile."""


class Talk:
    """A conversation; `sitting` is how far it has come, whatever ended it. Raises `Ended` when somebody leaves."""

    def __init__(self, sitting: Sitting, moment: Callable[[], dt.datetime], chance: Callable[[int], str]) -> None:
        self.sitting = sitting
        self._moment = moment
        self._chance = chance
        self._unsaved: tuple[str, str, Answer] | None = None
        self._auditor_asked: set[str] = set()
        self._place: Place | None = None
        self._offered_again = False
        self._wishes: dict[Wish, Callable[[Question, str], Move]] = {
            "not_applicable": self._not_applicable,
            "evidence": self._evidence,
            "comment": self._comment,
            "help": self._help,
            "back": self._back,
            "skip": self._skip,
            "go": self._go,
            "leave": self._leave,
            "keep": self._keep,
        }

    @property
    def interview(self) -> Interview:
        """How far somebody is."""
        return self.sitting.interview

    def go_on(self, question: Question | None = None) -> None:
        """Ask from a question on, or from where somebody is, until nothing is left to ask."""
        question = question or self._next()
        while question is not None:
            question = self._ask(question)

    def _next(self) -> Question | None:
        """Return what comes next; what was passed over is offered once more at the end."""
        found = following(self.interview)
        skipped = [question for question in self.interview.left if question.id in self.interview.skipped]
        if found is not None or not skipped or self._offered_again:
            return found
        self._offered_again = True
        self._move(at=None, skipped=frozenset())
        say()
        again = "here it is again" if len(skipped) == 1 else "here they are again"
        say(f"{counted(len(skipped), 'question')} passed over: {again}.")
        return following(self.interview)

    def _move(self, *, at: str | None, skipped: frozenset[str] | None = None) -> None:
        kept = self.interview.skipped if skipped is None else skipped
        self.sitting = msgspec.structs.replace(
            self.sitting, interview=msgspec.structs.replace(self.interview, at=at, skipped=kept)
        )

    def _ask(self, question: Question) -> Question | None:
        """Show a question and return the one to go on with."""
        self._place = show_question(self.sitting, question, self._place)
        while True:
            text = line(self._prompt(question))
            try:
                if self._unsaved and self._unsaved[0] == question.id and not text:
                    _, key, said = self._unsaved
                    moved, to = self._answer(question, said, key)
                else:
                    moved, to = self._heed(question, read_typed(text, question, self.sitting.now.playbook.levels))
            except Refused:
                raise
            except UserError as error:
                say(sentence(error))
                continue
            if moved:
                return to

    def _prompt(self, question: Question) -> str:
        if self._unsaved and self._unsaved[0] == question.id:
            said = said_in_words(self._unsaved[2], question, self.sitting.now.playbook.levels)
            return f"Your answer was {said}. Enter: try again > "
        return "> "

    def _heed(self, question: Question, typed: Typed) -> Move:
        """Do what was typed; return whether to leave this question, and for which."""
        if typed.wish is not None:
            return self._wishes[typed.wish](question, typed.more)
        return self._answer(question, msgspec.structs.replace(self._held(question), value=typed.value))

    def _held(self, question: Question) -> Answer:
        """Return comment and evidence of a question, without its answer."""
        held = self.interview.said.get(question.id, Answer())
        return msgspec.structs.replace(held, value=None, not_applicable=None)

    def _help(self, question: Question, more: str) -> Move:
        del more
        show_help(self.sitting, question)
        return STAY

    def _back(self, question: Question, more: str) -> Move:
        del more
        earlier = before(self.interview, question.id)
        if earlier is None:
            raise UserError("this is the first question")
        return True, earlier

    def _skip(self, question: Question, more: str) -> Move:
        del more
        passed = frozenset() if self.interview.is_answered(question.id) else frozenset({question.id})
        self._move(at=question.id, skipped=self.interview.skipped | passed)
        return True, self._next()

    def _go(self, question: Question, more: str) -> Move:
        to = ask_part(self.interview, more, question.part)
        return to is not None, to

    def _leave(self, question: Question, more: str) -> Move:
        del question, more
        raise Ended

    def _keep(self, question: Question, more: str) -> Move:
        """Go on to the next question in order where this one has its answer."""
        del more
        if not self.interview.is_answered(question.id):
            keys = span(question, self.sitting.now.playbook.levels)
            raise UserError(f"nothing was typed: {keys} answers, s passes over, ? helps")
        self._move(at=question.id)
        order = [one.id for one in self.interview.asked]
        after = order.index(question.id) + 1 if question.id in order else len(order)
        return True, self.interview.asked[after] if after < len(order) else self._next()

    def _not_applicable(self, question: Question, more: str) -> Move:
        given = more
        while True:
            given = given or line("Why does it not apply here? (b: it does) ")
            wish = wish_of(given)
            if wish == "back":
                say("Taken back: nothing was saved.")
                return STAY
            if wish is not None and wish != "not_applicable":
                moved, to = self._wishes[wish](question, "")
                if moved:
                    return moved, to
            else:
                try:
                    said = msgspec.structs.replace(self._held(question), not_applicable=read_reason(given))
                except UserError as error:
                    say(sentence(error))
                else:
                    return self._answer(question, said)
            given = ""

    def _answer(self, question: Question, said: Answer, key: str = "") -> Move:
        """Save an answer and say so; ask what goes with it. The question stays when it could not be saved."""
        earlier, key = self.interview, key or self._key()
        if not self._save(question, said, key):
            self._unsaved = (question.id, key, said)
            return STAY
        self._unsaved = None
        level = self._number(question, said)
        without = self.sitting.now.playbook.evidence.without
        try:
            if level is not None and level > without and question.id not in self._auditor_asked:
                self._auditor_asked.add(question.id)
                self._noting(question).after_answer()
            else:
                say("Saved.")
            if not earlier.is_answered(question.id):
                self._compare(question)
        except Back:
            self._auditor_asked.discard(question.id)
            say_shift(earlier, self.interview)
            return True, question
        say_shift(earlier, self.interview)
        return True, self._next()

    def _noting(self, question: Question) -> Noting:
        return Noting(self.sitting.now, question, self._moment(), lambda: self._comment(question, ""))

    def _number(self, question: Question, said: Answer) -> float | None:
        """Return the number an answer stands for."""
        if isinstance(said.value, str):
            return next((one.value for one in question.options if one.id == said.value), None)
        return said.value

    def _key(self) -> str:
        """Return a key that no other answer has: sent again after a broken line, the answer is kept once."""
        return f"t_{self._chance(12)}"

    def _save(self, question: Question, said: Answer, key: str) -> bool:
        """Keep an answer and tell whether it is kept; why not is said."""
        try:
            with undisturbed():
                self.sitting = keep(self.sitting, question, said, key=key, at=self._moment())
        except StorageError as error:
            say_not_kept("Answer NOT saved", error)
            return False
        except UserError as error:
            say("Answer NOT saved.", bold=True)
            raise Refused(error.what, error.do) from error
        return True

    def _save_comment(self, question: Question, said: Answer) -> bool:
        """Keep an answer with a new comment; it can be tried again while it cannot be kept."""
        key = self._key()
        while not self._save(question, said, key):
            if line("Enter: try again, x: leave the comment out ").casefold() == "x":
                return False
        return True

    def _compare(self, question: Question) -> None:
        """Say what the person answered last time, now that they have answered, and keep what they say changed."""
        before_now, now_said = self.sitting.earlier.get(question.id), self.interview.said[question.id]
        if before_now is None:
            return
        levels = self.sitting.now.playbook.levels
        was, now_is = (said_in_words(one, question, levels) for one in (before_now, now_said))
        if not was:
            return
        when = self._last_time()
        if was == now_is:
            say(f"{when} {was}, too.")
            return
        before_it = now_said.comment

        def with_comment(text: str) -> str:
            return read_comment(f"{before_it} {text}") if text else ""

        comment = self._read(f"{when} {was}: what changed? (Enter: nothing to add) ", with_comment)
        if comment and self._save_comment(question, msgspec.structs.replace(now_said, comment=comment)):
            say("Comment saved.")

    def _last_time(self) -> str:
        now = self.sitting.now
        previous = next(one for one in now.store.assessments() if one.id == now.assessment.previous)
        days = (now.assessment.opened - previous.opened).days
        return "Last year" if days in _YEAR_DAYS else f"Last time, on {long_date(previous.opened)},"

    def _read(self, prompt: str, read: Callable[[str], str]) -> str:
        while True:
            try:
                text = Beside().line(prompt)
                return read("" if text.casefold() in SKIP else text)
            except UserError as error:
                say(sentence(error))

    def _evidence(self, question: Question, more: str) -> Move:
        noting = self._noting(question)
        try:
            noting.line(more) if more else noting.asked()
        except Back:
            return True, question
        return STAY

    def _comment(self, question: Question, more: str) -> Move:
        held = self.interview.said.get(question.id, Answer())
        if held.comment and not self.sitting.may_show(question.id):
            say("There is a comment already; what you write now replaces it.")
        elif held.comment and not more:
            say(f"Your comment so far: {held.comment}", hang=2)
        prompt = "Comment (Enter: as it is, -: none): " if held.comment else "Comment (Enter: none): "
        try:
            text = read_comment(more) or self._read(prompt, read_comment)
        except Back:
            text = ""
        if not text or (text == "-" and not held.comment):
            say("No comment was changed.")
        elif self._save_comment(question, msgspec.structs.replace(held, comment="" if text == "-" else text)):
            say("Comment taken out." if text == "-" else "Comment saved.")
            if self._unsaved and self._unsaved[0] == question.id:  # it is another answer than the one that failed
                waiting = msgspec.structs.replace(self._unsaved[2], comment="" if text == "-" else text)
                self._unsaved = (question.id, self._key(), waiting)
        return STAY
