"""What an assessment rests on, as fingerprints: they change when any answer, record, target or definition does."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cxdna.answers.model import AnswerChange, AnswersFile
from cxdna.answers.restate import as_closed
from cxdna.answers.seal import seal_of_person, sealed, sealed_restatement
from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.definitions.load import content_hash
from cxdna.scores.model import Assessed


def fingerprints(assessed: Assessed) -> tuple[tuple[str, str], ...]:
    """Return what is hashed and its SHA-256 as hexadecimal digits; the scoring rules stand with their version.

    Answers are hashed as they were closed and sealed (see `answers.seal`): a person can be forgotten, and a restatement
    made, and that fingerprint still holds. Each restatement adds a line of its own.
    """
    playbook, questionnaire, answers = assessed.playbook, assessed.questionnaire, assessed.answers
    return (
        ("Answers", content_hash(sealed(as_closed(answers)))),
        (f"Questionnaire {questionnaire.id} {questionnaire.version}", content_hash(questionnaire)),
        (f"Playbook {playbook.id} {playbook.version}", content_hash(playbook)),
        ("Scoring rules", assessed.scores.rule_version),
        *restatement_prints(answers),
    )


def restatement_prints(answers: AnswersFile) -> tuple[tuple[str, str], ...]:
    """Return what stands for each restatement.

    Documents print it, so it must not give away whose answer was changed to what: few ids and levels would soon be
    tried out. The seal of the person goes into it, which nobody can guess.
    """
    salts = {person.id: person.salt for person in answers.respondents}
    seals = {person.id: seal_of_person(person) for person in answers.respondents}
    made = []
    for one in answers.restatements:
        whose = seals.get(one.change.respondent, "") if isinstance(one.change, AnswerChange) else ""
        body = canonical(sealed_restatement(one, salts))
        made.append((f"Restatement {one.number}", sha256_of(body + whose.encode())))
    return tuple(made)


def fingerprint_as_closed(assessed: Assessed) -> str:
    """Return the fingerprint that the assessment had before any restatement."""
    return fingerprint(msgspec.structs.replace(assessed, answers=as_closed(assessed.answers)))


def fingerprint(assessed: Assessed) -> str:
    """Return the SHA-256 of all fingerprints, one on a line: that of the assessment as a whole."""
    return over(value for _, value in fingerprints(assessed))


def over(values: Iterable[str]) -> str:
    """Return the fingerprint over fingerprints in their order."""
    return sha256_of("\n".join(values).encode())


def short(whole: str) -> str:
    """Return the start of a fingerprint, as people compare it: `7f3a 91c2`."""
    return f"{whole[:4]} {whole[4:8]}"
