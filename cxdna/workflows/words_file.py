"""A file of words: what it says, and every line that documents could not print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cxdna.definitions.document import Document, Flaw
from cxdna.definitions.fit import fit
from cxdna.definitions.read import read
from cxdna.documents.written import GROUND_DIGITS, mark_of, one_paragraph
from cxdna.errors import Problems
from cxdna.organisation.model import WordsFile, Written


class WordsRead(msgspec.Struct, frozen=True):
    """A file of words with the document it came from; each text is one paragraph."""

    document: Document
    file: WordsFile


def read_words_file(path: Path) -> WordsRead:
    """Return what a file of words says. Raises `Problems` with every line that is wrong."""
    document = read(path)
    file = fit(document, WordsFile)
    problems = [document.problem(*flaw) for flaw in _flaws(file)]
    if problems:
        raise Problems(problems)
    texts = tuple(msgspec.structs.replace(one, text=one_paragraph(one.text)) for one in file.texts)
    return WordsRead(document, msgspec.structs.replace(file, texts=texts))


def _flaws(file: WordsFile) -> Iterator[Flaw]:
    first: dict[str, int] = {}
    for at, one in enumerate(file.texts):
        if first.setdefault(one.place, at) != at:
            yield ("texts", at, "place"), f"'{one.place}' stands in this file twice", "keep one of the two"


def written_in(file: WordsFile) -> tuple[Written, ...]:
    """Return the texts of people in a file, each over the figures it was written over as far as the file tells them."""
    return tuple(
        _over(one, file.marks.get(one.place, "")) for one in file.texts if one.text and not _drafted(one, file)
    )


def _drafted(one: Written, file: WordsFile) -> bool:
    """Tell a draft that is as it was when the file was made."""
    mark = file.marks.get(one.place, "")
    return not (one.over or one.by or one.on) and mark == mark_of(mark[:GROUND_DIGITS], one.text)


def _over(one: Written, mark: str) -> Written:
    """Return a text over what it says itself, which is older, else over the figures that the file was made with."""
    return msgspec.structs.replace(one, over=one.over or mark[:GROUND_DIGITS])
