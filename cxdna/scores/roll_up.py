"""Scores of questions become scores of parts, from the lowest tier up, each with its derivation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.answers.model import Basis
from cxdna.definitions.model import Policies
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.combine import WEIGHTED, Counted, combine
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import Derivation, LeftOut, QuestionScore, Term
from cxdna.scores.tree import Asked, Node
from cxdna.scores.words import number
from cxdna.statistics.display import counted as count_words
from cxdna.statistics.exact import exact

BLOCKED = "no score until it is answered"
BLOCKED_PART = "no score until every question in it is answered"
NOT_ASKED = "not asked: its condition is not met"
NO_WEIGHT = "weight 0"
NOTHING = "nothing in it has a score"
WITHHELD = f"fewer than {MINIMUM} answers: kept confidential"


class Figure(msgspec.Struct, frozen=True):
    """What one part comes to on one basis. `blocked` says that an unanswered question withholds its score."""

    derivation: Derivation
    blocked: bool


class _Child(msgspec.Struct, frozen=True):
    term: Term
    counted: Counted


def roll_up(
    nodes: Sequence[Node], basis: Basis, policies: Policies, targets: Mapping[str, Fraction], ladder: Ladder
) -> dict[str, Figure]:
    """Return the figure of every part. `targets` are the levels that `counts_as_target` counts as, by part."""
    figures: dict[str, Figure] = {}
    for node in reversed(nodes):
        children = [*_parts(node, figures, ladder), *_questions(node, basis, policies, targets[node.part.id])]
        terms = [child for child in children if isinstance(child, _Child)]
        left_out = tuple(child for child in children if isinstance(child, LeftOut))
        blocked = any(child.blocks for child in left_out)
        silent = [child.tests for child in left_out]
        total = None if blocked else combine(node.method, [child.counted for child in terms], ladder, silent)
        derivation = Derivation(
            method=node.method,
            terms=tuple(child.term for child in terms),
            left_out=left_out,
            result=total.score if total else None,
            points=total.points if total else None,
            possible=total.possible if total else None,
        )
        figures[node.part.id] = Figure(derivation, blocked)
    return figures


def _parts(node: Node, figures: Mapping[str, Figure], ladder: Ladder) -> Iterator[_Child | LeftOut]:
    for part in node.part.parts:
        figure = figures[part.id]
        weight = exact(part.weight)
        made = figure.derivation
        if made.result is None:
            yield LeftOut(part.id, part.name, BLOCKED_PART if figure.blocked else NOTHING, figure.blocked)
        elif weight == 0 and node.method in WEIGHTED:
            yield LeftOut(part.id, part.name, NO_WEIGHT)
        else:
            value, lowest, highest = made.result, ladder.lowest, ladder.highest
            if node.method == "sum" and made.points is not None and made.possible is not None:
                value, (lowest, highest) = made.points, made.possible
            yield _Child(Term(part.id, part.name, value, weight), Counted(value, weight, lowest, highest))


def _questions(node: Node, basis: Basis, policies: Policies, target: Fraction) -> Iterator[_Child | LeftOut]:
    for asked in node.own:
        question, scored = asked.question, asked.scored
        tests = None if question.tests_level is None else exact(question.tests_level)
        value, note = scored.score.on(basis), _evidence_note(scored, basis)
        if value is None:
            value, note = _by_policy(asked, policies, target)
        elif node.method == "sum" and value < asked.lowest:
            # Evidence can show less than the lowest option; points cannot fall below what the option brings.
            value, note = asked.lowest, f"{note}, fewest points {number(asked.lowest)}"
        if value is None:
            silent = scored.state == "unanswered"
            yield LeftOut(
                question.id,
                question.practice,
                note,
                blocks=silent and policies.unanswered == "blocks",
                tests=tests if silent else None,
            )
        elif scored.weight == 0 and node.method in WEIGHTED:
            yield LeftOut(question.id, question.practice, NO_WEIGHT)
        else:
            term = Term(question.id, question.practice, value, scored.weight, note, tests)
            yield _Child(term, Counted(value, scored.weight, asked.lowest, asked.highest, tests))


def _evidence_note(scored: QuestionScore, basis: Basis) -> str:
    answered, shown = scored.score.as_answered, scored.score.as_shown
    if basis == "as_answered" or answered is None or shown is None or answered == shown:
        return ""
    return f"answered {number(answered)}, evidence supports {number(scored.verdict.supports)}"


def _by_policy(asked: Asked, policies: Policies, target: Fraction) -> tuple[Fraction | None, str]:
    """Return what a question without a number counts as, or None and the reason for which it is left out.

    The lowest is the lowest answer the question offers; a target beyond its range counts as the end of the range.
    """
    state, why = asked.scored.state, why_no_number(asked.scored)
    if state == "hidden":
        return None, NOT_ASKED
    if state == "withheld":
        return None, why
    if state == "not_applicable" and policies.not_applicable == "counts_as_target":
        value = min(max(target, asked.lowest), asked.highest)
        return value, f"{why}: counts as the target"
    policy = policies.not_applicable if state == "not_applicable" else policies.unanswered
    if policy == "counts_as_lowest":
        return asked.lowest, f"{why}: counts as the lowest level"
    return None, f"{why}: {BLOCKED}" if policy == "blocks" else why


def why_no_number(scored: QuestionScore) -> str:
    """Return in words why a question that was asked has no number."""
    away = [one.not_applicable for one in scored.responses if one.not_applicable is not None]
    given = "; ".join(dict.fromkeys(reason for reason in away if reason))
    reasons = f" ({given})" if given else ""
    if scored.state == "withheld":
        return WITHHELD
    if scored.state == "not_applicable":
        return f"does not apply{reasons}"
    if away:
        unsure = count_words(scored.dont_know, "person says", "people say")
        return f"{unsure} don't know, {len(away)} that it does not apply{reasons}"
    if scored.dont_know:
        return f"{count_words(scored.dont_know, 'person', 'people')} answered, all with don't know"
    return "nobody answered"
