"""A closed assessment is corrected: what was it, what is it now, what that does to the scores, who says so and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import msgspec

from cxdna.answers.model import Basis, Restatement
from cxdna.answers.restate import restated
from cxdna.errors import UserError
from cxdna.scores.fingerprint import fingerprint
from cxdna.scores.model import Assessed, Scores
from cxdna.statistics.display import long_date
from cxdna.store.model import RestatementKept
from cxdna.workflows.current import Current, gather, rules_of
from cxdna.workflows.life.restate_change import AnswerAsk, Ask, change_asked, told
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line


class Effect(msgspec.Struct, frozen=True):
    """What a correction does to one score, on a basis, or to the gap that is left to a target."""

    name: str
    of: Basis | Literal["gap"]
    before: Fraction | None
    after: Fraction | None


class Proposal(msgspec.Struct, frozen=True):
    """A correction that was worked out and not made yet; `what`, `old` and `new` are in words."""

    restatement: Restatement
    what: str
    old: str
    new: str
    effects: tuple[Effect, ...]
    fingerprint: str


def propose(now: Current, ask: Ask, *, by: str, reason: str, today: dt.date) -> Proposal:
    """Return what a correction would change. Raises `UserError` for what cannot be restated, or not in this way."""
    if now.closing is None:
        raise UserError(
            f"the assessment '{now.assessment.id}' is open",
            "change what is wrong in it with assess, evidence or target; only closed ones are restated",
        )
    if today < now.closing.date:
        raise UserError(f"it was closed on {long_date(now.closing.date)}, and today is before that", "mend the clock")
    who, why = one_line(by, "--by", LONGEST_NAME), one_line(reason, "--reason", LONGEST_REASON)
    if not who or not why:
        raise UserError("a correction says who makes it and why", "give --by NAME and --reason TEXT")
    before = gather(now, today)
    change = change_asked(now, before, ask)
    number = len(now.store.restatements(now.assessment.id)) + 1
    restatement = Restatement(number=number, date=today, by=who, reason=why, change=change)
    after = restated(before, [restatement])
    rules = rules_of(now.closing)
    was = rules(now.playbook, now.questionnaire, before)
    is_now = rules(now.playbook, now.questionnaire, after)
    what, old, new = told(now, before, change)
    return Proposal(
        restatement=restatement,
        what=what,
        old=old,
        new=new,
        effects=_effects(now, ask, was, is_now),
        fingerprint=fingerprint(Assessed(now.playbook, now.questionnaire, after, is_now)),
    )


def restate(now: Current, proposal: Proposal) -> Restatement:
    """Make a correction. Raises `UserError` when somebody else made one, or opened the assessment, meanwhile."""
    now.store.add(RestatementKept(assessment=now.assessment.id, restatement=proposal.restatement))
    return proposal.restatement


def _effects(now: Current, ask: Ask, was: Scores, is_now: Scores) -> tuple[Effect, ...]:
    """Return what changes, the question first and the whole last; the whole on the assessment's basis in any case.

    Of a confidential answer nothing: how far any score moves tells what the answer was.
    """
    if now.assessment.mode == "confidential" and isinstance(ask, AnswerAsk):
        return ()
    own = now.assessment.basis
    bases: tuple[Basis, ...] = (own, "as_shown" if own == "as_answered" else "as_answered")
    found = []
    for basis in bases:
        changed = list(_changed(was, is_now, basis))
        if changed or basis == own:
            whole = (was.whole.score.on(basis), is_now.whole.score.on(basis))
            found += [*changed, Effect("Overall", basis, *whole)]
    gaps = (
        (one.name, one.gap, is_now.part(one.id).gap) for one in was.parts if one.target != is_now.part(one.id).target
    )
    found += [Effect(name, "gap", before, after) for name, before, after in gaps]
    return tuple(found)


def _changed(was: Scores, is_now: Scores, basis: Basis) -> Iterator[Effect]:
    """Yield the scores of questions and then of parts, the innermost first, that change."""
    for question in was.questions:
        pair = (question.score.on(basis), is_now.question(question.id).score.on(basis))
        if pair[0] != pair[1]:
            yield Effect(question.id, basis, *pair)
    for part in sorted(was.parts, key=lambda one: -one.tier):
        pair = (part.score.on(basis), is_now.part(part.id).score.on(basis))
        if pair[0] != pair[1]:
            yield Effect(part.name, basis, *pair)
