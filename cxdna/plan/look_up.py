"""What the library says of an action for whoever carries it out, and a plan does not hold: looked up where it is shown.

People write and agree an action as their plan has it. Who usually works on it beside the owner, what has to be there
first, what it takes beside people's time and which evidence it leaves behind stay the library's word, with the id under
which an auditor finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from cxdna.definitions.model import ActionTemplate, Cost, EvidenceKind
from cxdna.plan.model import Action

COST_WORDS: Final[Mapping[Cost, str]] = {
    "time_only": "people's time alone",
    "within_budget": "within a department's budget",
    "budget_line": "a line in the budget",
    "business_case": "a business case",
}
"""What an action takes beside people's time: bands of authority, no amounts."""


class Evidence(msgspec.Struct, frozen=True):
    """Evidence that an action leaves behind, with the name of its kind."""

    kind: str
    kind_name: str
    what: str


class LibraryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What the library says of the action with the id `template`; `cost` is in words."""

    template: str
    supporting_roles: tuple[str, ...]
    cost: str
    preconditions: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def look_up(action: Action, templates: Iterable[ActionTemplate], kinds: Iterable[EvidenceKind]) -> LibraryEntry | None:
    """Return what the library says of an action; None for people's own, and for what the library no longer has."""
    template = next((one for one in templates if one.id == action.template), None)
    if template is None:
        return None
    return LibraryEntry(
        template=template.id,
        supporting_roles=template.supporting_roles,
        cost=COST_WORDS[template.cost] if template.cost else "",
        preconditions=tuple(" ".join(one.split()) for one in template.preconditions),
        evidence=evidence_of(template, kinds),
    )


def evidence_of(template: ActionTemplate, kinds: Iterable[EvidenceKind]) -> tuple[Evidence, ...]:
    """Return the evidence that a template leaves behind."""
    names = {one.id: one.name for one in kinds}
    return tuple(Evidence(one.kind, names.get(one.kind, one.kind), one.what) for one in template.evidence)
