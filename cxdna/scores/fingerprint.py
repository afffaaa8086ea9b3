"""What an assessment rests on, as fingerprints: they change when any answer, record, target or definition does."""

from __future__ import annotations

import hashlib

from cxdna.definitions.load import content_hash
from cxdna.scores.model import Assessed


def fingerprints(assessed: Assessed) -> tuple[tuple[str, str], ...]:
    """Return what is hashed and its SHA-256 as hexadecimal digits; the scoring rules stand with their version."""
    playbook, questionnaire = assessed.playbook, assessed.questionnaire
    return (
        ("Answers", content_hash(assessed.answers)),
        (f"Questionnaire {questionnaire.id} {questionnaire.version}", content_hash(questionnaire)),
        (f"Playbook {playbook.id} {playbook.version}", content_hash(playbook)),
        ("Scoring rules", assessed.scores.rule_version),
    )


def fingerprint(assessed: Assessed) -> str:
    """Return the SHA-256 of all fingerprints, one on a line: that of the assessment as a whole."""
    return hashlib.sha256("\n".join(value for _, value in fingerprints(assessed)).encode()).hexdigest()


def short(whole: str) -> str:
    """Return the start of a fingerprint, as people compare it: `7f3a 91c2`."""
    return f"{whole[:4]} {whole[4:8]}"
