"""Of everything that was recorded, what holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from cxdna.alerts.model import Alert
from cxdna.organisation.model import Target, Written
from cxdna.plan.model import Plan
from cxdna.store.model import (
    ActionKept,
    Closing,
    DecisionKept,
    EvidenceKept,
    KpiKept,
    PlanKept,
    Recorded,
    Reopening,
    TargetKept,
    VoiceItem,
    VoiceKept,
    VoiceKind,
    WrittenKept,
)
from cxdna.voice.model import AwardYear, Checked, Effect, Facing, Fielded, SurveyFile, Training, Voice
from cxdna.voice.survey.model import Survey, Window

T = TypeVar("T", bound=VoiceItem)


def answers_that_hold(recorded: Iterable[Recorded]) -> dict[tuple[str, str], Recorded]:
    """Return the answer that holds by sheet and question: the latest of the highest round.

    A comment noted without an answer holds only until there is an answer.
    """
    held: dict[tuple[str, str], Recorded] = {}
    for one in recorded:
        key = (one.sheet, one.question)
        before = held.get(key)
        if before is None or (is_answer(one), one.round) >= (is_answer(before), before.round):
            held[key] = one
    return held


def is_answer(one: Recorded) -> bool:
    """Tell an answer from a comment that was noted before one."""
    return one.said.value is not None or one.said.not_applicable is not None


def evidence_that_holds(kept: Iterable[EvidenceKept]) -> tuple[EvidenceKept, ...]:
    """Return the latest state of each record that is not withdrawn, in the order in which they were first noted."""
    held: dict[str, EvidenceKept] = {}
    for one in kept:
        held[one.record.id] = one
    return tuple(one for one in held.values() if not one.withdrawn)


def targets_that_hold(kept: Iterable[TargetKept]) -> tuple[Target, ...]:
    """Return the latest target of each part, in the order in which they were first set."""
    return tuple({one.target.part: one.target for one in kept}.values())


def actions_that_hold(kept: Iterable[ActionKept]) -> dict[str, ActionKept]:
    """Return the latest state of each action by its id, dropped ones as well, in the order they were first noted."""
    return {one.action.id: one for one in kept}


def plan_that_holds(
    heads: Sequence[PlanKept],
    actions: Sequence[ActionKept],
    figures: Sequence[KpiKept],
    decisions: Sequence[DecisionKept],
) -> Plan:
    """Return what a plan comes to, actions in the order of their priority and equals in that of their coming."""
    held = sorted(actions_that_hold(actions).values(), key=lambda one: one.action.priority)
    return Plan(
        head=heads[-1].head if heads else None,
        actions=tuple(one.action for one in held if not one.dropped),
        dropped=tuple(one.action for one in held if one.dropped),
        figures=tuple(one.figure for one in figures),
        decisions=tuple({one.decision.id: one.decision for one in decisions}.values()),
        noted=Counter(
            (
                *(one.action.id for one in actions),
                *(one.decision.id for one in decisions),
                *(f"kpi:{one.figure.kpi}" for one in figures),
            )
        ),
    )


def words_that_hold(kept: Iterable[WrittenKept]) -> tuple[Written, ...]:
    """Return the latest text of each place, without those that went back to their draft."""
    return tuple(one for one in {each.written.place: each.written for each in kept}.values() if one.text)


def voice_that_holds(kept: Iterable[VoiceKept]) -> Voice:
    """Return what a workspace knows of its customers' voice, in the order in which things were first noted.

    What was withdrawn is left out, and so is a survey without a file. Alerts stand apart: see `alerts_that_hold`.
    """
    held = _held(kept)
    files = [one for one in _those(held, SurveyFile) if not one.withdrawn]
    facing = _those(held, Facing)
    fielded = (Fielded(one, tuple(file for file in files if file.survey == one.id)) for one in _those(held, Survey))
    return Voice(
        surveys=tuple(one for one in fielded if one.files),
        windows=_those(held, Window),
        training=tuple(one for one in _those(held, Training) if not one.withdrawn),
        facing=facing[-1] if facing else None,
        checked=_those(held, Checked),
        award_years=tuple(one for one in _those(held, AwardYear) if not one.withdrawn),
        effects=tuple(one for one in _those(held, Effect) if not one.withdrawn),
    )


def alerts_that_hold(kept: Iterable[VoiceKept]) -> tuple[Alert, ...]:
    """Return the latest state of each alert, in the order in which they were raised."""
    return _those(_held(kept), Alert)


def _held(kept: Iterable[VoiceKept]) -> Mapping[tuple[VoiceKind, str], VoiceItem]:
    return {(one.kind, one.key): one.item for one in kept}


def _those(held: Mapping[tuple[VoiceKind, str], VoiceItem], kind: type[T]) -> tuple[T, ...]:
    return tuple(one for one in held.values() if isinstance(one, kind))


def standing_closing(closings: Sequence[Closing], reopenings: Sequence[Reopening]) -> Closing | None:
    """Return the closing that stands; None while the assessment is open."""
    return closings[-1] if len(closings) > len(reopenings) else None
