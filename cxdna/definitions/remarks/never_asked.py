"""Questions that nobody is ever asked, whatever an organisation is and whatever anybody answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cxdna.definitions.check_condition import inner
from cxdna.definitions.document import Document, Where
from cxdna.definitions.model import Condition, Question
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.remarks.possible import Ways
from cxdna.definitions.wording import listed

LINT: Final = "never_asked"


def never_asked(content: Content) -> Iterator[Remark]:
    """Yield questions whose condition cannot hold, by itself or with those of the questions whose answers it reads."""
    for file in content.asked:
        questions = file.value.questions
        ways = Ways(questions, content.playbook)
        by_itself = Ways(questions, content.playbook, chained=False)
        never: set[str] = set()
        for index, question in enumerate(questions):
            if question.when is None or ways.exist((question.when,)):
                continue
            where = ("questions", index, "when")
            if by_itself.exist((question.when,)):
                reason = _chain(question.when, questions, never)
            else:
                reason = _contradiction(file.document, question.when, where, by_itself)
            never.add(question.id)
            what = f"question '{question.id}' is never asked: {reason}"
            yield remark(file.document, where, LINT, what, "change the condition, or delete the question")


def _contradiction(document: Document, condition: Condition, where: Where, ways: Ways) -> str:
    """Return which tests exclude each other: those that are left when one after another is taken out in vain."""
    tests = list(_together(condition, where))
    for one in list(tests):
        rest = [test for test in tests if test is not one]
        if rest and not ways.exist(condition for condition, _ in rest):
            tests = rest
    if len(tests) == 1:
        return "no organisation and no answer meets its condition"
    lines = list(dict.fromkeys(str(document.marks.line(place)) for _, place in tests))
    return f"its tests in {'lines' if len(lines) > 1 else 'line'} {listed(lines)} exclude each other"


def _together(condition: Condition, where: Where) -> Iterator[tuple[Condition, Where]]:
    """Yield the conditions that all have to hold for this one to hold, with their places."""
    if condition.all_of is None:
        yield condition, where
        return
    for one, place in inner(condition, where):
        yield from _together(one, place)


def _chain(condition: Condition, questions: Sequence[Question], never: set[str]) -> str:
    """Return which question's answer it waits for in vain."""
    named = [one.id for one in questions if one.id in _read(condition)]
    lost = [name for name in named if name in never]
    if lost:
        return f"it goes by the answer to '{lost[0]}', which is never asked itself"
    asked = listed(f"'{name}'" for name in named)
    return f"who is asked {asked}, by whose answer it goes, cannot meet it"


def _read(condition: Condition) -> set[str]:
    own = {condition.question} if condition.question is not None else set()
    return own.union(*(_read(one) for one, _ in inner(condition, ())))
