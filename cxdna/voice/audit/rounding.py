"""Indices so close to 4.0 that rounding could decide: told, and compared unrounded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import counted, shown
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.waves import waves_in_order
from cxdna.voice.indices.groups import groups_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Index, Span
from cxdna.voice.indices.rescale import THRESHOLD
from cxdna.voice.model import Fielded

NEAR: Final = Fraction(5, 1000)
"""Within this of 4.0, a value that is printed with two decimals is 4.00 or 4.01, or was 3.995."""
GROUPED_BY: Final = ("category", "unit", "country", "tier")


def near_threshold(value: Fraction) -> bool:
    """Tell whether a value lies from 3.995 to 4.005, where rounding could decide."""
    return abs(value - THRESHOLD) <= NEAR


def unrounded(value: Fraction) -> str:
    """Return a value with so many decimals that it does not seem to be 4.0 when it is not, and as a fraction."""
    places = next(
        (count for count in range(2, 7) if value == THRESHOLD or shown(value, count) != "4." + "0" * count), 7
    )
    side = "at" if value == THRESHOLD else "above" if value > THRESHOLD else "below"
    return f"{shown(value, places)} ({value.numerator:,}/{value.denominator:,}), {side} 4.0"


def rounding(fielded: Fielded, span: Span) -> Found:
    """Return every index of the whole, a wave or a group that lies from 3.995 to 4.005."""
    seen = list(_indices(fielded, span))
    where = tuple(
        f"{name}: {unrounded(index.value)}" for name, index in seen if index.value and near_threshold(index.value)
    )
    figures = (("indices looked at", f"{len(seen):,}"),)
    if not seen:
        found = "there is no index yet that could be rounded"
        return Found(check="rounding", result="not proved", found=found)
    if where:
        found = f"{counted(len(where), 'index is', 'indices are')} so close to 4.0 that rounding could decide"
        return Found(check="rounding", result="remark", found=found, figures=figures, where=where)
    return Found(check="rounding", result="clear", found="no index lies from 3.995 to 4.005", figures=figures)


def _indices(fielded: Fielded, span: Span) -> Iterator[tuple[str, Index]]:
    dimensions = [name for name in GROUPED_BY if name in fielded.survey.dimensions]
    for one in fielded.survey.questions:
        if one.about not in {"satisfaction", "recommendation"}:
            continue
        spans = [span, *(Span(span.first, span.last, wave, wave) for wave in waves_in_order(fielded))]
        for each in spans:
            yield from _told(fielded, one.id, each)
        for dimension in dimensions:
            yield from _groups(fielded, one.id, span, dimension)


def _told(fielded: Fielded, question: str, span: Span) -> Iterator[tuple[str, Index]]:
    try:
        index = index_of(fielded, question, span)
    except UserError:
        return  # a mixed scale has no index here; another check tells it
    if index.value is not None:
        yield f"{question}, {span.label}", index


def _groups(fielded: Fielded, question: str, span: Span, dimension: str) -> Iterator[tuple[str, Index]]:
    try:
        groups = groups_of(fielded, question, span, dimension)
    except UserError:
        return
    for group in groups.groups:
        if group.index is not None and group.index.value is not None and group.value:
            yield f"{question}, {dimension} '{group.value}'", group.index
