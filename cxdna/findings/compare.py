"""What changed since an earlier assessment: the same questions, combined the same way, then the same people."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

import msgspec

from cxdna.answers.model import Basis
from cxdna.definitions.model import Playbook
from cxdna.findings.carry_over import Side, as_asked_now
from cxdna.findings.model import Change, Panel, PartChange
from cxdna.findings.pair import Pairs, pair
from cxdna.privacy.suppress import MINIMUM, suppress
from cxdna.scores.model import Assessed, Scores, State
from cxdna.scores.score import score

# Fewer than this are persons, not a panel: one changed mind would pass for a change of the organisation.
SMALLEST_PANEL = 5

_WORDS: dict[State, str] = {
    "not_applicable": "not applicable",
    "unanswered": "not answered",
    "hidden": "not asked",
    "withheld": "kept confidential",
}

NOT_MATCHED = "answers cannot be matched to last year's people"
TOO_FEW = f"kept confidential, as a group of fewer than {MINIMUM} would show"


class _Both(msgspec.Struct, frozen=True):
    """Two assessments that are scored by one playbook."""

    playbook: Playbook
    now: Side
    before: Side
    basis: Basis

    def scored(self, questions: Collection[str], people: Collection[str] | None) -> tuple[Scores, Scores]:
        """Return the scores before and now, of these questions and these people alone."""
        before, now = (
            score(
                self.playbook,
                side.questionnaire,
                side.answers,
                only_questions=questions,
                only_respondents=people,
            )
            for side in (self.before, self.now)
        )
        return before, now


def compare(now: Assessed, before: Assessed) -> Change:
    """Return the change between two assessments of one organisation, on the basis of the later one.

    Both are scored by the playbook, the places and the weights of the later one, on the comparable questions: those
    that `pair` finds and that have a score both times.
    """
    pairs = pair((now.playbook, now.questionnaire), (before.playbook, before.questionnaire))
    lead, reasons = _scored_both_times(pairs, now, before)
    comparable = tuple(lead)
    both = _Both(
        playbook=now.playbook,
        now=Side(now.questionnaire, now.answers),
        before=as_asked_now(before, now.questionnaire, lead),
        basis=now.answers.assessment.basis,
    )
    then, today = both.scored(comparable, None)
    return Change(
        earlier_id=before.answers.assessment.id,
        earlier_title=before.answers.assessment.title,
        earlier_date=before.answers.assessment.date,
        earlier_whole=before.scores.whole.score.on(both.basis),
        earlier_parts=tuple((part.id, part.score.on(both.basis)) for part in before.scores.parts),
        asked=now.scores.whole.coverage.asked,
        comparable=comparable,
        carried_over=tuple((one, pairs.same[one]) for one in comparable if one not in pairs.same[one]),
        not_comparable=tuple(reasons.items()),
        whole=_part_change(then, today, today.whole.id, both.basis),
        parts=tuple(_part_change(then, today, part.id, both.basis) for part in today.parts),
        questions=tuple(_question_change(then, today, one, both.basis) for one in comparable),
        panel=_panel(both, comparable),
    )


def _scored_both_times(pairs: Pairs, now: Assessed, before: Assessed) -> tuple[dict[str, str], dict[str, str]]:
    """Return by comparable question the earlier one that it is compared with, and by any other question the reason."""
    lead: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for question in now.questionnaire.questions:
        sources = pairs.same.get(question.id)
        if sources is None:
            reasons[question.id] = pairs.apart[question.id]
            continue
        earlier, state = _lowest(before.scores, sources, now.answers.assessment.basis)
        today = now.scores.question(question.id).state
        if state != "scored":
            reasons[question.id] = f"{_WORDS[state]} last time"
        elif today != "scored":
            reasons[question.id] = f"{_WORDS[today]} this time"
        else:
            lead[question.id] = earlier
    return lead, {**reasons, **{one: why for one, why in pairs.apart.items() if one not in reasons}}


def _lowest(scores: Scores, sources: Sequence[str], basis: Basis) -> tuple[str, State]:
    """Return the question with the lowest score, the first of equals, and its state.

    One that did not apply stands in no other's way. One that should have a score and has none does: it might be lower.
    """
    asked = [scores.question(one) for one in sources]
    open_one = next((one for one in asked if one.state in {"unanswered", "withheld"}), None)
    if open_one is not None:
        return open_one.id, open_one.state
    scored = [(value, one.id) for one in asked if (value := one.score.on(basis)) is not None]
    if not scored:
        return asked[0].id, asked[0].state
    return min(scored, key=lambda each: each[0])[1], "scored"


def _part_change(then: Scores, today: Scores, part_id: str, basis: Basis) -> PartChange:
    before, now = then.part(part_id).score.on(basis), today.part(part_id).score.on(basis)
    return PartChange(part_id, before, now, _difference(before, now), len(today.part(part_id).questions))


def _question_change(then: Scores, today: Scores, question_id: str, basis: Basis) -> PartChange:
    before, now = then.question(question_id).score.on(basis), today.question(question_id).score.on(basis)
    return PartChange(question_id, before, now, _difference(before, now), 1)


def _difference(before: Fraction | None, now: Fraction | None) -> Fraction | None:
    return None if before is None or now is None else now - before


def _kept(why: str) -> Panel:
    return Panel(None, None, None, comparable=False, parts=(), whole=None, kept=why)


def _panel(both: _Both, comparable: Sequence[str]) -> Panel:
    """Compare again among those who answered both times, on the questions that they themselves scored both times."""
    modes = {side.answers.assessment.mode for side in (both.before, both.now)}
    if "anonymous" in modes:
        return _kept(NOT_MATCHED)
    before = {sheet.respondent for sheet in both.before.answers.sheets}
    now = {sheet.respondent for sheet in both.now.answers.sheets}
    people = before & now
    counts = (len(people), len(before - now), len(now - before))
    if modes != {"named"} and any(
        suppress({"both": len(people), "once": len(once)}).hidden for once in (before - now, now - before)
    ):
        return _kept(TOO_FEW)
    if len(people) < SMALLEST_PANEL:
        return Panel(*counts, comparable=False, parts=(), whole=None)
    then, today = both.scored(comparable, people)
    scored = [
        one for one in comparable if then.question(one).state == "scored" and today.question(one).state == "scored"
    ]
    then, today = both.scored(scored, people)
    return Panel(
        *counts,
        comparable=True,
        parts=tuple(_part_change(then, today, part.id, both.basis) for part in today.parts),
        whole=_part_change(then, today, today.whole.id, both.basis),
    )
