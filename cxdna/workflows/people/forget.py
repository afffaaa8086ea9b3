"""A person is forgotten: name, role and words go, every answer, score and fingerprint stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Mapping

import msgspec

from cxdna.answers.model import Answer
from cxdna.answers.seal import seal_of_person, without_words
from cxdna.errors import StorageError
from cxdna.organisation.model import Respondent
from cxdna.store.latest import answers_that_hold, is_answer
from cxdna.store.model import Person, Sheet
from cxdna.store.port import Store


class Kept(msgspec.Struct, frozen=True):
    """How many answers that hold are kept; `left` says why traces may still be in the database's files."""

    answers: int
    left: str = ""


def forget_person(store: Store, person: Person, at: dt.datetime) -> Kept:
    """Drop who a person is and what they wrote; every answer is kept. Raises `StorageError` where nothing was."""
    sheets = [sheet for one in store.assessments() for sheet in store.sheets(one.id) if sheet.person == person.id]
    seals = {sheet.assessment: _seal(person, sheet) for sheet in sheets}
    left = _drop(store, person.id, at, _sealed_words(store, person, sheets), seals)
    # From here on the store takes in no words of theirs; what came while they were read is dropped as well.
    if late := _sealed_words(store, person, sheets):
        left = _drop(store, person.id, at, late, seals)
    held = [answers_that_hold(store.answers(sheet.assessment, sheet.id)).values() for sheet in sheets]
    return Kept(sum(is_answer(one) for answers in held for one in answers), left)


def _sealed_words(store: Store, person: Person, sheets: Iterable[Sheet]) -> dict[int, Answer]:
    """Return the answers that hold words, without them, by their order numbers."""
    answers = [one for sheet in sheets for one in store.answers(sheet.assessment, sheet.id)]
    sealed = {one.seq: without_words(one.said, one.question, person.salt) for one in answers}
    return {one.seq: sealed[one.seq] for one in answers if sealed[one.seq] != one.said}


def _drop(store: Store, person: str, at: dt.datetime, words: Mapping[int, Answer], seals: Mapping[str, str]) -> str:
    """Forget in the store; return what keeps traces in its files although it is done, "" where nothing does."""
    try:
        store.forget(person, at, words, seals)
    except StorageError as problem:
        if not any(one.id == person and one.forgotten for one in store.people()):
            raise
        return str(problem)
    return ""


def _seal(person: Person, sheet: Sheet) -> str:
    """Return what stands for name and role on a sheet, where the role is the one the person had at that time."""
    respondent = Respondent(
        id=sheet.id, name=person.name, role=sheet.role, group=sheet.group, salt=person.salt, seal=sheet.seal
    )
    return seal_of_person(respondent)


def forget_again(store: Store, gone: Container[str], at: dt.datetime) -> int:
    """Forget those of the ids who are known by name, as after a restore; return how many they were."""
    back = [person for person in store.people() if person.id in gone and person.forgotten is None]
    for person in back:
        forget_person(store, person, at)
    return len(back)
