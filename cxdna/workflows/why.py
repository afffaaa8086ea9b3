"""Why a part or a question has the score that it has: every step, so that a person can redo it with a pencil."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.definitions.model import Question
from cxdna.definitions.wording import meant
from cxdna.errors import UserError
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.derive import capped, equation, middle
from cxdna.scores.ladder import Ladder, ladder
from cxdna.scores.model import Assessed, Derivation, PartScore, QuestionScore, TargetSource, Term
from cxdna.scores.roll_up import why_no_number
from cxdna.scores.words import number
from cxdna.statistics.display import MINUS, counted, long_date, percent, shown
from cxdna.workflows.find_part import find_part, part_names
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-why/1"
"""Name and number of the shape that `cxdna why --json` prints: `Why`."""

_METHODS: Final = {
    "mean": "mean",
    "weighted_mean": "weighted mean",
    "median": "median",
    "sum": "sum of points",
    "minimum": "lowest",
    "maximum": "highest",
    "cumulative_gate": "level by level",
}
_TARGETS: Final[dict[TargetSource, str]] = {
    "assessment": "set for this assessment",
    "playbook": "set in the playbook",
    "above": "set for the part above",
    "parts": "what the targets of its parts come to",
    "default": "the playbook's for every part without one of its own",
}


class Why(msgspec.Struct, frozen=True):
    """The derivation of one score in words, and everything it rests on: a part with its questions, or one question."""

    format: str
    id: str
    lines: tuple[str, ...]
    part: PartScore | None
    questions: tuple[QuestionScore, ...]


def why_json(found: Why) -> str:
    """Return the derivation as JSON, for other programs."""
    return as_json(found)


def why(assessed: Assessed, subject: str) -> Why:
    """Return why a part, the whole or a question has its score; it may be named by id, by name, or 7.2 for q7.2."""
    scores, asked = assessed.scores, {question.id: question for question in assessed.questionnaire.questions}
    found = _find(assessed, subject)
    if found in asked:
        one = scores.question(found)
        lines = (asked[found].text, "", *_question(asked[found], one))
        return Why(FORMAT, found, lines, None, (one,))
    part = scores.part(found)
    own = () if part.children else tuple(scores.question(one) for one in part.questions)
    lines = (*_part(part, assessed), *(line for one in own for line in ("", *_question(asked[one.id], one))))
    return Why(FORMAT, found, lines, part, own)


def _find(assessed: Assessed, subject: str) -> str:
    """Return the id of what is asked for. Raises `UserError` with the nearest there is."""
    scores, given = assessed.scores, " ".join(subject.casefold().split())
    questions: dict[str, str] = {}
    for one in scores.questions:
        questions[one.id.casefold()] = one.id
        questions.setdefault(one.id.casefold().removeprefix("q"), one.id)
    parts = part_names(assessed.playbook)
    if given in questions and given not in parts:
        return questions[given]
    if given and any(name.startswith(given.replace("_", " ")) for name in parts):
        return find_part(assessed.playbook, given)
    known = [part.id for part in (scores.whole, *scores.parts)]
    raise UserError(f"there is no part and no question '{subject}'", meant(subject, [*known, *questions.values()]))


def _part(part: PartScore, assessed: Assessed) -> Iterator[str]:
    scores, steps = assessed.scores, ladder(assessed.playbook)
    yield f"{part.name} ({part.id})"
    if part.level:
        yield f"Level: {part.level.words}"
    yield ""
    answered, evidenced = part.derivation_as_answered, part.derivation_as_shown
    yield from _derived("As answered", answered, steps)
    if evidenced.result is not None and evidenced.terms == answered.terms:
        yield f"As shown by evidence: {shown(evidenced.result)}, the same numbers"
    elif evidenced.result is not None:
        yield from _derived("As shown by evidence", evidenced, steps)
    yield ""
    by = f", by {long_date(part.target_by)}" if part.target_by else ""
    reason = f" ({part.target_why})" if part.target_why else ""
    yield f"Target: {_exactly(part.target)}, {_TARGETS[part.target_from]}{by}{reason}"
    value = part.score.on(scores.basis)
    if part.target is not None and value is not None:
        basis = "as answered" if scores.basis == "as_answered" else "as shown by evidence"
        left = f"{number(part.target)} {MINUS} {number(value)} = {_exactly(part.gap)}"
        yield f"Gap {basis}: {left if part.gap else 'none, the target is reached'}"
    if part.tier:
        yield f"Share of the whole: {part.share_of_whole} = {percent(part.share_of_whole)}"
    covered = part.coverage
    yield f"Questions with a number: {covered.scored} of {covered.asked}"
    if covered.withheld:
        yield f"Kept confidential: {counted(covered.withheld, 'question')} with fewer than {MINIMUM} answers"
    for out in answered.left_out:
        yield f"Left out: {out.id} {out.name}: {out.reason}"


def _derived(what: str, derivation: Derivation, steps: Ladder) -> Iterator[str]:
    if derivation.result is None:
        yield f"{what}: no score"
        return
    yield f"{what}, {_METHODS[derivation.method]}:"
    for term in derivation.terms:
        yield _term(term, weighs=derivation.method in {"weighted_mean", "sum"})
    yield f"  {shown(derivation.result)} = {equation(derivation, steps)}"


def _term(term: Term, *, weighs: bool) -> str:
    tests = f", tests level {number(term.tests)}" if term.tests is not None else ""
    weight = f", weight {number(term.weight)}" if weighs else ""
    note = f" ({term.note})" if term.note else ""
    return f"  {term.id} {term.name}: {_exactly(term.value)}{weight}{tests}{note}"


def _exactly(value: Fraction | None) -> str:
    """Return a number as it is reckoned with, and rounded where it has no short decimal: 11/6 = 1.83."""
    text = shown(value) if value is None else number(value)
    return f"{text} = {shown(value, 2)}" if "/" in text else text


def _question(question: Question, one: QuestionScore) -> Iterator[str]:
    yield f"{one.id} {question.practice}"
    if one.state == "hidden":
        yield "  Not asked: its condition is not met"
        return
    if one.state == "withheld":
        yield f"  No score: {why_no_number(one)}"
    elif one.numbers:
        people = counted(len(one.numbers), "person", "people")
        yield f"  As answered by {people}, the middle in brackets: {middle(one.numbers)}"
    else:
        yield f"  No score: {why_no_number(one)}"
    yield from _beside(one)
    supports = f"  Evidence supports level {number(one.verdict.supports)}"
    yield f"{supports}; {one.verdict.next_needs}" if one.verdict.next_needs else supports
    for use in one.verdict.uses:
        age = counted(use.age_months, "month")
        yield f"    {use.id} {use.title} ({use.kind_name}, {long_date(use.date)}, {age} old): {use.reason}"
    if not one.verdict.uses:
        yield "    no evidence is recorded"
    if one.numbers:
        yield f"  As shown by evidence: {capped(one)}"


def _beside(one: QuestionScore) -> Iterator[str]:
    """Yield what was said beside the numbers, and why people should talk; "not applicable" is a reason for that."""
    silent = one.shown_to - len(one.responses)
    were = "was" if silent == 1 else "were"
    said = [
        f"{counted(one.dont_know, 'person says', 'people say')} don't know" if one.dont_know else "",
        f"{counted(silent, 'person', 'people')} gave no answer or {were} not asked" if silent else "",
    ]
    if any(said):
        yield f"  Beside these: {', '.join(text for text in said if text)}"
    if one.set_aside:
        yield f"  Kept and not counted, because it was not asked of them: {counted(one.set_aside, 'answer')}"
    for dispute in one.disputes:
        yield f"  To talk about: {dispute.reason}"
