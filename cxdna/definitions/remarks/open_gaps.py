"""Gaps that no action closes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cxdna.definitions.model import ActionTemplate, Playbook, Question
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.wording import number
from cxdna.statistics.display import listed

LINT: Final = "open_gap"


def open_gaps(content: Content) -> Iterator[Remark]:
    """Yield each question with the steps between its levels on which no action leads.

    An action leads on a step that begins at its first level or above and below its last, if it is one of the question
    or of its part: a draft takes none that is for a part further out. A question that stands in several questionnaires
    is told of once.
    """
    actions = [action for file in content.actions for action in file.value.actions]
    told: set[str] = set()
    for file in content.asked:
        for index, question in enumerate(file.value.questions):
            fitting = [one for one in actions if one.question == question.id or one.part == question.part]
            steps = [
                f"{number(low)} to {number(high)}"
                for low, high in _steps(question, content.playbook)
                if not any(_leads(action, low) for action in fitting)
            ]
            if steps and question.id not in told:
                told.add(question.id)
                what = f"no action leads question '{question.id}' from {listed(steps)}"
                do = f"write one for it, or for part '{question.part}'"
                yield remark(file.document, ("questions", index, "id"), LINT, what, do)


def _steps(question: Question, playbook: Playbook) -> Iterator[tuple[float, float]]:
    """Yield each pair of values that follow each other, of the question's options or of the ladder."""
    values = {option.value for option in question.options} or {level.value for level in playbook.levels}
    return pairwise(sorted(values))


def _leads(action: ActionTemplate, low: float) -> bool:
    return action.from_level <= low < action.to_level
