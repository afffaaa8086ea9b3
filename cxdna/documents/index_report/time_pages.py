"""Each index over its waves: what is claimed, on what it rests, and every wave in figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.documents import index_charts
from cxdna.documents.index_charts import Waves
from cxdna.documents.index_report import said, time_words
from cxdna.documents.index_report.material import IndexMaterial, Measured
from cxdna.documents.index_report.model import TimePage, WaveRow
from cxdna.statistics.display import NO_NUMBER
from cxdna.voice.indices.model import Index, Trend
from cxdna.voice.indices.rescale import THRESHOLD

NOTE: Final = (
    "Dot: the index of a wave, hollow under 100 answers; bar: 95% interval; dashed: 4.0; grey band: the usual range of "
    "single waves, their mean and 2.66 mean changes; rust diamond: outside of it."
)

MOST_ACROSS: Final = 12
"""Waves up to which the table under the chart has a column for each; of more, a row."""


def time_pages(material: IndexMaterial) -> tuple[TimePage, ...]:
    """Return a page for each question on satisfaction, recommendation and effort that has pages of its own."""
    told = [_page(material, one) for one in material.paged if one.question.about != "other" and one.trend]
    with_chart = next((one.anchor for one in told if one.chart), "")
    return tuple(
        msgspec.structs.replace(one, note=_note(material, one, is_first=one.anchor == with_chart)) for one in told
    )


def _note(material: IndexMaterial, page: TimePage, *, is_first: bool) -> str:
    """Return how to read the charts, under the first; that a chart shows a part of the scale, under each that does."""
    part = (
        f"The axis is a {page.chart.part}: differences look larger than on 1 to 5."
        if page.chart and page.chart.part
        else ""
    )
    return f"{NOTE}{_marked(material, page)} {part}".strip() if is_first else part


def _marked(material: IndexMaterial, page: TimePage) -> str:
    if page.chart is None or page.chart.covered is None:
        return ""
    return f" Tinted: waves of {material.span.label}."


def _page(material: IndexMaterial, one: Measured) -> TimePage:
    trend = one.trend
    name = said.name_of(material, one)
    drawn = _chart(material, trend) if trend and len(trend.points) > 1 else None
    rows = tuple(_rows(trend)) if trend else ()
    return TimePage(
        anchor=f"time-{one.question.id.lower()}",
        name=name,
        headline=time_words.over_time(material, one),
        deck=time_words.trend(one).text,
        chart=drawn,
        alt=_alt(material, name, trend, drawn),
        numbered=drawn is not None and index_charts.is_numbered(drawn),
        across=trend is not None and len(trend.points) <= MOST_ACROSS,
        rows=rows,
        says=any(row.says not in {"", "reported"} for row in rows),
        note="",
    )


def _covered(material: IndexMaterial, trend: Trend) -> list[Index]:
    """Return the waves that have months of the report."""
    span = material.span
    return [one for one in trend.points if one.span.first <= span.last and span.first <= one.span.last]


def _chart(material: IndexMaterial, trend: Trend) -> Waves:
    covered = _covered(material, trend)
    outside = trend.limits.outside if trend.limits else ()
    points = [
        index_charts.Point(
            one.span.label, one.value, one.interval, one.word != "reported", at in outside, one in covered
        )
        for at, one in enumerate(trend.points)
    ]
    limits = (trend.limits.low, trend.limits.centre, trend.limits.high) if trend.limits else None
    return index_charts.waves(points, THRESHOLD, limits)


def _alt(material: IndexMaterial, name: str, trend: Trend | None, drawn: Waves | None) -> str:
    if trend is None or drawn is None:
        return ""
    values = [f"{one.span.label} {said.value(one.value)}" for one in trend.points if one.value is not None]
    inside = [one.span.label for one in _covered(material, trend)] if drawn.covered else []
    about = f"; this report is about {inside[0]}{f' to {inside[-1]}' if len(inside) > 1 else ''}" if inside else ""
    part = f"; {drawn.part}" if drawn.part else ""
    return f"{name} by wave, against 4.0: {', '.join(values)}{about}{part}"


def _rows(trend: Trend) -> Iterator[WaveRow]:
    outside = set(trend.limits.outside) if trend.limits else set()
    for at, one in enumerate(trend.points, 1):
        has = one.value is not None
        yield WaveRow(
            number=str(at),
            wave=one.span.label,
            value=said.value(one.value),
            interval=said.between(one.interval) if has else "",
            low=(said.ends(one.interval)[0] or NO_NUMBER) if has else NO_NUMBER,
            high=(said.ends(one.interval)[1] or NO_NUMBER) if has else NO_NUMBER,
            n=said.n_of(one),
            says="\N{BLACK DIAMOND} outside the usual range"
            if at - 1 in outside
            else "hidden"
            if one.hidden
            else one.word,
        )
