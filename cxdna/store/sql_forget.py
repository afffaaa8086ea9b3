"""Forgetting a person in the tables, within one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cxdna.answers.model import Answer
from cxdna.answers.seal import FORGOTTEN_NAME, FORGOTTEN_ROLE
from cxdna.store import schema
from cxdna.store.forget import forgotten_entry, is_nobody_elses, without_their_name, without_their_words
from cxdna.store.model import Person, RestatementKept, VoiceKept
from cxdna.store.rows import answer_columns, record_of
from cxdna.store.scoped import Scoped, some
from cxdna.store.sql_add import add


def forget(scoped: Scoped, person: str, at: dt.datetime, words: Mapping[int, Answer], seals: Mapping[str, str]) -> None:
    """Drop identity and words and log it. Raises KeyError for a person who is not there."""
    known = scoped.first(some(schema.person, (schema.person.c.id,), ()), id=person)
    if known is None:
        raise KeyError(person)
    gone = {"name": FORGOTTEN_NAME, "role": FORGOTTEN_ROLE, "salt": "", "forgotten": at.date()}
    scoped.update(schema.person, ("id",), [{"id": person, **gone}])
    own = scoped.all(some(schema.sheet, (schema.sheet.c.person,), ()), person=person)
    sheets = [(row["assessment"], row["id"], seals.get(row["assessment"], row["seal"])) for row in own]
    scoped.update(
        schema.sheet,
        ("assessment", "id"),
        [{"assessment": where, "id": one, "role": FORGOTTEN_ROLE, "seal": seal} for where, one, seal in sheets],
    )
    scoped.update(schema.answer, ("seq",), [{"seq": seq, **answer_columns(said)} for seq, said in words.items()])
    _drop_from_restatements(scoped, {(where, one) for where, one, _ in sheets}, known["salt"])
    _drop_from_training(scoped, person, known["name"])
    add(scoped, (forgotten_entry(person, at),))


def _drop_from_restatements(scoped: Scoped, sheets: set[tuple[str, str]], salt: str) -> None:
    rows = scoped.all(some(schema.restatement, (), (schema.restatement.c.seq,)))
    for kept in (record_of(RestatementKept, row) for row in rows):
        wordless = without_their_words(kept, sheets, salt)
        if wordless != kept:
            scoped.update(schema.restatement, ("seq",), [{"seq": kept.seq, "restatement": wordless.restatement}])


def _drop_from_training(scoped: Scoped, person: str, name: str) -> None:
    everybody = (record_of(Person, row) for row in scoped.all(some(schema.person, (), ())))
    if not is_nobody_elses(name, person, everybody):
        return
    rows = scoped.all(some(schema.voice, (schema.voice.c.kind,), (schema.voice.c.seq,)), kind="training")
    for kept in (record_of(VoiceKept, row) for row in rows):
        nameless = without_their_name(kept, name)
        if nameless != kept:
            scoped.update(schema.voice, ("seq",), [{"seq": kept.seq, "item": nameless.item}])
