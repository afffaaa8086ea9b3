"""An assessment is closed: what it rests on is kept for good, and a fingerprint stands for all of it."""

from __future__ import annotations

import datetime as dt
from typing import Final

from cxdna.answers.model import AnswersFile
from cxdna.answers.seal import sealed
from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.errors import StorageError, UserError
from cxdna.scores.score import RULE_VERSION
from cxdna.statistics.display import long_date
from cxdna.store.model import Closing, Reopening
from cxdna.store.port import Store
from cxdna.workflows.current import Current, gather, look_at
from cxdna.workflows.life.reopen import reopened_records
from cxdna.workflows.life.snapshots import Bodies, bodies_of, fingerprint_of, snapshots_of
from cxdna.workspace.model import Workspace

TRIES: Final = 20
_FOLDERS: Final = {"questionnaire": "questionnaires", "playbook": "playbook"}
DISTURBED: Final = "an answer arrived in the moment of closing"


def close_assessment(now: Current, *, date: dt.date, by: str) -> Closing:
    """Close an assessment with everything that was recorded until then, and return the closing.

    What arrives between reading and writing is read again. Raises `UserError` when it is closed already, when nobody
    has answered, or when others change it without pause.
    """
    for _ in range(TRIES):
        closing, bodies = _prepared(look_at(now.workspace, now.store, now.assessment.id), date, by)
        if _answers_hash(look_at(now.workspace, now.store, now.assessment.id), date) != closing.answers:
            continue
        now.store.add(*snapshots_of(bodies), closing)
        kept = look_at(now.workspace, now.store, now.assessment.id)
        if kept.closing is not None and _answers_hash(kept, date) == closing.answers:
            return kept.closing
        # Something slipped in between the last look and the closing, which therefore does not stand for it.
        _undo(now.workspace, now.store, kept, date)
    raise UserError(f"'{now.assessment.id}' is being changed all the time", "close it when nobody answers any more")


def refuse_closed_or_empty(now: Current, date: dt.date) -> AnswersFile:
    """Return the answers of an assessment that can be closed. Raises `UserError` when it is, or holds no answer."""
    name = now.assessment.id
    if now.closing is not None:
        raise UserError(
            f"'{name}' was closed on {long_date(now.closing.date)} already",
            "correct it with: cxdna assessment restate, or open it again with: cxdna assessment reopen",
        )
    _refuse_other_versions(now)
    answers = gather(now, date)
    if not answers.sheets:
        raise UserError(f"nobody has answered '{name}' yet: there is nothing to close", "start with: cxdna assess")
    return answers


def _refuse_other_versions(now: Current) -> None:
    """Raise `UserError` where questionnaire or playbook are no longer those that the assessment was opened with."""
    one = now.assessment
    pairs = (
        ("questionnaire", one.questionnaire, one.questionnaire_version, now.questionnaire.version),
        ("playbook", one.playbook, one.playbook_version, now.playbook.version),
    )
    for what, name, opened, here in pairs:
        if opened != here:
            raise UserError(
                f"'{one.id}' asks {name} {opened}, and the {what} '{name}' that is here has version {here}",
                f"put the file of version {opened} into the folder {_FOLDERS[what]} of this workspace",
            )


def _prepared(now: Current, date: dt.date, by: str) -> tuple[Closing, Bodies]:
    store, name = now.store, now.assessment.id
    answers = refuse_closed_or_empty(now, date)
    bodies = bodies_of(now.playbook, now.questionnaire, answers, RULE_VERSION)
    playbook, questionnaire, said, scores = hashes = bodies.hashes()
    closing = Closing(
        assessment=name,
        number=len(store.closings(name)) + 1,
        date=date,
        by=by,
        rule_version=RULE_VERSION,
        fingerprint=fingerprint_of(hashes, RULE_VERSION),
        playbook=playbook,
        questionnaire=questionnaire,
        answers=said,
        scores=scores,
    )
    return closing, bodies


def _answers_hash(now: Current, date: dt.date) -> str:
    return sha256_of(canonical(sealed(gather(now, date))))


def _undo(workspace: Workspace, store: Store, kept: Current, date: dt.date) -> None:
    if kept.closing is None:
        raise StorageError("the assessment was opened again by someone else in the moment of closing")
    reopening = Reopening(assessment=kept.assessment.id, date=date, by=kept.closing.by, reason=DISTURBED)
    store.add(reopening, *reopened_records(look_at(workspace, store, kept.assessment.id), None))
