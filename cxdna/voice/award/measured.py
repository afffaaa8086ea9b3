"""The indices of a calendar year that award readiness is judged by: of the company, or of one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.statistics.display import shown
from cxdna.voice.indices.cells import cells_at, in_span
from cxdna.voice.indices.hide import hidden, may_be_shown
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.indices.rescale import FIVE, same_scale
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import SurveyQuestion

Core: TypeAlias = Literal["satisfaction", "recommendation"]
CORE: Final[tuple[Core, ...]] = ("satisfaction", "recommendation")
TOO_FEW: Final = "too few answers, here or in another group, to show"
Cut: TypeAlias = tuple[tuple[str, str], ...]


class Measured(msgspec.Struct, frozen=True):
    """A question in the year, in a group; `index` is None where there cannot be one, and `why` says why."""

    fielded: Fielded
    question: SurveyQuestion
    cut: Cut
    index: Index | None
    why: str = ""

    @property
    def name(self) -> str:
        """The survey and the question."""
        return f"{self.fielded.survey.id}: {self.question.id}"

    @property
    def sources(self) -> tuple[str, ...]:
        """The files with answers of the year, each with its hash."""
        span = self.index.span if self.index else None
        return tuple(
            f"{file.name} (SHA-256 {file.sha256})"
            for file in self.fielded.files
            if span is None or any(in_span(cell, span) for cell in file.counts.cells)
        )


class Year(msgspec.Struct, frozen=True):
    """What is checked: the year, the unit as the data write it ("" for the company), and whether the year is over."""

    year: int
    unit: str
    over: bool
    measured: tuple[Measured, ...]

    @property
    def span(self) -> Span:
        """Its months."""
        return span_of(self.year)

    def about(self, core: Core) -> tuple[Measured, ...]:
        """Return what was measured of satisfaction or recommendation."""
        return tuple(one for one in self.measured if one.question.about == core)


def span_of(year: int) -> Span:
    """Return the months of a calendar year."""
    return Span(year * 100 + 1, year * 100 + 12, str(year))


def cut_of(unit: str, **more: str) -> Cut:
    """Return the group of a unit, with further groups; the company is no group."""
    return tuple(sorted({**({"unit": unit} if unit else {}), **more}.items()))


def measured_in(voice: Voice, year: int, unit: str) -> tuple[Measured, ...]:
    """Return every question on satisfaction and recommendation with answers in the year, of customers only."""
    span, cut = span_of(year), cut_of(unit)
    return tuple(
        measure(fielded, question, span, cut)
        for fielded in _of(voice, unit)
        for question in fielded.survey.questions
        if question.about in CORE
        and any(in_span(cell, span) and cell.standing == "counted" for cell in cells_at(fielded, question.id, cut))
    )


def _of(voice: Voice, unit: str) -> Iterator[Fielded]:
    for fielded in voice.of_customers:
        if not unit or "unit" in fielded.survey.dimensions:
            yield fielded


def measure(fielded: Fielded, question: SurveyQuestion, span: Span, cut: Cut) -> Measured:
    """Return the index of a question in a group as it may be shown, or why there can be none."""
    try:
        return _as_may_be_shown(Measured(fielded, question, cut, index_of(fielded, question.id, span, cut)))
    except UserError as error:
        return Measured(fielded, question, cut, None, f"{error.what}; {error.do}" if error.do else error.what)


def _as_may_be_shown(measured: Measured) -> Measured:
    """Return what was measured in a group without its figures where those of a small group would follow from them."""
    index = measured.index
    if index is None or may_be_shown(measured.fielded, measured.question.id, index.span, measured.cut):
        return measured
    return msgspec.structs.replace(measured, index=hidden(index))


def entered_in(voice: Voice, names: Sequence[str]) -> Voice:
    """Return what is known of the surveys that are entered for an award, of customers; all where none are named.

    Surveys of staff stay beside them, as they are counted apart. Raises `UserError` for one that is not there, or asks
    staff.
    """
    customers = [one.survey.id for one in voice.of_customers]
    wanted = {_survey(voice, customers, name) for name in names}
    if not wanted:
        return voice
    kept = tuple(one for one in voice.surveys if one.survey.asks != "customers" or one.survey.id in wanted)
    return msgspec.structs.replace(voice, surveys=kept)


def _survey(voice: Voice, customers: Sequence[str], name: str) -> str:
    wanted = name.strip().casefold()
    found = next((one for one in customers if one.casefold() == wanted), None)
    if found is not None:
        return found
    if any(one.survey.id.casefold() == wanted for one in voice.surveys):
        raise UserError(f"'{shortened(name)}' asks staff: only customers' answers count", "name a survey of customers")
    do = meant(name, customers) if customers else "no survey of customers is there: cxdna survey add FILE"
    raise UserError(f"there is no survey '{shortened(name)}'", do)


def find_unit(voice: Voice, name: str) -> str:
    """Return a unit as the data write it. Raises `UserError` with the nearest where no answer names it."""
    known = {
        cell.cut[0][1]
        for fielded in voice.of_customers
        for cell in fielded.cells
        if len(cell.cut) == 1 and cell.cut[0][0] == "unit" and cell.cut[0][1]
    }
    wanted = " ".join(name.split()).casefold()
    for unit in sorted(known):
        if unit.casefold() == wanted:
            return unit
    if not known:
        do = "name the column of projects, sites or teams under `columns: unit:` in the survey and add its files again"
        raise UserError("no survey of customers has a column of units", do)
    raise UserError(f"no answer belongs to a unit '{shortened(name)}'", meant(name, known))


def figure_of(measured: Measured) -> tuple[str, str]:
    """Return the index of a question as a name and a text: value, number of answers, interval, its own scale."""
    index = measured.index
    if index is None:
        return measured.name, "no index"
    if index.value is None:
        return measured.name, "too few answers to show" if index.hidden else f"{index.n:,} answers: no score"
    text = f"{shown(index.value, 2)} on 1 to 5 from {index.n:,} answers"
    if index.interval is not None:
        text += f", 95% interval {index.interval.low:.2f} to {index.interval.high:.2f}"
    if index.own is not None and not same_scale(index.scale, FIVE):
        text += f"; {shown(index.own, 2)} on its own scale of {index.scale.low} to {index.scale.high}"
    return measured.name, text
