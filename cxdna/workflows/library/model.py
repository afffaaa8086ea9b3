"""What the libraries hold, each entry with what the others say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from cxdna.definitions.model import Cadence, Cost, Direction, Effort, Succeeds, Unit
from cxdna.plan.look_up import Evidence

Kind = Literal["questions", "kpis", "actions"]


class Named(msgspec.Struct, frozen=True):
    """A part, a question, a KPI: its id and what it is called."""

    id: str
    name: str


class AnswerText(msgspec.Struct, frozen=True):
    """A described level, named as the ladder names it, or an option of a question's own, named by its id."""

    value: float
    name: str
    text: str


class NeighbourOf(msgspec.Struct, frozen=True):
    """The question that one is most easily mistaken for, and what separates the two."""

    question: Named
    differs: str


class Move(msgspec.Struct, frozen=True):
    """An action as others point to it; `whole_part` where it is for a whole component and not for one question."""

    id: str
    title: str
    from_level: float
    to_level: float
    whole_part: bool


class Base(msgspec.Struct, frozen=True):
    """A part that has to stand at a level first."""

    part: Named
    at: float


class QuestionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A question, with the questionnaires that ask it in these words; `asked_where` is its condition in words."""

    id: str
    part: Named
    questionnaires: tuple[str, ...]
    practice: str
    text: str
    why: str
    levels: tuple[AnswerText, ...]
    proof: str
    ask: tuple[str, ...]
    weight: float
    asked_where: str
    neighbour: NeighbourOf | None
    succeeds: Succeeds | None
    kpis: tuple[Named, ...]
    actions: tuple[Move, ...]


class KpiEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A KPI; `also` are its other names, `where` is what its symbols stand for, `counter` is what keeps it honest."""

    id: str
    name: str
    also: tuple[str, ...]
    definition: str
    unit: Unit
    formula: str
    symbols: str
    where: Mapping[str, str]
    direction: Direction
    cadence: Cadence
    source: str
    pitfalls: tuple[str, ...]
    counter: Named
    parts: tuple[Named, ...]
    questions: tuple[Named, ...]
    actions: tuple[Move, ...]


class ActionEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An action; `serves` are the questions that it lifts: its own, or all of the component that it is for."""

    id: str
    title: str
    part: Named
    question: Named | None
    from_level: float
    to_level: float
    what: str
    steps: tuple[str, ...]
    deliverable: str
    owner_role: str
    supporting_roles: tuple[str, ...]
    weeks: int
    effort: Effort
    cost: Cost | None
    cost_words: str
    requires: tuple[Base, ...]
    preconditions: tuple[str, ...]
    risk: str
    kpis: tuple[Named, ...]
    evidence: tuple[Evidence, ...]
    check: str
    serves: tuple[Named, ...]


Entry = QuestionEntry | KpiEntry | ActionEntry


class Filters(NamedTuple):
    """What a library is narrowed down to, as people typed it."""

    ids: tuple[str, ...] = ()
    component: str | None = None
    search: str | None = None
    from_level: str | None = None


class Group(msgspec.Struct, frozen=True):
    """The entries of one component; `part` is None for those that belong to none."""

    part: Named | None
    entries: tuple[Entry, ...]


class LibraryList(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked for: in the order of the playbook, `of` so many there are.

    `sought` says in words what it was narrowed down to; `by_part` counts all there are, by the component's name.
    """

    kind: Kind
    playbook: Named
    version: str
    of: int
    by_part: tuple[tuple[str, int], ...]
    sought: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return tuple(one for group in self.groups for one in group.entries)
