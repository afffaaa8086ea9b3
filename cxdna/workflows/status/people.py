"""Who is how far: one line a person, or where nobody knows who, only counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from cxdna.answers.interview import Interview, number_of_minutes
from cxdna.answers.model import Answer
from cxdna.store.latest import answers_that_hold
from cxdna.store.model import Recorded, Sheet
from cxdna.workflows.current import Current
from cxdna.workflows.status.handed_in import handed_in

Stage = Literal["not_started", "under_way", "done"]


class Progress(msgspec.Struct, frozen=True):
    """How far one person is; questions that a condition hides from them are not asked.

    `minutes_left` is rounded as wherever a time is told. `last` is the source of the newest answer (terminal, form,
    ...), "" before the first.
    Whoever handed in a form for good is done, whatever was left blank, and `handed_in` then.
    """

    sheet: str
    name: str
    role: str
    group: str
    stage: Stage
    answered: int
    asked: int
    minutes_left: int
    last: str = ""
    handed_in: bool = False


class People(msgspec.Struct, frozen=True):
    """Who was asked: counts, and in modes that know who it is each person in the order in which they were asked."""

    asked: int
    done: int
    under_way: int
    not_started: int
    persons: tuple[Progress, ...] = ()


def people_so_far(now: Current) -> People:
    """Return how far everybody is. In an anonymous assessment sheets are counted, and none stands by itself."""
    recorded: dict[str, list[Recorded]] = {}
    for one in now.store.answers(now.assessment.id):
        recorded.setdefault(one.sheet, []).append(one)
    names = {person.id: person.name for person in now.store.people()}
    sheets = now.store.sheets(now.assessment.id)
    final = handed_in(now)
    persons = tuple(
        _through(one) if one.sheet in final else one
        for one in (_progress(now, sheet, recorded.get(sheet.id, []), names) for sheet in sheets)
    )
    stages = [person.stage for person in persons]
    return People(
        asked=len(persons),
        done=stages.count("done"),
        under_way=stages.count("under_way"),
        not_started=stages.count("not_started"),
        persons=() if now.assessment.mode == "anonymous" else persons,
    )


def _through(one: Progress) -> Progress:
    """Return how far somebody is who handed in for good."""
    return msgspec.structs.replace(one, stage="done", minutes_left=0, handed_in=True)


def _progress(now: Current, sheet: Sheet, recorded: list[Recorded], names: Mapping[str, str]) -> Progress:
    said: dict[str, Answer] = {question: one.said for (_, question), one in answers_that_hold(recorded).items()}
    interview = Interview(
        playbook=now.playbook,
        questionnaire=now.questionnaire,
        profile=now.workspace.settings.organisation,
        said=said,
        parts=frozenset(sheet.parts),
    )
    asked, left = len(interview.asked), len(interview.left)
    begun = any(interview.is_answered(question) for question in said)
    stage: Stage = "not_started" if not begun else "under_way" if left else "done"
    return Progress(
        sheet=sheet.id,
        name=names.get(sheet.person or "", ""),
        role=sheet.role,
        group=sheet.group,
        stage=stage,
        answered=asked - left,
        asked=asked,
        minutes_left=number_of_minutes(left, now.questionnaire.seconds_a_question),
        last=recorded[-1].source if begun else "",
    )
