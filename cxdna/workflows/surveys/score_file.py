"""A file of answers and a mapping -> indices, without a workspace: only what is asked for is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import msgspec

from cxdna.errors import CxdnaError, Problems, UserError
from cxdna.statistics.distribution import t_reach
from cxdna.voice.counts.engines import engine
from cxdna.voice.indices.cells import question_of, require_cut
from cxdna.voice.indices.index import require_weights
from cxdna.voice.indices.model import Weighting
from cxdna.voice.model import Fielded, SurveyFile, Voice
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import DIMENSIONS, Survey, SurveyQuestion
from cxdna.voice.survey.read import read_survey
from cxdna.workflows.surveys.counting import NOTHING_COUNTED, Counter, Look, counts_of, source_of
from cxdna.workflows.surveys.files import refuse_misfit, survey_for
from cxdna.workflows.surveys.limits import Counting, limits_of
from cxdna.workflows.surveys.score import ScoreAsk, SurveyScore, score_survey
from cxdna.workspace.model import Workspace

_BY_ACCOUNT = frozenset[Weighting]({"accounts", "revenue"})


class FileAsk(NamedTuple):
    """A file that is scored where it lies, as it was typed."""

    file: Path
    mapping: Path | None = None
    encoding: str | None = None
    skip_bad: bool = False


class Scored(NamedTuple):
    """What a file says, and the survey by which it was read."""

    score: SurveyScore
    survey: Survey


def score_file(  # noqa: PLR0913, PLR0917 - a file, what is asked of it, how it is counted, where and when
    given: FileAsk,
    ask: ScoreAsk,
    counting: Counting,
    environment: Mapping[str, str],
    workspace: Workspace | None = None,
    today: dt.date | None = None,
) -> Scored:
    """Return the indices of a file; nothing is kept. Without a mapping it is read by the survey of the workspace.

    Events after `today` are told as cells that cannot be read. Raises as counting and scoring do.
    """
    limits = limits_of(counting, environment)
    survey = read_survey(given.mapping) if given.mapping else None
    if survey is not None:
        _refuse_unknown(survey, ask)
    with source_of(given.file, given.encoding, limits) as (source, folder):
        survey = _of_workspace(workspace, source, ask) if survey is None else survey
        refuse_misfit(survey, source)
        lean = narrowed(survey, ask)
        counter = Counter(engine(counting.engine), limits, folder)
        with _distributions_meanwhile():
            look = Look(today, answers=False) if today else None
            found = counts_of(counter, lean, source, NOTHING_COUNTED, skip_bad=given.skip_bad, look=look)
    file = SurveyFile(
        survey=survey.id,
        sha256="",
        name=given.file.name,
        place=str(given.file),
        added=dt.date.min,
        survey_hash="",
        counts=found.counts,
    )
    return Scored(score_survey(Fielded(lean, (file,)), ask, Voice()), survey)


@contextmanager
def _distributions_meanwhile() -> Iterator[None]:
    """Load what intervals need while the engine counts and leaves Python idle: a fifth of a second.

    What fails there fails again, and is told, where an interval is made.
    """

    def load() -> None:
        with suppress(CxdnaError, ImportError):
            t_reach(0.95, 30)

    loading = Thread(target=load)
    loading.start()
    try:
        yield
    finally:
        loading.join()


def _of_workspace(workspace: Workspace | None, source: Source, ask: ScoreAsk) -> Survey:
    """Return the survey whose columns a file has. Raises `UserError` where there is none."""
    try:
        found = survey_for(workspace, source) if workspace else None
    except Problems:
        raise
    except UserError as error:
        raise UserError(error.what, "say which one with --mapping surveys/ID.yaml") from None
    if found is None:
        do = "add --mapping FILE; to have one written from what is in it: cxdna survey add"
        raise UserError(f"nothing says how {source.path.name} is to be read", do)
    _refuse_unknown(found, ask)
    return found


def _refuse_unknown(survey: Survey, ask: ScoreAsk) -> None:
    """Raise `UserError` for a question or a group that there is not, before millions of rows are read."""
    if ask.question is not None:
        question_of(Fielded(survey, ()), ask.question)
    if ask.by is not None:
        require_cut(survey, (ask.by,))
    require_weights(survey, ask.weighting)


def narrowed(survey: Survey, ask: ScoreAsk) -> Survey:
    """Return a survey that is counted by nothing but what is asked for: each grouping is work over all rows.

    What decides how an answer stands is kept, outcomes of invitations among it: a file says what it says when added.
    """
    by_account = ask.weighting in _BY_ACCOUNT
    needed = {ask.by, "account" if by_account else None}
    columns = msgspec.structs.replace(
        survey.columns,
        **{name: None for name in DIMENSIONS if name not in needed},
        weight=survey.columns.weight if ask.weighting == "weights" else None,
        revenue=survey.columns.revenue if ask.weighting == "revenue" else None,
    )
    return msgspec.structs.replace(
        survey,
        columns=columns,
        segments={name: column for name, column in survey.segments.items() if name == ask.by},
        cuts=((ask.by, "account"),) if by_account and ask.by not in {None, "account"} else (),
        questions=_questions(survey, ask.question),
    )


def _questions(survey: Survey, name: str | None) -> tuple[SurveyQuestion, ...]:
    """Return the questions that are asked for; where each row is one answer, all are told apart anyway."""
    if name is None or survey.columns.question:
        return survey.questions
    return tuple(one for one in survey.questions if one.id == name) or survey.questions
