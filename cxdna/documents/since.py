"""What became of an assessment since it was closed: opened again, corrected. The same words in every document."""

from __future__ import annotations

from typing import Final

from cxdna.answers.model import ClosingNote
from cxdna.documents.draft import in_words
from cxdna.documents.material import Material
from cxdna.statistics.display import counted, long_date

_TIMES: Final = ("", "once", "twice")


def closed_before(material: Material) -> str:
    """Return when it was closed before and why it was opened again, the last time in full; "" where it never was."""
    earlier = _reopened(material)
    if not earlier:
        return ""
    last, more = earlier[-1], len(earlier) - 1
    before = f"; and {counted(more, 'time')} before that" if more else ""
    return f"{long_date(last.date)}; {opened_again(last)}{before}"


def restated(material: Material) -> str:
    """Return how often it was corrected, since it was closed and before it was opened again; "" where it never was."""
    since = len(material.answers.restatements)
    before = sum(len(note.corrections or ()) for note in material.closings)
    if since:
        more = f", {_times(before)} before it was opened again" if before else ""
        return f"{_times(since).capitalize()} since closing{more}"
    return f"{_times(before).capitalize()} before it was opened again" if before else ""


def in_short(material: Material) -> str:
    """Return both in a few words, for the foot of a page: `restated twice since closing`; "" where nothing was."""
    earlier, corrected = _reopened(material), restated(material)
    pieces = []
    if earlier:
        on = f" on {long_date(earlier[-1].reopened_on)}" if earlier[-1].reopened_on else ""
        pieces.append(f"closed before on {long_date(earlier[-1].date)}, opened again{on}")
    if corrected:
        pieces.append(f"restated {corrected[:1].lower()}{corrected[1:]}")
    return " \N{MIDDLE DOT} ".join(pieces)


def opened_again(note: ClosingNote) -> str:
    """Return when a closed assessment was opened again, by whom and why."""
    on = f" on {long_date(note.reopened_on)}" if note.reopened_on else ""
    by = f" by {note.reopened_by}" if note.reopened_by else ""
    return f"opened again{on}{by}: {note.reopened_why}{_taken_up(note)}"


def _taken_up(note: ClosingNote) -> str:
    if not note.corrections:
        return ""
    count = len(note.corrections)
    part = "is part" if count == 1 else "are part"
    return f"; {counted(count, 'correction')} made before that {part} of it since"


def _reopened(material: Material) -> list[ClosingNote]:
    return [note for note in material.closings if note.reopened_on]


def _times(count: int) -> str:
    return _TIMES[count] if count < len(_TIMES) else f"{in_words(count)} times"
