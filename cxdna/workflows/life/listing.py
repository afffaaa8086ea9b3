"""The assessments of a workspace, each with where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from cxdna.answers.model import Basis, ClosingNote, Mode
from cxdna.scores.fingerprint import over, restatement_prints, short
from cxdna.scores.protect import unsigned_notes
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import actions_that_hold, answers_that_hold, is_answer
from cxdna.store.model import Assessment
from cxdna.store.port import Store
from cxdna.workflows.current import gather, look_at, notes
from cxdna.workflows.score import as_json
from cxdna.workspace.model import Workspace

FORMAT: Final = "cxdna-assessments/1"
"""Name and number of the shape that `cxdna assessment list --json` prints: `AssessmentList`."""

State = Literal["open", "closed", "reopened"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One assessment: `closings` with what became of each; `fingerprint` of today, "" where it is not closed.

    `people` counts those who were asked, `answered` those of them who gave an answer, `answers` the answers that hold,
    `actions` those of its plan that hold, and `actions_done` those of them that are done.
    """

    id: str
    title: str
    state: State
    opened: dt.date
    mode: Mode
    basis: Basis
    questionnaire: str
    questionnaire_version: str
    previous: str | None
    people: int
    answered: int
    answers: int
    closings: tuple[ClosingNote, ...]
    restatements: int
    fingerprint: str
    actions: int
    actions_done: int


class AssessmentList(msgspec.Struct, frozen=True):
    """What `--json` prints, the oldest assessment first."""

    format: str
    assessments: tuple[Standing, ...]


def list_assessments(workspace: Workspace, store: Store) -> AssessmentList:
    """Return every assessment with where it stands."""
    return AssessmentList(FORMAT, tuple(_standing(workspace, store, one) for one in store.assessments()))


def _standing(workspace: Workspace, store: Store, one: Assessment) -> Standing:
    held = [kept for kept in answers_that_hold(store.answers(one.id)).values() if is_answer(kept)]
    closings, reopenings = notes(store, one.id), store.reopenings(one.id)
    if one.mode != "named":
        closings = unsigned_notes(closings, gather(look_at(workspace, store, one.id), one.opened).respondents)
    actions = [kept.action for kept in actions_that_hold(store.actions(one.id)).values() if not kept.dropped]
    state: State = "closed" if len(closings) > len(reopenings) else "reopened" if reopenings else "open"
    return Standing(
        id=one.id,
        title=one.title,
        state=state,
        opened=one.opened,
        mode=one.mode,
        basis=one.basis,
        questionnaire=one.questionnaire,
        questionnaire_version=one.questionnaire_version,
        previous=one.previous,
        people=len(store.sheets(one.id)),
        answered=len({kept.sheet for kept in held}),
        answers=len(held),
        closings=closings,
        restatements=len(store.restatements(one.id)),
        fingerprint=standing_fingerprint(workspace, store, one.id) if state == "closed" else "",
        actions=len(actions),
        actions_done=sum(action.status == "done" for action in actions),
    )


def standing_fingerprint(workspace: Workspace, store: Store, assessment: str) -> str:
    """Return the fingerprint of a closed assessment with its restatements, without scoring it."""
    now = look_at(workspace, store, assessment)
    if now.closing is None:
        return ""
    prints = restatement_prints(gather(now, now.closing.date))
    if not prints:
        return now.closing.fingerprint
    kept = (now.closing.answers, now.closing.questionnaire, now.closing.playbook, now.closing.rule_version)
    return over((*kept, *(value for _, value in prints)))


def list_lines(listed: AssessmentList) -> Iterator[str]:
    """Yield the assessments for reading, the newest first, and the next step."""
    for one in reversed(listed.assessments):
        yield f"{one.id}: {one.title}"
        yield f"  {_state_words(one)}"
        asked = counted(one.people, "person", "people")
        yield f"  {asked} asked, {one.answered} answered; {one.mode}; {one.questionnaire} {one.questionnaire_version}"
        if one.fingerprint:
            yield f"  fingerprint {short(one.fingerprint)}"
        if one.actions:
            yield f"  plan of {counted(one.actions, 'action')}, {one.actions_done} done"
    if not listed.assessments:
        yield "There is no assessment yet."
    yield f"Next:  {_next(listed)}"


def _state_words(one: Standing) -> str:
    if one.state == "open":
        return f"open since {long_date(one.opened)}"
    last = one.closings[-1]
    times = f" ({counted(len(one.closings), 'time')} in all)" if len(one.closings) > 1 else ""
    if one.state == "reopened":
        opened = long_date(last.reopened_on) if last.reopened_on else ""
        return f"open again since {opened}: {last.reopened_why}; closed on {long_date(last.date)} before{times}"
    by = f" by {last.by}" if last.by else ""
    restated = f", restated {counted(one.restatements, 'time')}" if one.restatements else ""
    return f"closed on {long_date(last.date)}{by}{times}{restated}"


def _next(listed: AssessmentList) -> str:
    if any(one.state != "closed" for one in listed.assessments):
        return "cxdna assess, or cxdna status"
    newest = f" --from {listed.assessments[-1].id}" if listed.assessments else ""
    return f"cxdna assessment new{newest}"


def assessments_json(listed: AssessmentList) -> str:
    """Return the assessments as JSON, for other programs."""
    return as_json(listed)
