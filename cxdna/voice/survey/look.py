"""What a column holds, as far as some of its values tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final, get_args

from cxdna.voice.survey.grammar import clean, date_of, folded, is_number
from cxdna.voice.survey.header_words import NO_ANSWERS, WORDED, plain
from cxdna.voice.survey.model import DateOrder

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DECIMAL: Final = re.compile(r"[0-9]{1,7}[.,][0-9]{1,6}")
_LEAST_ON_SCALE: Final = -10
_MOST_ON_SCALE: Final = 100
_MOST_USUAL: Final = 10
_SENTENCE: Final = 25
"""So many characters are more than a name or a code has."""
_FEW: Final = 3
_MOST_WORDS: Final = 7
_DAY_LIKE: Final = re.compile(
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}|[0-9]{1,2}[./-][0-9]{2,4}|"
    r"[0-9]{4}-[0-9]{1,2}|(?:[0-9]{1,2}\.?[ -])?[^\W\d_]{3,10}\.?[ -](?:[0-9]{1,2},? )?[0-9]{2,4}"
)
"""Days, or months, as people write them and no survey can say: 1.03.26, 2026/3/1, 03/26, 2026-03, 1. März 2026."""


class Column:
    """A column by its header and some of its values; shares are those of the values that say something."""

    def __init__(self, header: str, values: Sequence[str]) -> None:
        self.header, self.name, self.values = header, plain(header), tuple(values)

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The values without empty ones and those that stand for no answer."""
        return tuple(clean(one) for one in self.values if clean(one) and folded(one) not in NO_ANSWERS)

    @cached_property
    def no_answers(self) -> tuple[str, ...]:
        """What stands for no answer in it."""
        return tuple(dict.fromkeys(clean(one) for one in self.values if folded(one) in NO_ANSWERS and clean(one)))

    @cached_property
    def different(self) -> int:
        """How many different values there are."""
        return len(set(map(folded, self.said)))

    @cached_property
    def scores(self) -> tuple[int, ...]:
        """Its whole numbers, where most are and all could be scores; else nothing.

        A few that lie far off all others, such as a 99 among scores up to 5, are none: they are mistakes or codes.
        """
        found = [int(re.split("[.,]", one, maxsplit=1)[0]) for one in self.said if self._whole(one)]
        near = [one for one in found if 0 <= one <= _MOST_USUAL]
        if len(near) * 4 >= len(found) * 3 and len(near) * 2 > len(self.said):
            return tuple(near)
        fits = bool(found) and len(found) * 10 >= len(self.said) * 9 and min(found) >= _LEAST_ON_SCALE
        return tuple(found) if fits and max(found) <= _MOST_ON_SCALE else ()

    @cached_property
    def odd(self) -> int:
        """How many values of a column of scores are none."""
        return len(self.said) - len(self.scores) if self.scores else 0

    @staticmethod
    def _whole(text: str) -> bool:
        return is_number(text) or is_number(text, ",")

    @cached_property
    def commas(self) -> int:
        """How many of its values have a comma as decimal mark, less those with a point.

        A few among scores do not tell: those are mistakes.
        """
        marks = [one for one in self.said if _DECIMAL.fullmatch(one)]
        if self.scores and len(marks) * 2 <= len(self.said):
            return 0
        return sum(1 if "," in one else -1 for one in marks)

    @cached_property
    def orders(self) -> tuple[DateOrder, ...]:
        """The ways of writing days in which most of its values are days; the others are mistakes."""
        if not self.said:
            return ()
        counts = {order: sum(date_of(one, order) is not None for one in self.said) for order in get_args(DateOrder)}
        fits = [order for order, count in counts.items() if count * 2 > len(self.said)]
        most = max((counts[order] for order in fits), default=0)
        return tuple(order for order in fits if counts[order] == most)

    @cached_property
    def day_like(self) -> str:
        """The first of its values where most are days or months in a way that cannot be read; "" for another column."""
        like = [one for one in self.said if _DAY_LIKE.fullmatch(one)]
        return like[0] if not self.orders and len(like) * 2 > len(self.said) else ""

    @cached_property
    def worded(self) -> dict[str, str]:
        """The words that stand for scores from 1 to 5, by score, where all it holds are such; else nothing."""
        words = {folded(one): one for one in self.said}
        if not _FEW <= len(words) <= _MOST_WORDS:
            return {}
        for known in WORDED:
            score_of = {word: score for score, several in known.items() for word in several}
            scores = [score_of.get(plain(word)) for word in words.values()]
            if None not in scores and len({*scores}) == len(scores):
                return {str(score): word for score, word in sorted(zip(scores, words.values(), strict=True))}
        return {}

    @cached_property
    def emails(self) -> bool:
        """Whether it holds addresses of people, by which nothing is ever grouped."""
        return any(_EMAIL.fullmatch(one) for one in self.said)

    @cached_property
    def numbers(self) -> bool:
        """Whether all it holds is numbers."""
        return bool(self.said) and all(_DECIMAL.fullmatch(one) or one.isdecimal() for one in self.said)

    @cached_property
    def prose(self) -> bool:
        """Whether it holds sentences."""
        long = sum(map(len, self.said)) > _SENTENCE * len(self.said)
        return long and self.different > _FEW

    def has(self, *words: str) -> bool:
        """Tell whether the header has one of the words in it, from the start of a word on."""
        return any(f" {word}" in f" {self.name}" for word in words)
