"""The corrective action plan: what is done about which gap, by whom, until when, and what shows that it worked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cxdna.answers.model import Basis
from cxdna.definitions.model import Effort, Requirement, Value
from cxdna.organisation.model import ONE_LINE, Decision, Id, Line

Status = Literal["proposed", "agreed", "in_progress", "blocked", "done"]
Kind = Literal["corrective", "preventive"]
Trigger = Literal[
    "assessment", "complaint", "nonconformity", "audit", "adverse_trend", "unstable_trend", "potential_source"
]
CauseIs = Literal["unknown", "assumed", "tested"]
FigureOf = Literal["baseline", "target", "actual"]

Words = Annotated[str, Meta(max_length=2000)]
Short = Annotated[str, Meta(max_length=200, pattern=ONE_LINE)]
Sentence = Annotated[str, Meta(max_length=400, pattern=ONE_LINE)]
Money = Annotated[float, Meta(ge=0, le=1e15, description="In the organisation's currency.")]


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One person's part of an action, and why that part matters."""

    what: Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE)]
    assignee: Short = ""
    why: Annotated[Sentence, Meta(description="What the part contributes to the whole.")] = ""
    due: dt.date | None = None
    done: Annotated[dt.date | None, Meta(description="The day it was done.")] = None


class Milestone(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day on which something must be there to be looked at."""

    what: Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE)]
    due: dt.date
    done: Annotated[dt.date | None, Meta(description="The day it was reached.")] = None


class CustomersView(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What customers say: of the problem, of the solution before it is made, and of the effect after it."""

    problem: Words = ""
    solution: Words = ""
    effect: Words = ""


class Action(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One corrective or preventive action.

    `closes` names the questions or parts whose gaps it closes, the main one first; `from_level` and `to_level` are
    theirs. `needs` are actions of the plan that come first, `waits_for` parts that must stand at a level first and do
    not yet. `progress` is in per cent. Whether it worked is measured later: done is not verified.
    """

    id: Id
    title: Line
    template: Annotated[Id | None, Meta(description="The action of the library it was drafted from.")] = None
    closes: Annotated[tuple[Id, ...], Meta(description="Questions or parts whose gap it closes.")] = ()
    from_level: Value | None = None
    to_level: Value | None = None
    priority: Annotated[int, Meta(ge=1, le=10_000, description="1 comes first.")] = 1
    kind: Kind = "corrective"
    trigger: Annotated[Trigger, Meta(description="What called for it.")] = "assessment"
    problem: Annotated[Words, Meta(description="What is wrong, for whom, since when.")] = ""
    containment: Annotated[Words, Meta(description="What protects customers until the cause is gone.")] = ""
    cause: Words = ""
    cause_is: Annotated[CauseIs, Meta(description="Whether the cause was tested or is assumed.")] = "unknown"
    what: Annotated[Words, Meta(description="What is done.")] = ""
    tasks: tuple[Task, ...] = ()
    deliverable: Words = ""
    proof: Annotated[Words, Meta(description="What shows with customers that it worked.")] = ""
    customers: CustomersView = CustomersView()
    owner: Annotated[Short, Meta(description="The one person who answers for it.")] = ""
    owner_role: Short = ""
    start: dt.date | None = None
    due: dt.date | None = None
    milestones: tuple[Milestone, ...] = ()
    review: Annotated[dt.date | None, Meta(description="When its effect is looked at.")] = None
    effort: Effort | None = None
    cost: Money | None = None
    needs: Annotated[tuple[Id, ...], Meta(description="Actions that come first.")] = ()
    waits_for: tuple[Requirement, ...] = ()
    risk: Words = ""
    kpi: Annotated[Id | None, Meta(description="The KPI whose baseline and target show the outcome.")] = None
    more_kpis: tuple[Id, ...] = ()
    status: Status = "proposed"
    progress: Annotated[int, Meta(ge=0, le=100, description="In per cent.")] = 0
    begun: dt.date | None = None
    done: dt.date | None = None
    blocked_by: Sentence = ""
    agreed: dt.date | None = None
    agreed_by: Short = ""
    note: Words = ""


class KpiFigure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of a KPI: its baseline, its target, or what was measured since.

    A baseline without a value is one that is still to be measured, by the day in `on`; else `on` is the last day of
    what was measured, and of a target the day by which it is to be reached.
    """

    kpi: Id
    figure: FigureOf
    value: Annotated[float, Meta(ge=-1e15, le=1e15)] | None = None
    on: dt.date
    period: Annotated[Short, Meta(description="What it covers, in words: third quarter of 2026.")] = ""
    source: Annotated[Short, Meta(description="System or report it comes from.")] = ""
    by: Annotated[Short, Meta(description="Who says so.")] = ""


class PlanHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a plan was drafted with. `owners` names the person behind each role."""

    start: dt.date
    drafted: Annotated[dt.date | None, Meta(description="The day it was last drafted.")] = None
    at_once: Annotated[int, Meta(ge=1, le=20, description="Most actions an owner works on at the same time.")] = 2
    most: Annotated[int, Meta(ge=1, le=200, description="Most actions that are drafted.")] = 8
    owners: dict[Line, Line] = {}


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What holds of a plan: actions in the order of their priority, all figures in the order they were noted.

    `head` is None while nothing was drafted; actions may be there all the same, as people add their own. `noted` counts
    how often each action and decision was noted, by its id, and the figures of each KPI, by `kpi:ID`.
    """

    head: PlanHead | None = None
    actions: tuple[Action, ...] = ()
    dropped: tuple[Action, ...] = ()
    figures: tuple[KpiFigure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    noted: Mapping[str, int] = {}

    def action(self, action_id: str) -> Action:
        """Return one action that was not dropped. Raises KeyError."""
        for one in self.actions:
            if one.id == action_id:
                return one
        raise KeyError(action_id)

    def figure(self, kpi: str, figure: FigureOf) -> KpiFigure | None:
        """Return the baseline, the target or the newest measured figure of a KPI.

        Baseline and target are those noted last; of what was measured the one of the latest day holds.
        """
        own = [one for one in self.figures if one.kpi == kpi and one.figure == figure]
        if figure == "actual":
            own.sort(key=lambda one: one.on)
        return own[-1] if own else None


class PlanFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="plan"):
    """A plan as one file that people read and write: `cxdna plan edit`, and the example's.

    `after` is the order number of the newest record of the plan when cxdna wrote the file, by which it can tell what
    people changed in it from what changed elsewhere meanwhile. `start` is left out where nothing was drafted.
    """

    assessment: Annotated[Id, Meta(description="The assessment whose findings it answers.")]
    after: Annotated[int, Meta(ge=0, description="Made by cxdna; leave it as it is.")] | None = None
    start: dt.date | None = None
    drafted: dt.date | None = None
    at_once: Annotated[int, Meta(ge=1, le=20, description="Most actions an owner works on at the same time.")] = 2
    most: Annotated[int, Meta(ge=1, le=200, description="Most actions that are drafted.")] = 8
    owners: dict[Line, Line] = {}
    actions: tuple[Action, ...] = ()
    kpis: tuple[KpiFigure, ...] = ()
    decisions: tuple[Decision, ...] = ()


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """One of the five gates before an action is agreed: problem, owner, KPI, deadline, review.

    `says` is what stands behind it, or what is missing and what to do.
    """

    number: int
    name: str
    passed: bool
    says: str


class Lift(msgspec.Struct, frozen=True, kw_only=True):
    """What an action does to a question or part, by the forecast."""

    action: str
    lifts: str
    before: Fraction
    after: Fraction


class ForecastStep(msgspec.Struct, frozen=True, kw_only=True):
    """Where scores stand at the end of a quarter if every action does what it says by its due day."""

    until: dt.date
    label: str
    whole: Fraction
    parts: tuple[tuple[str, Fraction], ...]
    lifts: tuple[Lift, ...]


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """The scores to come, on the basis of the assessment; a quarter in which nothing ends has no step."""

    basis: Basis
    now: Fraction
    steps: tuple[ForecastStep, ...]

    @property
    def end(self) -> Fraction:
        """Where the whole stands after the last action."""
        return self.steps[-1].whole if self.steps else self.now
