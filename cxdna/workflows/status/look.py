"""Where an assessment stands: people, components, evidence, what to talk about, and the one step that comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.answers.model import Basis, Mode
from cxdna.findings.find import find
from cxdna.findings.model import Findings
from cxdna.findings.out_of_sight import out_of_sight
from cxdna.findings.pair import pair
from cxdna.scores.model import PartScore, Scores
from cxdna.workflows.current import Current, gather, look_at
from cxdna.workflows.evidence.carry_over import offered
from cxdna.workflows.evidence.check import Found, soon_too_old
from cxdna.workflows.score import as_json
from cxdna.workflows.status.next_step import Matters, NextStep, next_step
from cxdna.workflows.status.people import People, people_so_far
from cxdna.workflows.status.unanswered import Unanswered, unanswered
from cxdna.workflows.targets import scores_so_far

FORMAT: Final = "cxdna-status/1"
"""Name and number of the shape that `cxdna status --json` prints: `Status`."""


class Component(msgspec.Struct, frozen=True):
    """One part, or the whole at tier 0: how many people answered something in it, and its numbers where they show.

    `answered_by` is None where the mode of the assessment hides it.
    """

    part: str
    name: str
    tier: int
    answered_by: int | None
    as_answered: Fraction | None
    as_shown: Fraction | None
    target: Fraction | None
    gap: Fraction | None


class Lacking(msgspec.Struct, frozen=True):
    """A question that was answered above what its evidence supports, and what the next level needs."""

    question: str
    practice: str
    answered: Fraction
    supported: Fraction
    needs: str


class ToTalkAbout(msgspec.Struct, frozen=True):
    """A question that people see differently; `reasons` are left out where the mode protects who said what."""

    question: str
    practice: str
    answer_again: bool
    reasons: tuple[str, ...]


class Comparable(msgspec.Struct, frozen=True):
    """How many of the questions asked here can be compared with the assessment before, where both have a number."""

    assessment: str
    title: str
    comparable: int
    asked: int


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints. `missing` and `unfinished` name people, and nobody in an anonymous assessment.

    `out_of_sight` counts records that count and name neither file, link, owner nor source.
    """

    format: str
    organisation: str
    assessment: str
    title: str
    mode: Mode
    basis: Basis
    opened: dt.date
    closed: dt.date | None
    fingerprint: str | None
    today: dt.date
    people: People
    missing: tuple[str, ...]
    unfinished: tuple[str, ...]
    components: tuple[Component, ...]
    unanswered: Unanswered
    lacking: tuple[Lacking, ...]
    disputes: tuple[ToTalkAbout, ...]
    soon_too_old: tuple[Found, ...]
    out_of_sight: int
    to_confirm: tuple[str, ...]
    compared: Comparable | None
    next: NextStep


def status_of(now: Current, today: dt.date) -> Status:
    """Return where the assessment stands on a day."""
    scores, people = scores_so_far(now, today), people_so_far(now)
    findings = find(scores, now.playbook, now.questionnaire)
    evidence = gather(now, today).evidence
    without = unanswered(now, scores)
    lacking = tuple(_lacking(now, scores, findings))
    disputes = tuple(_disputes(now, findings))
    waiting = () if now.closing else tuple(one.record.id for one in offered(now, today))
    return Status(
        format=FORMAT,
        organisation=now.workspace.settings.organisation.name,
        assessment=now.assessment.id,
        title=now.assessment.title,
        mode=now.assessment.mode,
        basis=now.assessment.basis,
        opened=now.assessment.opened,
        closed=now.closing.date if now.closing else None,
        fingerprint=now.closing.fingerprint if now.closing else None,
        today=today,
        people=people,
        missing=tuple(one.name for one in people.persons if one.stage == "not_started"),
        unfinished=tuple(one.name for one in people.persons if one.stage == "under_way"),
        components=tuple(_component(now, part, scores) for part in (scores.whole, *scores.parts)),
        unanswered=without,
        lacking=lacking,
        disputes=disputes,
        soon_too_old=tuple(soon_too_old(now, evidence, today)),
        out_of_sight=out_of_sight(scores, evidence),
        to_confirm=waiting,
        compared=_comparable(now, scores),
        next=next_step(now, people, Matters(without, len(lacking), len(disputes), len(waiting))),
    )


def _comparable(now: Current, scores: Scores) -> Comparable | None:
    """Return what can be compared by the questions alone; None where nothing closed came before."""
    if now.assessment.previous not in {one.id for one in now.store.assessments()}:
        return None
    before = look_at(now.workspace, now.store, now.assessment.previous)
    if before.closing is None:
        return None
    same = pair((now.playbook, now.questionnaire), (before.playbook, before.questionnaire)).same
    asked = {one.id for one in scores.questions if one.state != "hidden"}
    return Comparable(before.assessment.id, before.assessment.title, len(asked & same.keys()), len(asked))


def _component(now: Current, part: PartScore, scores: Scores) -> Component:
    return Component(
        part=part.id,
        name=part.name if part.tier else "Overall",
        tier=part.tier,
        answered_by=_answered_by(now, part, scores),
        as_answered=part.score.as_answered,
        as_shown=part.score.as_shown,
        target=part.target,
        gap=part.gap,
    )


def _answered_by(now: Current, part: PartScore, scores: Scores) -> int | None:
    """Return how many people answered something in a part: exactly where all are named, else as far as is shown."""
    own = set(part.questions)
    questions = [question for question in scores.questions if question.id in own]
    if now.assessment.mode == "named":
        return len({response.respondent for question in questions for response in question.responses})
    return max((len(question.responses) for question in questions), default=0) or None


def _lacking(now: Current, scores: Scores, findings: Findings) -> Iterator[Lacking]:
    practices = {question.id: question.practice for question in now.questionnaire.questions}
    for claim in findings.claims:
        needs = scores.question(claim.question).verdict.next_needs
        yield Lacking(claim.question, practices[claim.question], claim.claimed, claim.shown, needs)


def _disputes(now: Current, findings: Findings) -> Iterator[ToTalkAbout]:
    practices = {question.id: question.practice for question in now.questionnaire.questions}
    for one in findings.disputed:
        reasons = tuple(dispute.reason for dispute in one.disputes) if now.assessment.mode == "named" else ()
        again = any(dispute.advice == "answer_again" for dispute in one.disputes)
        yield ToTalkAbout(one.question, practices[one.question], again, reasons)


def status_json(status: Status) -> str:
    """Return the status as JSON, for other programs."""
    return as_json(status)
