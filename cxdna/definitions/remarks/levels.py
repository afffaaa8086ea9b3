"""Levels that say what another level says already, of the same question or of another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.document import Document, Where
from cxdna.definitions.remarks.loaded_words import words_in
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.remarks.texts import words
from cxdna.definitions.wording import number

REPEATED: Final = "repeated_level"
SHARED: Final = "shared_level"
ALIKE: Final = Fraction(1, 2)
"""From here on two levels are nearly the same: words in both, of all words in either.

In a hundred questions written with care no two levels of one question shared a third of their words, and no two of
different questions half; a text that is copied, with two words of eight exchanged, still shares more than half.
"""
_FEWEST_WORDS: Final = 4
"""Shorter texts, such as "Not at all.", may stand in several questions."""
AMOUNTS: Final = words_in(
    "all almost always any each every few fully half hardly largely less many more most mostly nearly never no nobody "
    "none not often only partly rarely seldom several some sometimes usually very"
)
"""Words that say how much of something is done, and nothing about what."""
_CHANGE: Final = "say what an outsider sees at this level and not at the other"


class _Level(msgspec.Struct, frozen=True):
    """The text of a level with its place, and what it is compared by."""

    document: Document
    where: Where
    question: str
    value: float
    bare: str
    words: frozenset[str]

    @property
    def name(self) -> str:
        return f"level {number(self.value)} of '{self.question}'"


def repeated_levels(content: Content) -> Iterator[Remark]:
    """Yield each level that repeats another of its question, and the first of a question that another one has, too."""
    by_question: dict[str, list[_Level]] = {}
    for level in _levels(content):
        by_question.setdefault(level.question, []).append(level)
    own = {file.document.path for file in content.asked}
    told: list[list[_Level]] = []
    for levels in by_question.values():
        if levels[0].document.path in own:
            for index, level in enumerate(levels):
                for before in levels[:index]:
                    if how := _repeats(level, before):
                        yield remark(level.document, level.where, REPEATED, f"{level.name} {how}", _CHANGE)
            yield from _shared(levels, told)
        told.append(levels)


def _levels(content: Content) -> Iterator[_Level]:
    """Yield the levels of each question once: those of files that are not looked over come first."""
    own = content.asked
    seen: set[str] = set()
    for file in (*(one for one in content.questionnaires if one not in own), *own):
        for index, question in enumerate(file.value.questions):
            if question.id in seen:
                continue
            seen.add(question.id)
            for at, (text, level) in enumerate(zip(question.levels, content.playbook.levels, strict=False)):
                said = [word.casefold() for word in words(text)]
                place = ("questions", index, "levels", at)
                yield _Level(file.document, place, question.id, level.value, " ".join(said), frozenset(said))


def _repeats(level: _Level, before: _Level) -> str:
    """Return in which way a level repeats one before it of the same question; "" where it does not."""
    below = f"level {number(before.value)}"
    if level.bare == before.bare:
        return f"is {below} once more"
    if level.words - AMOUNTS == before.words - AMOUNTS:
        return f"differs from {below} only in how much is done"
    return f"says nearly the same as {below}" if _alike(level.words, before.words) else ""


def _shared(levels: list[_Level], others: list[list[_Level]]) -> Iterator[Remark]:
    for level in levels:
        if len(level.words) < _FEWEST_WORDS:
            continue
        for other in others:
            same = next((one for one in other if _alike(level.words, one.words)), None)
            if same:
                what = f"{level.name} says the same as {same.name}, or nearly"
                yield remark(level.document, level.where, SHARED, what, "write each in the words of its own practice")
                return


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    fewer, more = sorted((len(one), len(other)))
    if fewer < ALIKE * more:
        return False
    both = len(one & other)
    return both >= ALIKE * (fewer + more - both)
