"""How a person's role stands in a questionnaire: how many questions name it, and which role is meant where few do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from cxdna.answers.visible import visible
from cxdna.errors import capital
from cxdna.statistics.display import counted, listed
from cxdna.store.model import Assessment
from cxdna.workflows.answering.count_roles import FEW, count_roles, named_as, near_roles
from cxdna.workflows.current import look_at, opened
from cxdna.workflows.where import Where


class RoleStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How many of the questions `asked` name a role, in which components, and which roles it may be instead.

    `near` is looked for where few questions name it.
    """

    role: str
    named_in: int
    asked: int
    components: tuple[str, ...]
    near: tuple[str, ...]


def role_in(where: Where, role: str, assessment: Assessment) -> RoleStanding:
    """Return how a role stands in what an assessment asks of this organisation."""
    with opened(where) as (workspace, store):
        now = look_at(workspace, store, assessment.id)
        asked = visible(now.questionnaire, workspace.settings.organisation, {})
        known = count_roles(asked)
        named = named_as(role, known)
        names = {part.id: part.name for part, _ in now.playbook.walk()}
        return RoleStanding(
            role=role,
            named_in=named.questions,
            asked=len(asked),
            components=tuple(names[part] for part in named.parts),
            near=near_roles(role, known) if named.questions <= FEW else (),
        )


def role_lines(standing: RoleStanding) -> Iterator[str]:
    """Yield how many questions name the role, and what to do where they are few."""
    of = counted(standing.asked, "question")
    if standing.named_in > FEW:
        verb = "names" if standing.named_in == 1 else "name"
        yield f"{standing.named_in} of the {of} {verb} the role '{standing.role}': {listed(standing.components)}."
        return
    where = f" ({listed(standing.components)})" if standing.components else ""
    count = f"Only {standing.named_in}" if standing.named_in else "None"
    verb = "names" if standing.named_in in {0, 1} else "name"
    near = f" {capital(did_you_mean(standing.near))}" if standing.near else ""
    yield f"{count} of the {of} {verb} the role '{standing.role}'{where}.{near}"
    yield (
        "Roles that questions name: cxdna library roles. "
        "Or name components behind the person on a list for cxdna invite."
    )


def did_you_mean(near: Sequence[str]) -> str:
    """Return the question whether one of some roles is meant."""
    names = [f"'{one}'" for one in near]
    return f"did you mean {' or '.join(filter(None, (', '.join(names[:-1]), names[-1])))}?"
