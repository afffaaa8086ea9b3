"""A file of answers is taken out again: its counts stay on record, and no index has them any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cxdna.errors import UserError
from cxdna.statistics.display import counted, long_date
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import LogEntry, VoiceKept
from cxdna.store.port import Store
from cxdna.voice.model import SurveyFile
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line
from cxdna.workflows.surveys.hand import FIRST, survey_meant
from cxdna.workflows.surveys.keep import keep
from cxdna.workflows.surveys.overlap import file_meant
from cxdna.workflows.surveys.standing import standings_of


class DropAsk(NamedTuple):
    """A file to take out, as it was typed."""

    file: str
    why: str
    survey: str | None = None
    by: str = ""


def drop_file(store: Store, ask: DropAsk, moment: dt.datetime) -> SurveyFile:
    """Take a file out, durably, note why, and return it. Raises `UserError` where it is not there."""
    why, by = one_line(ask.why, "--why", LONGEST_REASON), one_line(ask.by, "--by", LONGEST_NAME)
    if not why:
        raise UserError("nothing says why the file is taken out", 'give a reason: --why "Sent twice"')
    dropped: list[SurveyFile] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        voice = voice_that_holds(read)
        if not voice.surveys:
            raise UserError("no file was taken in yet", FIRST)
        surveys = (survey_meant(voice, ask.survey),) if ask.survey else voice.surveys
        file = file_meant((one for fielded in surveys for one in fielded.files), ask.file)
        survey = survey_meant(voice, file.survey).survey
        dropped[:] = [file]
        gone = msgspec.structs.replace(file, withdrawn=True, why=why)
        return tuple(VoiceKept(item=one, at=moment, by=by) for one in (survey, gone))

    keep(store, make, "survey", "file")
    file = dropped[0]
    text = f"{file.name} ({file.sha256[:8]}) of survey {file.survey}{f' by {by}' if by else ''}: {why}"
    store.add(LogEntry(at=moment, what="survey file taken out", text=text))
    return file


def dropped_lines(file: SurveyFile) -> Iterator[str]:
    """Yield what was taken out, and what comes next."""
    answers = counted(standings_of(file.counts)["counted"], "score")
    yield f"Taken out: {file.name}, added on {long_date(file.added)}, with {answers} of survey '{file.survey}'."
    yield "Alerts that its answers raised stay as they are."
    yield "Next:  cxdna survey list"
