"""One question's score: the median of the numbers given, and what evidence shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import EvidenceRule, Playbook, Question
from cxdna.scores.collect import Said
from cxdna.scores.dispute import disputes, spread
from cxdna.scores.evidence import judge, supporting, weigh
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import EvidenceUse, EvidenceVerdict, Pair, QuestionScore, State
from cxdna.statistics.exact import exact, median


class Proof(msgspec.Struct, frozen=True):
    """All evidence records of an assessment, each looked at once, with the rule and the parts above every part."""

    answers: AnswersFile
    uses: tuple[EvidenceUse, ...]
    rule: EvidenceRule
    ladder: Ladder
    lines: Mapping[str, tuple[str, ...]]

    def of(self, question: Question, cited: Collection[str]) -> EvidenceVerdict:
        """Return what the evidence for a question supports."""
        parts = (*self.lines[question.part], question.part)
        places = supporting(self.answers.evidence, question.id, parts, cited)
        return weigh([self.uses[at] for at in places], self.rule, self.ladder)


def prove(playbook: Playbook, answers: AnswersFile, ladder: Ladder) -> Proof:
    """Look at every evidence record as it stands on the day of the assessment."""
    uses = tuple(judge(record, playbook.evidence, answers.assessment.date) for record in answers.evidence)
    lines = {part.id: tuple(one.id for one in above) for part, above in playbook.walk()}
    return Proof(answers, uses, playbook.evidence, ladder, lines)


def rate(question: Question, said: Said, proof: Proof, playbook: Playbook) -> QuestionScore:
    """Return the score of one question; how sure people are of it stands beside it and never changes it."""
    numbers = [response.value for response in said.responses if response.value is not None]
    verdict = proof.of(question, said.cited)
    answered = median(numbers) if numbers else None
    distance = spread(numbers, proof.ladder)
    state = _state(said, numbers)
    return QuestionScore(
        id=question.id,
        part=question.part,
        state=state,
        score=Pair(answered, None if answered is None else min(answered, verdict.supports)),
        weight=exact(question.weight),
        responses=tuple(said.responses),
        distribution=_distribution(question, numbers, proof.ladder),
        spread=distance,
        disputes=disputes(said.responses, distance, proof.ladder),
        verdict=verdict,
        policy=_policy(state, playbook),
        shown_to=said.shown_to,
        set_aside=said.set_aside,
    )


def _state(said: Said, numbers: Sequence[Fraction]) -> State:
    """Return what became of a question; without numbers it does not apply where at least half of the answers say so."""
    if not said.shown_to:
        return "hidden"
    if numbers:
        return "scored"
    away = sum(response.not_applicable is not None for response in said.responses)
    return "not_applicable" if away and away * 2 >= len(said.responses) else "unanswered"


def _policy(state: State, playbook: Playbook) -> str:
    if state == "not_applicable":
        return playbook.policies.not_applicable
    return playbook.policies.unanswered if state == "unanswered" else ""


def _distribution(question: Question, numbers: Sequence[Fraction], ladder: Ladder) -> tuple[tuple[Fraction, int], ...]:
    given = Counter(numbers)
    possible = {exact(option.value) for option in question.options} or set(ladder.values)
    return tuple((value, given[value]) for value in sorted(possible | set(given)))
