"""Who is asked in a workspace: listed, added, and forgotten on request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence

import msgspec

from cxdna.definitions.wording import meant
from cxdna.errors import UserError
from cxdna.statistics.display import listed, long_date
from cxdna.store.latest import standing_closing
from cxdna.store.model import Assessment, Person, Sheet
from cxdna.store.port import Store
from cxdna.workflows.answering.who import EVERYONE, LONGEST_GROUP, folded, named
from cxdna.workflows.current import choose, opened
from cxdna.workflows.people.forget import forget_person
from cxdna.workflows.people.traces import Trace, traces
from cxdna.workflows.where import Where
from cxdna.workspace.find import find
from cxdna.workspace.tidy import tidy

NAMELESS = "this workspace knows nobody by name, as its assessments are anonymous"


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A person with the ids of the assessments in which they are asked."""

    id: str
    name: str
    role: str
    group: str
    forgotten: dt.date | None
    assessments: tuple[str, ...]


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a person: how many answers are kept, in which groups, and where the name may still stand.

    `left` says why traces may still be in the files of the database, "" where they are gone.
    """

    id: str
    answers: int
    groups: tuple[str, ...]
    traces: tuple[Trace, ...]
    left: str


def list_people(where: Where) -> tuple[Known, ...]:
    """Return everybody who was ever asked. Raises `UserError` where assessments are anonymous and nobody is known."""
    with opened(where) as (_, store):
        people = store.people()
        if not people and nameless(store):
            raise UserError(NAMELESS, "nobody can be listed")
        return tuple(_known(person, store) for person in people)


def nameless(store: Store) -> bool:
    """Tell whether all assessments are anonymous."""
    assessments = store.assessments()
    return bool(assessments) and all(one.mode == "anonymous" for one in assessments)


def _known(person: Person, store: Store) -> Known:
    return Known(
        id=person.id,
        name=person.name,
        role=person.role,
        group=person.group,
        forgotten=person.forgotten,
        assessments=tuple(
            one.id for one in store.assessments() if any(sheet.person == person.id for sheet in store.sheets(one.id))
        ),
    )


class Newcomer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody to add; `again` says that another person of that name is meant."""

    name: str
    role: str
    group: str | None = None
    again: bool = False


def add_person(where: Where, newcomer: Newcomer, chance: Callable[[int], str]) -> tuple[Person, Assessment | None]:
    """Add a person, and have them asked in the assessment that is meant where that is open.

    Raises `UserError` for a name that is there already, and where all assessments are anonymous.
    """
    group = newcomer.group
    person = Person(
        id=f"p_{chance(4)}",
        name=named(newcomer.name, "the name"),
        role=named(newcomer.role, "the role"),
        group=named(group, "the group", LONGEST_GROUP) if group is not None else EVERYONE,
        salt=chance(16),
    )
    with opened(where) as (_, store):
        same = [one for one in store.people() if one.forgotten is None and folded(one.name) == folded(person.name)]
        if same and not newcomer.again:
            raise UserError(
                f"{same[0].name} ({same[0].role}) is there already",
                "for another person of that name add --again; to put this one into a group, name this role and --group",
            )
        if nameless(store):
            raise UserError(NAMELESS, "nobody can be added")
        assessment = _open_to(store, where.assessment)
        sheets = () if assessment is None else (_sheet(assessment, person),)
        store.add(person, *sheets)
        return person, assessment


def regroup(where: Where, newcomer: Newcomer) -> tuple[Person, Assessment | None] | None:
    """Put a person who is known into a group, also in the assessment that is meant where that is open.

    Returns None unless exactly one person has that name and role and a group is given; then nothing was changed.
    """
    if newcomer.again or newcomer.group is None:
        return None
    group = named(newcomer.group, "the group", LONGEST_GROUP)
    with opened(where) as (_, store):
        known = [one for one in store.people() if one.forgotten is None and folded(one.name) == folded(newcomer.name)]
        if len(known) != 1 or folded(known[0].role) != folded(newcomer.role):
            return None
        person = msgspec.structs.replace(known[0], group=group)
        assessment = _open_to(store, where.assessment)
        sheets = () if assessment is None else (_regrouped(store, assessment, person),)
        store.add(person, *sheets)
        return person, assessment


def _regrouped(store: Store, assessment: Assessment, person: Person) -> Sheet:
    there = next((one for one in store.sheets(assessment.id) if one.person == person.id), None)
    return msgspec.structs.replace(there, group=person.group) if there else _sheet(assessment, person)


def _open_to(store: Store, name: str | None) -> Assessment | None:
    """Return the assessment in which somebody can be asked by name; None where there is none."""
    if not store.assessments():
        return None
    assessment = choose(store, name)
    closed = standing_closing(store.closings(assessment.id), store.reopenings(assessment.id)) is not None
    if name is not None and (closed or assessment.mode == "anonymous"):
        why = "closed" if closed else "anonymous"
        raise UserError(f"the assessment '{name}' is {why}", "name another with --assessment, or leave that out")
    return None if closed or assessment.mode == "anonymous" else assessment


def _sheet(assessment: Assessment, person: Person) -> Sheet:
    return Sheet(assessment=assessment.id, id=person.id, person=person.id, role=person.role, group=person.group)


def who_is(where: Where, name: str) -> Person | None:
    """Return the one person of a name or id; None where nobody is known by name at all.

    Raises `UserError` where there is nobody of that name, or several, each then told with what tells them apart.
    """
    with opened(where) as (_, store):
        people = [one for one in store.people() if one.forgotten is None]
        found = [one for one in people if one.id == name] or [one for one in people if folded(one.name) == folded(name)]
        if len(found) == 1:
            return found[0]
        if found:
            each = listed(f"{one.id} ({one.role}, {one.group})" for one in found)
            raise UserError(f"there are {len(found)} people called {found[0].name}: {each}", "name one by this id")
        if not people and nameless(store):
            return None
        _tell_unknown(store, people, name)
    return None


def _tell_unknown(store: Store, people: Sequence[Person], name: str) -> None:
    before = next((one for one in store.people() if one.id == name and one.forgotten), None)
    if before is not None and before.forgotten is not None:
        raise UserError(f"{name} was forgotten on {long_date(before.forgotten)} already", "nothing is left to forget")
    near = meant(name, [one.name for one in people])
    do = near if near.startswith("did") else "look at: cxdna people list"
    raise UserError(f"there is nobody called '{name[:60]}'", do)


def forget(where: Where, person: Person, at: dt.datetime) -> Forgotten:
    """Forget a person, and return what is kept and where else the name was found."""
    tidy(find(where.here, where.workspace))
    with opened(where) as (workspace, store):
        known = next((one for one in store.people() if one.id == person.id and one.forgotten is None), None)
        if known is None:
            raise UserError(f"{person.id} was forgotten meanwhile", "look at: cxdna people list")
        groups = dict.fromkeys(_groups(store, known))
        kept = forget_person(store, known, at)
        found = dict.fromkeys(traces(workspace, store, known.name))
        return Forgotten(id=known.id, answers=kept.answers, groups=tuple(groups), traces=tuple(found), left=kept.left)


def _groups(store: Store, person: Person) -> Iterator[str]:
    for assessment in store.assessments():
        for sheet in store.sheets(assessment.id):
            if sheet.person == person.id:
                yield sheet.group
