"""Answers with people's identities and words replaced by seals: what a fingerprint is made of.

A seal is a SHA-256 over what it stands for and chance (the respondent's salt). Who has the name and the salt can check
it; when both are gone, because a person asked to be forgotten, the seal stays and the fingerprint still holds.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, AnswersFile, AnswerSheet, Restatement
from cxdna.organisation.model import Respondent

FORGOTTEN_NAME: Final = "Forgotten person"
FORGOTTEN_ROLE: Final = "Not kept"
WITHHELD: Final = "Not kept"
"""Stands for words that were dropped with the person who wrote them."""
_SEALED: Final = "sealed"


def seal_of_person(person: Respondent) -> str:
    """Return the seal of a respondent's name and role; the one that is kept where they are not."""
    return person.seal or _digest(person.salt, person.name, person.role)


def seal_of_words(answer: Answer, question: str, salt: str) -> str:
    """Return the seal of an answer's comment and reason, the one that is kept where they are not; "" without words."""
    if answer.seal or not (answer.comment or answer.not_applicable):
        return answer.seal
    return _digest(salt, question, answer.comment, answer.not_applicable or "")


def without_words(answer: Answer, question: str, salt: str) -> Answer:
    """Return an answer that counts the same, with a seal in place of what the person wrote."""
    return msgspec.structs.replace(
        answer,
        comment="",
        not_applicable=None if answer.not_applicable is None else WITHHELD,
        seal=seal_of_words(answer, question, salt),
    )


def sealed(answers: AnswersFile) -> AnswersFile:
    """Return the answers without names, roles, salts and words, in one order however they were written."""
    salts = {person.id: person.salt for person in answers.respondents}
    people = sorted(answers.respondents, key=lambda person: person.id)
    sheets = sorted(answers.sheets, key=lambda sheet: sheet.respondent)
    return msgspec.structs.replace(
        answers,
        targets=tuple(sorted(answers.targets, key=lambda target: target.part)),
        respondents=tuple(_sealed_person(person) for person in people),
        evidence=tuple(sorted(answers.evidence, key=lambda record: record.id)),
        sheets=tuple(_sealed_sheet(sheet, salts.get(sheet.respondent, "")) for sheet in sheets),
        restatements=tuple(sealed_restatement(one, salts) for one in answers.restatements),
    )


def sealed_restatement(restatement: Restatement, salts: dict[str, str]) -> Restatement:
    """Return a restatement without the words of the person whose answer it changes; `salts` by respondent."""
    change = restatement.change
    if not isinstance(change, AnswerChange):
        return restatement
    salt = salts.get(change.respondent, "")
    old, new = (one and _sealed_answer(one, change.question, salt) for one in (change.old, change.new))
    return msgspec.structs.replace(restatement, change=msgspec.structs.replace(change, old=old, new=new))


def _sealed_person(person: Respondent) -> Respondent:
    return Respondent(
        id=person.id, name=_SEALED, role=_SEALED, group=person.group, salt="", seal=seal_of_person(person)
    )


def _sealed_sheet(sheet: AnswerSheet, salt: str) -> AnswerSheet:
    said: dict[str, float | str | Answer] = {
        question: _sealed_answer(in_full(given), question, salt) for question, given in sheet.answers.items()
    }
    return AnswerSheet(respondent=sheet.respondent, answers=said)


def _sealed_answer(answer: Answer, question: str, salt: str) -> Answer:
    plain = without_words(answer, question, salt)
    reason = None if plain.not_applicable is None else _SEALED
    value = plain.value if plain.value is None or isinstance(plain.value, str) else float(plain.value)
    return msgspec.structs.replace(plain, value=value, not_applicable=reason, evidence=tuple(sorted(plain.evidence)))


def _digest(*parts: str) -> str:
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
