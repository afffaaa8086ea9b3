"""What the tree would come to if some questions or parts stood at other levels: rolled up again by the same rules.

It rests on the scores of questions and on no answer, so it can be done in every mode of an assessment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from cxdna.definitions.model import Part, Playbook, Question, Questionnaire
from cxdna.scores.ladder import Ladder, ladder
from cxdna.scores.model import EvidenceVerdict, Pair, QuestionScore, Scores
from cxdna.scores.roll_up import roll_up
from cxdna.scores.tree import Asked, Node, answer_range, tree
from cxdna.statistics.exact import exact

Levels = Mapping[str, Fraction]
Values = dict[str, Fraction | None]
"""The whole and every part on the basis of the assessment, by id."""


class Ground(msgspec.Struct, frozen=True):
    """What stays the same whatever is supposed: made once by `ground`.

    `above` has the parts in which each question and part lies, the whole among them; `highest` how high it can be.
    """

    scores: Scores
    playbook: Playbook
    nodes: tuple[Node, ...]
    steps: Ladder
    targets: Levels
    above: Mapping[str, frozenset[str]]
    highest: Levels

    def is_question(self, name: str) -> bool:
        """Tell a question from a part."""
        return name not in self.targets

    def standing(self, name: str) -> Fraction | None:
        """Return where a question or part stands. Raises KeyError."""
        one = self.scores.question(name) if self.is_question(name) else self.scores.part(name)
        return one.score.on(self.scores.basis)


def ground(scores: Scores, playbook: Playbook, questionnaire: Questionnaire) -> Ground:
    """Return the ground on which levels are supposed."""
    steps = ladder(playbook)
    by_id = {one.id: one for one in questionnaire.questions}
    asked = [Asked(by_id[one.id], one, *answer_range(by_id[one.id], steps)) for one in scores.questions]
    default = exact(playbook.default_target)
    everything = (scores.whole, *scores.parts)
    above = {part.id: frozenset((playbook.id, *part.above)) for part in scores.parts}
    return Ground(
        scores=scores,
        playbook=playbook,
        nodes=tree(playbook, asked),
        steps=steps,
        targets={one.id: default if one.target is None else one.target for one in everything},
        above={playbook.id: frozenset(), **above, **{one.question.id: _around(one, above) for one in asked}},
        highest={part.id: steps.highest for part in everything} | {one.question.id: one.highest for one in asked},
    )


def _around(asked: Asked, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return above[asked.question.part] | {asked.question.part}


def suppose(given: Ground, questions: Levels, parts: Levels) -> Values:
    """Return every part's value if these questions and parts stood at these levels and all others where they stand.

    A part that is given a level has it, whatever is in it; what is in it has its own value all the same.
    """
    supposed = {part: level for part, level in parts.items() if part != given.playbook.id}
    found = _rolled(given, questions, supposed)
    while len(found) < len(given.targets):
        # What lies in a part with a level of its own was left out: it is found once the outermost of these are not set.
        supposed = {part: level for part, level in supposed.items() if given.above[part] & supposed.keys()}
        found = {**_rolled(given, questions, supposed), **found}
    if given.playbook.id in parts:
        found[given.playbook.id] = parts[given.playbook.id]
    return found


def suppose_leaf(given: Ground, part: str, questions: Levels) -> Fraction | None:
    """Return the value of one part that holds questions, if these stood at these levels: sooner than all parts."""
    own = [node for node in given.nodes if node.part.id == part]
    return _values(given, _with(own, questions))[part]


def _rolled(given: Ground, questions: Levels, parts: Levels) -> Values:
    """Return the value of every part that does not lie in one of those that were given a level."""
    nodes: Sequence[Node] = given.nodes
    if parts:
        outermost = {part for part in parts if not given.above[part] & parts.keys()}
        beneath = [one for one in given.nodes[0].beneath if not given.above[one.question.id] & outermost]
        stand_ins = [_stand_in(given, part, parts[part]) for part in sorted(outermost)]
        closed = tuple(_closed(given, part, outermost) for part in given.playbook.parts)
        nodes = tree(replace(given.playbook, parts=closed), [*beneath, *stand_ins])
    return _values(given, _with(nodes, questions))


def _values(given: Ground, nodes: Sequence[Node]) -> Values:
    figures = roll_up(nodes, given.scores.basis, given.playbook.policies, given.targets, given.steps)
    return {part: figure.derivation.result for part, figure in figures.items()}


def _with(nodes: Iterable[Node], questions: Levels) -> list[Node]:
    return [
        replace(node, own=tuple(_supposed(one, questions) for one in node.own))
        if any(one.question.id in questions for one in node.own)
        else node
        for node in nodes
    ]


def _supposed(asked: Asked, questions: Levels) -> Asked:
    level = questions.get(asked.question.id)
    if level is None:
        return asked
    return replace(asked, scored=replace(asked.scored, state="scored", score=Pair(level, level)))


def _closed(given: Ground, part: Part, outermost: set[str]) -> Part:
    """Return a part in which those with a level of their own hold nothing but the question that stands in for them."""
    if part.id in outermost:
        return replace(part, parts=(), method="sum" if _points(given, part.id) else "mean")
    return replace(part, parts=tuple(_closed(given, child, outermost) for child in part.parts))


def _points(given: Ground, part: str) -> tuple[Fraction, Fraction] | None:
    """Return the fewest and the most points of a part that adds up, because a part above it may add up as well."""
    possible = given.scores.part(part).derivation(given.scores.basis).possible
    return possible if possible and possible[0] < possible[1] else None


def _stand_in(given: Ground, part: str, level: Fraction) -> Asked:
    """Return the one question that brings a part to a level: with that level, or with the points that come to it."""
    steps, possible = given.steps, _points(given, part)
    lowest, highest = possible or (steps.lowest, steps.highest)
    along = (level - steps.lowest) / (steps.highest - steps.lowest)
    value = lowest + along * (highest - lowest)
    scored = QuestionScore(
        id=part,
        part=part,
        state="scored",
        score=Pair(value, value),
        weight=Fraction(1),
        responses=(),
        distribution=(),
        spread=None,
        disputes=(),
        verdict=EvidenceVerdict(value, "", ()),
        policy="",
        shown_to=0,
        set_aside=0,
    )
    question = Question(id=part, part=part, practice=part, text=part, why=part, proof=part, ask=(part,))
    return Asked(question, scored, lowest, highest)
