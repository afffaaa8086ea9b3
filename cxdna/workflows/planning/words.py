"""Fields of an action in words: what they are called, what they hold, and how one state of it differs from another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import msgspec

from cxdna.definitions.model import Requirement
from cxdna.definitions.wording import number
from cxdna.plan.change import changed_fields
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.model import Action, CauseIs, CustomersView, Milestone, Task, Trigger
from cxdna.statistics.display import long_date, money

NONE: Final = "nothing"
LABELS: Final = {
    "cause_is": "cause is",
    "owner_role": "owner's role",
    "from_level": "from level",
    "to_level": "to level",
    "waits_for": "waits for",
    "more_kpis": "further KPIs",
    "kpi": "KPI",
    "blocked_by": "blocked by",
    "agreed_by": "agreed by",
}
"""What a field is called where that is not its own name."""
CAUSE_WORDS: Final[dict[CauseIs, str]] = {
    "unknown": "not known yet",
    "assumed": "assumed, not tested",
    "tested": "tested",
}
TRIGGER_WORDS: Final[dict[Trigger, str]] = {
    "assessment": "assessment",
    "complaint": "complaint",
    "nonconformity": "nonconformity",
    "audit": "audit",
    "adverse_trend": "adverse trend",
    "unstable_trend": "unstable trend",
    "potential_source": "potential source of a problem",
}


class Difference(NamedTuple):
    """One thing that is otherwise than before, in words; `field` is that of the model."""

    field: str
    label: str
    old: str
    new: str


def label(field: str) -> str:
    """Return what a field is called."""
    return LABELS.get(field, field)


def value_words(field: str, value: Any, currency: str) -> str:  # noqa: ANN401 - what a field holds depends on the field
    """Return what a field holds as people read it; `nothing` where it is empty."""
    if value is None or value in ("", ()):
        return NONE
    if field in _SHOWN:
        return _SHOWN[field](value)
    if field == "cost":
        return money(value, currency)
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, tuple):
        return ", ".join(_one(each) for each in value)
    return " ".join(str(value).split())


_SHOWN: Final[dict[str, Callable[[Any], str]]] = {
    "status": STATUS_WORDS.__getitem__,
    "cause_is": CAUSE_WORDS.__getitem__,
    "trigger": TRIGGER_WORDS.__getitem__,
    "progress": lambda value: f"{value}%",
    "from_level": number,
    "to_level": number,
}


def _one(value: object) -> str:
    return f"{value.part} at {number(value.at)}" if isinstance(value, Requirement) else str(value)


def differences(before: Action, after: Action, currency: str) -> Iterator[Difference]:
    """Yield everything in which an action differs from how it was, tasks and milestones one by one."""
    for changed in changed_fields(before, after):
        if changed.field in {"tasks", "milestones"}:
            yield from _of_list(changed.field, changed.old, changed.new, currency)
        elif isinstance(changed.new, CustomersView):
            yield from _of_struct("customers", "customers on the ", changed.old, changed.new, currency)
        else:
            old, new = (value_words(changed.field, value, currency) for value in (changed.old, changed.new))
            yield Difference(changed.field, label(changed.field), old, new)


def said(one: Difference) -> str:
    """Return a difference on one line."""
    if one.old == NONE:
        return f"{one.label}: {one.new}"
    if one.new == NONE and one.field == "blocked_by":
        return f"no longer blocked by: {one.old}"
    if one.new == NONE:
        return f"{one.label}: taken out (was {one.old})"
    return f"{one.label}: {one.new} (was {one.old})"


def _of_list(
    field: str, old: tuple[Task | Milestone, ...], new: tuple[Task | Milestone, ...], currency: str
) -> Iterator[Difference]:
    """Yield how tasks or milestones differ.

    Those of one wording are the same wherever they stand; of the others the first old and the first new are one that
    was worded anew, and so on.
    """
    name = field[:-1]
    before = {one.what: one for one in old}
    gone = [one for one in old if one.what not in {each.what for each in new}]
    for at, after in enumerate(new, 1):
        same = before.get(after.what) or (gone.pop(0) if gone else None)
        if same is None:
            yield Difference(field, f"{name} {at}", NONE, _item(after))
        else:
            yield from _of_struct(field, f"{name} {at} ", same, after, currency)
    for one in gone:
        yield Difference(field, f"{name} {old.index(one) + 1}", _item(one), NONE)


def _of_struct(
    field: str, prefix: str, old: msgspec.Struct, new: msgspec.Struct, currency: str
) -> Iterator[Difference]:
    for inner in old.__struct_fields__:
        before, after = getattr(old, inner), getattr(new, inner)
        if before != after:
            words = [value_words(inner, value, currency) for value in (before, after)]
            yield Difference(field, f"{prefix}{inner}", *words)


def _item(item: Task | Milestone) -> str:
    return f"{item.what}, due {long_date(item.due)}" if item.due else item.what
