"""How many people answered, and what rests on so few of them that a reader should know."""

from __future__ import annotations

from typing import Final

from cxdna.documents.draft import in_words
from cxdna.documents.material import Material
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.model import PartScore, QuestionScore, Scores
from cxdna.statistics.display import counted

ENOUGH: Final = 5
"""From so many people on, answers are more than a sketch: below five voices one person moves every median."""
FEW: Final = 3
"""A score of fewer people than this is the view of one or two: no median stands between them."""


def is_sketch(people: int | None) -> bool:
    """Tell whether so few answered that their answers are a sketch; people who are not counted show no score at all."""
    return people is not None and 0 < people < ENOUGH


def who_answered(people: int | None) -> str:
    """Return how many people answered, as a sketch where they are few: `A sketch: 3 people answered`."""
    if people is None:
        return f"Fewer than {in_words(MINIMUM)} people answered"
    said = f"{counted(people, 'person', 'people')} answered"
    return f"A sketch: {said}" if is_sketch(people) else said


def people_of(scores: Scores, part: PartScore) -> int:
    """Return how many people gave a number to a question of a part; only where all are named can they be told apart."""
    asked = (scores.question(one) for one in part.questions)
    return len({one.respondent for question in asked for one in question.responses if one.value is not None})


def answers_of(people: int) -> str:
    """Return the answers of so many people in words: `two people's answers`."""
    return "one person's answers" if people == 1 else f"{in_words(people)} people's answers"


def part_rests_on(material: Material, part: PartScore) -> str:
    """Return on how few people's answers a part rests; "" where they are more, or not named: few are then not shown."""
    people = people_of(material.scores, part) if material.named else 0
    return f"rests on {answers_of(people)}" if 0 < people < FEW else ""


def question_rests_on(material: Material, question: QuestionScore) -> str:
    """Return on how few answers a question rests; "" where they are more, or not named."""
    count = len(question.numbers) if material.named and question.state == "scored" else 0
    return f"rests on {in_words(count)} answer{'' if count == 1 else 's'}" if 0 < count < FEW else ""
