"""Each thing that can be verified about a shared export, as findings; what would need the private one is named."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdna.answers.restate import as_closed
from cxdna.answers.seal import sealed
from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.scores.fingerprint import over, restatement_prints, short
from cxdna.scores.rules import RULES
from cxdna.statistics.display import counted
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workflows.life.snapshots import scored_by
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workflows.verification.snapshots import UNREADABLE, bodies_in


def check_shared(found: SharedExport) -> Iterator[Finding]:
    """Yield whether a shared export is what it says, as far as that can be told without the private one."""
    bodies = bodies_in(found.snapshots)
    yield from _prints(found, bodies)
    if found.answers is None:
        yield unverified(
            "Answers and scores", f"the assessment is {found.assessment.mode}: its shared export holds no answers"
        )
        yield unverified(
            "Organisation, title and choices, corrections, evidence and targets",
            "the private export has what they can be compared with",
        )
        return
    yield from _answers(found, bodies)
    yield unverified("Names, roles, comments and reasons", "the chance in their seals is in the private export only")


def shared_prints(found: SharedExport) -> Iterator[tuple[str, str]]:
    """Yield every fingerprint that a shared export tells of, and what it stands for."""
    yield over(one.value for one in found.prints), "the assessment as it is in this file"
    for at, one in enumerate(found.closings):
        if at == len(found.closings) - 1 and found.closed:
            yield over(line.value for line in found.prints[:4]), f"closing {one.number} of {one.date}"


def _prints(found: SharedExport, bodies: dict[str, bytes]) -> Iterator[Finding]:
    what = "Fingerprint"
    made = over(one.value for one in found.prints)
    if made == found.fingerprint:
        yield verified(what, short(made))
    else:
        yield differs(what, f"says {short(found.fingerprint)}, its lines have {short(made)}")
    if found.closed and found.closings:
        closed = over(one.value for one in found.prints[:4])
        stored = found.closings[-1].fingerprint
        what = f"Fingerprint of closing {found.closings[-1].number}"
        yield (
            verified(what, short(closed))
            if closed == stored
            else differs(what, f"says {short(stored)}, its lines have {short(closed)}")
        )
    yield from _definitions(found, bodies)
    yield from (differs("The file agrees with itself", text) for text in _contradictions(found))


def _contradictions(found: SharedExport) -> Iterator[str]:
    """Yield what stands in the file twice and is not the same."""
    last = found.closings[-1] if found.closings else None
    if found.as_of != found.assessment.date:
        yield f"age counts to {found.as_of} and to {found.assessment.date}"
    if found.closed != (last is not None and last.reopened_on is None):
        yield "it says that it is closed, or open, and its closings do not"
    if found.closed and last and last.date != found.as_of:
        yield f"it was closed on {last.date}, and age counts to {found.as_of}"
    if [one.number for one in found.closings] != list(range(1, len(found.closings) + 1)):
        yield "its closings are not counted from 1"
    kept = {one.sha256 for one in found.snapshots}
    for name in ("playbook", "questionnaire", "scores"):
        if getattr(found, name) not in kept:
            yield f"its {name} is not in it"
    restatements = found.answers.restatements if found.answers else found.restatements
    if [one.of for one in found.prints[4:]] != [f"Restatement {one.number}" for one in restatements]:
        yield "the lines of the fingerprint are not those of its corrections"
    if found.answers and (found.restatements or found.targets or found.evidence):
        yield "corrections, targets and evidence stand in it twice"


def _definitions(found: SharedExport, bodies: dict[str, bytes]) -> Iterator[Finding]:
    """Yield whether the lines of the fingerprint are those of the definitions in the file."""
    what = "Playbook and questionnaire under the fingerprint"
    try:
        book = msgspec.json.decode(bodies[found.playbook], type=Playbook)
        asked = msgspec.json.decode(bodies[found.questionnaire], type=Questionnaire)
    except UNREADABLE:
        yield unverified(what, "a snapshot is missing or differs")
        return
    lines = [(one.of, one.value) for one in found.prints[1:4]]
    expected = [
        (f"Questionnaire {asked.id} {asked.version}", found.questionnaire),
        (f"Playbook {book.id} {book.version}", found.playbook),
        ("Scoring rules", found.rule_version),
    ]
    wrong = [name for (name, _), line in zip(expected, lines, strict=False) if (name, _) != line]
    head = found.assessment
    if (head.questionnaire, head.questionnaire_version, head.playbook_version) != (
        asked.id,
        asked.version,
        book.version,
    ):
        wrong.append("the version that the assessment names")
    if wrong or len(lines) != len(expected) or found.prints[0].of != "Answers":
        yield differs(what, f"not what the file holds: {', '.join(wrong) or 'lines are missing'}")
    else:
        yield verified(what)


def _answers(found: SharedExport, bodies: dict[str, bytes]) -> Iterator[Finding]:
    """Yield whether the answers of a named assessment have the fingerprint, and come to the scores."""
    answers = found.answers
    if answers is None:
        return
    what = "Answers under the fingerprint"
    lines = [(one.of, one.value) for one in (found.prints[0], *found.prints[4:])]
    made = [("Answers", sha256_of(canonical(sealed(as_closed(answers))))), *restatement_prints(answers)]
    wrong = [of for of, value in made if (of, value) not in lines]
    if wrong or len(lines) != len(made):
        yield from (differs(what, f"{one.lower()} do not have the hash that is in the fingerprint") for one in wrong)
        if not wrong:
            yield differs(what, "it has lines for corrections that are not there")
    else:
        count = sum(len(sheet.answers) for sheet in answers.sheets)
        yield verified(what, f"{counted(count, 'answer')}, {counted(len(made) - 1, 'correction')}")
    if answers.assessment != found.assessment or answers.organisation != found.organisation:
        yield differs("The assessment and the organisation", "they stand in the file twice and are not the same")
    yield from _scores(found, bodies, canonical(answers))


def _scores(found: SharedExport, bodies: dict[str, bytes], answers: bytes) -> Iterator[Finding]:
    what = "Scores"
    if found.rule_version not in RULES:
        yield unverified(what, f"made by scoring rules {found.rule_version}, which this version does not know")
        return
    try:
        made = scored_by(found.rule_version, bodies[found.playbook], bodies[found.questionnaire], answers)
        stored = msgspec.json.decode(bodies[found.scores])
    except UNREADABLE:
        yield unverified(what, "a snapshot that they rest on is missing or differs")
        return
    found_differences = list(told(differences(msgspec.json.decode(made), stored)))
    yield from (differs(what, text) for text in found_differences)
    if not found_differences:
        yield verified(what, f"worked out again by scoring rules {found.rule_version}")
