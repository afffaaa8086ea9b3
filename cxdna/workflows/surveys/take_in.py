"""A file of answers -> its counts in the store: all of it or nothing, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.statistics.display import counted
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.model import Fielded, SurveyFile, Voice
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey
from cxdna.workflows.one_line import LONGEST_NAME, one_line
from cxdna.workflows.surveys.choose import AddAsk, Chosen
from cxdna.workflows.surveys.counting import NOTHING_IMPORTED, Counter, Look, counts_of
from cxdna.workflows.surveys.files import put_survey
from cxdna.workflows.surveys.keep import keep
from cxdna.workflows.surveys.overlap import file_meant, means, refuse_overlap
from cxdna.workflows.surveys.rescaled import refuse_rescaled, versions_of


class Work(msgspec.Struct, frozen=True):
    """Where and when a file is taken in, and what counts it."""

    store: Store
    moment: dt.datetime
    today: dt.date
    counter: Counter


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was taken in, and its survey with all files that hold.

    `replaced` names the file that it took the place of, `otherwise` those that were counted before the survey changed,
    `notes` what was found out about the file; `passed_over` are rows that could not be read as rows at all,
    `ahead` those that tell of a day to come, and `readable` is what an engine reads of the file, for as long as it is
    open.
    """

    fielded: Fielded
    file: SurveyFile
    replaced: str = ""
    otherwise: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    passed_over: int = 0
    ahead: int = 0
    readable: Source | None = None


def added_before(voice: Voice, ask: AddAsk, digest: str) -> SurveyFile | None:
    """Return the file that was taken in with the same bytes, unless it is to be counted again or for another survey."""
    for one in voice.surveys:
        for file in one.files:
            other = ask.survey is not None and ask.survey.strip().casefold() != file.survey.casefold()
            if file.sha256 == digest and not other and not (ask.replaces and means(file, ask.replaces)):
                return file
    return None


def take_in(work: Work, ask: AddAsk, chosen: Chosen, source: Source, digest: str) -> Taken:
    """Count a file and keep its counts, durably. Raises `Problems` with all cells that cannot be read, `UserError`.

    Nothing is kept of a file that is not taken in whole.
    """
    by, survey = one_line(ask.by, "--by", LONGEST_NAME), chosen.survey
    _refuse(work.store.voice("survey", "file"), ask, survey)  # before anything is counted
    look = Look(work.today)
    found = counts_of(work.counter, survey, source, NOTHING_IMPORTED, skip_bad=ask.skip_bad, look=look)
    file = SurveyFile(
        survey=survey.id,
        sha256=digest,
        name=ask.file.name,
        place=str(ask.file),
        added=work.today,
        by=by,
        survey_hash=sha256_of(canonical(survey)),
        counts=found.counts,
    )
    if chosen.content is not None:
        put_survey(chosen.place, chosen.content)
    taken = _kept(work, ask, survey, file)
    return msgspec.structs.replace(
        taken,
        notes=(*source.notes, *_given_before(found.before, survey)),
        passed_over=found.passed_over,
        ahead=found.ahead,
        readable=found.readable,
    )


def _given_before(number: int, survey: Survey) -> Iterator[str]:
    """Yield how many answers were given before the day of what they are about."""
    if number:
        was, columns = "was" if number == 1 else "were", survey.columns
        yield (
            f"{counted(number, 'score')} {was} given before the day of what is asked about: look whether "
            f"'{columns.event_date}' and '{columns.answer_date}' are the right way round"
        )


def _refuse(read: Sequence[VoiceKept], ask: AddAsk, survey: Survey) -> None:
    """Raise `UserError` for a file to replace that is not there, `Problems` where those there have other scales."""
    before = _before(voice_that_holds(read), survey.id)
    if _replaced(before, ask.replaces) is None:
        refuse_rescaled(read, before, survey)


def _kept(work: Work, ask: AddAsk, survey: Survey, file: SurveyFile) -> Taken:
    told: list[Taken] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        _refuse(read, ask, survey)
        before = _before(voice_that_holds(read), survey.id)
        replaced = _replaced(before, ask.replaces)
        if not ask.adds:
            refuse_overlap((one for one in before if one is not replaced), file)
        items: list[Survey | SurveyFile] = [survey, file]
        if replaced is not None and replaced.sha256 != file.sha256:
            items.insert(1, msgspec.structs.replace(replaced, withdrawn=True))
        made = tuple(VoiceKept(item=one, at=work.moment, by=file.by) for one in items)
        held = voice_that_holds((*read, *made))
        fielded = next(one for one in held.surveys if one.survey.id == survey.id)
        name = replaced.name if replaced else ""
        told[:] = [Taken(fielded=fielded, file=file, replaced=name, otherwise=_otherwise(read, fielded))]
        return made

    keep(work.store, make, "survey", "file")
    return told[0]


def _before(voice: Voice, survey: str) -> tuple[SurveyFile, ...]:
    return next((one.files for one in voice.surveys if one.survey.id == survey), ())


def _replaced(before: Sequence[SurveyFile], name: str | None) -> SurveyFile | None:
    return None if name is None else file_meant(before, name)


def _otherwise(read: Iterable[VoiceKept], fielded: Fielded) -> tuple[str, ...]:
    """Return the names of files that were counted before what matters to counting changed in the survey."""
    surveys, now = versions_of(read), what_counts(fielded.survey)
    return tuple(
        one.name for one in fielded.files if one.survey_hash in surveys and what_counts(surveys[one.survey_hash]) != now
    )


def what_counts(survey: Survey) -> Survey:
    """Return a survey without what makes no difference to its counts: titles, wordings, and what it belongs to."""
    return msgspec.structs.replace(
        survey,
        title="-",
        conducted_by="",
        independent=False,
        key_tiers=(),
        population={},
        exclude=tuple(msgspec.structs.replace(one, reason="-") for one in survey.exclude),
        questions=tuple(
            msgspec.structs.replace(
                one, text="-", about="other", bridge="", effort_rule="agree_5_to_7", item=None, practices=(), parts=()
            )
            for one in survey.questions
        ),
    )
