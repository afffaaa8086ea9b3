"""Who answers: somebody known, somebody new, or in an anonymous assessment a sheet that nobody's name is on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

import msgspec

from cxdna.errors import UserError
from cxdna.organisation.plain_text import is_readable
from cxdna.store.latest import answers_that_hold, is_answer
from cxdna.store.model import Person, Sheet
from cxdna.workflows.current import Current

EVERYONE: Final = "Everyone"
"""The group of people who were put into none."""
LONGEST_NAME: Final = 200
LONGEST_GROUP: Final = 60
# Without i, l, o and u: what is read off a screen is typed right.
_SIGNS: Final = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE_LENGTH: Final = 8
_CODE_BYTES: Final = 5
_SHEET_DIGITS: Final = 16


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Who sits at the questionnaire; `stored` says whether their sheet is kept yet, `code` that of a nameless one.

    `widened` says that the sheet asks more than the one that is kept, which it replaces with the next answer.
    """

    sheet: Sheet
    person: Person | None = None
    stored: bool = True
    code: str = ""
    widened: bool = False


def people_called(now: Current, name: str) -> tuple[Person, ...]:
    """Return everybody known by a name, whatever its capitals and spaces."""
    wanted = folded(name)
    return tuple(one for one in now.store.people() if one.forgotten is None and folded(one.name) == wanted)


def folded(text: str) -> str:
    """Return a name as names are compared."""
    return " ".join(text.casefold().split())


def the_only_one(now: Current) -> Person | None:
    """Return the one person who has answered in a named assessment that nobody else is in; None where it is not so."""
    if now.assessment.mode != "named":
        return None
    sheets = now.store.sheets(now.assessment.id)
    if len(sheets) != 1 or not any(map(is_answer, now.store.answers(now.assessment.id))):
        return None
    return next((one for one in now.store.people() if one.id == sheets[0].person and one.forgotten is None), None)


def roles(now: Current) -> tuple[str, ...]:
    """Return the roles that one may choose from, in the order of their names: those people have, and those asked."""
    offered: dict[str, str] = {}
    for person in now.store.people():
        if person.forgotten is None:
            offered.setdefault(folded(person.role), person.role)
    for question in now.questionnaire.questions:
        for role in question.ask:
            offered.setdefault(folded(role), role)
    return tuple(offered[one] for one in sorted(offered))


def groups(now: Current) -> tuple[str, ...]:
    """Return the groups that people were put into so far, in the order of their names."""
    known = {one.group for one in now.store.sheets(now.assessment.id)}
    known |= {one.group for one in now.store.people() if one.forgotten is None}
    return tuple(sorted(known - {EVERYONE}))


def group_of_role(now: Current, role: str) -> str | None:
    """Return the group of the people who have a role; None where nobody has it or they are in several."""
    people = now.store.people()
    found = {one.group for one in people if one.forgotten is None and folded(one.role) == folded(role)}
    return found.pop() if len(found) == 1 else None


def named(text: str, what: str, limit: int = LONGEST_NAME) -> str:
    """Return a name, role or group as it is kept. Raises `UserError` for nothing, far too much, and unseen signs."""
    given = " ".join(text.split())
    if not given:
        raise UserError(f"{what} is missing", "type a few words")
    if len(given) > limit:
        raise UserError(f"{what} has {len(given)} characters, and {limit} fit", "say it shorter")
    if not is_readable(given):
        raise UserError(f"{what} holds a sign that does not print", "type it again")
    return given


def someone_new(now: Current, name: str, role: str, group: str, chance: Callable[[int], str]) -> Who:
    """Return somebody who was not asked before; nothing is kept until they answer."""
    person = Person(id=f"p_{chance(4)}", name=name, role=role, group=group, salt=chance(16))
    sheet = Sheet(assessment=now.assessment.id, id=person.id, person=person.id, role=role, group=group)
    return Who(sheet=sheet, person=person, stored=False)


def someone_known(now: Current, person: Person, role: str | None = None, group: str | None = None) -> Who:
    """Return somebody with the sheet they have here, which takes over a new role or group, or with a new one."""
    there = next((one for one in now.store.sheets(now.assessment.id) if one.person == person.id), None)
    if there is None:
        there = Sheet(
            assessment=now.assessment.id, id=person.id, person=person.id, role=person.role, group=person.group
        )
        stored = False
    else:
        stored = True
    new_role, new_group = role or there.role, group or there.group
    if (new_role, new_group) != (there.role, there.group) or not stored:
        there = msgspec.structs.replace(there, role=new_role, group=new_group)
        person = msgspec.structs.replace(person, role=new_role, group=new_group)
        if stored:
            now.store.add(person, there)
    return Who(sheet=there, person=person, stored=stored)


def is_known(now: Current, person: Person) -> bool:
    """Tell whether a person was asked before, here or in another assessment."""
    return any(one.id == person.id for one in now.store.people())


def invited(now: Current) -> bool:
    """Tell whether forms were written for this assessment."""
    start = f"{now.assessment.id}: "
    return any(entry.what == "invited" and entry.text.startswith(start) for entry in now.store.log())


def begun(now: Current, who: Who) -> bool:
    """Tell whether there is an answer on somebody's sheet."""
    held = answers_that_hold(now.store.answers(now.assessment.id, who.sheet.id)) if who.stored else {}
    return any(map(is_answer, held.values()))


def nameless(now: Current, group: str, chance: Callable[[int], str]) -> Who:
    """Return a new sheet without a name; its code is made here and kept nowhere."""
    number = int(chance(_CODE_BYTES), 16)
    signs = "".join(_SIGNS[number >> (5 * at) & 31] for at in range(_CODE_LENGTH))
    code = f"{signs[:4]}-{signs[4:]}"
    sheet = Sheet(assessment=now.assessment.id, id=sheet_of_code(now, code), person=None, role="", group=group)
    return Who(sheet=sheet, stored=False, code=code)


def nameless_again(now: Current, code: str) -> Who:
    """Return the sheet that a code opens. Raises `UserError` when there is none."""
    wanted = sheet_of_code(now, code)
    for sheet in now.store.sheets(now.assessment.id):
        if sheet.id == wanted:
            signs = _signs(code)
            return Who(sheet=sheet, code=f"{signs[:4]}-{signs[4:]}")
    raise UserError(
        f"no sheet with answers has the code '{code}'",
        "look at the code again; a sheet left before its first answer is not kept: begin with: cxdna assess",
    )


def sheet_of_code(now: Current, code: str) -> str:
    """Return the id of the sheet that a code opens.

    Only this digest is kept: who can read the database or an export cannot go on with somebody else's sheet.
    """
    digest = hashlib.sha256(f"{now.workspace.settings.id}/{now.assessment.id}/{_signs(code)}".encode())
    return f"s_{digest.hexdigest()[:_SHEET_DIGITS]}"


def _signs(code: str) -> str:
    """Return the signs of a code however it was typed. Raises `UserError` for what is none."""
    plain = "".join(code.casefold().replace("-", "").split())
    signs = plain.replace("o", "0").replace("i", "1").replace("l", "1")
    if len(signs) != _CODE_LENGTH or any(sign not in _SIGNS for sign in signs):
        raise UserError(f"'{code}' is no code of a sheet", "it reads like k7f2-9qpm")
    return signs
