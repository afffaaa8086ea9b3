"""An index wave by wave, and the months that a survey covers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Final

from cxdna.voice.counts.model import NO_MONTH, Cell
from cxdna.voice.indices.cells import Cut, cells_at, in_span, question_of, require_cut
from cxdna.voice.indices.hide import hide_small
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span, Weighting
from cxdna.voice.indices.months import MONTHS_OF_WAVE, months, months_in_words, moved
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Asks, Month, WaveRule

UNDATED: Final = "all answers"
_LABEL: Final[Mapping[WaveRule, Callable[[int, int], str]]] = {
    "month": lambda year, place: f"{year}-{place:02}",
    "quarter": lambda year, place: f"{year} Q{place}",
    "half_year": lambda year, place: f"{year} H{place}",
    "year": lambda year, _: f"{year}",
}


def wave_of(month: Month, rule: WaveRule) -> str:
    """Return the wave that a month belongs to: 2026 Q1, 2026 H1, 2026-03, 2026; "" for no month."""
    if month == NO_MONTH:
        return ""
    return _LABEL[rule](month // 100, (month % 100 - 1) // MONTHS_OF_WAVE[rule] + 1)


def wave_months(month: Month, rule: WaveRule) -> tuple[Month, Month]:
    """Return the first and last month of the wave that a month belongs to."""
    length = MONTHS_OF_WAVE[rule]
    first = moved(month, -((month % 100 - 1) % length))
    return first, moved(first, length - 1)


def span_of(first: Month, last: Month) -> Span:
    """Return a span of months under the name that people give it: January to March 2026."""
    return Span(first, last, UNDATED if first == NO_MONTH else months_in_words(first, last))


def whole_span(fielded: Fielded) -> Span:
    """Return all months from the first to the last that has answers which count; undated ones where none has a date."""
    found = {cell.month for cell in fielded.cells if cell.standing == "counted" and not cell.cut}
    dated = sorted(found - {NO_MONTH})
    return span_of(dated[0], dated[-1]) if dated else span_of(NO_MONTH, NO_MONTH)


def waves_of(  # noqa: PLR0913 - as index_of
    fielded: Fielded,
    question: str,
    span: Span | None = None,
    cut: Cut = (),
    weighting: Weighting = "answers",
    *,
    asks: Asks = "customers",
) -> tuple[Index, ...]:
    """Return the index of each wave that has answers which count, in time order; within a span, or of all months.

    Waves by rule go by the months of the events. A wave that reaches beyond the span is told of the months within, and
    is called so. Waves of fewer than five answers are hidden, and as many others that these do not follow from the
    index of all. Raises `UserError` as `index_of` does.
    """
    question_of(fielded, question)
    require_cut(fielded.survey, [name for name, _ in cut])
    cells = [cell for cell in cells_at(fielded, question, cut) if cell.standing == "counted" and cell.n]
    spans = _named(cells, span) if fielded.survey.columns.wave else _by_rule(cells, span, fielded.survey.waves)
    return hide_small([index_of(fielded, question, one, cut, weighting, asks=asks) for one in spans])


def _by_rule(cells: list[Cell], within: Span | None, rule: WaveRule) -> list[Span]:
    """Return the spans of waves that follow from months; answers without a date are in none."""
    found = sorted({cell.month for cell in cells if cell.month and (within is None or in_span(cell, within))})
    spans = []
    for label, held in groupby(found, lambda month: wave_of(month, rule)):
        first, last = wave_months(next(held), rule)
        low, high = (first, last) if within is None else (max(first, within.first), min(last, within.last))
        spans.append(Span(low, high, label if (low, high) == (first, last) else f"{label} in part"))
    return spans


def _named(cells: list[Cell], within: Span | None) -> list[Span]:
    """Return the spans of waves that a column names, by their first month and then by name."""
    spans = []
    for wave in sorted({cell.wave for cell in cells}, key=_natural):
        every = sorted({cell.month for cell in cells if cell.wave == wave})
        inside = [month for month in every if within is None or within.first <= month <= within.last]
        if inside and (within is None or within.wave in {None, wave}):
            label = (wave or "no wave") if inside == every else f"{wave} in part"
            spans.append(Span(inside[0], inside[-1], label, wave))
    return sorted(spans, key=lambda one: one.first)


def _natural(wave: str) -> tuple[tuple[int, str], ...]:
    """Return what puts wave 2 before wave 10."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d+)", wave))


def between(points: tuple[Index, ...], rule: WaveRule) -> tuple[str, ...]:
    """Return the waves by rule that have no point between the first and the last."""
    there = {wave_of(point.span.first, rule) for point in points}
    if not there or "" in there:
        return ()
    covered = months(points[0].span.first, points[-1].span.last)
    return tuple(dict.fromkeys(wave for month in covered if (wave := wave_of(month, rule)) not in there))
