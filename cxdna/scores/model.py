"""Scores as exact fractions, with everything needed to redo them with a pencil."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Literal

import msgspec

from cxdna.answers.model import AnswersFile, Basis, ClosingNote
from cxdna.definitions.model import EvidenceClass, Level, Method, Playbook, Questionnaire

State = Literal["scored", "not_applicable", "unanswered", "hidden", "withheld"]
DisputeKind = Literal["applicability", "spread", "two_camps"]
Advice = Literal["discuss", "answer_again"]
TargetSource = Literal["assessment", "playbook", "above", "parts", "default"]


class Pair(msgspec.Struct, frozen=True):
    """One score in its two values; None where there is nothing to score."""

    as_answered: Fraction | None
    as_shown: Fraction | None

    def on(self, basis: Basis) -> Fraction | None:
        """Return the value on the basis that was fixed when the assessment was created."""
        return self.as_answered if basis == "as_answered" else self.as_shown


class Response(msgspec.Struct, frozen=True):
    """What one respondent said to one question: a number, don't-know, or not applicable with the reason."""

    respondent: str
    group: str
    value: Fraction | None
    not_applicable: str | None
    option: str | None
    comment: str

    @property
    def dont_know(self) -> bool:
        """Whether the person answered that they do not know."""
        return self.value is None and self.not_applicable is None


class Dispute(msgspec.Struct, frozen=True):
    """Why a question needs to be talked about before its score is used, and whether it should be answered again."""

    kind: DisputeKind
    reason: str
    advice: Advice = "discuss"


class EvidenceUse(msgspec.Struct, frozen=True):
    """One record looked at for one question: whether it counted, and why or why not.

    `kind` is the playbook's id of the kind, `kind_name` its name; `counts_as` is None for a kind it does not know.
    `age_months` are whole months up to the assessment's date, never negative.
    """

    id: str
    kind: str
    title: str
    date: dt.date
    age_months: int
    counts: bool
    reason: str
    kind_name: str = ""
    counts_as: EvidenceClass | None = None
    periods: int = 1


class EvidenceVerdict(msgspec.Struct, frozen=True):
    """The highest level that a question's evidence supports, and what the next would need ("" at the top)."""

    supports: Fraction
    next_needs: str
    uses: tuple[EvidenceUse, ...]


class QuestionScore(msgspec.Struct, frozen=True, omit_defaults=True):
    """One question: the median of the numbers given, and what evidence shows of it.

    `distribution` counts the numbers given at every possible value, lowest first, with zeros. `spread` is the mean
    distance from the mean in levels of the ladder, None for fewer than two numbers. `policy` names what a question
    without a number did to its part ("" when scored or hidden). `shown_to` counts the people who were to answer it,
    `set_aside` the answers kept and not counted because the question was hidden from those who gave them.

    Where documents must not say who answered what, `responses` name nobody, stand in the order of their values and
    hold no comments: these stand in `remarks`, in the order of their letters. `shown_to` then counts the responses that
    are shown. Too few answers are "withheld": their question has no score and shows nothing of them.
    """

    id: str
    part: str
    state: State
    score: Pair
    weight: Fraction
    responses: tuple[Response, ...]
    distribution: tuple[tuple[Fraction, int], ...]
    spread: Fraction | None
    disputes: tuple[Dispute, ...]
    verdict: EvidenceVerdict
    policy: str
    shown_to: int
    set_aside: int
    remarks: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[Fraction, ...]:
        """The numbers given, in the order of the respondents."""
        return tuple(response.value for response in self.responses if response.value is not None)

    @property
    def dont_know(self) -> int:
        """How many answered that they do not know."""
        return sum(response.dont_know for response in self.responses)


class Term(msgspec.Struct, frozen=True):
    """One number that went into a score: from which question or part, and with which weight.

    `tests` is the one level that a question tests in a part with a cumulative gate; None tests every level.
    """

    id: str
    name: str
    value: Fraction
    weight: Fraction
    note: str = ""
    tests: Fraction | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """A question or part that did not go into a score, and why; `blocks` when it withholds the score.

    `tests` is the level of a gate that a question was to test and nobody answered: see `combine.unheard`.
    """

    id: str
    name: str
    reason: str
    blocks: bool = False
    tests: Fraction | None = None


class Derivation(msgspec.Struct, frozen=True):
    """How a score was made: the terms, the method and the result, before any rounding.

    With the method `sum` the terms are points: `points` is their weighted sum, `possible` the fewest and the most that
    the same terms could bring, and `result` the place of the points on the ladder.
    """

    method: Method
    terms: tuple[Term, ...]
    left_out: tuple[LeftOut, ...]
    result: Fraction | None
    points: Fraction | None = None
    possible: tuple[Fraction, Fraction] | None = None


class Coverage(msgspec.Struct, frozen=True, omit_defaults=True):
    """How much of the ground was answered; hidden questions are not part of the ground.

    `withheld` counts the questions with too few answers to be shown, in assessments that are not named.
    """

    asked: int
    scored: int
    not_applicable: int
    unanswered: int
    hidden: int
    withheld: int = 0

    @property
    def share(self) -> Fraction | None:
        """Scored questions over those that apply; None when none applies."""
        applies = self.asked - self.not_applicable
        return Fraction(self.scored, applies) if applies else None


class LevelReached(msgspec.Struct, frozen=True):
    """The last level completed and the one on the way, if any: 2.6 is Started, on the way to Defined."""

    completed: Level
    toward: Level | None

    @property
    def words(self) -> str:
        """The level in words."""
        return f"{self.completed.name}, on the way to {self.toward.name}" if self.toward else self.completed.name


class PartScore(msgspec.Struct, frozen=True):
    """One part of the playbook, or the whole (tier 0): score, target, gap and where it comes from.

    `above` names the parts it stands in, outermost first, without the whole; `questions` are all beneath it, in the
    order of the questionnaire. `share_of_whole` is the part's effective weight among what has a score; `spread` the
    mean of its questions' spreads. `weakest` is its lowest child part, or its lowest question where it has no parts.
    """

    id: str
    name: str
    tier: int
    above: tuple[str, ...]
    children: tuple[str, ...]
    questions: tuple[str, ...]
    score: Pair
    points: Pair | None
    level: LevelReached | None
    target: Fraction | None
    target_by: dt.date | None
    target_why: str
    gap: Fraction | None
    share_of_whole: Fraction
    coverage: Coverage
    weakest: str | None
    spread: Fraction | None
    derivation_as_answered: Derivation
    derivation_as_shown: Derivation
    target_from: TargetSource = "default"

    def derivation(self, basis: Basis) -> Derivation:
        """Return the derivation of the value on that basis."""
        return self.derivation_as_answered if basis == "as_answered" else self.derivation_as_shown


class Scores(msgspec.Struct, frozen=True):
    """All scores of one assessment, in the order of the playbook and of the questionnaire.

    `respondents` counts the people who answered, `silent` names those who were listed and have no answer sheet. In an
    assessment that is not named, fewer than five people are not counted, and nobody is named.
    """

    rule_version: str
    playbook: str
    playbook_version: str
    questionnaire: str
    questionnaire_version: str
    basis: Basis
    date: dt.date
    whole: PartScore
    parts: tuple[PartScore, ...]
    questions: tuple[QuestionScore, ...]
    respondents: int | None
    silent: tuple[str, ...] = ()

    def part(self, part_id: str) -> PartScore:
        """Return one part, or the whole, by its id. Raises KeyError."""
        if part_id == self.whole.id:
            return self.whole
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def question(self, question_id: str) -> QuestionScore:
        """Return one question by its id. Raises KeyError."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


class Assessed(msgspec.Struct, frozen=True):
    """An assessment with what it was asked by, what came of it, and each time it was closed; the last stands or not."""

    playbook: Playbook
    questionnaire: Questionnaire
    answers: AnswersFile
    scores: Scores
    closings: tuple[ClosingNote, ...] = ()
