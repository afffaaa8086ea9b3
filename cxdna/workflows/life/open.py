"""An assessment is opened: its choices are fixed, and an earlier one hands on its people and targets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from cxdna import resources
from cxdna.answers.model import Basis, Mode
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.store.model import Assessment, Sheet, TargetKept
from cxdna.store.port import Store
from cxdna.workflows.answering.by_role import asked_by_role, of_role
from cxdna.workflows.current import Current, gather, look_at
from cxdna.workspace.model import Workspace


def open_assessment(  # noqa: PLR0913 - the choices that are fixed when an assessment is made, each by its name
    store: Store,
    workspace: Workspace,
    *,
    title: str,
    questionnaire: str,
    mode: Mode,
    basis: Basis,
    today: dt.date,
    previous: Assessment | None = None,
    scope: str = "",
    prepared_for: str = "",
    prepared_by: str = "",
    setting: str = "",
) -> Assessment:
    """Open an assessment and return it; an earlier one hands on its targets and, unless anonymous, who is asked what.

    Raises `UserError` for a questionnaire that is not there, `Problems` for one that is wrong.
    """
    playbook, asked = load_questionnaire(questionnaire, resources.roots(workspace.folder))
    assessment = Assessment(
        id=_free_id(store, today),
        title=title or _free_title(store, today),
        questionnaire=asked.id,
        questionnaire_version=asked.version,
        playbook=playbook.id,
        playbook_version=playbook.version,
        mode=mode,
        basis=basis,
        opened=today,
        scope=scope,
        prepared_for=prepared_for,
        prepared_by=prepared_by,
        setting=setting,
        previous=previous.id if previous else None,
    )
    handed_on = () if previous is None else tuple(_handed_on(store, workspace, previous, assessment, (playbook, asked)))
    number = store.add(assessment, *handed_on)[0]
    return msgspec.structs.replace(assessment, seq=number)


def _free_id(store: Store, today: dt.date) -> str:
    """Return assessment_2026, or assessment_2026_2 where that is taken."""
    taken = {one.id.casefold() for one in store.assessments()}
    wanted = f"assessment_{today.year}"
    number = 2
    name = wanted
    while name in taken:
        name = f"{wanted}_{number}"
        number += 1
    return name


def _free_title(store: Store, today: dt.date) -> str:
    """Return Assessment 2026, or Assessment 2026 (2) where that is taken."""
    taken = {one.title.casefold() for one in store.assessments()}
    wanted = name = f"Assessment {today.year}"
    number = 2
    while name.casefold() in taken:
        name = f"{wanted} ({number})"
        number += 1
    return name


def _handed_on(
    store: Store,
    workspace: Workspace,
    previous: Assessment,
    assessment: Assessment,
    definitions: tuple[Playbook, Questionnaire],
) -> Iterator[Sheet | TargetKept]:
    """Yield what the earlier assessment hands on, as far as the playbook of the new one still knows the parts."""
    playbook, _ = definitions
    parts = {playbook.id, *(part.id for part, _ in playbook.walk())}
    lowest, highest = min(one.value for one in playbook.levels), max(one.value for one in playbook.levels)
    before = look_at(workspace, store, previous.id)
    for target in gather(before, assessment.opened).targets:
        if target.part in parts and lowest <= target.level <= highest:
            yield TargetKept(assessment=assessment.id, target=target)
    if assessment.mode == "anonymous":
        return
    people = {person.id: person for person in store.people()}
    for sheet in store.sheets(previous.id):
        person = people.get(sheet.person or "")
        if person is not None and person.forgotten is None:
            yield Sheet(
                assessment=assessment.id,
                id=person.id,
                person=person.id,
                role=person.role,
                group=person.group,
                parts=_asked_about(before, sheet, person.role, assessment, definitions),
            )


def _asked_about(
    before: Current,
    sheet: Sheet,
    role: str,
    assessment: Assessment,
    definitions: tuple[Playbook, Questionnaire],
) -> tuple[str, ...]:
    """Return what a person is asked about: by their role where it was so before, else the same as is still there."""
    playbook, questionnaire = definitions
    if sheet.parts == of_role(before, sheet.role):
        profile = before.workspace.settings.organisation
        return asked_by_role(playbook, questionnaire, profile, assessment.mode, role)
    known = {playbook.id, *(part.id for part, _ in playbook.walk()), *(one.id for one in questionnaire.questions)}
    return tuple(one for one in sheet.parts if one in known)
