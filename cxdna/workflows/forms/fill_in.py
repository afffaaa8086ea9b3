"""What one person's form holds: the questions of their components that the organisation can be asked."""

from __future__ import annotations

import datetime as dt

from cxdna.answers.excluded import excluded
from cxdna.answers.forms.model import Asked, Form, Head
from cxdna.answers.forms.texts import in_words
from cxdna.answers.interview import minutes, parts_within
from cxdna.definitions.load import content_hash
from cxdna.definitions.model import Question
from cxdna.store.latest import answers_that_hold, is_answer
from cxdna.store.model import Person, Sheet
from cxdna.workflows.current import Current


def head_of(now: Current, sheet: str) -> Head:
    """Return what the forms of an assessment say they belong to."""
    return Head(
        workspace=now.workspace.settings.id,
        assessment=now.assessment.id,
        sheet=sheet,
        questionnaire=now.questionnaire.id,
        version=now.questionnaire.version,
        content=content_hash(now.questionnaire),
    )


def form_for(now: Current, sheet: Sheet, person: Person | None, by: dt.date | None) -> Form:
    """Return the form of a sheet. It shows no answer that is there and none of last year, only which are there."""
    questions = _questions(now, sheet.parts)
    held = answers_that_hold(now.store.answers(now.assessment.id, sheet.id)) if person else {}
    answered = {question for (_, question), one in held.items() if is_answer(one)}
    names = {part.id: _path(now, part.id) for part, _ in now.playbook.walk()}
    numbers = {question.id: at for at, question in enumerate(questions, 1)}
    practices = {question.id: question.practice for question in now.questionnaire.questions}
    return Form(
        head=head_of(now, sheet.id),
        organisation=now.workspace.settings.organisation.name,
        title=now.assessment.title,
        mode=now.assessment.mode,
        asked=tuple(
            Asked(
                question=question,
                part=names[question.part],
                condition=in_words(question.when, numbers, practices) if question.when else "",
                answered=question.id in answered,
            )
            for question in questions
        ),
        levels=now.playbook.levels,
        kinds=now.playbook.evidence.kinds,
        time=minutes(len(questions), now.questionnaire.seconds_a_question),
        name=person.name if person else "",
        role=person.role if person else "",
        group=sheet.group,
        by=by,
        send_to=now.assessment.prepared_by,
        by_role=any(question.id in sheet.parts for question in questions),
    )


def _questions(now: Current, parts: tuple[str, ...]) -> list[Question]:
    """Return the questions of some components and those named one by one, all if none is, in their order."""
    never = {one.question.id for one in excluded(now.questionnaire, now.workspace.settings.organisation)}
    within = parts_within(now.playbook, parts or (now.playbook.id,))
    asked = [one for one in now.questionnaire.questions if one.part in within or one.id in parts]
    return [one for one in asked if one.id not in never]


def _path(now: Current, part: str) -> str:
    """Return the name of a component with what it stands in: Measure · Governance."""
    for one, above in now.playbook.walk():
        if one.id == part:
            return " · ".join(step.name for step in (*above, one))
    return part
