"""The fingerprint of what was agreed: it changes when a promise does, and stays when work goes on."""

from __future__ import annotations

import msgspec

from cxdna.definitions.canonical import canonical, sha256_of
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action, KpiFigure, Plan

_replace = msgspec.structs.replace


class Agreed(msgspec.Struct, frozen=True):
    """What is hashed: the actions as agreed, by id, and the targets of their KPIs."""

    actions: tuple[Action, ...]
    targets: tuple[KpiFigure, ...]


def fingerprint(plan: Plan) -> str:
    """Return the SHA-256 over the canonical JSON of the agreed actions and their targets; "" where none is agreed.

    Status, progress, what was done when, notes and the rank among other actions are not part of what was promised;
    who owns an action, what is done, every day and every target is.
    """
    actions = sorted((one for one in plan.actions if is_agreed(one)), key=lambda one: one.id)
    if not actions:
        return ""
    kpis = sorted({kpi for one in actions for kpi in (one.kpi, *one.more_kpis) if kpi})
    targets = tuple(figure for kpi in kpis if (figure := plan.figure(kpi, "target")))
    return sha256_of(canonical(Agreed(tuple(map(_promised, actions)), targets)))


def _promised(action: Action) -> Action:
    """Return an action without what happens to it after it is agreed."""
    return _replace(
        action,
        priority=1,
        status="agreed",
        progress=0,
        begun=None,
        done=None,
        blocked_by="",
        note="",
        customers=_replace(action.customers, effect=""),
        tasks=tuple(_replace(one, done=None) for one in action.tasks),
        milestones=tuple(_replace(one, done=None) for one in action.milestones),
    )
