"""The example's customers: their survey files are counted, alerts raised and worked on, windows and checklists kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cxdna.alerts.change import Ending
from cxdna.alerts.raising import since
from cxdna.store.port import Store
from cxdna.voice.audit.checks import BY_ID
from cxdna.voice.counts.engines import engine
from cxdna.voice.counts.replies import replies
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey
from cxdna.voice.survey.read import read_survey
from cxdna.workflows.alerting.change import close, take
from cxdna.workflows.alerting.open import Alerting, alerting_in, alerts_of
from cxdna.workflows.alerting.raise_alerts import raise_alerts
from cxdna.workflows.alignment.effects import EffectAsk, add_effect
from cxdna.workflows.auditing.answer import AnswerAsk, keep_answer, read_answer
from cxdna.workflows.awards.answer import answer_line
from cxdna.workflows.current import look_at
from cxdna.workflows.demo.customers.write import write_surveys
from cxdna.workflows.planning.open import planned
from cxdna.workflows.surveys.choose import AddAsk, Chosen
from cxdna.workflows.surveys.counting import Counter, source_of
from cxdna.workflows.surveys.digest import digest_of
from cxdna.workflows.surveys.limits import Counting, limits_of
from cxdna.workflows.surveys.take_in import Work, take_in
from cxdna.workflows.surveys.windows import WindowAsk, add_window
from cxdna.workflows.trainings.register import keep_facing, keep_trainings
from cxdna.workflows.trainings.take_in import read_trainings
from cxdna.workspace.model import Workspace

SURVEYS: Final = ("service", "relationship", "staff")
"""The surveys, each a mapping and a file of its name in `surveys/`."""
_COUNTED: Final = dt.datetime(2026, 11, 2, 8, 30, tzinfo=dt.UTC)
"""When the files came: once the last late answers to the last wave were in."""
_WINDOWS: Final = (
    (
        dt.datetime(2024, 12, 10, 10, tzinfo=dt.UTC),
        WindowAsk("year_2025", "award", "2025-01", "2025-12", by="Ruth Okafor"),
    ),
    (
        dt.datetime(2025, 12, 9, 10, tzinfo=dt.UTC),
        WindowAsk("spring_and_summer_2026", "reporting", "2026-04", "2026-09", by="Ruth Okafor"),
    ),
)
AWARD_YEAR: Final = 2025
_AWARD: Final = (
    AnswerAsk("categories_apply", "yes", "Service catalogue 2025, page 2", by="Ruth Okafor"),
    AnswerAsk("instrument_kept", "yes", "Questionnaire log, versions 1 to 3", by="Ruth Okafor"),
    AnswerAsk("frame_complete", "partly", "Extract from the job system of 2 January 2026", by="Ruth Okafor"),
)
_AUDIT: Final = (
    AnswerAsk("first_item", "yes", "Questionnaire log, version 3", by="Ruth Okafor"),
    AnswerAsk("cues", "yes", "Screens of version 3", by="Ruth Okafor"),
    AnswerAsk("default_answer", "yes", "Screens of version 3", by="Ruth Okafor"),
)
_EFFECT: Final = EffectAsk(
    "a4", "2026-01..2026-03", "2026-07..2026-09", "service", "satisfaction", "Field service", by="Martin Hale"
)
_PEOPLE: Final = 412
"""Those of the 640 who deal with customers."""
_DONE: Final[Mapping[str, Ending]] = {
    "key_account_unhappy": Ending("not_informed", "Called, and gave a date and a name", "yes"),
    "thinking_of_leaving": Ending(
        "second_visit", "Sent the senior engineer, and checked the boiler a week later", "yes"
    ),
    "sharp_drop": Ending("late_answer", "Answered the letter, and said why it took so long", "no"),
    "reference": Ending("praise", "Thanked, and asked whether we may quote", "yes"),
}
_OPEN: Final = 5
"""So many of the newest alerts are not closed yet, and the last two not even taken."""


def hear(workspace: Workspace, store: Store, environment: Mapping[str, str], trainings: Path) -> None:
    """Take in what customers and staff answered, and what followed from it; `trainings` is the list of who was trained.

    Raises `MissingOnMachine` where nothing here can count.
    """
    for at, window in _WINDOWS:
        add_window(store, window, at, at.date())
    limits, counting = limits_of(Counting(), environment), engine("duckdb")
    write_surveys(workspace.surveys)
    for name in SURVEYS:
        path = workspace.surveys / f"{name}.csv"
        survey = read_survey(workspace.surveys / f"{name}.yaml")
        with source_of(path, None, limits) as (source, folder):
            work = Work(store, _COUNTED, _COUNTED.date(), Counter(counting, limits, folder))
            ask = AddAsk(path.relative_to(workspace.folder), name, by="Ruth Okafor")
            taken = take_in(work, ask, Chosen(survey, path.with_suffix(".yaml")), source, digest_of(path))
            if name == SURVEYS[0]:
                _alert(alerting_in(workspace, store), work, survey, taken.readable or source)
    _note(workspace, store, trainings)


def _alert(here: Alerting, work: Work, survey: Survey, source: Source) -> None:
    """Raise the alerts of the last month, and let people work on all but the newest."""
    with work.counter.engine.open(source, work.counter.limits) as opened:
        found = replies(opened, survey, source, since(here.rules, work.moment))
        raise_alerts(here.store, here.rules, found, work.moment)
    alerts = alerts_of(here.store)
    for number, one in enumerate(alerts[:-2], 1):
        began = work.moment + dt.timedelta(minutes=25 * number)
        take(here, one.id, one.owner, began)
        if number <= len(alerts) - _OPEN:
            close(here, one.id, _DONE[one.trigger], one.owner, began + dt.timedelta(days=1 + number % 3))


def _note(workspace: Workspace, store: Store, trainings: Path) -> None:
    """Keep who was trained, what the checklists say, and how the effect of an action is told."""
    moment = _COUNTED + dt.timedelta(days=8)
    keep_trainings(store, read_trainings(trainings, moment.date()).trainings, moment)
    keep_facing(store, _PEOPLE, moment, moment.date())
    for ask in _AWARD:
        answer_line(store, ask, AWARD_YEAR, moment, moment.date())
    for ask in _AUDIT:
        keep_answer(store, read_answer(ask, SURVEYS[0], BY_ID, moment.date()), moment)
    first = store.assessments()[0].id
    add_effect(planned(look_at(workspace, store, first), moment), _EFFECT, moment)
