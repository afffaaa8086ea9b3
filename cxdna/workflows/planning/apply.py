"""FIELD VALUE pairs as people type them -> what they mean, and the action with it set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cxdna.errors import Problem, Problems, UserError
from cxdna.plan.check import Flaw
from cxdna.plan.model import Action, Milestone, Task
from cxdna.workflows.planning.field_names import Place, find_place
from cxdna.workflows.planning.fields import Ground, read_value


class Set(NamedTuple):
    """What was set, as people typed it: where, what it means."""

    place: Place
    value: Any


def read_pairs(pairs: Sequence[str], ground: Ground) -> tuple[Set, ...]:
    """Return what FIELD VALUE FIELD VALUE mean. Raises `Problems` with everything that means nothing."""
    problems: list[Problem] = []
    found: list[Set] = []
    if len(pairs) % 2 or not pairs:
        what = "nothing says what to set" if not pairs else f"'{pairs[-1]}' has no value"
        do = 'give a field and its value: cxdna plan set a1 due 2027-03-30 owner "Ann Lee"'
        raise UserError(what, do)
    for name, text in zip(pairs[::2], pairs[1::2], strict=True):
        try:
            place = find_place(name)
            if place in {one.place for one in found}:
                problems.append(Problem("", 0, f"{place} is given twice", "give it once"))
        except UserError as error:
            problems.append(Problem("", 0, error.what, error.do))
            continue
        try:
            found.append(Set(place, read_value(place, text, ground)))
        except UserError as error:
            problems.append(Problem("", 0, f"{place}: {error.what}", error.do))
    if problems:
        raise Problems(problems)
    return tuple(found)


def applied(before: Action, changes: Iterable[Set]) -> tuple[Action | None, list[Flaw]]:
    """Return the action with what was set; None where a task or milestone lacks what it must have."""
    simple: dict[str, Any] = {}
    items: dict[str, list[dict[str, Any] | None]] = {}
    for place, value in changes:
        if place.field == "customers":
            view = simple.get("customers", before.customers)
            simple["customers"] = msgspec.structs.replace(view, **{place.inner: value})
        elif place.number:
            items.setdefault(place.field, [msgspec.structs.asdict(one) for one in getattr(before, place.field)])
        else:
            simple[place.field] = value
    found: list[Flaw] = []
    for field, rows in items.items():
        own = sorted((one for one in changes if one.place.field == field), key=lambda one: one.place.number)
        found += _set_rows(before.id, rows, own)
        found += _lacking(before.id, field, rows)
    if found:
        return None, found
    if "tasks" in items:
        simple["tasks"] = tuple(Task(**row) for row in items["tasks"] if row)
    if "milestones" in items:
        made = (Milestone(**row) for row in items["milestones"] if row)
        simple["milestones"] = tuple(sorted(made, key=lambda one: one.due))
    return msgspec.structs.replace(before, **simple), found


def _set_rows(action: str, rows: list[dict[str, Any] | None], changes: Iterable[Set]) -> Iterator[Flaw]:
    """Set what was given in tasks or milestones; one number more than there are adds one."""
    for place, value in changes:
        if place.number > len(rows) + 1:
            name = place.field[:-1]
            do = f"the next new one is {name}.{len(rows) + 1}"
            yield Flaw(action, place.field, f"there is no {name} {place.number}", do)
            return
        if place.number == len(rows) + 1:
            rows.append({})
        row = rows[place.number - 1]
        if not place.inner and value is None:
            rows[place.number - 1] = None
        elif row is not None:
            row[place.inner or "what"] = value


def _lacking(action: str, field: str, rows: Sequence[Mapping[str, Any] | None]) -> Iterator[Flaw]:
    name = field[:-1]
    for at, row in enumerate(rows, 1):
        if row is not None and not row.get("what"):
            do = f'say what it is in the same go: {name}.{at} "WHAT"'
            yield Flaw(action, f"{field}.{at}", f"{name} {at} would be without words", do)
        if row is not None and field == "milestones" and row.get("due") is None:
            do = f"give its day in the same go: {name}.{at}.due DATE"
            yield Flaw(action, f"{field}.{at}", f"{name} {at} would have no day", do)
