"""Changes of a plan are made on what holds and appended; what somebody else wrote in the same moment is not lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from cxdna.store.latest import actions_that_hold
from cxdna.store.model import ActionKept, Following
from cxdna.store.port import Store
from cxdna.workflows.planning.open import Planned, read_again

States: TypeAlias = Mapping[str, ActionKept]
"""The latest state of every action by its id, dropped ones as well."""


def keep(store: Store, assessment: str, make: Callable[[States], Sequence[ActionKept]]) -> tuple[ActionKept, ...]:
    """Append what `make` makes of the states that hold, all or none, and return it; nothing is added where it is none.

    An action is kept as a whole, so two people who change it in the same moment would take back each other's change:
    where somebody else was first, it is made again on what holds then. Raises what `make` raises.
    """
    while True:
        read = store.actions(assessment)
        made = tuple(make(actions_that_hold(read)))
        if not made or store.add_after(read[-1].seq if read else 0, *made) is not None:
            return made


def keep_together(
    here: Planned, make: Callable[[Planned], Sequence[Following]], beside: str | None = None
) -> tuple[Following, ...]:
    """Append what `make` makes of the plan as it stands, records of every kind in one go, as `keep` does.

    Some of them may belong to the plan of the assessment `beside`.
    """
    while True:
        # Before all else: what comes in while the plan is read counts as somebody else's, and it is made again.
        last = max(newest(here), _newest(here.now.store, beside) if beside else 0)
        made = tuple(make(read_again(here)))
        if not made or here.now.store.add_after(last, *made) is not None:
            return made


def newest(here: Planned) -> int:
    """Return the order number of the newest record of the plan."""
    return _newest(here.now.store, here.now.assessment.id)


def _newest(store: Store, name: str) -> int:
    kinds = (store.plans(name), store.actions(name), store.kpi_figures(name), store.decisions(name))
    return max((kept[-1].seq for kept in kinds if kept), default=0)
