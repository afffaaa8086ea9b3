"""Scores become findings, each by one stated rule, on the basis fixed for the assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.findings.model import (
    Alignment,
    Change,
    Disputed,
    Findings,
    Gap,
    OpenGround,
    Strength,
    UnprovedClaim,
    WeakestLink,
)
from cxdna.scores.ladder import Ladder, ladder
from cxdna.scores.model import PartScore, QuestionScore, Scores
from cxdna.scores.roll_up import why_no_number
from cxdna.scores.words import level_words

STRENGTHS = 3
TOP_GAPS = 3
NAMED_QUESTIONS = 2
# How far below its part the weakest link stands, in levels: parts are means of questions and lie closer together.
PART_BELOW = Fraction(1, 2)
QUESTION_BELOW = Fraction(1)


def find(
    scores: Scores,
    playbook: Playbook,
    questionnaire: Questionnaire,
    change: Change | None = None,
    alignment: Alignment | None = None,
) -> Findings:
    """Return everything that the scores say.

    The change since an earlier assessment is made by `compare`, what stands against the scores with customers by
    `align`.
    """
    everything: tuple[PartScore | QuestionScore, ...] = (scores.whole, *scores.parts, *scores.questions)
    scored = {one.id: one.score.on(scores.basis) for one in everything}
    values = {name: value for name, value in scored.items() if value is not None}
    leaves = [part for part in scores.parts if not part.children and part.id in values]
    order = {question.id: at for at, question in enumerate(questionnaire.questions)}
    questions = sorted(scores.questions, key=lambda one: order[one.id])
    steps = ladder(playbook)
    gaps = _gaps(leaves, values)
    return Findings(
        gaps=gaps,
        strengths=_strengths(leaves, values, {gap.part for gap in gaps[:TOP_GAPS]}, steps),
        weakest_links=_weakest_links(scores, values, steps),
        claims=_claims(questions),
        open_ground=tuple(
            OpenGround(f"open:{one.id}", one.id, one.dont_know, why_no_number(one))
            for one in questions
            if one.state == "unanswered"
        ),
        disputed=_disputed(questions),
        change=change,
        unbacked=alignment.unbacked if alignment else (),
        perception=alignment.perception if alignment else (),
    )


def _ranked(part: PartScore, values: Mapping[str, Fraction]) -> list[str]:
    """Return the scored questions of a part, lowest first, equals in their order."""
    return sorted((one for one in part.questions if one in values), key=values.__getitem__)


def _gaps(leaves: Sequence[PartScore], values: Mapping[str, Fraction]) -> tuple[Gap, ...]:
    """Rank by gap times the part's share of the whole, then by gap, then by the order of the playbook.

    A gap names up to two questions, the lowest of the part's that are below its target.
    """
    open_parts = [(part, part.gap, part.target) for part in leaves if part.gap and part.target is not None]
    total = sum((gap * part.share_of_whole for part, gap, _ in open_parts), Fraction(0))
    gaps = [
        Gap(
            id=f"gap:{part.id}",
            part=part.id,
            score=values[part.id],
            target=target,
            gap=gap,
            share=gap * part.share_of_whole / total if total else Fraction(0),
            lowest=tuple(one for one in _ranked(part, values) if values[one] < target)[:NAMED_QUESTIONS],
        )
        for part, gap, target in open_parts
    ]
    return tuple(sorted(gaps, key=lambda one: (-one.share, -one.gap)))


def _strengths(
    leaves: Sequence[PartScore], values: Mapping[str, Fraction], largest_gaps: set[str], steps: Ladder
) -> tuple[Strength, ...]:
    """Choose up to three of the highest parts, equals in the order of the playbook.

    A strength has completed the second level, stands above the lowest part, has reached its target or the middle of the
    ladder (level 3 of 5), and is none of the three largest gaps: the best of weak parts is not called strong.
    """
    found, middle = [values[part.id] for part in leaves], steps.values[len(steps.values) // 2]
    chosen = [
        part
        for part in sorted(leaves, key=lambda part: -values[part.id])
        if steps.values[1] <= values[part.id] > min(found)
        and (not part.gap or values[part.id] >= middle)
        and part.id not in largest_gaps
    ]
    return tuple(
        Strength(f"strength:{part.id}", part.id, values[part.id], _highest(part, values)) for part in chosen[:STRENGTHS]
    )


def _highest(part: PartScore, values: Mapping[str, Fraction]) -> tuple[str, ...]:
    """Name up to two questions of a part, highest first, equals in their order, none of them below the part."""
    ranked = sorted(_ranked(part, values), key=lambda one: -values[one])
    return tuple(one for one in ranked if values[one] >= values[part.id])[:NAMED_QUESTIONS]


def _weakest_links(scores: Scores, values: Mapping[str, Fraction], steps: Ladder) -> tuple[WeakestLink, ...]:
    """Name the lowest part half a level or more below the part it stands in, the lowest question a level or more."""
    links = []
    for part in (scores.whole, *scores.parts):
        below = (PART_BELOW if part.children else QUESTION_BELOW) * steps.step
        lowest = part.weakest
        if lowest is not None and part.id in values and values[part.id] - values[lowest] >= below:
            links.append(WeakestLink(f"weakest:{part.id}", part.id, lowest, values[part.id], values[lowest]))
    return tuple(links)


def _claims(questions: Sequence[QuestionScore]) -> tuple[UnprovedClaim, ...]:
    """Rank answers above what evidence shows by how far they are above it, equals in their order."""
    claims = [
        UnprovedClaim(f"claim:{one.id}", one.id, one.score.as_answered, one.score.as_shown, _unproved(one))
        for one in questions
        if one.score.as_answered is not None
        and one.score.as_shown is not None
        and one.score.as_shown < one.score.as_answered
    ]
    return tuple(sorted(claims, key=lambda one: one.shown - one.claimed))


def _unproved(scored: QuestionScore) -> str:
    """Say what stands against a claim: no evidence, or each record that does not count and why; and what is needed."""
    uses = scored.verdict.uses
    against = [f"{use.title}: {use.reason}" for use in uses if not use.counts]
    if not uses:
        against = ["no evidence is recorded"]
    elif any(use.counts for use in uses):
        against.append(f"the evidence supports {level_words(scored.verdict.supports)}")
    return "; ".join([*against, scored.verdict.next_needs])


def _disputed(questions: Sequence[QuestionScore]) -> tuple[Disputed, ...]:
    """Rank disputed questions by their spread, equals in their order; those without one come last."""
    disputed = sorted((one for one in questions if one.disputes), key=lambda one: -(one.spread or Fraction(0)))
    return tuple(Disputed(f"disputed:{one.id}", one.id, one.disputes) for one in disputed)
