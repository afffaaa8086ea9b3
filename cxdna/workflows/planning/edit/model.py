"""What a plan that was handed back says, wherever it stood, and what was taken from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

import msgspec

from cxdna.definitions.model import Kpi
from cxdna.errors import Problem
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, Gate, KpiFigure, PlanHead
from cxdna.workflows.planning.plan_file import Spot

Head: TypeAlias = "PlanHead | msgspec.UnsetType | None"
"""What a plan is drafted with; None where nothing was drafted, unset where the file does not say it."""


def _nothing_lost(_key: str, _at: int) -> frozenset[str]:
    return frozenset()


class Edited(msgspec.Struct, frozen=True, kw_only=True):
    """A plan as people handed it back.

    `after` is the order number of the newest record when the file was written, None where it does not say. `new` are
    ids that were given to what had none. `unsaid` has, by action, fields that always hold something and of which the
    file says nothing. `tell` makes a problem of what is wrong at a spot.

    `problems` is what is wrong with the file: nothing is taken then, and the rest only looked at for more. `lost` has,
    by list and number, fields that are not what people wrote.
    """

    file: str
    assessment: str
    after: int | None
    head: Head = msgspec.UNSET
    actions: tuple[Action, ...]
    decisions: tuple[Decision, ...]
    figures: tuple[KpiFigure, ...]
    new: frozenset[str]
    unsaid: Mapping[str, frozenset[str]] = {}
    tell: Callable[[Spot, str, str], Problem]
    problems: tuple[Problem, ...] = ()
    lost: Callable[[str, int], frozenset[str]] = _nothing_lost


class Standing(NamedTuple):
    """Where something that an action closes stands: its name, its score and its target, as far as they are there."""

    name: str
    score: Fraction | None
    target: Fraction | None


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What a file for people says beside ids: findings by id, KPIs by id, the gates of each action, the currency."""

    findings: Mapping[str, Standing]
    kpis: Mapping[str, Kpi]
    gates: Mapping[str, tuple[Gate, ...]]
    currency: str


FORMAT: Final = "cxdna-plan-edit/1"
"""Name and number of the shape that `cxdna plan edit --json` prints: `Taken`."""


class Change(msgspec.Struct, frozen=True):
    """An action or a decision of which fields changed; `words` say it, each with how it was."""

    id: str
    title: str
    fields: tuple[str, ...]
    words: tuple[str, ...] = ()


class Added(msgspec.Struct, frozen=True):
    """An action or a decision that came, or an action that went."""

    id: str
    title: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken from a file, as `--json` prints it.

    `kept` are actions that it leaves out and the plan keeps, `figure_words` the figures that were noted, each with the
    one before, `notes` what somebody should know of a change.
    """

    format: str = FORMAT
    changed: tuple[Change, ...] = ()
    added: tuple[Added, ...] = ()
    dropped: tuple[Added, ...] = ()
    kept: tuple[Added, ...] = ()
    decisions: tuple[Change, ...] = ()
    new_decisions: tuple[Added, ...] = ()
    figures: int = 0
    figure_words: tuple[str, ...] = ()
    figures_left_out: int = 0
    head: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything was recorded."""
        return bool(
            self.changed or self.added or self.dropped or self.decisions or self.new_decisions or self.figures
        ) or bool(self.head)
