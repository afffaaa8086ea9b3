"""Questions that stand for earlier ones: those are no longer asked, and their number fits what is said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxdna.definitions.document import Flaw
from cxdna.definitions.model import Question


def check_succession(questions: Sequence[Question]) -> Iterator[Flaw]:
    """Yield every flaw in what the questions of a questionnaire say that they replace, split or merge."""
    asked = {question.id for question in questions}
    for index, question in enumerate(questions):
        if not question.succeeds:
            continue
        where = ("questions", index, "succeeds")
        earlier, by = question.succeeds.questions, question.succeeds.by
        for at, name in enumerate(earlier):
            place = (*where, "questions", at)
            if name == question.id:
                yield place, f"question '{name}' cannot stand for itself", "name questions that are no longer asked"
            elif name in asked:
                what = f"question '{question.id}' {by} '{name}', which is still asked"
                yield place, what, f"take '{name}' out here, or out of the questionnaire"
            elif name in earlier[:at]:
                yield place, f"question '{name}' is named twice", "name it once"
        if by == "merges" and len(set(earlier)) == 1:
            yield (*where, "by"), "'merges' takes two questions or more", "name the others, or write: by: replaces"
        if by != "merges" and len(set(earlier)) > 1:
            yield (*where, "by"), f"'{by}' takes one question", "name one, or write: by: merges"
