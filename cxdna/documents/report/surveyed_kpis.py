"""KPIs of the library that are exactly what a survey of customers measures, with what it measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.model import Kpi, Unit
from cxdna.documents.material import Material
from cxdna.documents.wording.customers import index_text, leading, months_text
from cxdna.statistics.display import counted, percent, signed
from cxdna.voice.indices.model import Index
from cxdna.voice.indices.rescale import FIVE, same_scale
from cxdna.voice.survey.model import About

EASY_FROM: Final = 5
"""The lowest of seven scores that count as easy in the KPI; surveys may count from 6 on, which is another figure."""


class Surveyed(NamedTuple):
    """What a survey has to ask about for a KPI, in which unit the KPI is, and its figure; "" where it has none."""

    about: About
    unit: Unit
    figure: Callable[[Index], str]


def _mean(index: Index) -> str:
    return index_text(index.value) if index.value is not None and same_scale(index.scale, FIVE) else ""


def _balance(index: Index) -> str:
    return f"{signed(index.nps.value * 100, 0)} points" if index.nps else ""


def _easy(index: Index) -> str:
    return percent(index.easy.share) if index.easy and index.easy_from == EASY_FROM else ""


MEASURED: Final = {
    "customer_index": Surveyed("satisfaction", "index", _mean),
    "recommendation_balance": Surveyed("recommendation", "points", _balance),
    "customer_effort": Surveyed("effort", "percent", _easy),
}
"""By the id of the KPI. Only what is the same figure by its definition: no other is taken for one."""


def surveyed(material: Material, kpi: Kpi) -> tuple[str, str] | None:
    """Return what a survey measured of a KPI, and when, of how many answers and by which; None where none did."""
    measured, alignment = MEASURED.get(kpi.id), material.alignment
    if measured is None or alignment is None or kpi.unit != measured.unit:
        return None
    having = tuple(one for one in alignment.heard if not one.index.hidden and measured.figure(one.index))
    one = leading(msgspec.structs.replace(alignment, heard=having), measured.about)
    if one is None:
        return None
    index = one.index
    few = f", {index.word}" if index.word != "reported" else ""
    several = len({each.survey for each in alignment.heard}) > 1
    source = f"customer survey ({one.title})" if several else "customer survey"
    return measured.figure(index), f"{months_text(index.span)}, {counted(index.n, 'answer')}{few}; {source}"
