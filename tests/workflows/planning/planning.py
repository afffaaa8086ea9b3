"""A plan in a workspace whose store is in memory, short to set and to look at."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from cxdna import resources
from cxdna.answers.model import Mode
from cxdna.definitions.load import Library, load_library
from cxdna.plan.model import Action, KpiFigure
from cxdna.store.memory import MemoryStore
from cxdna.store.model import ActionKept, KpiKept
from cxdna.workflows.current import Current
from cxdna.workflows.planning.change import Outcome, Signed, set_fields
from cxdna.workflows.planning.open import Planned, planned
from tests.plan.acting import DUE, action
from tests.workflows.kept import opened_in

MOMENT = dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC)
TODAY = MOMENT.date()
LIBRARY: Library = load_library(resources.roots())
KPI = "on_time_closure"


@cache
def opened(mode: Mode) -> Current:
    """Return an assessment to begin with; its definitions are read once."""
    with tempfile.TemporaryDirectory() as folder:
        return opened_in(Path(folder) / "w", mode)


class Planning:
    """A plan of actions that pass their gates, unless something else is said of them."""

    def __init__(self, folder: Path, *actions: Action, mode: Mode = "named") -> None:
        folder.mkdir(exist_ok=True)
        start = opened(mode)
        self.store, self.id = MemoryStore(), start.assessment.id
        self.store.add(start.assessment)
        workspace = msgspec.structs.replace(start.workspace, folder=folder)
        self.now = msgspec.structs.replace(start, workspace=workspace, store=self.store)
        self.library = LIBRARY
        self.note("baseline", 40, TODAY).note("target", 80, DUE)
        for one in actions:
            self.keep(one)

    @property
    def here(self) -> Planned:
        return planned(self.now, MOMENT)

    def keep(self, one: Action, **fields: Any) -> "Planning":
        self.store.add(ActionKept(assessment=self.id, action=one, at=MOMENT, **fields))
        return self

    def note(self, figure: Any, value: float | None, on: dt.date, kpi: str = KPI) -> "Planning":
        self.store.add(KpiKept(assessment=self.id, figure=KpiFigure(kpi=kpi, figure=figure, value=value, on=on)))
        return self

    def set(self, name: str, *pairs: str, by: str = "", why: str = "") -> Outcome:
        return set_fields(self.here, self.library, name, pairs, Signed(MOMENT, by, why))

    def one(self, name: str) -> Action:
        return self.here.plan.action(name)

    def states(self) -> Sequence[ActionKept]:
        return self.store.actions(self.id)


def ready(action_id: str = "a1", **fields: Any) -> Action:
    """Return an action of this library that passes all gates, but for what is said otherwise."""
    return action(action_id, **({"kpi": KPI, "closes": ("q7.2",)} | fields))
