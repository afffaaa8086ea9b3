"""A list of people, as CSV or XLSX -> who is to be asked about what, with everything wrong in it named by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import listed, meant, shortened
from cxdna.errors import Problem, Problems
from cxdna.organisation.plain_text import is_readable
from cxdna.tables.model import Row, Table
from cxdna.tables.read_table import read_table
from cxdna.workflows.answering.who import EVERYONE, LONGEST_GROUP, LONGEST_NAME, folded

_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"name", "full name", "person", "respondent", "employee", "colleague", "participant", "who"}),
    "first": frozenset({"first name", "given name", "forename", "firstname"}),
    "last": frozenset({"last name", "surname", "family name", "lastname"}),
    "role": frozenset({"role", "job title", "position", "function", "job", "title"}),
    "parts": frozenset({"components", "component", "parts", "part", "topics", "areas", "asked about"}),
    "group": frozenset({"group", "role group", "team", "department", "unit", "level"}),
    "email": frozenset({"e-mail", "email", "mail", "e-mail address", "email address", "address"}),
}
_ADDRESS: Final = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")


class Invitee(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody on the list; `group` is "" where the list has none.

    `parts` are None where the list names none; empty where it says all.
    """

    row: int
    name: str
    role: str
    group: str = ""
    parts: tuple[str, ...] | None = None
    email: str = ""


class PeopleList(msgspec.Struct, frozen=True):
    """A list without a mistake, and what was detected about the file."""

    people: tuple[Invitee, ...]
    notes: tuple[str, ...]


def read_people(path: Path, playbook: Playbook, encoding: str | None = None) -> PeopleList:
    """Return the people on a list. Raises `Problems` with every cell that is wrong, `StorageError`."""
    table = read_table(path, encoding)
    found = _columns(table)
    reader = _Reader(table, found, playbook)
    people = [
        person for row in table.rows if any(_text(value) for value in row.values) and (person := reader.read(row))
    ]
    problems = [*reader.problems, *_twice(table, found, people)]
    if not people and not problems:
        problems = [Problem(str(path), 0, "names nobody", "give it a row for each person: name, role, components")]
    if problems:
        raise Problems(problems)
    return PeopleList(tuple(people), table.notes)


def _text(value: object) -> str:
    return " ".join(str(value).split())


def _columns(table: Table) -> dict[str, int]:
    """Return where each kind of column stands. Raises `Problems` where name or role has none, or something has two."""
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for at, header in enumerate(table.headers):
        plain = folded(header).rstrip(":").replace("_", " ")
        kind = next((kind for kind, names in _COLUMNS.items() if plain in names), None)
        if kind is None:
            continue
        if kind in found:
            what = f"'{table.headers[found[kind]]}' and '{header}' may both be the {_said(kind)}"
            problems.append(Problem(str(table.path), 0, what, "rename or delete one of the two columns"))
        found.setdefault(kind, at)
    missing = [kind for kind in ("name", "role") if kind not in found]
    if "name" in missing and {"first", "last"} <= found.keys():
        missing.remove("name")
    if missing:
        what = f"has no column for {listed(map(_said, missing))}; its header says: {listed(table.headers)}"
        problems.append(Problem(str(table.path), 0, shortened(what, 300), "head the columns Name, Role, Components"))
    if problems:
        raise Problems(problems)
    return found


def _said(kind: str) -> str:
    return {"first": "first name", "last": "last name", "parts": "components", "email": "e-mail"}.get(kind, kind)


class _Reader:
    """Reads rows, noting what is wrong with each cell."""

    def __init__(self, table: Table, columns: Mapping[str, int], playbook: Playbook) -> None:
        self.table, self.columns = table, columns
        self.names = {part.id: part.name for part, _ in playbook.walk()}
        self.known = {
            folded(word): one for one, name in self.names.items() for word in (one, name, one.replace("_", " "))
        }
        self.known |= {folded(playbook.id): "", "all": ""}
        self.problems: list[Problem] = []

    def read(self, row: Row) -> Invitee | None:
        """Return who stands in a row; None where name or role is missing."""
        before = len(self.problems)
        email = self._line(row, "email", LONGEST_NAME)
        if email and not _ADDRESS.fullmatch(email):
            self._wrong(
                row, "email", f"'{shortened(email)}' is no e-mail address", "write one address: ruth@example.org"
            )
        person = Invitee(
            row=row.number,
            name=self._name(row),
            role=self._line(row, "role", LONGEST_NAME, needed=True),
            group=self._line(row, "group", LONGEST_GROUP),
            parts=self._parts(row),
            email=email,
        )
        return person if len(self.problems) == before else None

    def _name(self, row: Row) -> str:
        if "name" in self.columns:
            return self._line(row, "name", LONGEST_NAME, needed=True)
        both = (self._line(row, one, LONGEST_NAME // 2, needed=True) for one in ("first", "last"))
        return " ".join(one for one in both if one)

    def _line(self, row: Row, kind: str, limit: int, *, needed: bool = False) -> str:
        if kind not in self.columns:
            return ""
        text = _text(row.values[self.columns[kind]])
        broken = self.table.broken.get((row.number, self.table.columns[self.columns[kind]]))
        if broken:
            self._wrong(row, kind, broken, "write the value itself")
        elif needed and not text:
            self._wrong(row, kind, f"the {_said(kind)} is missing", "fill it in, or delete the row")
        elif len(text) > limit:
            self._wrong(row, kind, f"the {_said(kind)} has {len(text):,} characters, and {limit} fit", "shorten it")
        elif not is_readable(text):
            self._wrong(row, kind, f"the {_said(kind)} holds a sign that does not print", "type it again")
        return text

    def _parts(self, row: Row) -> tuple[str, ...] | None:
        if "parts" not in self.columns:
            return None
        text = str(row.values[self.columns["parts"]])
        found: dict[str, None] = {}
        for word in [text] if folded(text) in self.known else re.split(r"[;,\n]", text):
            if not word.strip():
                continue
            part = self.known.get(folded(word))
            if part is None:
                do = meant(" ".join(word.split()), [*self.names.values()])
                self._wrong(row, "parts", f"the playbook has no component '{shortened(word)}'", do)
            else:
                found[part] = None
        return () if "" in found else tuple(found) or None

    def _wrong(self, row: Row, kind: str, what: str, do: str) -> None:
        self.problems.append(self.table.problem(row.number, self.columns[kind], what, do))


def _twice(table: Table, columns: Mapping[str, int], people: list[Invitee]) -> Iterator[Problem]:
    """Yield people who stand on the list twice; two of one name are told apart by role and address together."""
    first: dict[str, list[Invitee]] = {}
    at = columns.get("name", columns.get("last", 0))
    for person in people:
        for other in first.setdefault(folded(person.name), []):
            apart = person.email and other.email and folded(person.email) != folded(other.email)
            if folded(person.role) == folded(other.role) or not apart:
                what = f"'{person.name}' stands in row {other.row} already"
                do = "keep one row; tell two people of one name apart in the name: Anna Berg (sales)"
                yield table.problem(person.row, at, what, do)
                break
        first[folded(person.name)].append(person)


def group_or_everyone(group: str) -> str:
    """Return a group, or the one of people who were put into none."""
    return group or EVERYONE
