"""The file data.json: its format is described by its schema, and its number goes up when the shape changes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from cxdna.answers.model import AssessmentHead
from cxdna.definitions.model import Cadence, Direction, Level, Unit
from cxdna.documents.data.customers import CustomersData
from cxdna.documents.draft import State
from cxdna.findings.model import Findings
from cxdna.organisation.model import Decision, Evidence, Profile
from cxdna.plan.model import Action, Forecast, KpiFigure, PlanHead, Status
from cxdna.scores.model import Scores

SCHEMA: Final = "urn:cxdna:schema:data"


class PlanData(msgspec.Struct, frozen=True, kw_only=True):
    """The plan: what it was drafted with, its actions in the order of their priority, and what it comes to.

    `cost` is the sum of the costs that are stated, in the organisation's currency.
    """

    head: PlanHead | None
    actions: tuple[Action, ...]
    dropped: tuple[Action, ...]
    counts: dict[Status, int]
    cost: float


class KpiData(msgspec.Struct, frozen=True, kw_only=True):
    """A KPI that the plan uses or that has figures; a baseline without a value is to be measured by its day."""

    id: str
    name: str
    unit: Unit | None
    direction: Direction | None
    cadence: Cadence | None
    counter: Annotated[str, Meta(description="The KPI that shows whether this one is improved by harm elsewhere.")]
    baseline: KpiFigure | None
    target: KpiFigure | None
    actual: KpiFigure | None
    figures: tuple[KpiFigure, ...]


class TextData(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the report: drafted by rule, written by a person, or written over figures that have changed since."""

    place: str
    state: State
    text: str
    by: str = ""
    draft: Annotated[str, Meta(description="What the rules would say, where a person wrote.")] = ""


class DataFile(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="data"):
    """One assessment with its plan, as far as documents may show it.

    A number that was worked out stands as `{"exact": "11/6", "rounded": 1.83}`. `earlier_decisions` are those that the
    assessment before asked for; `customers` is null where no customer was surveyed.
    """

    schema: Literal["urn:cxdna:schema:data"] = msgspec.field(name="$schema", default=SCHEMA)
    format: Literal["cxdna-data/1"] = "cxdna-data/1"
    created: dt.date
    organisation: Profile
    assessment: AssessmentHead
    closed: bool
    fingerprint: str
    levels: tuple[Level, ...]
    scores: Scores
    findings: Findings
    evidence: tuple[Evidence, ...]
    plan: PlanData
    kpis: tuple[KpiData, ...]
    decisions: tuple[Decision, ...]
    earlier_decisions: tuple[Decision, ...]
    forecast: Forecast | None
    texts: tuple[TextData, ...] = ()
    customers: CustomersData | None = None
