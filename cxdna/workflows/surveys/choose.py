"""Which survey a file of answers is read by: the one named, the one whose columns fit, or one that is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from cxdna.errors import Problem, Problems, StorageError, UserError
from cxdna.voice.model import Voice
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import DateOrder, Survey
from cxdna.workflows.surveys.as_id import as_id, id_of
from cxdna.workflows.surveys.files import free_place, put_survey, read_file_of, refuse_misfit, survey_for, survey_named
from cxdna.workflows.surveys.overlap import means
from cxdna.workspace.model import Workspace
from cxdna.workspace.settings import SCHEMAS

_FEW: Final = 5
_MONTH_FIRST: Final = frozenset({"US", "PH"})
_YEAR_FIRST: Final = frozenset({"CA", "CN", "HU", "JP", "KR", "LT", "SE", "TW"})


class AddAsk(NamedTuple):
    """A file to take in, as it was typed."""

    file: Path
    survey: str | None = None
    mapping: Path | None = None
    encoding: str | None = None
    skip_bad: bool = False
    replaces: str | None = None
    adds: bool = False
    by: str = ""


class Chosen(msgspec.Struct, frozen=True):
    """A survey that a file is read by, and its file in the workspace, which gets `content` once all is counted.

    `because` says of a guess what each thing was taken for and why, `unsure` what people have to look at.
    """

    survey: Survey
    place: Path
    content: bytes | None = None
    guessed: bool = False
    because: tuple[tuple[str, str], ...] = ()
    unsure: tuple[str, ...] = ()


def with_survey(ask: AddAsk) -> AddAsk:
    """Return what was typed with the survey that a mapping is of. Raises `Problems` with what is wrong with it."""
    return ask if ask.mapping is None else ask._replace(survey=_of_mapping(ask, ask.mapping).id)


def with_replaced(ask: AddAsk, voice: Voice) -> AddAsk:
    """Return what was typed with the survey of the file that is replaced, where that alone tells which is meant."""
    if ask.survey is not None or ask.replaces is None:
        return ask
    name = ask.replaces
    found = [one.survey.id for one in voice.surveys if any(means(file, name) for file in one.files)]
    return ask._replace(survey=found[0]) if len(found) == 1 else ask


def choose(workspace: Workspace, ask: AddAsk, source: Source, voice: Voice) -> Chosen:
    """Return the survey by which a file is read; of one that is guessed the file is in `surveys/` when this returns.

    Of several that fit, those that have files in `voice` come first. Raises `UserError` and `Problems` where none or
    several fit, and with every column that is missing.
    """
    held = {one.survey.id for one in voice.surveys}
    survey = _said(workspace, ask) if ask.mapping or ask.survey else survey_for(workspace, source, held)
    if survey is None:
        return guessed(workspace, ask, source)
    refuse_misfit(survey, source)
    if ask.mapping is None:
        return Chosen(survey, workspace.surveys / f"{survey.id}.yaml")
    content = _bytes(ask.mapping)
    return Chosen(survey, free_place(workspace, survey.id, content), content)


def _said(workspace: Workspace, ask: AddAsk) -> Survey | None:
    """Return the survey that the command line names, None where it is a new one."""
    return survey_named(workspace, ask.survey or "") if ask.mapping is None else _of_mapping(ask, ask.mapping)


def _of_mapping(ask: AddAsk, mapping: Path) -> Survey:
    from cxdna.voice.survey.read import read_survey  # noqa: PLC0415 - reads YAML

    survey = read_survey(mapping)
    if ask.survey and ask.survey.strip().casefold() != survey.id.casefold():
        what = f"{mapping} is the mapping of survey '{survey.id}', and --survey says '{ask.survey}'"
        raise UserError(what, "leave --survey out, or write that name as its id")
    return survey


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise StorageError(f"{path} could not be read: {problem.strerror}") from problem


def guessed(workspace: Workspace, ask: AddAsk, source: Source) -> Chosen:
    """Guess how a file is to be read, write that down in `surveys/`, and return it; what is there already stays."""
    from cxdna.voice.source.sample import samples  # noqa: PLC0415 - for a new survey only
    from cxdna.voice.survey.guess import guess  # noqa: PLC0415 - the same
    from cxdna.voice.survey.write import survey_text  # noqa: PLC0415 - the same

    name = as_id(ask.survey, "a survey") if ask.survey else id_of(ask.file.stem, "survey")
    title = " ".join(ask.file.stem.replace("_", " ").replace("-", " ").split()).capitalize()[:200] or name
    seen = samples(source)
    if not any(seen.values()):
        _refuse_unread(source)
    found = guess(source.columns, seen, name, title)
    if found.survey.columns.event_date is None:
        why = next(one for one in found.unsure if one.startswith("event_date: ")).partition(": ")[2]
        do = "or hand in a file that names the column of days, with --mapping; nothing was written"
        raise UserError(f"{ask.file.name} cannot be read without a day for each answer: {why}", do)
    survey, unsure = _with_dates(found.survey, found.unsure, source, workspace)
    content = survey_text(survey, f"../{SCHEMAS}/survey.schema.json").encode()
    place = free_place(workspace, name, content)
    put_survey(place, content)
    return Chosen(read_file_of(place), place, guessed=True, because=tuple(found.because), unsure=unsure)


def _refuse_unread(source: Source) -> None:
    """Raise `Problems` with the first rows that cannot be read, of a file that has no others at its start."""
    from cxdna.voice.source.read_rows import Misquoted, rows_of  # noqa: PLC0415 - for a new survey only

    bad = [
        Problem(str(source.path), 0, f"row {number}: {row.what}", row.do, number)
        for number, row in islice(rows_of(source), _FEW)
        if isinstance(row, Misquoted)
    ]
    if bad:
        raise Problems(bad, "nothing was written and nothing imported")


def _with_dates(
    survey: Survey, unsure: Sequence[str], source: Source, workspace: Workspace
) -> tuple[Survey, tuple[str, ...]]:
    """Return a survey that reads text files as well where its first file had days that were no text.

    How such days are shown is nothing that the file says; text files of the same organisation have them as its country.
    """
    if not source.typed or survey.dates != "year_first":
        return survey, tuple(unsure)
    order = order_in(workspace.settings.organisation.country)
    said = {"day_first": "31.3.2026", "month_first": "3/31/2026", "year_first": "2026-03-31"}[order]
    doubt = f"dates: {order}, which holds for text files only: there, days are written as {said}"
    return msgspec.structs.replace(survey, dates=order), (*unsure, doubt)


def order_in(country: str | None) -> DateOrder:
    """Return how days are mostly written in a country, which is a code of two letters."""
    code = (country or "").strip().upper()
    if code in _MONTH_FIRST:
        return "month_first"
    return "year_first" if code in _YEAR_FIRST else "day_first"


def guess_lines(chosen: Chosen, place: str) -> Iterator[str]:
    """Yield what was guessed of a file and why, and what to look at."""
    yield f"A new survey, '{chosen.survey.id}'. From the headers and the first rows:"
    yield from (f"  {thing}: {reason}" for thing, reason in chosen.because)
    if chosen.unsure:
        yield "Look at these, which a person has to decide:"
        yield from (f"  {one}" for one in chosen.unsure)
    yield f"It is written in {place}, where you can change it."
