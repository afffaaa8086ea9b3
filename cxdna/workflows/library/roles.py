"""The roles that questions name: how many questions each knows about, in which questionnaires and components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.answers.interview import parts_within
from cxdna.definitions.load import Library
from cxdna.definitions.model import Question
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.statistics.display import counted
from cxdna.workflows.answering.count_roles import RoleNamed, count_roles, named_as, near_roles
from cxdna.workflows.answering.who import folded
from cxdna.workflows.find_part import find_part
from cxdna.workflows.library.model import Named
from cxdna.workflows.people.role import did_you_mean
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-roles/1"
"""Name and number of the shape that `cxdna library roles --json` prints: `RoleList`."""


class RoleEntry(msgspec.Struct, frozen=True):
    """A role: how many different questions name it, how many in each questionnaire by its id, where and which."""

    role: str
    questions: int
    by_questionnaire: Mapping[str, int]
    components: tuple[Named, ...]
    asked: tuple[Named, ...]


class RoleList(msgspec.Struct, frozen=True, kw_only=True):
    """The roles that were looked for, those named most first; `of` so many there are."""

    format: str = FORMAT
    playbook: str
    version: str
    of: int
    roles: tuple[RoleEntry, ...]


def roles_in(library: Library, named: Sequence[str] = (), component: str | None = None) -> RoleList:
    """Return the roles that questions name, of one component where that is said, or those that are named.

    Raises `UserError` and `Problems` for roles that no question names, with those that may be meant.
    """
    questions = {one.id: one for asked in library.questionnaires.values() for one in asked.questions}
    if component is not None:
        inside = _inside(library, component)
        questions = {name: one for name, one in questions.items() if one.part in inside}
    known = count_roles(questions.values())
    _refuse_unknown(named, known)
    wanted = {folded(one) for one in named}
    return RoleList(
        playbook=library.playbook.name,
        version=library.playbook.version,
        of=len(known),
        roles=tuple(_entry(library, one, questions) for one in known if not wanted or folded(one.role) in wanted),
    )


def _inside(library: Library, component: str) -> set[str]:
    return set(parts_within(library.playbook, {find_part(library.playbook, component)}))


def _refuse_unknown(named: Sequence[str], known: tuple[RoleNamed, ...]) -> None:
    problems = []
    for role in named:
        if not named_as(role, known).questions:
            near = near_roles(role, known)
            do = did_you_mean(near) if near else "list those that are named with: cxdna library roles"
            problems.append(Problem("", 0, f"no question names the role '{shortened(role)}'", do))
    if len(problems) == 1:
        raise UserError(problems[0].what, problems[0].do)
    if problems:
        raise Problems(problems, "nothing was looked up")


def _entry(library: Library, one: RoleNamed, questions: Mapping[str, Question]) -> RoleEntry:
    names = {part.id: part.name for part, _ in library.playbook.walk()}
    own = {name: each for name, each in questions.items() if folded(one.role) in map(folded, each.ask)}
    return RoleEntry(
        role=one.role,
        questions=one.questions,
        by_questionnaire={
            asked.id: sum(each.id in own for each in asked.questions) for asked in library.questionnaires.values()
        },
        components=tuple(Named(part, names.get(part, "")) for part in one.parts),
        asked=tuple(Named(name, each.practice) for name, each in own.items()),
    )


def role_list_lines(found: RoleList, *, in_full: bool) -> Iterator[str]:
    """Yield each role with its components; in full with its questions."""
    if not in_full:
        yield f"{found.playbook} {found.version}: {counted(found.of, 'role')} that questions name"
        yield "cxdna invite asks people what names their role, unless the list names components behind them."
        yield ""
    for at, one in enumerate(found.roles):
        if in_full and at:
            yield ""
        own = [f"{name} {count}" for name, count in one.by_questionnaire.items() if count]
        yield f"  {one.role}: {counted(one.questions, 'question')} ({', '.join(own)})"
        yield f"    {', '.join(part.name for part in one.components)}"
        if in_full:
            yield from (f"    {question.id}  {question.name}" for question in one.asked)
    if not in_full and found.roles:
        yield ""
        yield f'Next:  cxdna library roles "{found.roles[0].role}"   which questions these are'


def roles_json(found: RoleList) -> str:
    """Return the roles as JSON, for other programs."""
    return as_json(found)
