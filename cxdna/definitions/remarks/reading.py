"""How hard a file is to read: long sentences, long ones on the whole, and abbreviations that nobody explains.

Readers lose the thread of a sentence beyond some thirty words, and tire of a text whose sentences have more than twenty
as a rule; both are the limits that plain-language guides agree on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Final

from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Definition, Questionnaire
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.remarks.texts import named, of_question, prose, sentences, words
from cxdna.definitions.wording import number, shortened

SENTENCE: Final = "long_sentence"
MEDIAN: Final = "long_sentences"
ABBREVIATION: Final = "abbreviation"
LONGEST: Final = 30
LONGEST_MEDIAN: Final = 20
KNOWN: Final = frozenset({"EU", "ID", "IT", "OK", "PDF", "UK", "US", "USA", "VAT"})
"""Abbreviations that everybody who is asked can read."""
_CAPITALS: Final = re.compile(r"\b([A-Z]{2,})s?\b")


def reading(content: Content) -> Iterator[Remark]:
    """Yield what makes the files hard to read."""
    for file in content.own:
        yield from _long_sentences(file)
        yield from _abbreviations(file, content.playbook.name)
        if isinstance(file.value, Questionnaire):
            yield from _median(Fitted(file.document, file.value))


def _long_sentences(file: Fitted[Definition]) -> Iterator[Remark]:
    for where, text in prose(file.value):
        for sentence in sentences(text):
            count = len(words(sentence))
            if count > LONGEST:
                what = f"a sentence of {count} words: '{shortened(sentence)}'"
                yield remark(file.document, where, SENTENCE, what, f"make two of it, of {LONGEST} words at most")


def _median(file: Fitted[Questionnaire]) -> Iterator[Remark]:
    texts = (text for one in file.value.questions for _, text in of_question(one, ()))
    middle = median(len(words(sentence)) for text in texts for sentence in sentences(text))
    if middle > LONGEST_MEDIAN:
        what = f"half of the sentences of questionnaire '{file.value.id}' have {number(middle)} words or more"
        do = f"shorten them, so that half have {LONGEST_MEDIAN} at most"
        yield remark(file.document, ("questions",), MEDIAN, what, do)


def _abbreviations(file: Fitted[Definition], name: str) -> Iterator[Remark]:
    texts = [*prose(file.value), *named(file.value)]
    whole = "\n".join(text for _, text in texts)
    # What stands in the name of the playbook is a name.
    seen = KNOWN.union(words(name))
    for where, text in texts:
        for short in _CAPITALS.findall(text):
            if short not in seen:
                seen |= {short}
                if not re.search(rf"\({short}s?\)|\b{short}s? \(", whole):
                    do = f"write it out, or explain it once in the file: what it is ({short})"
                    yield remark(file.document, where, ABBREVIATION, f"nobody explains '{short}' in this file", do)
