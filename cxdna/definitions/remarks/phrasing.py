"""Questions that lead to an answer, or ask two things at once.

An "and" is looked at with care: "with owner and date" is one practice. It is told of where it joins two clauses, two
verbs, the two subjects of a question, or ends a list of three; then each may have an answer of its own. An "or" lets
either do, so that one answer holds, unless it joins two clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cxdna.definitions.remarks.loaded_words import FIXED_PAIRS, LEADING, NO_PARTICIPLES, PARTICIPLES, VERBS
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.wording import shortened

LOADED: Final = "leading"
DOUBLE: Final = "double_barrelled"

_HELPERS: Final = "is|are|was|were|does|do|did|has|have|had|can|may|must|will|would"
_LOADED: Final = "|".join(map(re.escape, sorted(LEADING, key=len, reverse=True)))
_LEADING: Final = re.compile(rf"(?<![\w-])({_LOADED})(?![\w-])", re.IGNORECASE)
_STARTS: Final = rf"{_HELPERS}|it|they|he|she|these|those|there"
_CLAUSES: Final = re.compile(rf"\b(?:and|or|but) (?:then )?(?:{_STARTS})\b", re.IGNORECASE)
_OUTRIGHT: Final = re.compile(r"\bas well as\b|\band/or\b|\bboth\b[^?,;]*\band\b", re.IGNORECASE)
_PAIR: Final = re.compile(r"\b([a-z]+) and (?:then )?([a-z]+)\b", re.IGNORECASE)
_SUBJECTS: Final = re.compile(rf"(?:^|, )(?:{_HELPERS}) ((?:[\w'’-]+ ){{1,3}}and [\w'’-]+)", re.IGNORECASE)
_LIST: Final = re.compile(r"([\w'’-]+), ((?:[\w'’-]+ ){0,3}[\w'’-]+),? and ([\w'’-]+)", re.IGNORECASE)
# What follows a comma here is no entry of a list, or one of several indirect questions about one record.
_OPENERS: Final = re.compile(rf"(?:{_HELPERS}|who|which|that|so|where|when|what|how|if|as)\b", re.IGNORECASE)
# A low, a middle and a high case: one thing in several shades.
_SHADES: Final = re.compile(
    r"\b(?:an?|the) [\w'’-]+, (an?|the) [\w'’-]+,? and (an?|the) ([\w'’-]+ [\w'’-]+)", re.IGNORECASE
)


def phrasing(content: Content) -> Iterator[Remark]:
    """Yield leading words and joined practices in the texts of questions, each with the reason."""
    for file in content.asked:
        for index, question in enumerate(file.value.questions):
            where, text = ("questions", index, "text"), " ".join(question.text.split())
            for word in dict.fromkeys(found.casefold() for found in _LEADING.findall(text)):
                what = f"'{word}' in the text of '{question.id}': {LEADING[word]}"
                yield remark(file.document, where, LOADED, what, "say what is there or is done, or leave the word out")
            if two := joined(text):
                what = f"the text of '{question.id}' asks two things at once: '{shortened(two[0])}' {two[1]}"
                yield remark(file.document, where, DOUBLE, what, "ask about the one that tells more")


def joined(text: str) -> tuple[str, str] | None:
    """Return what is joined and why it counts as two; None where one thing is asked."""
    bare = text
    for pair in FIXED_PAIRS:
        bare = re.sub(re.escape(pair), pair.replace(" and ", " "), bare, flags=re.IGNORECASE)
    if found := _OUTRIGHT.search(bare):
        return found[0], "adds a second one"
    if found := _CLAUSES.search(bare):
        return found[0], "starts another question"
    for found in _PAIR.finditer(bare):
        if (_is_done(found[1]) and _is_done(found[2])) or {_plain(found[1]), _plain(found[2])} <= VERBS:
            return found[0], "joins two things that are done, and either may be without the other"
    if found := _SUBJECTS.search(bare):
        return found[1], "joins two subjects, and either may have an answer of its own"
    for found in _LIST.finditer(_SHADES.sub("", bare)):
        if not _OPENERS.match(found[2]):
            return found[0], "lists things that may each have an answer of its own"
    return None


def _is_done(word: str) -> bool:
    """Tell a participle: recorded, kept."""
    low = word.casefold()
    return low in PARTICIPLES or (low.endswith("ed") and not low.endswith("eed") and low not in NO_PARTICIPLES)


def _plain(word: str) -> str:
    """Return a verb without the -s of he, she and it."""
    low = word.casefold()
    return low if low in VERBS else low.removesuffix("es") if low.removesuffix("es") in VERBS else low.removesuffix("s")
