"""Surveys all of whose files were taken out: they are still known, and why nothing is left of them."""

from __future__ import annotations

from typing import NamedTuple

from cxdna.errors import UserError
from cxdna.statistics.display import long_date
from cxdna.store.port import Store
from cxdna.voice.model import Fielded, SurveyFile, Voice
from cxdna.voice.survey.model import Survey
from cxdna.workflows.surveys.hand import survey_meant


class Gone(NamedTuple):
    """A survey without files, and what became of those it had: q1.csv was dropped on 3 May 2026: sent twice."""

    survey: Survey
    dropped: tuple[str, ...]


def gone_survey(store: Store, voice: Voice, name: str | None) -> Gone | None:
    """Return the survey of that name, or the only one, where all its files were taken out; None where there is none."""
    there = {one.survey.id for one in voice.surveys}
    surveys: dict[str, Survey] = {}
    files: dict[tuple[str, str], tuple[SurveyFile, str]] = {}
    for kept in store.voice("survey", "file"):
        if isinstance(kept.item, Survey):
            surveys[kept.item.id] = kept.item
        elif isinstance(kept.item, SurveyFile):
            files[kept.item.survey, kept.item.sha256] = (kept.item, long_date(kept.at.date()))
    wanted = name.strip().casefold() if name else None
    known = [one for one in surveys.values() if one.id not in there and wanted in {None, one.id.casefold()}]
    if len(known) != 1 or (wanted is None and there):
        return None
    survey = known[0]
    dropped = tuple(
        f"{file.name} was dropped on {day}{f': {file.why}' if file.why else ''}"
        for (of, _), (file, day) in files.items()
        if of == survey.id and file.withdrawn and file.why
    )
    return Gone(survey, dropped)


def survey_held(store: Store, voice: Voice, name: str | None) -> Fielded:
    """Return the survey that is meant. Raises `UserError`, which says of one without files what became of them."""
    try:
        return survey_meant(voice, name)
    except UserError:
        gone = gone_survey(store, voice, name)
        if gone is None or not gone.dropped:
            raise
        what = f"survey '{gone.survey.id}' has no file any more: {'; '.join(gone.dropped)}"
        raise UserError(what, f"take one in: cxdna survey add FILE --survey {gone.survey.id}") from None
