"""How far role groups lie apart: compared on the questions that both answered, as others are no difference of view."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Final

import msgspec

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.documents.wording.grounds import FEW
from cxdna.documents.wording.moved import direction
from cxdna.scores.ladder import ladder
from cxdna.scores.model import PartScore, Scores
from cxdna.scores.roll_up import roll_up
from cxdna.scores.tree import Asked, answer_range, tree
from cxdna.statistics.display import counted, shown
from cxdna.statistics.exact import exact

SHARED: Final = 2
"""One question is no part: what two groups say to it stands on its own row. Two is what the pulse asks of each part."""
MOST_NAMED: Final = 3


class Apart(msgspec.Struct, frozen=True):
    """Two role groups and their scores of one part on the questions that both answered; `high` is the higher one."""

    high: tuple[str, Fraction]
    low: tuple[str, Fraction]
    questions: tuple[str, ...]

    @property
    def span(self) -> Fraction:
        """How far apart they lie."""
        return self.high[1] - self.low[1]


def furthest_apart(material: Material) -> Mapping[str, Apart]:
    """Return by part the two role groups furthest apart, the first of equals; none where they share too little."""
    found: dict[str, Apart] = {}
    for one, other in combinations(material.groups, 2):
        both = [question.id for question in one[1].questions if _scored(one[1], other[1], question.id)]
        sides = [(name, _on(material, scores, both)) for name, scores in (one, other)]
        for part in material.scores.parts:
            shared = tuple(question for question in part.questions if question in both)
            ranked = sorted(
                ((name, value) for name, values in sides if (value := values[part.id]) is not None),
                key=lambda each: -each[1],
            )
            if len(shared) < SHARED or len(ranked) < len(sides):
                continue
            apart = Apart(ranked[0], ranked[1], shared)
            if part.id not in found or apart.span > found[part.id].span:
                found[part.id] = apart
    return found


def _scored(one: Scores, other: Scores, question: str) -> bool:
    return one.question(question).state == other.question(question).state == "scored"


def _on(material: Material, scores: Scores, questions: Collection[str]) -> dict[str, Fraction | None]:
    """Return every part as a role group answered, rolled up anew of these questions alone."""
    steps, default = ladder(material.playbook), exact(material.playbook.default_target)
    asked = [
        Asked(material.questions[one.id], one, *answer_range(material.questions[one.id], steps))
        for one in scores.questions
        if one.id in questions
    ]
    nodes = tree(material.playbook, asked)
    # Targets stand in for questions without a number, of which there is none here.
    targets = {node.part.id: default for node in nodes}
    figures = roll_up(nodes, "as_answered", material.playbook.policies, targets, steps)
    return {part: figure.derivation.result for part, figure in figures.items()}


def people_in(material: Material, group: str, questions: Collection[str]) -> int:
    """Return how many of a role group gave a number to one of these questions; 0 where nobody is named."""
    if not material.named:
        return 0
    scores = dict(material.groups)[group]
    asked = (scores.question(one) for one in questions)
    return len({one.respondent for question in asked for one in question.responses if one.value is not None})


def rests_on_little(material: Material, group: str, part: PartScore) -> str:
    """Return why a role group's score of a part says little: few people, or one question of several; "" where not."""
    people = people_in(material, group, part.questions)
    said = []
    if 0 < people < FEW:
        said.append(f"{in_words(people)} {'person' if people == 1 else 'people'}")
    if part.coverage.scored == 1 < part.coverage.asked:
        said.append("one question")
    return f"rests on {', '.join(said)}" if said else ""


def group_difference(material: Material) -> Draft:
    """Draft in which part the role groups lie furthest apart; no sentence where none differ, or too many do alike."""
    leaves = {part.id for part in material.leaves}
    found = {part: apart for part, apart in furthest_apart(material).items() if part in leaves}
    most = max((apart.span for apart in found.values()), default=Fraction(0))
    widest = [part for part, apart in found.items() if shown(apart.span) == shown(most)]
    if direction(most) != "up" or len(widest) > MOST_NAMED:
        return Draft(text="", rule="groups-alike")
    if len(widest) > 1:
        claims = {
            "parts": facts.names([(part, material.scores.part(part).name) for part in widest], "widest_group_gap"),
            "span": facts.score(widest[0], most, "group_span"),
        }
        pattern = (
            "The widest differences between role groups are in {parts}: {span} each, on questions that both answered."
        )
        return draft("widest-differences", pattern, claims)
    part, apart = widest[0], found[widest[0]]
    (top, high), (bottom, low) = apart.high, apart.low
    claims = {
        "part": facts.words("widest_group_gap", (part,), material.scores.part(part).name),
        "top": Claim(kind="group", of=(top,), said=top),
        "high": Claim(kind="group_score", of=(part, top), said=shown(high)),
        "many": _few(material, top, part, apart),
        "bottom": Claim(kind="group", of=(bottom,), said=bottom),
        "low": Claim(kind="group_score", of=(part, bottom), said=shown(low)),
        "few": _few(material, bottom, part, apart),
        "count": facts.words(
            "group_shared", (part,), f"{counted(len(apart.questions), 'question')} that both answered"
        ),
    }
    pattern = (
        "The widest difference between role groups is in {part}: {top} {high}{many}, {bottom} {low}{few}, on {count}."
    )
    return draft("widest-difference", pattern, claims)


def _few(material: Material, group: str, part: str, apart: Apart) -> Claim:
    people = people_in(material, group, apart.questions)
    said = f" ({in_words(people)} {'person' if people == 1 else 'people'})" if 0 < people < FEW else ""
    return facts.words("group_people", (part, group), said)
