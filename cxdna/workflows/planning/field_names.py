"""Which field of an action is meant by what somebody types: `due`, `deadline`, `task.2.assignee`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.plan.change import NOT_SET
from cxdna.plan.model import Action

INNER: Final[dict[str, tuple[str, ...]]] = {
    "tasks": ("what", "assignee", "why", "due", "done"),
    "milestones": ("what", "due", "done"),
    "customers": ("problem", "solution", "effect"),
}
"""The fields of tasks, milestones and the customers' view."""
FIELDS: Final = tuple(one for one in Action.__struct_fields__ if one not in {*NOT_SET, *INNER})
"""The fields that take one value, in the order of the model."""


class Place(NamedTuple):
    """Where a value goes: a field of the action, or of the task or milestone of a number (from 1), or of customers."""

    field: str
    number: int = 0
    inner: str = ""

    def __str__(self) -> str:
        """Return the name by which people set it."""
        if self.number:
            return f"{self.field[:-1]}.{self.number}" + (f".{self.inner}" if self.inner else "")
        return f"{self.field}.{self.inner}" if self.inner else _PREFERRED.get(self.field, self.field)


_PREFERRED: Final = {
    "owner_role": "role",
    "from_level": "from",
    "to_level": "to",
    "blocked_by": "blocked",
}
_OTHER_NAMES: Final = {
    "name": "title",
    "finding": "closes",
    "findings": "closes",
    "from": "from_level",
    "to": "to_level",
    "level": "to_level",
    "type": "kind",
    "interim": "containment",
    "root_cause": "cause",
    "cause_state": "cause_is",
    "description": "what",
    "action": "what",
    "result": "deliverable",
    "check": "proof",
    "evidence": "proof",
    "role": "owner_role",
    "who": "owner",
    "begin": "start",
    "starts": "start",
    "deadline": "due",
    "end": "due",
    "review_date": "review",
    "budget": "cost",
    "costs": "cost",
    "depends_on": "needs",
    "after": "needs",
    "requires": "waits_for",
    "risks": "risk",
    "kpis": "more_kpis",
    "more_kpi": "more_kpis",
    "state": "status",
    "percent": "progress",
    "started": "begun",
    "finished": "done",
    "blocked": "blocked_by",
    "blocker": "blocked_by",
    "reason": "blocked_by",
    "notes": "note",
    "comment": "note",
}
_LISTS: Final = {
    "task": "tasks",
    "tasks": "tasks",
    "milestone": "milestones",
    "milestones": "milestones",
    "customer": "customers",
    "customers": "customers",
}
_OTHER_INNER: Final = {
    "who": "assignee",
    "owner": "assignee",
    "person": "assignee",
    "assigned": "assignee",
    "title": "what",
    "text": "what",
    "deadline": "due",
    "date": "due",
    "day": "due",
    "by": "due",
    "reached": "done",
    "finished": "done",
}
_REFUSED: Final = {
    "id": ("the id of an action stays what it is", "add another action with: cxdna plan add"),
    "template": ("where an action was drafted from stays what it is", "add another action with: cxdna plan add"),
    "agreed": ("an action is agreed by passing its five gates", "agree it with: cxdna plan agree ID --by NAME"),
    "agreed_by": ("an action is agreed by passing its five gates", "agree it with: cxdna plan agree ID --by NAME"),
}
_EXAMPLES: Final = {
    "closes": "q7.2, governance",
    "from_level": "2",
    "to_level": "3, or the name of a level",
    "priority": "1 comes first",
    "kind": "corrective or preventive",
    "trigger": "assessment, complaint, nonconformity, audit, adverse trend, unstable trend, potential source",
    "cause_is": "unknown, assumed or tested",
    "effort": "small, medium or large",
    "cost": "12,500",
    "needs": "a1, a3: actions that come first",
    "waits_for": "governance 3, analytics 2: parts that must stand at a level first",
    "kpi": "on_time_closure: what shows the outcome",
    "more_kpis": "recurrence, fixes_checked",
    "status": "in progress, blocked, done; agreed by: cxdna plan agree",
    "progress": "40",
    "blocked_by": "what it waits for",
}
_APART: Final = re.compile(r"[\s._\-]+")


def find_place(name: str) -> Place:
    """Return the field that is meant: `due`, `deadline`, `task.2.assignee`, `milestone 1 done`, `customers.problem`.

    Raises `UserError` for one that is none, with the nearest there is, and for those that people do not set.
    """
    words = [word for word in _APART.split(name.strip().casefold()) if word]
    if words and words[0] in _LISTS and len(words) > 1:
        return _inner(name, _LISTS[words[0]], words[1:])
    plain_name = "_".join(words)
    if plain_name in _REFUSED:
        raise UserError(*_REFUSED[plain_name])
    field = plain_name if plain_name in FIELDS else _OTHER_NAMES.get(plain_name)
    if field:
        return Place(field)
    if words and words[0] in _LISTS:
        raise UserError(f"'{shortened(name)}' does not say which", _which(_LISTS[words[0]]))
    near = meant(plain_name, [*FIELDS, *_OTHER_NAMES, "task.1.what", "milestone.1.due", "customers.problem"])
    told = near if near.startswith("did you mean") else f"there are: {', '.join(field_names())}"
    raise UserError(f"an action has no field '{shortened(name)}'", told)


def _inner(name: str, field: str, words: list[str]) -> Place:
    number = 0
    if field != "customers":
        if not words[0].isdecimal() or not 1 <= int(words[0][:4]) < 1000:  # noqa: PLR2004 - more than anybody has
            raise UserError(f"'{shortened(name)}' does not say which", _which(field))
        number, words = int(words[0]), words[1:]
        if not words:
            return Place(field, number)
    known = INNER[field]
    inner = words[0] if words[0] in known else _OTHER_INNER.get(words[0], "")
    if len(words) != 1 or inner not in known:
        raise UserError(f"'{shortened(name)}' is no field", meant("_".join(words), list(known)))
    return Place(field, number, inner)


def _which(field: str) -> str:
    if field == "customers":
        return "write customers.problem, customers.solution or customers.effect"
    return f"write {field[:-1]}.1 for the first, {field[:-1]}.1.due for its day"


def field_names() -> tuple[str, ...]:
    """Return the name of every field that people set, the same wherever fields are listed."""
    inner = (f"customers.{one}" for one in INNER["customers"])
    return (*(str(Place(field)) for field in FIELDS), "task.1", "milestone.1", *inner)


def field_lines() -> Iterator[str]:
    """Yield every field that people set, with an example for what needs one."""
    for field in FIELDS:
        name = str(Place(field))
        example = _EXAMPLES.get(field, "")
        yield f"  {name.ljust(12)} {example}".rstrip()
    yield "  task.1       its words; task.1.assignee, .why, .due, .done; the next number adds one, none takes it out"
    yield "  milestone.1  its words; milestone.1.due and .done"
    yield "  customers.problem, customers.solution, customers.effect"
    yield "none empties a field. Dates: 2027-03-30, 30 March 2027 or March 2027; for what was done also: today"
