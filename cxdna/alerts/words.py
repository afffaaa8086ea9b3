"""Words of a trigger in a customer's comment: whole words, whatever their case, accents and the signs around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from cxdna.organisation.match import plain

BEGINS: Final = "*"
"""At the end of a word it stands for any ending: cancel* is found in cancelled and in cancellation."""
# Chinese, Japanese, Thai, Lao, Burmese and Khmer are written without spaces between words.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
# An umlaut is a letter of its own: without it the German for "to give notice" would be found in "knowledgeable".
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def searched(text: str) -> str:
    """Return a text as words are looked for in it: small letters, no accents, umlauts as ae, oe, ue, spaces for signs.

    A star at the end of a word to look for is kept, where a letter is before it.
    """
    letters = plain(unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS))
    return f"{letters}{BEGINS}" if letters and text.rstrip().endswith(BEGINS) else letters


def has_word(comment: str, word: str) -> bool:
    """Tell whether a comment has a word, several in a row, or the beginning of one; both as `searched` returns them.

    Where words are written without spaces between them, it may be part of a longer run of signs.
    """
    wanted, ends = (word[:-1], "") if word.endswith(BEGINS) else (word, " ")
    return f" {wanted}{ends}" in f" {comment} " or (_UNSPACED.search(word) is not None and wanted in comment)


def words_in(comment: str, words: Iterable[tuple[str, str]]) -> list[str]:
    """Return the words that a comment has, of pairs of a word as it is written and as it is searched."""
    return [word for word, looked_for in words if has_word(comment, looked_for)]
