"""Which KPI is meant by what somebody calls it."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.definitions.model import Kpi
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.organisation.match import meant_by, plain
from cxdna.statistics.display import listed

OWN = (
    "choose one with: cxdna kpi show --all; or add your own to playbook/kpis.yaml in the workspace (kind: kpis, and "
    "for each KPI id, name, definition, unit, formula, direction, cadence and counter)"
)
"""How somebody adds a KPI that no library has."""


def find_kpi(kpis: Mapping[str, Kpi], word: str) -> str:
    """Return the id of the KPI that is meant by its id, its name, or the start of it.

    Raises `UserError` where more than one is, or none: with the nearest there is, and how to add one's own.
    """
    names = {plain(kpi.name): kpi.id for kpi in kpis.values()} | {plain(kpi.id): kpi.id for kpi in kpis.values()}
    found = meant_by(word, names)
    if len(found) == 1:
        return found[0]
    if found:
        which = listed(f"'{kpis[one].name}' ({one})" for one in found)
        raise UserError(f"'{shortened(word)}' may be {which}", "give more of the name, or the id")
    near = meant(word, [*kpis, *(kpi.name for kpi in kpis.values())])
    raise UserError(f"there is no KPI '{shortened(word)}'", near if near.startswith("did you mean") else OWN)
