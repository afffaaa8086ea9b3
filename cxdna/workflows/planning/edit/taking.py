"""What every part of taking a plan back works with: the plan that stands, the one the file is from, the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem
from cxdna.plan.model import Action, Plan
from cxdna.plan.numbering import ACTIONS, DECISIONS, last_number
from cxdna.plan.three_way import Clash
from cxdna.statistics.display import long_date
from cxdna.store.latest import plan_that_holds
from cxdna.store.model import ActionKept, Following
from cxdna.workflows.planning.edit.model import Edited
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.plan_file import Spot

S = TypeVar("S", bound=msgspec.Struct)
OnConflict: TypeAlias = Literal["file", "plan"]
LEAVE = "leave it as it was"


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """What to do about actions that the file leaves out, and about fields that changed elsewhere as well.

    `drop` returns the reason for which actions that are left out go, "" where they stay; it is None where nobody can be
    asked: they are a problem then. Where
    `on_conflict` is None, both values are listed and nothing is taken. `by` is who hands the file in; `try_only` tells
    what would be taken, and keeps nothing.
    """

    drop: Callable[[Sequence[Action]], str] | None = None
    on_conflict: OnConflict | None = None
    by: str = ""
    try_only: bool = False


def asking_once(handling: Handling) -> Handling:
    """Return it so that nobody is asked again about the same actions."""
    drop = handling.drop
    if drop is None:
        return handling
    said: dict[tuple[str, ...], str] = {}

    def once(actions: Sequence[Action]) -> str:
        names = tuple(one.id for one in actions)
        if names not in said:
            said[names] = drop(actions)
        return said[names]

    return msgspec.structs.replace(handling, drop=once)


class Taking:
    """A file that is being taken back; problems, records and what there is to tell are gathered here."""

    def __init__(
        self, here: Planned, edited: Edited, library: Library, handling: Handling, moment: dt.datetime
    ) -> None:
        self.here, self.library, self.handling, self.moment = here, library, handling, moment
        self.base = here.plan if edited.after is None else plan_after(here, edited.after)
        self.edited = as_far_as_read(edited, self.base)
        self.stands = {action.id: action for action in here.plan.actions}
        """Every action as it will stand."""
        self.problems: list[Problem] = []
        self.records: list[Following] = []
        self.told: dict[str, Any] = {}

    @property
    def currency(self) -> str:
        """The organisation's currency."""
        return self.here.now.workspace.settings.organisation.currency

    @property
    def assessment(self) -> str:
        """The id of the assessment."""
        return self.here.now.assessment.id

    def wrong(self, spot: Spot, what: str, do: str) -> None:
        """Take note of something that is wrong."""
        self.problems.append(self.edited.tell(spot, what, do))

    def keep(self, action: Action, *, dropped: bool = False, why: str = "") -> None:
        """Take note of the state of an action that is to be kept."""
        before = self.here.kept.get(action.id)
        self.records.append(
            ActionKept(
                assessment=self.assessment,
                action=action,
                drafted=before.drafted if before else None,
                dropped=dropped,
                why=why,
                by=self.handling.by,
                at=self.moment,
            )
        )

    def settled(self, spot: Spot, value: Any, clashes: Sequence[Clash]) -> Any:  # noqa: ANN401 - any struct
        """Return a struct once what clashes in it is decided; None where it is not, which is told."""
        if not clashes or self.handling.on_conflict == "file":
            return value
        if self.handling.on_conflict == "plan":
            return msgspec.structs.replace(value, **{one.field: one.stands for one in clashes})
        kept = self.here.kept.get(spot.key) if spot.of == "action" else None
        by = f" by {kept.by}" if kept and kept.by else ""
        for one in clashes:
            what = f"you wrote {_said(one.written)}, and since then it was changed{by} to {_said(one.stands)}"
            do = "write the same, or have yours hold with: --on-conflict file"
            self.wrong(Spot(spot.of, spot.key, one.field), what, do)
        return None


def as_far_as_read(edited: Edited, base: Plan) -> Edited:
    """Return a file in which something is wrong with that as it was before; what is new and not whole is left out."""
    if not edited.problems:
        return edited

    def mended(key: str, given: Sequence[S], before: Mapping[str, S], name: Callable[[S], str]) -> tuple[S, ...]:
        found = []
        for at, one in enumerate(given):
            lost, was = edited.lost(key, at), before.get(name(one))
            if lost and was is not None:
                found.append(msgspec.structs.replace(one, **{field: getattr(was, field) for field in lost}))
            elif not lost:
                found.append(one)
        return tuple(found)

    return msgspec.structs.replace(
        edited,
        actions=mended("actions", edited.actions, {one.id: one for one in base.actions}, lambda one: one.id),
        decisions=mended("decisions", edited.decisions, {one.id: one for one in base.decisions}, lambda one: one.id),
    )


def plan_after(here: Planned, seq: int) -> Plan:
    """Return the plan as it was when the record of that order number was the newest."""
    store, name = here.now.store, here.now.assessment.id
    return plan_that_holds(
        [one for one in store.plans(name) if one.seq <= seq],
        [one for one in store.actions(name) if one.seq <= seq],
        [one for one in store.kpi_figures(name) if one.seq <= seq],
        [one for one in store.decisions(name) if one.seq <= seq],
    )


def last_numbers(here: Planned) -> dict[str, int]:
    """Return the highest number that an id of an action (`a`) and of a decision (`d`) ever had."""
    ids = [*here.kept, *(one.id for one in here.plan.decisions)]
    return {letter: last_number(letter, ids) for letter in (ACTIONS, DECISIONS)}


def _said(value: object) -> str:
    """Return a value as a message shows it."""
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, dt.date):
        return long_date(value)
    if isinstance(value, tuple):
        plain = [one if isinstance(one, str) else getattr(one, "what", getattr(one, "part", "")) for one in value]
        return f"'{shortened(', '.join(map(str, plain)))}'"
    if isinstance(value, msgspec.Struct):
        return f"'{shortened('; '.join(str(one) for one in msgspec.structs.astuple(value) if one))}'"
    return f"'{shortened(str(value))}'" if isinstance(value, str) else str(value)
