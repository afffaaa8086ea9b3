"""What changed since an earlier assessment: the same questions, combined the same way, then the same people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from cxdna.answers.model import AnswersFile, Basis
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.findings.model import Change, Panel, PartChange
from cxdna.privacy.suppress import MINIMUM, suppress
from cxdna.scores.ladder import ladder
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


class _Side(msgspec.Struct, frozen=True):
    """The questions and answers of one of the two assessments."""

    questionnaire: Questionnaire
    answers: AnswersFile


class _Both(msgspec.Struct, frozen=True):
    """Two assessments that are scored by one playbook."""

    playbook: Playbook
    now: _Side
    before: _Side
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
    with the same id, the same words and the same answers on the same ladder that have a score both times.
    """
    reasons = dict(_not_comparable(now, before))
    comparable = tuple(one.id for one in now.questionnaire.questions if one.id not in reasons)
    both = _Both(
        playbook=now.playbook,
        now=_Side(now.questionnaire, now.answers),
        before=_Side(_placed_as_now(before.questionnaire, now.questionnaire, comparable), before.answers),
        basis=now.answers.assessment.basis,
    )
    then, today = both.scored(comparable, None)
    return Change(
        earlier_id=before.answers.assessment.id,
        earlier_title=before.answers.assessment.title,
        earlier_date=before.answers.assessment.date,
        earlier_whole=before.scores.whole.score.on(both.basis),
        earlier_parts=tuple((part.id, part.score.on(both.basis)) for part in before.scores.parts),
        comparable=comparable,
        not_comparable=tuple(reasons.items()),
        whole=_part_change(then, today, today.whole.id, both.basis),
        parts=tuple(_part_change(then, today, part.id, both.basis) for part in today.parts),
        questions=tuple(_question_change(then, today, one, both.basis) for one in comparable),
        panel=_panel(both, comparable),
    )


def _not_comparable(now: Assessed, before: Assessed) -> Iterator[tuple[str, str]]:
    """Yield every question that cannot be compared, with the reason; those that are asked now first."""
    earlier = {question.id: question for question in before.questionnaire.questions}
    same_ladder = ladder(now.playbook).values == ladder(before.playbook).values
    for question in now.questionnaire.questions:
        then = earlier.pop(question.id, None)
        if then is None:
            reason = "new question"
        else:
            reason = _why_not(question, then, now, before) if same_ladder else "the scale changed"
        if reason:
            yield question.id, reason
    for question_id in earlier:
        yield question_id, "no longer asked"


def _why_not(question: Question, earlier: Question, now: Assessed, before: Assessed) -> str:
    """Return why a question that was asked both times cannot be compared; "" when it can."""
    if _plain(question.text) != _plain(earlier.text):
        return "wording changed"
    if _choices(question) != _choices(earlier):
        return "answers to choose from changed"
    for assessed, when in ((before, "last time"), (now, "this time")):
        state = assessed.scores.question(question.id).state
        if state != "scored":
            return f"{_WORDS[state]} {when}"
    return ""


def _plain(text: str) -> str:
    # Where a line of YAML is broken does not change what people read.
    return " ".join(text.split())


def _choices(question: Question) -> Sequence[tuple[str, str, float | None]]:
    levels = [("", _plain(text), None) for text in question.levels]
    return [*levels, *((option.id, _plain(option.text), option.value) for option in question.options)]


def _placed_as_now(before: Questionnaire, now: Questionnaire, comparable: Collection[str]) -> Questionnaire:
    """Return the earlier questionnaire with comparable questions in the part and with the weight they have now."""
    today = {question.id: question for question in now.questions}
    placed = []
    for question in before.questions:
        if question.id in comparable:
            place = today[question.id]
            question = replace(question, part=place.part, weight=place.weight, tests_level=place.tests_level)  # noqa: PLW2901 - the same question in another place
        placed.append(question)
    return replace(before, questions=tuple(placed))


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
