"""An earlier assessment as if it had been asked by the questionnaire of a later one, as far as the two are the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from cxdna.answers.model import AnswersFile, AnswerSheet
from cxdna.definitions.model import Question, Questionnaire
from cxdna.organisation.model import Evidence
from cxdna.scores.model import Assessed


class Side(msgspec.Struct, frozen=True):
    """The questions and answers of one of two assessments that are compared."""

    questionnaire: Questionnaire
    answers: AnswersFile


def as_asked_now(before: Assessed, now: Questionnaire, lead: Mapping[str, str]) -> Side:
    """Return the earlier questions and answers with those of today among them; nothing earlier is taken away.

    `lead` names by question of today the earlier one that it is compared with. That one stands in the part and with the
    weight of today; where its id is another, a copy of it does, with the answers and the evidence it had. Evidence for
    a part goes with the questions that stood in it.
    """
    today = {question.id: question for question in now.questions}
    copies: dict[str, list[str]] = {}
    for one, earlier in lead.items():
        if one != earlier:
            copies.setdefault(earlier, []).append(one)
    stood_in = _stood_in(before)
    questions: list[Question] = []
    for question in before.questionnaire.questions:
        same = lead.get(question.id) == question.id
        questions.append(_placed(question, today[question.id]) if same else question)
        # Right behind it, as a condition may read only answers that were given before.
        questions += [_placed(question, today[one]) for one in copies.get(question.id, ())]
    return Side(
        replace(before.questionnaire, questions=tuple(questions)),
        replace(
            before.answers,
            sheets=tuple(_sheet(one, copies) for one in before.answers.sheets),
            evidence=tuple(_evidence(one, stood_in, copies) for one in before.answers.evidence),
        ),
    )


def _placed(question: Question, today: Question) -> Question:
    return replace(question, id=today.id, part=today.part, weight=today.weight, tests_level=today.tests_level)


def _sheet(sheet: AnswerSheet, copies: Mapping[str, list[str]]) -> AnswerSheet:
    given = sheet.answers
    return replace(sheet, answers={**given, **{one: given[name] for name in given for one in copies.get(name, ())}})


def _stood_in(before: Assessed) -> Mapping[str, Sequence[str]]:
    """Return by part the questions that were asked in it and in the parts it holds."""
    above = {part.id: (part.id, *(one.id for one in parts)) for part, parts in before.playbook.walk()}
    found: dict[str, list[str]] = {name: [] for name in above}
    for question in before.questionnaire.questions:
        for name in above[question.part]:
            found[name].append(question.id)
    return found


def _evidence(record: Evidence, stood_in: Mapping[str, Sequence[str]], copies: Mapping[str, Sequence[str]]) -> Evidence:
    covered = [one for name in record.covers for one in stood_in.get(name, (name,))]
    return replace(record, covers=(*covered, *(one for name in covered for one in copies.get(name, ()))))
