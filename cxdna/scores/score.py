"""Answers become scores: exact, as answered and as shown by evidence, from the questions up to the whole."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.answers.model import AnswersFile, Basis
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.scores.aim import Aim, final_aims, set_aims
from cxdna.scores.collect import answering, collect
from cxdna.scores.ladder import Ladder, ladder
from cxdna.scores.model import Coverage, Pair, PartScore, Scores
from cxdna.scores.rate import prove, rate
from cxdna.scores.roll_up import Figure, roll_up
from cxdna.scores.share import shares
from cxdna.scores.tree import Asked, Node, answer_range, tree
from cxdna.scores.veil import secrecy, veiled

# Changes whenever the same answers would score differently: an assessment that was closed says by which rules.
RULE_VERSION = "1"


def score(  # noqa: PLR0913 - what to score, and of whom, each named
    playbook: Playbook,
    questionnaire: Questionnaire,
    answers: AnswersFile,
    *,
    only_questions: Collection[str] | None = None,
    only_respondents: Collection[str] | None = None,
    only_group: str | None = None,
) -> Scores:
    """Return all scores of an answers file that passed its check.

    `only_questions` scores those questions alone, though conditions still read the answers to all others;
    `only_respondents` counts the sheets of those people alone, `only_group` those of one role group.

    Unless the assessment is named, a question with fewer than five answers goes into no score; neither do answers of
    some people alone, when theirs or those of the others would be fewer than five or could be worked out.
    """
    steps = ladder(playbook)
    if only_group is not None:
        only_respondents = {one.id for one in answers.respondents if one.group == only_group}
    said = collect(questionnaire, answers, only_respondents)
    proof = prove(playbook, answers, steps)
    secret = secrecy(questionnaire, answers, only_respondents, only_group)
    asked = tuple(
        Asked(question, veiled(rate(question, said[question.id], proof, playbook), secret, steps), *ends)
        for question in questionnaire.questions
        if only_questions is None or question.id in only_questions
        for ends in (answer_range(question, steps),)
    )
    sheets = {sheet.respondent for sheet in answering(answers, only_respondents)}
    listed = [one.id for one in answers.respondents if only_respondents is None or one.id in only_respondents]
    whole, *parts = _parts(playbook, answers, asked, steps)
    return Scores(
        rule_version=RULE_VERSION,
        playbook=playbook.id,
        playbook_version=playbook.version,
        questionnaire=questionnaire.id,
        questionnaire_version=questionnaire.version,
        basis=answers.assessment.basis,
        date=answers.assessment.date,
        whole=whole,
        parts=tuple(parts),
        questions=tuple(one.scored for one in asked),
        respondents=secret.people if secret else len(sheets),
        silent=() if secret else tuple(one for one in listed if one not in sheets),
    )


class _Made(msgspec.Struct, frozen=True):
    """Everything that was worked out about all parts, by part."""

    answered: Mapping[str, Figure]
    shown: Mapping[str, Figure]
    aims: Mapping[str, Aim]
    shares: Mapping[str, Fraction]


def _parts(playbook: Playbook, answers: AnswersFile, asked: Sequence[Asked], steps: Ladder) -> list[PartScore]:
    """Return the whole and then all parts in the order of the playbook."""
    nodes = tree(playbook, asked)
    aims = set_aims(nodes, playbook, answers.targets)
    levels = {part: aim.level for part, aim in aims.items()}
    answered = roll_up(nodes, "as_answered", playbook.policies, levels, steps)
    shown = roll_up(nodes, "as_shown", playbook.policies, levels, steps)
    made = _Made(answered, shown, final_aims(nodes, aims, answered, steps), shares(nodes, answered, steps))
    return [_part(node, made, answers.assessment.basis, steps) for node in nodes]


def _part(node: Node, made: _Made, basis: Basis, steps: Ladder) -> PartScore:
    part_id, aim = node.part.id, made.aims[node.part.id]
    as_answered, as_shown = made.answered[part_id].derivation, made.shown[part_id].derivation
    pair = Pair(as_answered.result, as_shown.result)
    value = pair.on(basis)
    spreads = [one.scored.spread for one in node.beneath if one.scored.spread is not None]
    return PartScore(
        id=part_id,
        name=node.part.name,
        tier=node.tier,
        above=node.above,
        children=tuple(part.id for part in node.part.parts),
        questions=tuple(one.question.id for one in node.beneath),
        score=pair,
        points=None if as_answered.points is None else Pair(as_answered.points, as_shown.points),
        level=None if value is None else steps.reached(value),
        target=aim.level,
        target_by=aim.by,
        target_why=aim.why,
        gap=None if value is None else max(aim.level - value, Fraction(0)),
        share_of_whole=made.shares[part_id],
        coverage=_coverage(node),
        weakest=_weakest(node, made.answered if basis == "as_answered" else made.shown, basis),
        spread=sum(spreads, Fraction(0)) / len(spreads) if spreads else None,
        derivation_as_answered=as_answered,
        derivation_as_shown=as_shown,
        target_from=aim.source,
    )


def _coverage(node: Node) -> Coverage:
    states = [one.scored.state for one in node.beneath]
    hidden = states.count("hidden")
    return Coverage(
        asked=len(states) - hidden,
        scored=states.count("scored"),
        not_applicable=states.count("not_applicable"),
        unanswered=states.count("unanswered"),
        hidden=hidden,
        withheld=states.count("withheld"),
    )


def _weakest(node: Node, figures: Mapping[str, Figure], basis: Basis) -> str | None:
    """Return the lowest part in a part, or its lowest question where it has none; the first of equals."""
    values = {part.id: figures[part.id].derivation.result for part in node.part.parts} or {
        one.question.id: one.scored.score.on(basis) for one in node.own
    }
    scored = {key: value for key, value in values.items() if value is not None}
    return min(scored, key=scored.__getitem__, default=None)
