"""Whether each closing is what its records, its definitions and its rules come to."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdna.scores.fingerprint import short
from cxdna.scores.rules import RULES
from cxdna.statistics.display import counted, long_date
from cxdna.store.model import Closing
from cxdna.workflows.life.snapshots import fingerprint_of, scored_by
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workflows.verification.snapshots import UNREADABLE
from cxdna.workflows.verification.state import Contents, answers_differences, recorded_by, sealed_now, standing_in


def closing_words(closing: Closing) -> str:
    """Return what to call a closing."""
    return f"closing {closing.number} of {long_date(closing.date)}"


def check_closing(contents: Contents, closing: Closing) -> Iterator[Finding]:
    """Yield whether a closing's fingerprint, scores and answers are what they come to when worked out anew."""
    name = closing_words(closing)
    hashes = (closing.playbook, closing.questionnaire, closing.answers)
    made = fingerprint_of(hashes, closing.rule_version)
    what = f"Fingerprint of {name}"
    if made == closing.fingerprint:
        yield verified(what, short(made))
    else:
        yield differs(what, f"says {short(closing.fingerprint)}, its contents have {short(made)}")
    yield from _scores(contents, f"Scores of {name}", hashes, closing.scores, closing.rule_version)
    yield from _closed_answers(contents, closing, name)


def _scores(contents: Contents, what: str, hashes: tuple[str, str, str], kept: str, rules: str) -> Iterator[Finding]:
    """Yield whether stored scores are those of the stored answers by the stored rules."""
    stored = contents.body(kept)
    inputs = [contents.body(one) for one in hashes]
    playbook, questionnaire, answers = inputs
    if rules not in RULES:
        yield unverified(what, f"they were made by scoring rules {rules}, which this version does not know")
        return
    if stored is None or playbook is None or questionnaire is None or answers is None:
        yield unverified(what, "a snapshot that they rest on is missing or differs")
        return
    try:
        made = scored_by(rules, playbook, questionnaire, answers)
    except UNREADABLE:
        yield differs(what, "the stored answers are none to the stored questionnaire and playbook")
        return
    if made == stored:
        yield verified(what, f"worked out again by scoring rules {rules}")
    else:
        yield from (
            differs(what, text) for text in told(differences(msgspec.json.decode(made), msgspec.json.decode(stored)))
        )


def _closed_answers(contents: Contents, closing: Closing, name: str) -> Iterator[Finding]:
    """Yield whether the records until a closing come to the answers that were kept with it."""
    what = f"Answers, evidence and targets of {name}"
    standing = standing_in(contents.export)
    stands = standing is not None and standing.number == closing.number
    try:
        was, here = contents.answers(closing.answers), sealed_now(recorded_by(contents, closing))
    except UNREADABLE:
        yield unverified(what, "a snapshot that they rest on is missing or differs")
        return
    found = list(answers_differences(contents.export, was, here, people=stands))
    yield from (differs(what, text) for text in found)
    if not found:
        count = sum(len(sheet.answers) for sheet in was.sheets)
        yield verified(what, f"{counted(count, 'answer')}, as recorded")
        if not stands and was.respondents != here.respondents:
            yield unverified(f"People of {name}", "others were asked after it was opened again")
