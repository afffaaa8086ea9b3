"""Counts of a survey, kept or straight from a file -> the index of each question, never a mean alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import msgspec

from cxdna.errors import UserError
from cxdna.statistics.display import counted
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.indices.beside import refuse_few_beside
from cxdna.voice.indices.cells import cells_at, question_of, require_cut
from cxdna.voice.indices.differ import chance_of
from cxdna.voice.indices.groups import compare_groups, groups_of
from cxdna.voice.indices.hide import as_shown
from cxdna.voice.indices.index import index_of, require_weights
from cxdna.voice.indices.misread import refuse_misread
from cxdna.voice.indices.model import Comparison, Groups, Index, Needed, Span, Weighting
from cxdna.voice.indices.months import months
from cxdna.voice.indices.needed import needed_of
from cxdna.voice.indices.rescale import THRESHOLD, from_five
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import About, Asks, Scale, SurveyQuestion
from cxdna.voice.windows import FEWEST_MONTHS
from cxdna.workflows.surveys.spans import Months, remarks_on, span_meant

FORMAT: Final = "cxdna-survey-score/1"
"""Name and number of the shape that `cxdna survey score --json` prints: `SurveyScore`."""


class ScoreAsk(NamedTuple):
    """What is to be scored, as it was typed."""

    question: str | None = None
    by: str | None = None
    months: Months = Months()
    weighting: Weighting = "answers"
    population: int | None = None


class ScoredQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its index; `threshold` is the score on its own scale whose image on 1 to 5 is 4.0.

    `reaches` tells, unrounded, whether the index is at least that, `chance` how likely chance alone makes it seem so (a
    one-sided p); both None where there is no index. `needed` is how many more answers it takes, None where an index is
    hidden or weighs answers otherwise than alike. `groups` are there where they were asked for, `apart` which of them
    differ from all others by more than chance.
    """

    id: str
    text: str
    about: About
    scale: Scale
    threshold: Fraction
    reaches: bool | None
    index: Index
    chance: float | None = None
    needed: Needed | None = None
    groups: Groups | None = None
    apart: tuple[Comparison, ...] = ()


class SurveyScore(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `files` are the names of those that were counted.

    `short` tells that the span covers fewer than three months: then an index is indicative, however many answered.
    `notes` say what was not counted, `remarks` what is to be known of the window that was named and of the
    survey's file, and `refused` which questions have no index at all, and why.
    """

    format: str
    survey: str
    title: str
    asks: Asks
    span: Span
    weighting: Weighting
    files: tuple[str, ...]
    questions: tuple[ScoredQuestion, ...]
    short: bool = False
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def score_survey(fielded: Fielded, ask: ScoreAsk, voice: Voice) -> SurveyScore:
    """Return the index of each question over the months that are meant, by groups where that is asked for.

    Raises `UserError` for a question, group or months that there are not, for scales that do not mix, for files that
    were counted on another scale, and for typed months whose difference to others tells what few people said.
    """
    refuse_misread(fielded)
    survey, span = fielded.survey, span_meant(ask.months, fielded, voice)
    wanted = survey.questions if ask.question is None else (question_of(fielded, ask.question),)
    require_weights(survey, ask.weighting)
    if ask.by:
        require_cut(survey, (ask.by,))
    if ask.months.typed:
        refuse_few_beside(fielded, (one.id for one in wanted), span, ask.by)
    questions, refused = _each(fielded, wanted, span, ask)
    return SurveyScore(
        format=FORMAT,
        survey=survey.id,
        title=survey.title,
        asks=survey.asks,
        span=span,
        weighting=ask.weighting,
        files=tuple(one.name for one in fielded.files),
        questions=questions,
        refused=tuple(refused),
        short=span.first != NO_MONTH and len(months(span.first, span.last)) < FEWEST_MONTHS,
        notes=tuple(dict.fromkeys(note for one in fielded.files for note in one.counts.notes)),
        remarks=(*remarks_on(ask.months, fielded, voice), *_of_few(fielded, questions, ask.population)),
    )


def _each(
    fielded: Fielded, wanted: Sequence[SurveyQuestion], span: Span, ask: ScoreAsk
) -> tuple[tuple[ScoredQuestion, ...], list[str]]:
    """Return each question, and why one cannot be shown while others can. Raises `UserError` where none can."""
    found: list[ScoredQuestion] = []
    errors: list[UserError] = []
    for one in wanted:
        try:
            found.append(_scored(fielded, one.id, span, ask))
        except UserError as error:
            errors.append(error)
    if errors and not found:
        raise errors[0]
    return tuple(found), [str(error) for error in errors]


def _scored(fielded: Fielded, name: str, span: Span, ask: ScoreAsk) -> ScoredQuestion:
    question, asks = question_of(fielded, name), fielded.survey.asks
    index = index_of(fielded, name, span, weighting=ask.weighting, asks=asks)
    if not ask.months.typed and ask.months.window is None and not index.hidden:
        index = _with_undated(fielded, index)
    groups = groups_of(fielded, name, span, ask.by, ask.weighting, asks=asks) if ask.by else None
    return ScoredQuestion(
        id=name,
        text=question.text,
        about=question.about,
        scale=index.scale,
        threshold=from_five(THRESHOLD, index.scale),
        reaches=None if index.value is None else index.value >= THRESHOLD,
        index=as_shown(index),
        chance=chance_of(index),
        needed=_needed(index, ask.population),
        groups=groups and _groups_as_shown(groups),
        apart=compare_groups(groups) if groups else (),
    )


def _with_undated(fielded: Fielded, index: Index) -> Index:
    """Return an index of all months with the answers that cannot be read because of their days: they are in none."""
    if index.span.first == NO_MONTH:
        return index
    n = sum(
        cell.n
        for cell in cells_at(fielded, index.question, ())
        if cell.standing == "unusable" and cell.month == NO_MONTH
    )
    return msgspec.structs.replace(index, unusable=index.unusable + n, left_out=index.left_out + n)


def _needed(index: Index, population: int | None) -> Needed | None:
    if index.hidden or index.weighting != "answers":
        return None
    return needed_of(index, None if population is None or population < index.n else population)


def _of_few(fielded: Fielded, questions: Sequence[ScoredQuestion], population: int | None) -> Iterator[str]:
    """Yield that there are more answers than customers, where these may have answered more than once.

    Raises `UserError` where nothing tells customers apart: then the number is taken for a slip.
    """
    most = max((one.index.n for one in questions if not one.index.hidden), default=0)
    if population is None or population >= most:
        return
    if fielded.survey.columns.respondent is None:
        what = f"{counted(most, 'answer')} are more than {counted(population, 'customer')} can give once each"
        raise UserError(what, "give the number of all who could be asked with --population")
    yield (
        f"{counted(most, 'answer')} are more than the {counted(population, 'customer')} of --population, so some "
        "answered more than once; how many more answers are needed is told as if customers were without number"
    )


def _groups_as_shown(groups: Groups) -> Groups:
    """Return groups as they may be printed: weighed by accounts, one that is shown may have a hidden index."""
    shown = (msgspec.structs.replace(one, index=one.index and as_shown(one.index)) for one in groups.groups)
    return msgspec.structs.replace(groups, groups=tuple(shown), whole=None)
