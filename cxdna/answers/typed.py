"""What was typed at a question: an answer, or what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from cxdna.answers.model import DONT_KNOW, Answer
from cxdna.definitions.model import Level, Question
from cxdna.definitions.wording import number, shortened
from cxdna.errors import UserError
from cxdna.organisation.plain_text import is_readable

Wish = Literal["not_applicable", "evidence", "comment", "help", "back", "skip", "go", "leave", "keep"]
KEYS: Final = (
    "d don't know",
    "n not applicable",
    "e evidence",
    "c comment",
    "? help",
    "b back",
    "s skip",
    "g go to a component",
    "q leave",
)
LONGEST_REASON: Final = 400
LONGEST_COMMENT: Final = 2000

_WORDS: Final[dict[str, Wish]] = {
    "": "keep",
    "n": "not_applicable",
    "na": "not_applicable",
    "n/a": "not_applicable",
    "not applicable": "not_applicable",
    "e": "evidence",
    "evidence": "evidence",
    "c": "comment",
    "comment": "comment",
    "?": "help",
    "h": "help",
    "help": "help",
    "b": "back",
    "back": "back",
    "s": "skip",
    "skip": "skip",
    "g": "go",
    "go": "go",
    "go to": "go",
    "q": "leave",
    "quit": "leave",
    "leave": "leave",
    "exit": "leave",
}
_DONT_KNOW: Final = frozenset({"d", "dk", "don't know", "dont know", "don't-know", "dont_know"})
_WITH_MORE: Final = re.compile(r"([nceg]|go to|go)\s+(\S.*)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]")
_KEY: Final = re.compile(r"[A-Za-z]")


class Typed(msgspec.Struct, frozen=True):
    """What a line says: a value, or a wish with what was typed behind it."""

    value: float | str | None = None
    wish: Wish | None = None
    more: str = ""


def wish_of(text: str) -> Wish | None:
    """Return what a line wishes that is nothing but a key or its word; None for anything else, and for nothing."""
    return _WORDS.get(text.casefold()) if text else None


def choices(question: Question, levels: Sequence[Level]) -> tuple[tuple[str, str, float | str], ...]:
    """Return what to type for each answer, what it means, and the value it stands for, in the order of the file."""
    if question.options:
        return tuple((str(at), one.text, one.id) for at, one in enumerate(question.options, start=1))
    return tuple((number(level.value), text, level.value) for level, text in zip(levels, question.levels, strict=True))


def span(question: Question, levels: Sequence[Level]) -> str:
    """Return the keys for the answers in short: 1-5."""
    keys = [key for key, _, _ in choices(question, levels)]
    return f"{keys[0]}-{keys[-1]}" if len(keys) > 1 else keys[0]


def read_typed(text: str, question: Question, levels: Sequence[Level]) -> Typed:
    """Return what a line at a question says. Raises `UserError` for what says nothing."""
    line = " ".join(unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
    plain = line.casefold()
    offered = choices(question, levels)
    key = plain.removesuffix(".").replace("\N{MINUS SIGN}", "-")
    for name, _, value in offered:
        if key == name or (isinstance(value, str) and key == value.casefold()):
            return Typed(value=value)
    if plain in _DONT_KNOW:
        return Typed(value=DONT_KNOW)
    if plain in _WORDS:
        return Typed(wish=_WORDS[plain])
    if more := _WITH_MORE.fullmatch(line):
        return Typed(wish=_WORDS[more[1].casefold()], more=more[2])
    raise _no_answer(line, question, levels)


def _no_answer(line: str, question: Question, levels: Sequence[Level]) -> UserError:
    keys = span(question, levels)
    if re.fullmatch(r"-?\d+[.,]\d+", line):
        return UserError(
            f"'{shortened(line)}' lies between two answers", f"choose the one that is fully true: {keys}, or ? for help"
        )
    return UserError(f"'{shortened(line)}' is no answer here", f"type {keys}, one of the letters above, or ? for help")


def read_reason(text: str) -> str:
    """Return why a question does not apply. Raises `UserError` for a reason that gives none."""
    reason = " ".join(text.split())
    if not _LETTERS.search(reason) or _KEY.fullmatch(reason):
        raise UserError("not applicable needs a reason", "say in a few words why it does not apply here")
    return _kept(reason, LONGEST_REASON)


def read_comment(text: str) -> str:
    """Return a comment. Raises `UserError` for one that is too long or holds what nobody sees."""
    return _kept(" ".join(text.split()), LONGEST_COMMENT)


def _kept(text: str, limit: int) -> str:
    if len(text) > limit:
        raise UserError(f"that has {len(text):,} characters, and {limit:,} fit", "say it shorter")
    if not is_readable(text):
        raise UserError("that holds a sign that does not print", "type it again")
    return text


def said_in_words(said: Answer, question: Question, levels: Sequence[Level]) -> str:
    """Return an answer as its person typed it: 3, the text of an option, don't know, or not applicable and why.

    It is empty for an answer that the question does not offer any more.
    """
    if said.not_applicable is not None:
        return f"not applicable ({said.not_applicable})"
    if said.value == DONT_KNOW:
        return "don't know"
    for name, text, value in choices(question, levels):
        if value == said.value:
            return text if isinstance(value, str) else name
    return ""
