"""Everything in which questionnaires of one playbook do not agree with each other.

This is looked for where definitions are checked, and not whenever one is read: none of it changes a score, and who
writes a questionnaire need not have all others at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from cxdna.definitions.check import Pool, known_in
from cxdna.definitions.document import Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Question, Questionnaire
from cxdna.definitions.newest import newest
from cxdna.errors import Problem

FREE: Final = frozenset({"id", "weight", "when"})
"""What each questionnaire settles for itself: how much a question weighs in it, and whom it asks."""

Placed: TypeAlias = tuple[Fitted[Questionnaire], int]
"""A questionnaire, and which of its questions is meant."""


def check_across(pool: Pool) -> Iterator[Problem]:
    """Yield unknown neighbours, and questions that are not the same in each of the questionnaires that are checked."""
    for file in pool.own:
        if isinstance(file.value, Questionnaire):
            yield from _check_neighbours(Fitted(file.document, file.value, file.lost), pool)
    own = newest(
        [Fitted(one.document, one.value, one.lost) for one in pool.own if isinstance(one.value, Questionnaire)]
    )
    for earlier, later, where in differing(own, own):
        (file, _), (other, _) = later, earlier
        yield file.document.problem(where[1], *another(later, (other, where[0]), where[1]))


def _check_neighbours(file: Fitted[Questionnaire], pool: Pool) -> Iterator[Problem]:
    named = [
        (("questions", index, "neighbour", "question"), question.neighbour.question)
        for index, question in enumerate(file.value.questions)
        if question.neighbour and question.neighbour.question != question.id
    ]
    yield from file.tell(known_in(pool, file.value.playbook).unknown("question", named))


def differing(
    first: Sequence[Fitted[Questionnaire]], second: Sequence[Fitted[Questionnaire]]
) -> Iterator[tuple[Placed, Placed, tuple[Where, Where]]]:
    """Yield each question of the second that is another one in the first, with the places of what differs.

    Both may be the same; then the later of two differs from the earlier.
    """
    found: dict[tuple[str, str], Placed] = {}
    for file in first:
        for index, question in enumerate(file.value.questions):
            found.setdefault((file.value.playbook, question.id), (file, index))
    for file in second:
        for index, question in enumerate(file.value.questions):
            base, at = found.get((file.value.playbook, question.id), (file, index))
            if base is file:
                continue
            for path in _differences(base.value.questions[at], question):
                places = (("questions", at, *path), ("questions", index, *path))
                if not (base.lost.explains(places[0]) or file.lost.explains(places[1])):
                    yield (base, at), (file, index), places


def another(one: Placed, other: tuple[Fitted[Questionnaire], Where], where: Where) -> tuple[str, str]:
    """Return what to say of a question of which this differs in another questionnaire, and what to do."""
    file, index = one
    field = where[2]
    entry = f", entry {where[3] + 1}" if len(where) > 3 and isinstance(where[3], int) else ""  # noqa: PLR2004 - of a list
    place = f"{other[0].document.path}:{other[0].document.marks.line(other[1])}"
    said = [document.has(path) for document, path in ((file.document, where), (other[0].document, other[1]))]
    if said == [False, True]:
        what = f"question '{file.value.questions[index].id}' lacks the '{field}' that it has at {place}"
    else:
        what = f"question '{file.value.questions[index].id}' has another '{field}'{entry} at {place}"
    return what, "give both the same, or one of them another id"


def _differences(one: Question, other: Question) -> Iterator[Where]:
    """Yield the path of each field in which two questions differ; in a list, of the first entry that does."""
    for field in Question.__struct_fields__:
        ours, theirs = getattr(one, field), getattr(other, field)
        if field in FREE or ours == theirs:
            continue
        if isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
            yield field, next(at for at, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a != b)
        else:
            yield (field,)
