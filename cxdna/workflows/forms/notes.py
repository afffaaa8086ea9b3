"""What to know before forms are sent: who is asked too much or too little, and which groups are small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from cxdna.answers.forms.model import Form
from cxdna.answers.interview import parts_within
from cxdna.answers.visible import visible
from cxdna.privacy.suppress import MINIMUM
from cxdna.statistics.display import counted, listed
from cxdna.store.model import Person, Sheet
from cxdna.workflows.answering.count_roles import FEW, count_roles, named_as, near_roles, who_know
from cxdna.workflows.answering.who import EVERYONE, folded
from cxdna.workflows.current import Current
from cxdna.workflows.forms.people import Invitee
from cxdna.workflows.people.role import did_you_mean

_MOST_LONELY: Final = 3
_FEW_ALONE: Final = 8


def small_groups(sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield each group whose results will not be shown."""
    for group, size in sorted(sizes.items()):
        if size < MINIMUM:
            yield f"{group} has {counted(size, 'person', 'people')}: results of fewer than {MINIMUM} are not shown"


def questions_with_few(now: Current, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield how many questions go to so few people that none of them can have a score where nobody is to be known."""
    if now.assessment.mode == "named":
        return
    every = list(sheets)
    asked = visible(now.questionnaire, now.workspace.settings.organisation, {})
    above = {part.id: {part.id, *(one.id for one in over)} for part, over in now.playbook.walk()}
    people = [
        sum(not one.parts or not {question.id, *above[question.part]}.isdisjoint(one.parts) for one in every)
        for question in asked
    ]
    few = sum(count < MINIMUM for count in people)
    if few:
        go = "goes" if few == 1 else "go"
        yield (
            f"{few} of {counted(len(asked), 'question')} {go} to fewer than {MINIMUM} people and will be left out of "
            "every score: write 'all' behind people on the list, so that everybody is asked everything"
        )


def asked_of_nobody(now: Current, sheets: Iterable[Sheet]) -> Iterator[str]:
    """Yield how many questions go to nobody, and roles that would know, where people are known by name."""
    every = list(sheets)
    if now.assessment.mode != "named" or not all(one.parts for one in every):
        return
    asked = visible(now.questionnaire, now.workspace.settings.organisation, {})
    covered = {part for one in every for part in (*one.parts, *parts_within(now.playbook, one.parts))}
    alone = [one for one in asked if covered.isdisjoint({one.id, one.part})]
    if alone:
        go = "goes" if len(alone) == 1 else "go"
        which = f" ({', '.join(one.id for one in alone)})" if len(alone) <= _FEW_ALONE else ""
        yield (
            f"{len(alone)} of {counted(len(asked), 'question')} {go} to nobody{which}: add people who know, such as "
            f"{listed(who_know(alone))}, or name components behind somebody on the list, or 'all'"
        )


def roles_unnamed(now: Current, people: Sequence[Invitee]) -> Iterator[str]:
    """Yield the roles that no question names, each by itself for which there is one that may be meant."""
    known = count_roles(now.questionnaire.questions)
    by_role = {folded(one.role): one.role for one in people if one.parts is None}
    unnamed = [role for role in by_role.values() if not named_as(role, known).questions]
    others: list[str] = []
    for role in unnamed:
        if near := near_roles(role, known):
            yield f"no question names the role '{role}' ({did_you_mean(near)}): these people are asked everything"
        else:
            others.append(f"'{role}'")
    if others:
        what = "role" if len(others) == 1 else "roles"
        yield f"no question names the {what} {listed(others)}: these people are asked everything"
    if unnamed:
        yield (
            "roles that questions name, and how many: cxdna library roles; or name components behind people on the list"
        )


def roles_with_few(now: Current, people: Sequence[Invitee], forms: Sequence[Form]) -> Iterator[str]:
    """Yield the roles that get only a handful of questions because the questionnaire names them in no more."""
    few = {
        form.role: len(form.asked)
        for one, form in zip(people, forms, strict=True)
        if one.parts is None and len(form.asked) <= FEW
    }
    if not few:
        return
    roles = listed(f"{role} ({counted(number, 'question')})" for role, number in few.items())
    known = count_roles(now.questionnaire.questions)
    hints = [f"{role}: {did_you_mean(near)}" for role in few if (near := near_roles(role, known))]
    hint = f" ({'; '.join(hints)})" if hints else ""
    yield f"the questionnaire has little for {roles}{hint}; to ask more, name components on the list, or 'all'"


def without_group(sheets: Iterable[Sheet], people: Mapping[str, Person]) -> Iterator[str]:
    """Yield who is in no group while others are, and how to change it."""
    every = list(sheets)
    groups = sorted({sheet.group for sheet in every} - {EVERYONE})
    alone = [person for one in every if one.group == EVERYONE and (person := people.get(one.person or ""))]
    if not groups or not alone:
        return
    for person in alone[:_MOST_LONELY]:
        how = f'cxdna people add "{person.name}" --role "{person.role}" --group GROUP'
        yield f"{person.name} is in no group, so a group '{EVERYONE}' stands beside {listed(groups)}; change it: {how}"
    if len(alone) > _MOST_LONELY:
        rest = counted(len(alone) - _MOST_LONELY, "more person is", "more people are")
        yield f"{rest} in no group; give them one on the list and invite again"
