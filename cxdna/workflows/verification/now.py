"""Whether what a file says of today is what its records come to, and every fingerprint the assessment had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from cxdna.answers.model import AnswersFile, Restatement
from cxdna.scores.fingerprint import over, restatement_prints, short
from cxdna.scores.rules import RULES
from cxdna.store.model import Closing, RestatementKept
from cxdna.workflows.export.records import events_in
from cxdna.workflows.life.snapshots import bodies_of, fingerprint_of
from cxdna.workflows.verification.closings import closing_words
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workflows.verification.snapshots import UNREADABLE
from cxdna.workflows.verification.state import Contents, answers_now, recorded_by, standing_in

_IN_WORDS: Final = {
    "answers": "the hash of the answers is not",
    "scores": "the scores are not",
    "as_of": "the day to which age counts is not",
    "rule_version": "the scoring rules are not",
    "prints": "the lines of the fingerprint are not",
    "fingerprint": "the fingerprint is not",
    "labels": "the names of the lines of the fingerprint are not",
}


def check_now(contents: Contents) -> Iterator[Finding]:
    """Yield whether what the file says of today is what its records come to."""
    now = contents.export.now
    what = "Answers, scores and fingerprint as they are now"
    closing = standing_in(contents.export)
    yield from _as_closed(contents, closing)
    if now.rule_version not in RULES:
        yield unverified(what, f"by scoring rules {now.rule_version}, which this version does not know")
        return
    try:
        answers = answers_now(contents)
        book, asked = contents.playbook(now.playbook), contents.questionnaire(now.questionnaire)
        bodies = bodies_of(book, asked, answers, now.rule_version) if answers.sheets else None
    except UNREADABLE:
        yield unverified(what, "a snapshot that they rest on is missing or differs")
        return
    hashes = bodies.hashes() if bodies else (now.playbook, now.questionnaire, "", "")
    lines = _lines(closing, hashes, now.rule_version, answers) if bodies else ()
    expected = {
        "answers": hashes[2],
        "scores": hashes[3],
        "as_of": closing.date if closing else now.as_of,
        "rule_version": closing.rule_version if closing else now.rule_version,
        "prints": lines,
        "fingerprint": over(lines) if lines else "",
        "labels": _labels(answers, book.id, book.version, asked.id, asked.version) if lines else (),
    }
    says = {
        **msgspec.structs.asdict(now),
        "prints": tuple(one.value for one in now.prints),
        "labels": tuple(one.of for one in now.prints),
    }
    wrong = [name for name, value in expected.items() if says[name] != value]
    if wrong:
        yield from (differs(what, f"{_IN_WORDS[name]} what the records come to") for name in wrong)
    else:
        yield verified(what, short(now.fingerprint) if now.fingerprint else "nobody has answered yet")


def _as_closed(contents: Contents, closing: Closing | None) -> Iterator[Finding]:
    """Yield where what holds now is not what the assessment was closed with, or asked by."""
    export = contents.export
    now, head = export.now, export.assessment
    what = "What it was closed with holds"
    if closing is not None:
        pairs = (
            ("playbook", now.playbook, closing.playbook),
            ("questionnaire", now.questionnaire, closing.questionnaire),
            ("rule_version", now.rule_version, closing.rule_version),
        )
        yield from (differs(what, f"{name} is another") for name, is_now, was in pairs if is_now != was)
        try:
            organisation = contents.answers(closing.answers).organisation
        except UNREADABLE:
            yield unverified("Profile of the organisation", "a snapshot that it rests on is missing or differs")
        else:
            was, here = msgspec.to_builtins(organisation), msgspec.to_builtins(export.organisation)
            yield from (differs("Profile of the organisation", text) for text in told(differences(was, here)))
    try:
        book, asked = contents.playbook(now.playbook), contents.questionnaire(now.questionnaire)
    except UNREADABLE:
        return  # said where the snapshots are checked
    ids = (head.playbook, head.playbook_version, head.questionnaire, head.questionnaire_version)
    if ids != (book.id, book.version, asked.id, asked.version):
        yield differs("The assessment names its playbook and questionnaire", "the file holds others")


def _lines(closing: Closing | None, hashes: Sequence[str], rules: str, answers: AnswersFile) -> tuple[str, ...]:
    said = closing.answers if closing else hashes[2]
    return (said, hashes[1], hashes[0], rules, *(value for _, value in restatement_prints(answers)))


def _labels(answers: AnswersFile, *named: str) -> tuple[str, ...]:
    book, book_version, asked, asked_version = named
    return (
        "Answers",
        f"Questionnaire {asked} {asked_version}",
        f"Playbook {book} {book_version}",
        "Scoring rules",
        *(of for of, _ in restatement_prints(answers)),
    )


def known_prints(contents: Contents) -> Iterator[tuple[str, str]]:
    """Yield every fingerprint the assessment had, worked out anew, and what it stands for."""
    export = contents.export
    closing: Closing | None = None
    since: list[Restatement] = []
    for one in events_in(export):
        if isinstance(one, Closing):
            closing, since = one, []
            yield fingerprint_of((one.playbook, one.questionnaire, one.answers), one.rule_version), closing_words(one)
        elif isinstance(one, RestatementKept) and closing is not None:
            since.append(one.restatement)
            yield _restated_print(contents, closing, since), f"{closing_words(closing)} after restatement {len(since)}"
    if closing is None and export.now.fingerprint:
        yield export.now.fingerprint, "the assessment, which was never closed"


def _restated_print(contents: Contents, closing: Closing, since: Sequence[Restatement]) -> str:
    try:
        answers = msgspec.structs.replace(recorded_by(contents, closing), restatements=tuple(since))
    except UNREADABLE:
        return ""
    kept = (closing.playbook, closing.questionnaire, closing.answers)
    return over(_lines(closing, kept, closing.rule_version, answers))
