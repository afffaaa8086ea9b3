"""The workspace a command works in, its store, and the assessment it means, with what that is asked by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import msgspec

from cxdna import resources
from cxdna.answers.model import Answer, AnswersFile, AnswerSheet, AssessmentHead, ClosingNote
from cxdna.answers.restate import as_closed, restated
from cxdna.answers.seal import sealed
from cxdna.definitions.load import content_hash, load_questionnaire
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.errors import StorageError, UserError
from cxdna.organisation.model import Profile, Respondent
from cxdna.scores.model import Assessed
from cxdna.scores.rules import RULES, Rules
from cxdna.scores.score import RULE_VERSION
from cxdna.statistics.display import long_date
from cxdna.store.latest import (
    answers_that_hold,
    evidence_that_holds,
    is_answer,
    standing_closing,
    targets_that_hold,
)
from cxdna.store.model import (
    Assessment,
    Closing,
    EvidenceKept,
    Person,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    Snapshot,
    TargetKept,
)
from cxdna.store.port import Store
from cxdna.store.snapshots import read_snapshot
from cxdna.workflows.where import Where
from cxdna.workspace.find import find
from cxdna.workspace.model import Workspace
from cxdna.workspace.open import open_store


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """An open workspace with the assessment that is meant; `closing` is the one that stands, None while it is open."""

    workspace: Workspace
    store: Store
    assessment: Assessment
    playbook: Playbook
    questionnaire: Questionnaire
    closing: Closing | None


def local_day(workspace: Workspace, now: dt.datetime) -> dt.date:
    """Return the day it is where the organisation is."""
    return now.astimezone(ZoneInfo(workspace.settings.organisation.time_zone)).date()


@contextmanager
def opened(where: Where) -> Iterator[tuple[Workspace, Store]]:
    """Open the workspace that is meant. Raises `UserError` where there is none, `StorageError` where it is damaged."""
    workspace = find(where.here, where.workspace)
    with open_store(workspace, where.environment) as store:
        yield workspace, store


@contextmanager
def current(where: Where) -> Iterator[Current]:
    """Open the workspace and the assessment that is meant: the one named, else the newest open one, else the newest."""
    with opened(where) as (workspace, store):
        yield look_at(workspace, store, where.assessment)


def look_at(workspace: Workspace, store: Store, name: str | None = None) -> Current:
    """Return one assessment of an open workspace. Raises `UserError` where there is none of that name."""
    assessment = choose(store, name)
    closing = standing_closing(store.closings(assessment.id), store.reopenings(assessment.id))
    playbook, questionnaire = _asked_by(workspace, store, assessment, closing)
    return Current(
        workspace=workspace,
        store=store,
        assessment=assessment,
        playbook=playbook,
        questionnaire=questionnaire,
        closing=closing,
    )


def refuse_closed(now: Current) -> None:
    """Raise `UserError` for a closed assessment, before anything is copied."""
    if now.closing:
        raise UserError(
            f"the assessment '{now.assessment.id}' was closed on {long_date(now.closing.date)} "
            "and does not change any more",
            "correct it with: cxdna assessment restate",
        )


def choose(store: Store, name: str | None) -> Assessment:
    """Return the assessment that is meant."""
    known = store.assessments()
    if not known:
        raise UserError("this workspace has no assessment yet", "start one with: cxdna assessment new")
    if name is None:
        still_open = [
            one for one in known if standing_closing(store.closings(one.id), store.reopenings(one.id)) is None
        ]
        return (still_open or known)[-1]
    for one in known:
        if one.id == name:
            return one
    raise UserError(f"there is no assessment '{name}'", f"there are: {', '.join(one.id for one in known)}")


def _asked_by(
    workspace: Workspace, store: Store, assessment: Assessment, closing: Closing | None
) -> tuple[Playbook, Questionnaire]:
    """Return playbook and questionnaire: of a closed assessment those that were kept with it."""
    if closing is None:
        roots = resources.roots(workspace.folder)
        return load_questionnaire(
            assessment.questionnaire, roots, assessment.questionnaire_version, assessment.playbook_version
        )
    return (
        read_snapshot(_kept(store, closing.playbook), Playbook),
        read_snapshot(_kept(store, closing.questionnaire), Questionnaire),
    )


def _kept(store: Store, sha256: str) -> Snapshot:
    snapshot = store.snapshot(sha256)
    if snapshot is None:
        raise StorageError(f"what this assessment was closed with is not in the database: {sha256[:8]} is missing")
    return snapshot


def gather(now: Current, today: dt.date) -> AnswersFile:
    """Return everything that the assessment rests on; while it is open, evidence age counts to today.

    People without an answer have no sheet; comments without an answer are left out. Restatements of earlier closings
    went into the records when the assessment was reopened.
    """
    store, assessment = now.store, now.assessment
    file = assemble(
        Records(
            people=store.people(),
            sheets=store.sheets(assessment.id),
            answers=store.answers(assessment.id),
            evidence=store.evidence(assessment.id),
            targets=store.targets(assessment.id),
        ),
        assessment,
        _profile(now),
        now.closing.date if now.closing else today,
        [question.id for question in now.questionnaire.questions],
    )
    since = now.closing.seq if now.closing else None
    return restated(
        file,
        (kept.restatement for kept in store.restatements(assessment.id) if since is not None and kept.seq > since),
    )


class Records(msgspec.Struct, frozen=True, kw_only=True):
    """What was recorded in one assessment, in the order in which it was."""

    people: Sequence[Person]
    sheets: Sequence[Sheet]
    answers: Sequence[Recorded]
    evidence: Sequence[EvidenceKept]
    targets: Sequence[TargetKept]


def assemble(
    records: Records, assessment: Assessment, organisation: Profile, date: dt.date, order: Sequence[str]
) -> AnswersFile:
    """Return what records come to before any restatement; answers stand in the order of the questions."""
    people = {person.id: person for person in records.people}
    held = {place: one.said for place, one in answers_that_hold(records.answers).items() if is_answer(one)}
    return AnswersFile(
        organisation=organisation,
        assessment=_head(assessment, date),
        targets=targets_that_hold(records.targets),
        respondents=tuple(_respondent(sheet, people) for sheet in records.sheets),
        evidence=tuple(kept.record for kept in evidence_that_holds(records.evidence)),
        sheets=tuple(sheet for sheet in (_answers(one, held, order) for one in records.sheets) if sheet.answers),
    )


def _profile(now: Current) -> Profile:
    """Return the organisation's profile: the one an assessment was closed with, while it is open that of today."""
    if now.closing is None:
        return now.workspace.settings.organisation
    return read_snapshot(_kept(now.store, now.closing.answers), AnswersFile).organisation


def _head(assessment: Assessment, date: dt.date) -> AssessmentHead:
    return AssessmentHead(
        id=assessment.id,
        title=assessment.title,
        questionnaire=assessment.questionnaire,
        questionnaire_version=assessment.questionnaire_version,
        playbook_version=assessment.playbook_version,
        date=date,
        basis=assessment.basis,
        mode=assessment.mode,
        scope=assessment.scope,
        prepared_for=assessment.prepared_for,
        prepared_by=assessment.prepared_by,
        setting=assessment.setting,
    )


def _respondent(sheet: Sheet, people: Mapping[str, Person]) -> Respondent:
    if sheet.person is None:
        return Respondent(id=sheet.id, name="Somebody", role=sheet.group, group=sheet.group)
    person = people[sheet.person]
    return Respondent(
        id=sheet.id, name=person.name, role=sheet.role, group=sheet.group, salt=person.salt, seal=sheet.seal
    )


def _answers(sheet: Sheet, held: Mapping[tuple[str, str], Answer], order: Sequence[str]) -> AnswerSheet:
    own = {question: held[sheet.id, question] for question in order if (sheet.id, question) in held}
    return AnswerSheet(respondent=sheet.id, answers={**own})


def figures_may_be_seen(now: Current) -> bool:
    """Tell whether scores may be shown: as with a ballot, those of a confidential assessment once it is closed.

    Seen before and after an answer comes in, they would tell what that answer is, however many people they rest on.
    """
    return now.closing is not None or now.assessment.mode == "named"


def assessed(now: Current, today: dt.date) -> Assessed:
    """Return the scores of the assessment.

    Raises `UserError` when nobody has answered yet, and while answers are still taken in that nobody is to know, and
    `StorageError` for a closed one that was tampered with.
    """
    answers = gather(now, today)
    if not answers.sheets:
        raise UserError(f"nobody has answered '{now.assessment.id}' yet", "start with: cxdna assess")
    if not figures_may_be_seen(now):
        raise UserError(
            f"this assessment is {now.assessment.mode}: its figures can be seen once it is closed, because figures "
            "that change with each new answer tell whose it is",
            "see how far people are with: cxdna status, and close it with: cxdna assessment close",
        )
    _refuse_changed(now.closing, answers)
    return Assessed(
        now.playbook,
        now.questionnaire,
        answers,
        rules_of(now.closing)(now.playbook, now.questionnaire, answers),
        notes(now.store, now.assessment.id),
    )


def _refuse_changed(closing: Closing | None, answers: AnswersFile) -> None:
    """Raise `StorageError` where a closed assessment is not what it was closed with: it would carry its fingerprint."""
    if closing is not None and content_hash(sealed(as_closed(answers))) != closing.answers:
        raise StorageError(
            f"the database was changed since closing {closing.number} of {long_date(closing.date)}, and not by cxdna: "
            "see what differs with: cxdna verify ., and put a backup back with: cxdna restore FILE --replace"
        )


def rules_of(closing: Closing | None) -> Rules:
    """Return the scoring rules of a closing, or today's. Raises `StorageError` for those of a newer version."""
    version = closing.rule_version if closing else RULE_VERSION
    if version not in RULES:
        raise StorageError(f"the assessment was closed by scoring rules {version}, which this version does not know")
    return RULES[version]


def notes(store: Store, assessment: str) -> tuple[ClosingNote, ...]:
    """Return every closing of an assessment with what became of it."""
    reopenings: tuple[Reopening | None, ...] = store.reopenings(assessment)
    closings = store.closings(assessment)
    padded = (*reopenings, *([None] * (len(closings) - len(reopenings))))
    made = store.restatements(assessment)
    return tuple(_note(closing, reopening, made) for closing, reopening in zip(closings, padded, strict=True))


def _note(closing: Closing, reopening: Reopening | None, made: Sequence[RestatementKept]) -> ClosingNote:
    taken_up = tuple(one.restatement for one in made if reopening and closing.seq < one.seq < reopening.seq)
    return ClosingNote(
        number=closing.number,
        date=closing.date,
        by=closing.by,
        fingerprint=closing.fingerprint,
        reopened_on=reopening.date if reopening else None,
        reopened_by=reopening.by if reopening else "",
        reopened_why=reopening.reason if reopening else "",
        corrections=taken_up or msgspec.UNSET,
    )
