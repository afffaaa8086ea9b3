"""What may be left out of KPIs and actions, and is missed by who works with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from cxdna.definitions.model import ActionLibrary, KpiLibrary
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.statistics.display import listed

KPI: Final = "incomplete_kpi"
ACTION: Final = "incomplete_action"
_OF_KPIS: Final[Mapping[str, str]] = {
    "source": "where the data come from",
    "symbols": "the formula in symbols",
    "pitfalls": "how the number usually goes wrong",
}
_OF_ACTIONS: Final[Mapping[str, str]] = {
    "supporting_roles": "who works on it beside the owner",
    "cost": "what it takes beside people's time",
    "risk": "what most often goes wrong",
    "evidence": "the evidence it leaves behind",
}


def incomplete(content: Content) -> Iterator[Remark]:
    """Yield each KPI and each action that leaves out what a plan with it would need, with the names of the fields."""
    for kpis in content.of_own(KpiLibrary):
        for index, kpi in enumerate(kpis.value.kpis):
            if missing := _missing(kpi, _OF_KPIS):
                what = f"KPI '{kpi.id}' does not say {missing}"
                yield remark(kpis.document, ("kpis", index, "id"), KPI, what, _add(kpi, _OF_KPIS))
    for actions in content.of_own(ActionLibrary):
        for index, action in enumerate(actions.value.actions):
            if missing := _missing(action, _OF_ACTIONS):
                what = f"action '{action.id}' does not say {missing}"
                yield remark(actions.document, ("actions", index, "id"), ACTION, what, _add(action, _OF_ACTIONS))


def _missing(entry: msgspec.Struct, fields: Mapping[str, str]) -> str:
    return listed(meaning for field, meaning in fields.items() if not getattr(entry, field))


def _add(entry: msgspec.Struct, fields: Mapping[str, str]) -> str:
    return f"add {listed(repr(field) for field in fields if not getattr(entry, field))}"
