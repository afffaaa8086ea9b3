"""Who carries what: the people behind owners and assignees, and the roles behind which nobody stands."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.same_name import folded
from cxdna.plan.gates import is_person
from cxdna.plan.model import Action, Task


class Share(msgspec.Struct):
    """What somebody carries: actions of their own, and tasks in other people's actions, each with its action.

    `mine` are all tasks that are theirs, by their number from 1 on, in their own actions as well.
    """

    own: list[Action] = msgspec.field(default_factory=list)
    tasks: list[tuple[Action, Task]] = msgspec.field(default_factory=list)
    mine: list[tuple[Action, int]] = msgspec.field(default_factory=list)


class People(msgspec.Struct, frozen=True):
    """People by name, and roles without a person by role; "" is what has neither."""

    named: dict[str, Share]
    roles: dict[str, Share]


def people(material: Material) -> People:
    """Return who carries what, people by how much they carry.

    A task without an assignee is its owner's, and so is one of the owner or of their role. An assignee that is a role
    of the plan is the person behind the role. Names that differ by capitals or accents alone are one person's.
    """
    found = People({}, {})
    behind = _behind(material)
    roles = {role.casefold() for role in _roles(material)}
    spelled: dict[str, str] = {}
    for one in material.plan.actions:
        if said.has_owner(one):
            owner = spelled.setdefault(folded(one.owner), _plain(one.owner))
            carries = found.named.setdefault(owner, Share())
        else:
            carries = found.roles.setdefault(said.role_of(one), Share())
        carries.own.append(one)
        for number, task in enumerate(one.tasks, 1):
            who = _plain(task.assignee)
            if not who or folded(who) in {folded(one.owner), folded(one.owner_role)}:
                carries.mine.append((one, number))
                continue
            who = behind.get(who.casefold(), who)
            if who.casefold() in roles or not is_person(who):
                share = found.roles.setdefault(who, Share())
            else:
                share = found.named.setdefault(spelled.setdefault(folded(who), who), Share())
            share.mine.append((one, number))
            if share is not carries:
                share.tasks.append((one, task))
    ranked = sorted(found.named.items(), key=lambda item: (-len(item[1].own), -len(item[1].tasks), item[0].casefold()))
    return People(dict(ranked), dict(sorted(found.roles.items())))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _behind(material: Material) -> dict[str, str]:
    """Return the person behind each role, as the plan was drafted with, or as its owners say."""
    head = material.plan.head
    given = {role.casefold(): _plain(name) for role, name in head.owners.items()} if head else {}
    by_owner: dict[str, set[str]] = {}
    for one in material.plan.actions:
        if said.has_owner(one) and one.owner_role:
            by_owner.setdefault(_plain(one.owner_role).casefold(), set()).add(_plain(one.owner))
    only = {role: next(iter(names)) for role, names in by_owner.items() if len(names) == 1}
    return only | {role: name for role, name in given.items() if is_person(name)}


def _roles(material: Material) -> Iterator[str]:
    """Yield the roles that are known: of the plan's actions, of its owners and of the library."""
    yield from (_plain(one.owner_role) for one in material.plan.actions if one.owner_role)
    yield from (material.plan.head.owners if material.plan.head else ())
    yield from (one.owner_role for one in material.actions)
