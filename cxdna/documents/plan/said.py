"""How what stands in a plan is put on paper: dates, people, statuses, levels, costs, and what is not stated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from cxdna.documents.material import Material, action_anchor, level_label, question_number
from cxdna.documents.plan.model import Ref, Said
from cxdna.plan.follow import STATUS_WORDS, ItemKind, is_overdue, overdue_items
from cxdna.plan.gates import is_person
from cxdna.plan.model import Action, Status
from cxdna.statistics.display import money, short_date
from cxdna.statistics.exact import exact

SIGNS: Final[dict[Status, str]] = {
    "proposed": "\N{WHITE CIRCLE}",
    "agreed": "\N{BLACK CIRCLE}",
    "in_progress": "\N{BLACK RIGHT-POINTING TRIANGLE}",
    "blocked": "\N{BLACK SQUARE}",
    "done": "\N{CHECK MARK}",
}
"""A shape for each status, told apart without colour; all stand in the bundled faces."""
NOT_STATED: Final = "not stated yet"
NOBODY: Final = "nobody named yet"
OVERDUE: Final = "! overdue"
"""Sign and word for what is agreed, not done, and late."""
DASH: Final = "\N{EN DASH}"


def stated(text: str) -> Said:
    """Return a text as it is said, or that it is not stated yet."""
    plain = " ".join(text.split())
    return Said(plain, missing=False) if plain else Said(NOT_STATED, missing=True)


def on_day(date: dt.date | None) -> Said:
    """Return a day, or that it is not stated yet."""
    return Said(short_date(date), missing=False) if date else Said(NOT_STATED, missing=True)


def owner(action: Action) -> Said:
    """Return the person who answers for an action; where none is named, the role that should."""
    if has_owner(action):
        return Said(" ".join(action.owner.split()), missing=False)
    role = role_of(action)
    return Said(f"{role}, {NOBODY}" if role else NOBODY, missing=True)


def owner_or_role(action: Action) -> Said:
    """Return the person who answers for an action; where none is named, the role alone, as what is missing."""
    return owner(action) if has_owner(action) else Said(role_of(action) or NOBODY, missing=True)


def has_owner(action: Action) -> bool:
    """Tell whether a person is named, not only a role."""
    return is_person(action.owner, action.owner_role)


def own_role(material: Material, name: str) -> str:
    """Return the role in which somebody answered; "" where nobody is named, or no one person of that name is known."""
    wanted = " ".join(name.split()).casefold()
    people = material.answers.respondents if material.named else ()
    roles = {" ".join(one.role.split()) for one in people if " ".join(one.name.split()).casefold() == wanted}
    return next(iter(roles)) if len(roles) == 1 else ""


def owner_role(material: Material, action: Action) -> str:
    """Return the role of whoever answers for an action: their own where that is known, else what the plan says."""
    own = own_role(material, action.owner) if has_owner(action) else ""
    return own or " ".join(action.owner_role.split())


def role_of(action: Action) -> str:
    """Return the role that should answer for an action, as far as it is known."""
    role = action.owner_role or action.owner
    return " ".join(role.split())


def status(action: Action, today: dt.date | None) -> str:
    """Return an action's status in words, with how far it is and whether it is late."""
    words = STATUS_WORDS[action.status]
    if action.status == "in_progress" and action.progress:
        words += f" {action.progress}%"
    return f"{words}, overdue" if today and is_overdue(action, today) else words


def overdue(action: Action, today: dt.date | None) -> frozenset[tuple[ItemKind, int]]:
    """Return what of an action is late, itself among it: each by its kind and its number from 1 on."""
    return frozenset((one.of, one.number) for one in overdue_items([action], today)) if today else frozenset()


def mark(date: dt.date | None, *, late: bool) -> str:
    """Return what stands behind something that was done on a day, or is late; empty where neither is so."""
    return f"{SIGNS['done']} {short_date(date)}" if date else OVERDUE if late else ""


def cost(action: Action, currency: str) -> Said:
    """Return what an action costs, or that nothing is stated."""
    if action.cost is None:
        return Said(NOT_STATED, missing=True)
    return Said(money(action.cost, currency), missing=False)


def cost_of(actions: Iterable[Action]) -> tuple[Fraction, int]:
    """Return what actions cost together as far as they state it, exactly, and how many state nothing."""
    given = list(actions)
    total = sum((exact(one.cost) for one in given if one.cost is not None), Fraction(0))
    return total, sum(one.cost is None for one in given)


def total(actions: Iterable[Action], currency: str) -> str:
    """Return the sum of what actions cost; a dash where none of them states it."""
    given = list(actions)
    amount, silent = cost_of(given)
    if silent == len(given):
        return "\N{EN DASH}"
    return money(float(amount), currency)


def levels(action: Action) -> str:
    """Return from which level to which an action lifts; empty where neither is stated."""
    low, high = action.from_level, action.to_level
    if high is None:
        return "" if low is None else f"from level {level_label(exact(low))}"
    end = level_label(exact(high))
    return f"to level {end}" if low is None else f"level {level_label(exact(low))} to {end}"


def about(material: Material, name: str) -> str:
    """Return what a question or part is called: 7.2 A cause is stated first, or 7 Corrective action."""
    if name in material.questions:
        return f"{question_number(name)} {material.questions[name].practice}"
    if name in material.definitions:
        return material.label(name)
    return name


def refs(actions: Iterable[Action]) -> tuple[Ref, ...]:
    """Return the ids of actions with where they stand in the document."""
    return tuple(Ref(one.id, action_anchor(one.id)) for one in actions)
