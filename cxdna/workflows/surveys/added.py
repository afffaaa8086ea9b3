"""What came of a file that was handed in, for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from cxdna.alerts.model import Alert
from cxdna.voice.model import SurveyFile, Voice
from cxdna.voice.survey.model import Asks, Survey
from cxdna.workflows.surveys.choose import Chosen
from cxdna.workflows.surveys.hand import survey_meant
from cxdna.workflows.surveys.listing import ListedFile, listed_file
from cxdna.workflows.surveys.take_in import Taken

FORMAT: Final = "cxdna-survey-add/1"
"""Name and number of the shape that `cxdna survey add --json` prints: `SurveyAdded`."""


class SurveyAdded(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `before` tells that the file was there already, and nothing was added.

    `replaced` names the file that it took the place of, `passed_over` counts rows that could not be read as rows,
    `ahead` those that tell of a day to come, and `alerts` are those that its answers raised. `because` and `unsure` are
    there where its survey was guessed. `otherwise` names files that were counted before the survey changed.
    """

    format: str
    survey: str
    title: str
    asks: Asks
    before: bool
    file: ListedFile
    replaced: str = ""
    notes: tuple[str, ...] = ()
    passed_over: int = 0
    ahead: int = 0
    otherwise: tuple[str, ...] = ()
    guessed: bool = False
    because: tuple[tuple[str, str], ...] = ()
    unsure: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


def added_report(taken: Taken, chosen: Chosen, alerts: Sequence[Alert]) -> SurveyAdded:
    """Return what is told of a file that was taken in."""
    return msgspec.structs.replace(
        _report(taken.file, taken.fielded.survey, alerts, before=False),
        replaced=taken.replaced,
        notes=(*taken.notes, *taken.file.counts.notes),
        passed_over=taken.passed_over,
        ahead=taken.ahead,
        otherwise=taken.otherwise,
        guessed=chosen.guessed,
        because=chosen.because,
        unsure=chosen.unsure,
    )


def before_report(file: SurveyFile, voice: Voice, alerts: Sequence[Alert]) -> SurveyAdded:
    """Return what is told of a file that was there already."""
    return _report(file, survey_meant(voice, file.survey).survey, alerts, before=True)


def _report(file: SurveyFile, survey: Survey, alerts: Sequence[Alert], *, before: bool) -> SurveyAdded:
    return SurveyAdded(
        format=FORMAT,
        survey=survey.id,
        title=survey.title,
        asks=survey.asks,
        before=before,
        file=listed_file(file),
        alerts=tuple(one.id for one in alerts),
    )
