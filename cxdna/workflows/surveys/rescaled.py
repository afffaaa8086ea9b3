"""Files that were counted when a question had another scale than the survey says now: their scores would be misread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.errors import Problem, Problems
from cxdna.store.model import VoiceKept
from cxdna.voice.indices.rescale import same_scale
from cxdna.voice.model import Fielded, Misread, SurveyFile, Voice
from cxdna.voice.survey.grammar import scale_in
from cxdna.voice.survey.model import Survey, SurveyQuestion
from cxdna.workflows.surveys.standing import months_of


def versions_of(read: Iterable[VoiceKept]) -> Mapping[str, Survey]:
    """Return every state that surveys had, by the hash under which files name it."""
    return {sha256_of(canonical(one.item)): one.item for one in read if isinstance(one.item, Survey)}


def refuse_rescaled(read: Iterable[VoiceKept], before: Iterable[SurveyFile], survey: Survey) -> None:
    """Raise `Problems` with every question whose scale is another now in months that files before were counted in.

    Whoever takes in one more file would get an index of both; a change of scale has to be stated.
    """
    versions = versions_of(read)
    problems = [
        _problem(file, *change)
        for file in before
        if (version := versions.get(file.survey_hash)) is not None
        for change in _changes(file, version, survey)
    ]
    if problems:
        raise Problems(problems, "nothing was imported")


def with_misread(read: Sequence[VoiceKept], voice: Voice) -> Voice:
    """Return what customers say with the files that were counted on another scale than their survey has now."""
    distinct: dict[str, list[Survey]] = {}
    for one in read:
        if isinstance(one.item, Survey) and one.item not in (there := distinct.setdefault(one.item.id, [])):
            there.append(one.item)
    if all(len(states) == 1 for states in distinct.values()):
        return voice  # as nearly always: no survey was ever changed
    versions = versions_of(read)
    surveys = (msgspec.structs.replace(one, misread=tuple(_misread(one, versions))) for one in voice.surveys)
    return msgspec.structs.replace(voice, surveys=tuple(surveys))


def _misread(fielded: Fielded, versions: Mapping[str, Survey]) -> Iterator[Misread]:
    for file in fielded.files:
        version = versions.get(file.survey_hash, fielded.survey)
        changes = tuple(f"'{name}' on {then}, now {now}" for name, then, now in _changes(file, version, fielded.survey))
        if changes:
            yield Misread(file.name, file.place, changes)


def _problem(file: SurveyFile, question: str, then: str, now: str) -> Problem:
    what = f"{file.name} was counted with question '{question}' on {then}, and the survey says {now}"
    do = (
        "where the scale changed, name the old one under `earlier:` with its last month; where it was wrong, "
        f"count that file again first: cxdna survey add {file.place} --replaces {file.name}"
    )
    return Problem("", 0, what, do)


def _changes(file: SurveyFile, version: Survey, survey: Survey) -> Iterator[tuple[str, str, str]]:
    """Yield the questions whose scale is another now, with both scales in words."""
    now = {one.id: one for one in survey.questions}
    for question in version.questions:
        if question.id in now and (ends := _ends(file, question, now[question.id])):
            yield (question.id, *ends)


def _ends(file: SurveyFile, then: SurveyQuestion, now: SurveyQuestion) -> tuple[str, str] | None:
    """Return the scale of a question then and now, in words, where they differ in a month of the file."""
    for month in sorted(months_of(file)):
        old, new = scale_in(then, month), scale_in(now, month)
        if not same_scale(old, new):
            if (old.low, old.high) == (new.low, new.high):
                return _good(old.direction), _good(new.direction)
            return f"{old.low} to {old.high}", f"{new.low} to {new.high}"
    return None


def _good(direction: str) -> str:
    return f"a scale where {direction.replace('_', ' ')}"
