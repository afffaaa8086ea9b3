"""What an assessment is closed with: definitions, sealed answers and scores as canonical JSON."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from cxdna.answers.model import AnswersFile
from cxdna.answers.seal import sealed
from cxdna.definitions.canonical import canonical, canonical_result, sha256_of
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.scores.fingerprint import over
from cxdna.scores.rules import RULES
from cxdna.store.model import Snapshot, SnapshotKind


class Bodies(NamedTuple):
    """The four snapshots of a closing."""

    playbook: bytes
    questionnaire: bytes
    answers: bytes
    scores: bytes

    def hashes(self) -> tuple[str, ...]:
        """Return their SHA-256 in the order of the fields."""
        return tuple(sha256_of(body) for body in self)


def bodies_of(playbook: Playbook, questionnaire: Questionnaire, answers: AnswersFile, rules: str) -> Bodies:
    """Return what an assessment is kept as; its scores are worked out from just that, so anybody can do it again."""
    book, asked, said = canonical(playbook), canonical(questionnaire), canonical(sealed(answers))
    return Bodies(book, asked, said, scored_by(rules, book, asked, said))


def scored_by(rules: str, playbook: bytes, questionnaire: bytes, answers: bytes) -> bytes:
    """Return the scores of kept answers as they are kept.

    Raises KeyError for unknown rules; `msgspec.ValidationError`, KeyError and ValueError for what cannot be scored.
    """
    made = RULES[rules](
        msgspec.json.decode(playbook, type=Playbook),
        msgspec.json.decode(questionnaire, type=Questionnaire),
        msgspec.json.decode(answers, type=AnswersFile),
    )
    return canonical_result(made)


def fingerprint_of(hashes: tuple[str, ...], rules: str) -> str:
    """Return the fingerprint of a closing from the hashes of playbook, questionnaire and answers."""
    playbook, questionnaire, answers = hashes[:3]
    return over((answers, questionnaire, playbook, rules))


def snapshots_of(bodies: Bodies) -> tuple[Snapshot, ...]:
    """Return the bodies under their hashes."""
    kinds: tuple[SnapshotKind, ...] = ("playbook", "questionnaire", "answers", "scores")
    return tuple(
        Snapshot(sha256=sha256_of(body), kind=kind, body=body) for kind, body in zip(kinds, bodies, strict=True)
    )
