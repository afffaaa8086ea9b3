"""What `score`, `why` and `report` are about: an answers file, or the assessment of the workspace they are given in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Written
from cxdna.plan.model import Plan
from cxdna.scores.model import Assessed
from cxdna.statistics.display import listed
from cxdna.store.latest import words_that_hold
from cxdna.voice.model import Voice
from cxdna.workflows.current import Current, assessed, current, local_day, look_at
from cxdna.workflows.evidence.check import files_concern
from cxdna.workflows.export.export import written
from cxdna.workflows.export.shared import shared
from cxdna.workflows.planning.load import read_plan, read_words
from cxdna.workflows.planning.open import plan_of
from cxdna.workflows.score import refuse_not_earlier, score_file, score_files
from cxdna.workflows.surveys.hand import voice_before, voice_of
from cxdna.workflows.where import Where
from cxdna.workspace.find import find
from cxdna.workspace.model import Workspace


class Subject(msgspec.Struct, frozen=True):
    """An assessment with the one before it, if there is one; `file` is None where it lives in a workspace.

    `export` is its shared export of the same moment, where that was asked for. `concern` says in one line when files
    of its evidence are not what they were. `plan`, `before_plan` and `written` are what followed from it and from the
    one before; `today` is the day it is there, None where nobody asked on a day. `assessments` are all of the
    workspace, in the order in which they were opened. `voice` is what it knows of its customers, and `heard` what it
    knew when the assessment was closed: a report that was closed does not change with what customers say later.
    """

    now: Assessed
    before: Assessed | None
    file: Path | None = None
    export: bytes | None = None
    concern: str = ""
    plan: Plan = Plan()
    before_plan: Plan | None = None
    written: tuple[Written, ...] = ()
    today: dt.date | None = None
    assessments: tuple[str, ...] = ()
    voice: Voice = Voice()
    heard: Voice = Voice()


class Followed(msgspec.Struct, frozen=True):
    """Files that stand beside an answers file: its plan, the plan of the earlier one, and words of people."""

    plan: Path | None = None
    previous_plan: Path | None = None
    words: Path | None = None


def of_file(answers: Path, previous: Path | None, where: Where, followed: Followed = Followed()) -> Subject:  # noqa: B008 - frozen
    """Return what answers files hold. Raises `Problems`, and `UserError` where a workspace is named as well."""
    if where.workspace is not None or where.assessment is not None:
        raise UserError(
            f"both the answers file {answers} and an assessment of a workspace are named", "leave one of them out"
        )
    now, before = score_files(answers, previous)
    if before:
        refuse_not_earlier(now, before)
    return Subject(
        now,
        before,
        answers,
        plan=read_plan(followed.plan, now) if followed.plan else Plan(),
        before_plan=read_plan(followed.previous_plan, before) if followed.previous_plan and before else None,
        written=read_words(followed.words) if followed.words else (),
    )


def of_workspace(
    where: Where, moment: dt.datetime, previous: Path | None = None, *, with_export: bool = False
) -> Subject:
    """Return the assessment that is meant, compared with the closed one that it names as its previous.

    An answers file may take that one's place. Raises `UserError`, `Problems`, `StorageError`.
    """
    workspace_of(where)
    with current(where) as here:
        today = local_day(here.workspace, moment)
        before = score_file(previous) if previous else _before(here, today)
        export = written(shared(here, today)) if with_export else None
        at_hand, voice = assessed(here, today), voice_of(here.store)
        if previous and before:
            refuse_not_earlier(at_hand, before)
        heard = voice_before(here.store, here.closing.seq) if here.closing else voice
        return Subject(
            at_hand,
            before,
            export=export,
            concern=" ".join(filter(None, (files_concern(here, today), _counted_later(voice, heard)))),
            plan=plan_of(here.store, here.assessment.id),
            before_plan=plan_of(here.store, here.assessment.previous) if before and here.assessment.previous else None,
            written=words_that_hold(here.store.written(here.assessment.id)),
            today=today,
            assessments=tuple(one.id for one in here.store.assessments()),
            voice=voice,
            heard=heard,
        )


def _counted_later(voice: Voice, heard: Voice) -> str:
    """Return in a sentence which files of answers a closed assessment does not know; "" where it knows all."""
    known = {file.sha256 for one in heard.surveys for file in one.files}
    later = [file.name for one in voice.surveys for file in one.files if file.sha256 not in known]
    if not later:
        return ""
    were = "was" if len(later) == 1 else "were"
    return f"{listed(later)} {were} counted after the closing: the report shows what customers had said by then."


def workspace_of(where: Where) -> Workspace:
    """Return the workspace that is meant. Raises `UserError` that names both ways to say what a command is about."""
    try:
        return find(where.here, where.workspace)
    except Problems:
        raise
    except UserError:
        if where.workspace is not None:
            raise
        raise UserError(
            "no answers file is named, and this folder is in no workspace",
            "name an answers file, or go to a workspace, or make one with: cxdna init",
        ) from None


def _before(here: Current, today: dt.date) -> Assessed | None:
    if here.assessment.previous not in {one.id for one in here.store.assessments()}:
        return None  # there is none, or it stayed where this one was imported from
    earlier = look_at(here.workspace, here.store, here.assessment.previous)
    return assessed(earlier, today) if earlier.closing else None
