"""The playbook as the tree that scores climb: every part with its method, its questions and what stands above it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import Method, Part, Playbook, Question
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import QuestionScore
from cxdna.statistics.exact import exact


class Asked(msgspec.Struct, frozen=True):
    """A question with its score and the range its answers could have."""

    question: Question
    scored: QuestionScore
    lowest: Fraction
    highest: Fraction


class Node(msgspec.Struct, frozen=True):
    """A part, or the whole (tier 0): `own` are the questions it holds itself, `beneath` all in it."""

    part: Part
    tier: int
    above: tuple[str, ...]
    method: Method
    own: tuple[Asked, ...]
    beneath: tuple[Asked, ...]


def whole_of(playbook: Playbook) -> Part:
    """Return the playbook as the one part in which all others stand."""
    return Part(id=playbook.id, name=playbook.name, aim=playbook.summary, method=playbook.method, parts=playbook.parts)


def tree(playbook: Playbook, asked: Sequence[Asked]) -> tuple[Node, ...]:
    """Return the whole and all parts, each before the parts in it. A part without a method has that above it."""
    methods: dict[str, Method] = {}
    beneath: dict[str, list[Asked]] = {}
    lines = {part.id: tuple(one.id for one in above) for part, above in playbook.walk()}
    for one in asked:
        for part_id in (playbook.id, *lines[one.question.part], one.question.part):
            beneath.setdefault(part_id, []).append(one)
    nodes = []
    for part, above in ((whole_of(playbook), ()), *playbook.walk()):
        is_whole = part.id == playbook.id
        parent = playbook.method if is_whole or not above else methods[above[-1].id]
        methods[part.id] = part.method or parent
        inside = tuple(beneath.get(part.id, ()))
        nodes.append(
            Node(
                part=part,
                tier=0 if is_whole else len(above) + 1,
                above=lines.get(part.id, ()),
                method=methods[part.id],
                own=tuple(one for one in inside if one.question.part == part.id),
                beneath=inside,
            )
        )
    return tuple(nodes)


def answer_range(question: Question, ladder: Ladder) -> tuple[Fraction, Fraction]:
    """Return the lowest and the highest value that an answer to a question can have."""
    values = [exact(option.value) for option in question.options] or ladder.values
    return min(values), max(values)
