"""The file that people changed -> the texts that are new, or everything that is wrong with it by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from cxdna.definitions.document import Flaw
from cxdna.definitions.wording import shortened, suggesting
from cxdna.documents.material import Material
from cxdna.documents.wording.told import figures_of, unfounded
from cxdna.documents.written import GROUND_DIGITS, ground, mark_of
from cxdna.errors import Problem, Problems
from cxdna.organisation.model import WordsFile, Written
from cxdna.statistics.display import listed
from cxdna.workflows.wording.model import Taken, Text, Words
from cxdna.workflows.words_file import read_words_file


def take_back(words: Words, path: Path, *, by: str, today: dt.date) -> Taken:
    """Return what is new in a file; `by` is who wrote it, else each text says so itself.

    New is a text that differs from the draft and from what was written before. A text that nobody touched since the
    file was made is not, whatever became of the draft meanwhile. Raises `Problems` with every line that is wrong.
    """
    found = read_words_file(path)
    problems = [found.document.problem(*flaw) for flaw in _flaws(words, found.file)]
    if problems:
        raise Problems(problems)
    written: list[Written] = []
    warnings: list[str] = []
    for one in found.file.texts:
        text, mark = words.text(one.place), found.file.marks.get(one.place, "")
        new = _new(one, text, mark, by, today) if text else _new_elsewhere(one, words, mark, by, today)
        if new:
            written.append(new)
            warnings += _doubts(new, text, words.material) if text else [_nowhere(new)]
    return Taken(tuple(written), tuple(warnings))


def _flaws(words: Words, file: WordsFile) -> Iterator[Flaw]:
    name = words.material.answers.assessment.id
    if file.assessment != name:
        what = f"these are the words of '{file.assessment}', not of '{name}'"
        yield ("assessment",), what, "choose it: --assessment ID"
        return
    suggestion = suggesting([one.place for one in words.texts])
    elsewhere = {one.place for one in words.elsewhere}
    for at, one in enumerate(file.texts):
        text = words.text(one.place)
        if text is None:
            # Where the file has a mark there was such a text, and figures changed since the file was made.
            if one.place not in elsewhere and one.place not in file.marks:
                yield ("texts", at, "place"), f"no document has a text at '{one.place}'", suggestion(one.place)
        elif len(one.text) > text.most:
            what = f"the text has {len(one.text):,} characters, and its place has room for {text.most:,}"
            yield ("texts", at, "text"), what, "say it shorter"


def _new_elsewhere(one: Written, words: Words, mark: str, by: str, today: dt.date) -> Written | None:
    """Return a changed text of a place that is gone, so that it is there should the place come back."""
    then = mark[:GROUND_DIGITS]
    kept = words.material.written.get(one.place)
    if mark == mark_of(then, one.text) or (kept.text if kept else "") == one.text:
        return None
    return Written(place=one.place, text=one.text, over=then, by=by or one.by, on=today)


def _nowhere(new: Written) -> str:
    return f"no document has a text at '{new.place}' any more; it is kept, should the place come back"


def _new(one: Written, text: Text, mark: str, by: str, today: dt.date) -> Written | None:
    """Return what is to be kept of a text of the file; None where nothing is new."""
    then, signed = mark[:GROUND_DIGITS], bool(one.over or one.by or one.on)
    untouched = bool(mark) and mark == mark_of(then, one.text)
    kept = text.kept
    if kept and kept.text == one.text:
        renamed = one.by not in {"", kept.by}
        return msgspec.structs.replace(kept, by=one.by, on=today) if renamed else None
    if untouched and (kept or not signed):
        return None  # what stands now is newer than the file
    if one.text in {"", text.drafted.text}:
        return Written(place=one.place, text="", by=by or one.by, on=today) if kept else None
    over = (one.over or then) if untouched else (then or one.over)
    return Written(place=one.place, text=one.text, over=over or ground(text.drafted), by=by or one.by, on=today)


def _doubts(new: Written, text: Text, material: Material) -> Iterator[str]:
    """Yield a question where a text has numbers that are none of its figures; it was taken all the same."""
    numbers = unfounded(new.text, text.drafted)
    if numbers:
        are = "is" if len(numbers) == 1 else "are"
        figures = figures_of(text.drafted, material) or "none"
        yield (
            f"{new.place} ({text.where.words}) was taken as it is, but {are} {listed(numbers)} right? "
            f"The figures of this text: {figures}"
        )


def back(words: Words, places: Sequence[str], *, by: str, today: dt.date) -> tuple[Written, ...]:
    """Return the records that take texts back to their draft. Raises `Problems` for places where nobody wrote one."""
    return tuple(Written(place=one.place, text="", by=by, on=today) for one in _written_at(words, places))


def keep(words: Words, places: Sequence[str], *, by: str, today: dt.date) -> tuple[Written, ...]:
    """Return the records by which texts hold over the figures as they are now. Raises `Problems` as `back` does."""
    records = []
    for one in _written_at(words, places):
        text = words.text(one.place)
        over = ground(text.drafted) if text else one.over
        records.append(msgspec.structs.replace(one, over=over, by=by or one.by, on=today))
    return tuple(records)


def _written_at(words: Words, places: Sequence[str]) -> list[Written]:
    known = words.material.written
    suggestion = suggesting(list(known))
    problems = [
        Problem("", 0, f"nobody wrote a text at '{shortened(place)}'", suggestion(place))
        for place in places
        if place not in known
    ]
    if problems:
        raise Problems(problems)
    return [known[place] for place in dict.fromkeys(places)]
