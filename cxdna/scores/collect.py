"""What all respondents said, question by question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import msgspec

from cxdna.answers.interpret import Reply, interpret
from cxdna.answers.model import AnswersFile, AnswerSheet
from cxdna.answers.visible import visible
from cxdna.definitions.model import Questionnaire
from cxdna.scores.model import Response

# Stands for a person who has not answered anything yet; no id is empty.
_NOBODY: Final = AnswerSheet(respondent="", answers={})


class Said(msgspec.Struct):
    """The responses to one question, the evidence that is cited for it, and how many people it was shown to.

    `set_aside` counts the answers of people from whom the question is hidden.
    """

    responses: list[Response]
    cited: set[str]
    shown_to: int = 0
    set_aside: int = 0


def answering(answers: AnswersFile, only: Collection[str] | None) -> tuple[AnswerSheet, ...]:
    """Return the sheets that count, in the order in which the respondents are listed."""
    place = {respondent.id: index for index, respondent in enumerate(answers.respondents)}
    sheets = [sheet for sheet in answers.sheets if only is None or sheet.respondent in only]
    return tuple(sorted(sheets, key=lambda sheet: place[sheet.respondent]))


def collect(questionnaire: Questionnaire, answers: AnswersFile, only: Collection[str] | None) -> dict[str, Said]:
    """Return what was said to each question; people who did not answer it have no response.

    Evidence counts whoever cites it: `only` chooses people, and what they do is proved by what anybody can show. With
    no sheet at all the questions count as shown to a person who has not answered anything yet.
    """
    said = {question.id: Said([], set()) for question in questionnaire.questions}
    groups = {respondent.id: respondent.group for respondent in answers.respondents}
    counting = {sheet.respondent for sheet in answering(answers, only)} or {_NOBODY.respondent}
    for sheet in (*answering(answers, None), _NOBODY):
        replies = _replies(questionnaire, sheet)
        asked = {question.id for question in visible(questionnaire, answers.organisation, replies)}
        for question_id in asked & replies.keys():
            said[question_id].cited.update(replies[question_id].evidence)
        if sheet.respondent not in counting:
            continue
        for question_id in asked:
            said[question_id].shown_to += 1
        for question_id, reply in replies.items():
            if question_id in asked:
                said[question_id].responses.append(_response(sheet.respondent, groups[sheet.respondent], reply))
            else:
                said[question_id].set_aside += 1
    return said


def _replies(questionnaire: Questionnaire, sheet: AnswerSheet) -> dict[str, Reply]:
    given = sheet.answers
    return {one.id: interpret(one, given[one.id]) for one in questionnaire.questions if one.id in given}


def _response(respondent: str, group: str, reply: Reply) -> Response:
    return Response(
        respondent=respondent,
        group=group,
        value=reply.value,
        not_applicable=reply.not_applicable,
        option=reply.option,
        comment=reply.comment,
    )
