"""What is wrong with the answer sheets of an answers file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from cxdna.answers.interpret import in_full
from cxdna.answers.model import DONT_KNOW, Answer, AnswersFile
from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.lost import NOTHING_LOST, Lost
from cxdna.definitions.model import Playbook, Question, Questionnaire
from cxdna.definitions.wording import listed, number, shortened, suggesting


def check_sheets(
    answers: AnswersFile, playbook: Playbook, questionnaire: Questionnaire, lost: Lost = NOTHING_LOST
) -> Iterator[Flaw]:
    """Yield sheets of unknown people, a person's second sheet, unknown questions, and answers that are none.

    A respondent without a sheet is no problem: they did not answer.
    """
    people = dict.fromkeys(respondent.id for respondent in answers.respondents)
    questions = {question.id: question for question in questionnaire.questions}
    records = dict.fromkeys(record.id for record in answers.evidence)
    levels = sorted(level.value for level in playbook.levels)
    nearest_person, nearest_question, nearest_record = suggesting(people), suggesting(questions), suggesting(records)
    for index, sheet in enumerate(answers.sheets):
        if sheet.respondent not in people and not lost.may_hold(sheet.respondent, "respondents"):
            what = f"nobody under respondents has the id '{sheet.respondent}'"
            yield ("sheets", index, "respondent"), what, nearest_person(sheet.respondent)
        for question_id, said in sheet.answers.items():
            where: Where = ("sheets", index, "answers", question_id)
            if question_id not in questions:
                what = f"the questionnaire has no question '{shortened(question_id)}'"
                yield where, what, nearest_question(question_id)
                continue
            yield from _check_answer(where, questions[question_id], said, levels)
            for place, what, do in _check_cited(where, in_full(said), records, nearest_record):
                if not lost.may_hold(in_full(said).evidence[int(place[-1])], "evidence"):
                    yield place, what, do


def _check_answer(
    where: Where, question: Question, said: float | str | Answer, levels: Sequence[float]
) -> Iterator[Flaw]:
    answer = in_full(said)
    if isinstance(said, Answer):
        if answer.value is not None and answer.not_applicable is not None:
            yield where, f"{question.id} has a value and is not applicable", "keep one of the two"
        if answer.not_applicable is not None and not answer.not_applicable.strip():
            yield (*where, "not_applicable"), f"{question.id} is not applicable without a reason", "say why"
        if answer.value is None:
            if answer.not_applicable is None:
                do = "give value (a level, or dont_know) or not_applicable"
                yield where, f"{question.id} has neither a value nor a reason why it does not apply", do
            return
        where = (*where, "value")
    yield from _check_value(where, question, answer.value, levels)


def _check_value(
    where: Where, question: Question, value: float | str | None, levels: Sequence[float]
) -> Iterator[Flaw]:
    if value == DONT_KNOW:
        return
    if value == "not_applicable":
        do = f"write {question.id}: {{not_applicable: why it does not apply}}"
        yield where, f"{question.id} is not applicable without a reason", do
        return
    options = [option.id for option in question.options]
    offered = options or [number(level) for level in levels]
    if value in (options or levels):
        return
    given = f"'{shortened(value)}'" if isinstance(value, str) else number(value or 0)
    do = "take the quotes away" if value in offered else f"give {listed(offered)}, or dont_know"
    yield where, f"{given} is no answer to {question.id}", do


def _check_cited(
    where: Where, answer: Answer, records: Collection[str], nearest: Callable[[str], str]
) -> Iterator[Flaw]:
    for at, cited in enumerate(answer.evidence):
        if cited not in records:
            what = f"no evidence record has the id '{cited}'"
            yield (*where, "evidence", at), what, nearest(cited) or "record it under evidence"
