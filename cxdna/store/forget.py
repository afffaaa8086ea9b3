"""What forgetting a person means for records that are not theirs alone; the same for every store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

import msgspec

from cxdna.answers.model import Answer, AnswerChange
from cxdna.answers.seal import without_words
from cxdna.store.model import LogEntry, RestatementKept


def without_their_words(kept: RestatementKept, sheets: Container[tuple[str, str]], salt: str) -> RestatementKept:
    """Return a restatement with seals in place of what the owner of the sheets (assessment, id) wrote."""
    change = kept.restatement.change
    if not isinstance(change, AnswerChange) or (kept.assessment, change.respondent) not in sheets:
        return kept

    def wordless(said: Answer | None) -> Answer | None:
        return said and without_words(said, change.question, salt)

    sealed = msgspec.structs.replace(change, old=wordless(change.old), new=wordless(change.new))
    return msgspec.structs.replace(kept, restatement=msgspec.structs.replace(kept.restatement, change=sealed))


def forgotten_entry(person: str, at: dt.datetime) -> LogEntry:
    """Return the note that a person was forgotten, which does not say who it was."""
    return LogEntry(at=at, what="forgotten", text=f"{person}: name, role and words dropped, answers kept")
