"""Who answers, asked in plain lines where the options do not say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from cxdna.cli.ask import say, until_right
from cxdna.errors import UserError
from cxdna.store.model import Person
from cxdna.workflows.answering.assess import sit_down
from cxdna.workflows.answering.who import (
    EVERYONE,
    LONGEST_GROUP,
    Who,
    folded,
    group_of_role,
    groups,
    named,
    nameless,
    nameless_again,
    people_called,
    roles,
    someone_known,
    someone_new,
    the_only_one,
)
from cxdna.workflows.current import Current


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the options say about who answers; None where they say nothing."""

    respondent: str | None = None
    role: str | None = None
    group: str | None = None
    sheet: str | None = None


def who_answers(now: Current, said: Said, chance: Callable[[int], str]) -> Who:
    """Return who answers. Raises `Ended` when nobody says, `UserError` for options that do not fit the assessment."""
    if now.assessment.mode == "anonymous":
        return _nameless(now, said, chance)
    if said.sheet is not None:
        raise UserError(
            "--sheet is for anonymous assessments, and this one is not", "say who you are: --respondent NAME"
        )
    group = None if said.group is None else named(said.group, "the group", LONGEST_GROUP)
    role = None if said.role is None else named(said.role, "the role")
    if said.respondent is None and role is None and group is None:
        only = the_only_one(now)
        if only is not None and sit_down(now, someone_known(now, only)).interview.left:
            return someone_known(now, only)
    name = named(said.respondent, "the name") if said.respondent is not None else until_right("Your name", _name)
    known = _known(people_called(now, name), role)
    if known is not None:
        another = role if role is not None and folded(role) != folded(known.role) else None
        return someone_known(now, known, another, group)
    if role is None:
        role = until_right("Your role (? lists them)", _choosing(roles(now), "the role"))
    return someone_new(now, name, role, group or _group(now, role), chance)


def _nameless(now: Current, said: Said, chance: Callable[[int], str]) -> Who:
    if said.respondent is not None or said.role is not None:
        raise UserError(
            "this assessment is anonymous: it keeps nobody's name or role", "leave --respondent and --role out"
        )
    if said.sheet is not None:
        return nameless_again(now, said.sheet)
    group = None if said.group is None else named(said.group, "the group", LONGEST_GROUP)
    return nameless(now, group or _group(now, ""), chance)


def _name(text: str) -> str:
    if text == "?":
        raise UserError("type your first and last name, as colleagues know you")
    return named(text, "the name")


def _known(called: Sequence[Person], role: str | None) -> Person | None:
    """Return which of the people of one name answers; None for somebody new. Roles tell them apart."""
    if not called:
        return None
    with_role = [one for one in called if role is not None and folded(one.role) == folded(role)]
    if with_role:
        return with_role[0]
    if len(called) == 1:
        (only,) = called
        if role is None or until_right(
            f"{only.name} is known as {only.role}. Now {role}, the same person? (y/n)", _yes
        ):
            return only
        return None
    say(f"Several people are called {called[0].name}. Which one are you?")
    for at, one in enumerate(called, start=1):
        say(f"  {at}  {one.role}")
    say(f"  {len(called) + 1}  somebody else")
    at = until_right("Number", lambda text: _number(text, len(called) + 1))
    return called[at - 1] if at <= len(called) else None


def _yes(text: str) -> bool:
    if text.casefold() in {"y", "yes"}:
        return True
    if text.casefold() in {"n", "no"}:
        return False
    raise UserError("that is neither yes nor no", "type y or n")


def _number(text: str, highest: int) -> int:
    if text in {str(at) for at in range(1, highest + 1)}:
        return int(text)
    raise UserError(f"'{text}' is none of them", f"type 1-{highest}")


def _choosing(offered: Sequence[str], what: str, limit: int = 200) -> Callable[[str], str]:
    """Return how to read one of these by number or name, or another; ? lists them."""

    def read(text: str) -> str:
        if text == "?":
            for at, one in enumerate(offered, start=1):
                say(f"  {at:>2}  {one}")
            raise UserError("type a number, or another in your own words")
        if text.isascii() and text.isdigit():
            return offered[_number(text, len(offered)) - 1]
        return next((one for one in offered if folded(one) == folded(text)), named(text, what, limit))

    return read


def _group(now: Current, role: str) -> str:
    """Return the group: that of the people with this role; asked only where there are groups."""
    by_role = group_of_role(now, role)
    there = groups(now)
    if by_role is not None or not there:
        return by_role or EVERYONE
    return until_right("Your group (? lists them)", _choosing(there, "the group", LONGEST_GROUP), EVERYONE)
