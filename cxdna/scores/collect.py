"""What all respondents said, question by question."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from cxdna.answers.interpret import interpret
from cxdna.answers.model import AnswersFile, AnswerSheet
from cxdna.answers.visible import visible
from cxdna.definitions.model import Questionnaire
from cxdna.scores.model import Response


class Said(msgspec.Struct):
    """The responses to one question, the evidence they cite, and how many people it was shown to.

    `set_aside` counts the answers of people from whom the question is hidden.
    """

    responses: list[Response]
    cited: dict[str, None]
    shown_to: int = 0
    set_aside: int = 0


def answering(answers: AnswersFile, only: Collection[str] | None) -> tuple[AnswerSheet, ...]:
    """Return the sheets that count, in the order in which the respondents are listed."""
    place = {respondent.id: index for index, respondent in enumerate(answers.respondents)}
    sheets = [sheet for sheet in answers.sheets if only is None or sheet.respondent in only]
    return tuple(sorted(sheets, key=lambda sheet: place[sheet.respondent]))


def collect(questionnaire: Questionnaire, answers: AnswersFile, only: Collection[str] | None) -> dict[str, Said]:
    """Return what was said to each question; people who did not answer it have no response.

    With no sheet at all the questions count as shown to a person who has not answered anything yet.
    """
    said = {question.id: Said([], {}) for question in questionnaire.questions}
    groups = {respondent.id: respondent.group for respondent in answers.respondents}
    sheets = answering(answers, only) or (AnswerSheet(respondent="", answers={}),)
    for sheet in sheets:
        replies = {
            question.id: interpret(question, sheet.answers[question.id])
            for question in questionnaire.questions
            if question.id in sheet.answers
        }
        asked = {question.id for question in visible(questionnaire, answers.organisation, replies)}
        for question_id in asked:
            said[question_id].shown_to += 1
        for question_id, reply in replies.items():
            if question_id not in asked:
                said[question_id].set_aside += 1
                continue
            said[question_id].cited.update(dict.fromkeys(reply.evidence))
            said[question_id].responses.append(
                Response(
                    respondent=sheet.respondent,
                    group=groups[sheet.respondent],
                    value=reply.value,
                    not_applicable=reply.not_applicable,
                    option=reply.option,
                    comment=reply.comment,
                )
            )
    return said
