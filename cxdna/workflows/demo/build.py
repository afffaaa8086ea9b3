"""Answers files, plans and words -> a workspace in which two assessments were closed and a plan is half done.

Nothing in it is left to chance or to the clock: made twice, it is the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.answers.model import AnswersFile
from cxdna.answers.read import read_answers
from cxdna.definitions.load import load_questionnaire
from cxdna.documents.written import ground
from cxdna.errors import MissingOnMachine, StorageError
from cxdna.plan.model import Action, Plan
from cxdna.store.model import (
    ActionKept,
    Assessment,
    DecisionKept,
    Following,
    KpiKept,
    PlanKept,
    TargetKept,
    WrittenKept,
)
from cxdna.store.port import Store
from cxdna.workflows.answering.take_file import take_answers
from cxdna.workflows.current import assessed, look_at
from cxdna.workflows.demo.files import SURVEYS, TRAINING, YEARS, standing, survey_files
from cxdna.workflows.demo.hear import hear
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.planning.load import read_plan, read_words
from cxdna.workflows.printing.model import Request
from cxdna.workflows.where import Where
from cxdna.workflows.wording.gather import gather
from cxdna.workspace.model import SETTINGS, Settings, Workspace
from cxdna.workspace.open import create_store, open_store
from cxdna.workspace.schemas import write_schemas
from cxdna.workspace.settings import settings_text
from cxdna.workspace.switch import put

WORKSPACE: Final = "ws_alderbrook"
"""The id by which a demo is told from a workspace of one's own."""
MOMENT: Final = dt.datetime(2026, 11, 27, 16, 0, tzinfo=dt.UTC)
"""When the example is looked at: the plan is agreed and under way, the board meets in a week."""
_CLOSED_BY: Final = "Ruth Okafor"
_OPEN_FOR: Final = dt.timedelta(days=18)


def build_workspace(folder: Path, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Make the workspace in a folder, whole or not at all, of the files that lie in it or else of the example's own.

    Returns what was left out and why: customers' surveys, where nothing here can count them. Raises `Problems` for
    files that somebody changed and that are wrong now, `StorageError`.
    """
    newest = read_answers(standing(folder, f"answers-{YEARS[-1]}.yaml")).value
    settings = Settings(id=WORKSPACE, organisation=newest.organisation, questionnaire=newest.assessment.questionnaire)

    left_out: list[str] = []

    def fill(target: Path) -> None:
        try:
            for name in ("evidence", "branding", "out"):
                (target / name).mkdir()
            (target / SETTINGS).write_text(settings_text(settings), encoding="utf-8", newline="\n")
            (target / SURVEYS).mkdir()
            for name, content in survey_files(folder).items():
                (target / name).write_bytes(content)
        except OSError as problem:
            raise StorageError(f"{folder} could not be made: {problem.strerror}") from problem
        write_schemas(target)
        workspace, chance = Workspace(target, settings), _no_chance()
        with create_store(workspace, environment) as store:
            for year in YEARS[:-1]:
                _assess(workspace, store, folder, year, chance)
            try:
                hear(workspace, store, environment, standing(folder, TRAINING))
            except MissingOnMachine as missing:
                left_out.append(f"the customers' surveys were left out: {missing}")
            _assess(workspace, store, folder, YEARS[-1], chance)  # its report shows what customers said before
        _word(workspace, folder, environment)

    put(folder, fill)
    return tuple(left_out)


def _no_chance() -> Callable[[int], str]:
    """Return what stands in for chance: digits that look drawn and are the same each time."""
    numbers = count()
    return lambda size: hashlib.sha256(f"{WORKSPACE} {next(numbers)}".encode()).hexdigest()[: 2 * size]


def _assess(workspace: Workspace, store: Store, folder: Path, year: int, chance: Callable[[int], str]) -> None:
    """Take in one year: the assessment with its answers and targets, closed on its day, then its plan."""
    path = standing(folder, f"answers-{year}.yaml")
    file = read_answers(path).value
    closed = file.assessment.date
    before = store.assessments()
    one = _opened(workspace, file, before[-1].id if before else None)
    store.add(one, *(TargetKept(assessment=one.id, target=target) for target in file.targets))
    now = look_at(workspace, store, one.id)
    take_answers(now, path, at=dt.datetime.combine(closed, dt.time(10), dt.UTC), chance=chance)
    close_assessment(now, date=closed, by=_CLOSED_BY)
    plan = read_plan(standing(folder, f"plan-{year}.yaml"), assessed(look_at(workspace, store, one.id), closed))
    store.add(*_planned(one.id, plan))


def _opened(workspace: Workspace, file: AnswersFile, previous: str | None) -> Assessment:
    """Return the assessment of a file as it was opened, with nobody in it yet."""
    head = file.assessment
    playbook, asked = load_questionnaire(
        head.questionnaire, resources.roots(workspace.folder), head.questionnaire_version, head.playbook_version
    )
    return Assessment(
        id=head.id,
        title=head.title,
        questionnaire=asked.id,
        questionnaire_version=asked.version,
        playbook=playbook.id,
        playbook_version=playbook.version,
        mode=head.mode,
        basis=head.basis,
        opened=head.date - _OPEN_FOR,
        scope=head.scope,
        prepared_for=head.prepared_for,
        prepared_by=head.prepared_by,
        setting=head.setting,
        previous=previous,
    )


def _planned(assessment: str, plan: Plan) -> Iterator[Following]:
    """Yield a plan as it is kept: each action, decision and figure in the state that it is in."""
    if plan.head is not None:
        yield PlanKept(assessment=assessment, head=plan.head)
    for action in plan.actions:
        yield ActionKept(assessment=assessment, action=action, by=action.agreed_by, at=_added(plan, action))
    yield from (KpiKept(assessment=assessment, figure=figure) for figure in plan.figures)
    yield from (DecisionKept(assessment=assessment, decision=decision) for decision in plan.decisions)


def _added(plan: Plan, action: Action) -> dt.datetime:
    """Return when an action came in: the day the plan was drafted, or the day it was agreed where that is later."""
    days = [day for day in (plan.head.drafted if plan.head else None, action.agreed) if day]
    return dt.datetime.combine(max(days), MOMENT.time(), MOMENT.tzinfo) if days else MOMENT


def _word(workspace: Workspace, folder: Path, environment: Mapping[str, str]) -> None:
    """Take in what people wrote in the newest report, over the figures that its drafts rest on."""
    written = read_words(standing(folder, f"words-{YEARS[-1]}.yaml"))
    words = gather(Request(where=Where(workspace.folder, environment, workspace.folder), moment=MOMENT))
    name = words.material.answers.assessment.id
    over = {text.place: ground(text.drafted) for text in words.texts}
    with open_store(workspace, environment) as store:
        store.add(
            *(
                WrittenKept(
                    assessment=name, written=msgspec.structs.replace(one, over=one.over or over.get(one.place, ""))
                )
                for one in written
            )
        )
