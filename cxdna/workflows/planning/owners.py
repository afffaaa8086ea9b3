"""Who is behind each role: from a file, from the last draft, or from those who answered in that role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from cxdna.definitions.document import Data, Document
from cxdna.errors import Problem, Problems
from cxdna.organisation.plain_text import is_readable
from cxdna.plan.gates import is_person
from cxdna.plan.model import Action
from cxdna.statistics.display import listed
from cxdna.workflows.current import Current
from cxdna.workflows.one_line import LONGEST_NAME, one_line
from cxdna.workflows.planning.open import Planned

_ROLE: Final = frozenset({"role", "owner role", "job title", "position", "function"})
_NAME: Final = frozenset({"name", "owner", "person", "full name", "who"})
_SAY: Final = "write 'owners:' and below it a line for each role: Head of quality: Ruth Okafor"


def read_owners(path: Path) -> dict[str, str]:
    """Return the name behind each role, from YAML (`owners: {Role: Name}`) or a table with the columns role and name.

    Raises `Problems` with every line or cell that is wrong, `StorageError`.
    """
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _from_yaml(path)
    return _from_table(path)


def _from_yaml(path: Path) -> dict[str, str]:
    from cxdna.definitions.read import read  # noqa: PLC0415 - a table needs no YAML

    document = read(path)
    data = document.data
    held = data.get("owners") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(held, dict) or not held:
        raise Problems([document.problem((), "the file names no owners", _SAY)])
    others = [document.problem((key,), f"'{key}' is not known here", _SAY) for key in data if key != "owners"]
    problems = [*others, *(problem for role, name in held.items() for problem in _wrong(document, role, name))]
    if problems:
        raise Problems(problems)
    return {plain_line(role): plain_line(str(name)) for role, name in held.items()}


def _wrong(document: Document, role: str, name: Data) -> Iterator[Problem]:
    place = ("owners", role)
    if not isinstance(name, str) or not name.strip():
        yield document.problem(place, f"'{role}' has no name", "write the name behind the role")
        return
    for what, text in (("the role", role), ("the name", name)):
        if flaw := _flaw(text):
            yield document.problem(place, f"{what} {flaw}", "write it on one line, as plain text")


def _from_table(path: Path) -> dict[str, str]:
    from cxdna.tables.read_table import read_table  # noqa: PLC0415 - YAML needs no tables

    table = read_table(path)
    plain = [" ".join(one.casefold().replace("_", " ").split()) for one in table.headers]
    role, name = (next((at for at, one in enumerate(plain) if one in names), None) for names in (_ROLE, _NAME))
    if role is None or name is None:
        missing = listed(word for word, at in (("role", role), ("name", name)) if at is None)
        what = f"has no column for {missing}; its header says: {listed(table.headers)}"
        raise Problems([Problem(str(path), 0, what, "head the two columns Role and Name")])
    owners: dict[str, str] = {}
    problems: list[Problem] = []
    for row in table.rows:
        given, person = (plain_line(str(row.values[at])) for at in (role, name))
        if not given and not person:
            continue
        for at, text, what in ((role, given, "the role"), (name, person, "the name")):
            if not text:
                problems.append(table.problem(row.number, at, f"{what} is missing", "fill it in, or delete the row"))
            elif flaw := _flaw(text):
                problems.append(table.problem(row.number, at, f"{what} {flaw}", "write it as plain text"))
        if owners.setdefault(given, person) != person:
            what = f"'{given}' has two names: {owners[given]} and {person}"
            problems.append(table.problem(row.number, name, what, "keep one row: one person answers for an action"))
    if problems or not owners:
        raise Problems(problems or [Problem(str(path), 0, "names nobody", "give it a row for each role")])
    return owners


def plain_line(text: str) -> str:
    """Return text without spaces around it and with single ones inside."""
    return " ".join(text.split())


def _flaw(text: str) -> str:
    if len(text) > LONGEST_NAME:
        return f"has {len(text):,} characters, and {LONGEST_NAME} fit"
    return "" if is_readable(text) else "holds a line break or a sign that does not print"


def read_name(text: str) -> str:
    """Return a name as it was typed. Raises `UserError` for what no document can print."""
    return one_line(text, "the name", LONGEST_NAME)


def for_roles(owners: Mapping[str, str], roles: Mapping[str, str]) -> dict[str, str]:
    """Return owners by the roles as library and plan write them, without others; `roles` has these in small letters."""
    return {roles[role.casefold()]: name for role, name in owners.items() if role.casefold() in roles}


def idle_roles(owners: Mapping[str, str], actions: Iterable[Action]) -> Iterator[str]:
    """Yield what to say about roles that somebody is named for and that no action of the plan has."""
    used = {one.owner_role.casefold() for one in actions}
    idle = [role for role in owners if role.casefold() not in used]
    if idle:
        kept = "The name is" if len(idle) == 1 else "Their names are"
        yield f"Not needed in this plan: {listed(idle)}. {kept} kept for the next draft."


def suggestions(now: Current) -> dict[str, str]:
    """Return who answered in each role, in small letters, where that is known and is one person alone."""
    if now.assessment.mode != "named":
        return {}
    people = {one.id: one.name for one in now.store.people() if one.forgotten is None}
    by_role: dict[str, set[str]] = {}
    for sheet in now.store.sheets(now.assessment.id):
        if sheet.person in people:
            by_role.setdefault(plain_line(sheet.role).casefold(), set()).add(people[sheet.person])
    return {role: next(iter(names)) for role, names in by_role.items() if len(names) == 1}


def role_of_person(now: Current, name: str) -> str:
    """Return the role in which somebody answered; "" where it is not known, two people bear the name, or may not be."""
    if now.assessment.mode != "named":
        return ""
    wanted = plain_line(name).casefold()
    people = {
        one.id for one in now.store.people() if one.forgotten is None and plain_line(one.name).casefold() == wanted
    }
    roles = {plain_line(one.role) for one in now.store.sheets(now.assessment.id) if one.person in people}
    return next(iter(roles)) if len(roles) == 1 else ""


def role_with_owner(here: Planned, before: Action, after: Action) -> str:
    """Return the role of an action whose owner may be another now.

    What the library wants stays while the owner is the person behind it, or nobody is known to be; else it is the
    owner's own role, and "" where that is not known.
    """
    owner = plain_line(after.owner).casefold()
    if owner == plain_line(before.owner).casefold() or not is_person(after.owner, after.owner_role):
        return after.owner_role
    given = here.plan.head.owners if here.plan.head else {}
    behind = [role for role, name in given.items() if plain_line(name).casefold() == owner]
    if after.owner_role.casefold() in {role.casefold() for role in behind}:
        return after.owner_role
    own = role_of_person(here.now, after.owner) or (behind[0] if len(behind) == 1 else "")
    if own or is_person(before.owner, before.owner_role):
        return own
    return "" if given.get(after.owner_role) else after.owner_role


def unknown_roles(unknown: Sequence[str], roles: Sequence[str]) -> Iterator[str]:
    """Yield what to say about roles that neither the library nor the plan has: they may be slips."""
    from cxdna.definitions.wording import meant  # noqa: PLC0415 - for a message alone

    for role in unknown:
        near = meant(role, roles)
        hint = f": {near}" if near.startswith("did you mean") else "."
        yield f"No action is for the role '{role}', so its name was not taken{hint}"
