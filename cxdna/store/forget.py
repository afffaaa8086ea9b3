"""What forgetting a person means for records that are not theirs alone; the same for every store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable

import msgspec

from cxdna.answers.model import Answer, AnswerChange
from cxdna.answers.seal import FORGOTTEN_NAME, without_words
from cxdna.store.model import LogEntry, Person, RestatementKept, VoiceKept
from cxdna.voice.model import Training


def without_their_words(kept: RestatementKept, sheets: Container[tuple[str, str]], salt: str) -> RestatementKept:
    """Return a restatement with seals in place of what the owner of the sheets (assessment, id) wrote."""
    change = kept.restatement.change
    if not isinstance(change, AnswerChange) or (kept.assessment, change.respondent) not in sheets:
        return kept

    def wordless(said: Answer | None) -> Answer | None:
        return said and without_words(said, change.question, salt)

    sealed = msgspec.structs.replace(change, old=wordless(change.old), new=wordless(change.new))
    return msgspec.structs.replace(kept, restatement=msgspec.structs.replace(kept.restatement, change=sealed))


def is_nobody_elses(name: str, person: str, people: Iterable[Person]) -> bool:
    """Tell whether nobody else has the name of a person: what is noted under a name of two may be of either."""
    return not any(_same(one.name, name) for one in people if one.id != person)


def without_their_name(kept: VoiceKept, name: str) -> VoiceKept:
    """Return a training of whoever has the name as one of nobody's; it goes on to count."""
    item = kept.item
    if not isinstance(item, Training) or not _same(item.person, name):
        return kept
    return msgspec.structs.replace(kept, item=msgspec.structs.replace(item, person=FORGOTTEN_NAME, note=""))


def _same(name: str, other: str) -> bool:
    return name.casefold().split() == other.casefold().split()


def forgotten_entry(person: str, at: dt.datetime) -> LogEntry:
    """Return the note that a person was forgotten, which does not say who it was."""
    return LogEntry(at=at, what="forgotten", text=f"{person}: name, role and words dropped, answers kept")
