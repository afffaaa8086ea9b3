"""An assessment -> what may be passed on of it: what documents print anyway, and nothing from which more follows."""

from __future__ import annotations

import datetime as dt

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import Answer, AnswerChange, AnswersFile, AnswerSheet, Restatement
from cxdna.answers.seal import seal_of_person, seal_of_words
from cxdna.definitions.canonical import canonical, canonical_result, sha256_of
from cxdna.errors import UserError
from cxdna.scores.fingerprint import over
from cxdna.scores.protect import protect
from cxdna.store.model import SNAPSHOT_FORMAT, SnapshotKind
from cxdna.workflows.current import Current, assessed, gather
from cxdna.workflows.export.export import finished, prints_of
from cxdna.workflows.export.model import ExportedSnapshot
from cxdna.workflows.export.shared_model import FORMAT_SHARED, SharedExport


def shared(now: Current, today: dt.date) -> SharedExport:
    """Return what may be passed on. Raises `UserError` when nobody has answered."""
    whole = gather(now, today)
    if not whole.sheets:
        raise UserError(f"nobody has answered '{now.assessment.id}' yet", "start with: cxdna assess")
    shown = protect(assessed(now, today))
    named = now.assessment.mode == "named"
    bodies: tuple[tuple[SnapshotKind, bytes], ...] = (
        ("playbook", canonical(now.playbook)),
        ("questionnaire", canonical(now.questionnaire)),
        ("scores", canonical_result(shown.scores)),
    )
    playbook, questionnaire, scores = (sha256_of(body) for _, body in bodies)
    prints = prints_of(now, whole)
    made = SharedExport(
        format=FORMAT_SHARED,
        edition="shared",
        organisation=whole.organisation,
        assessment=whole.assessment,
        closed=now.closing is not None,
        as_of=whole.assessment.date,
        rule_version=shown.scores.rule_version,
        playbook=playbook,
        questionnaire=questionnaire,
        scores=scores,
        prints=prints,
        fingerprint=over(one.value for one in prints),
        closings=shown.closings,
        restatements=() if named else shown.answers.restatements,
        targets=() if named else shown.answers.targets,
        evidence=() if named else shown.answers.evidence,
        answers=with_seals(whole) if named else None,
        snapshots=tuple(
            ExportedSnapshot(sha256=sha256_of(body), kind=kind, format=SNAPSHOT_FORMAT, body=msgspec.Raw(body))
            for kind, body in bodies
        ),
        checksum="",
    )
    return finished(made)


def with_seals(answers: AnswersFile) -> AnswersFile:
    """Return answers with the seals of names and words beside these, and without the chance that is in the seals.

    Whoever has the fingerprint can verify the answers by them; the words themselves only who has the private export.
    """
    salts = {person.id: person.salt for person in answers.respondents}
    return msgspec.structs.replace(
        answers,
        respondents=tuple(
            msgspec.structs.replace(person, salt="", seal=seal_of_person(person)) for person in answers.respondents
        ),
        sheets=tuple(
            AnswerSheet(
                respondent=sheet.respondent,
                answers={
                    question: _sealed(in_full(said), question, salts[sheet.respondent])
                    for question, said in sheet.answers.items()
                },
            )
            for sheet in answers.sheets
        ),
        restatements=tuple(_sealed_change(one, salts) for one in answers.restatements),
    )


def _sealed(said: Answer, question: str, salt: str) -> Answer:
    return msgspec.structs.replace(said, seal=seal_of_words(said, question, salt))


def _sealed_change(one: Restatement, salts: dict[str, str]) -> Restatement:
    change = one.change
    if not isinstance(change, AnswerChange):
        return one
    salt = salts.get(change.respondent, "")
    old, new = (said and _sealed(said, change.question, salt) for said in (change.old, change.new))
    return msgspec.structs.replace(one, change=msgspec.structs.replace(change, old=old, new=new))
