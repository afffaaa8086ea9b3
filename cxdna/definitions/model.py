"""What a playbook, a questionnaire, a KPI and an action template are.

The JSON Schemas in playbook/schema are generated from these structs (`cxdna definitions schema --write`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

from cxdna.organisation.model import ONE_LINE, Id, Line, Text

Weight = Annotated[float, Meta(ge=0, le=100, description="A number from 0 to 100.")]
Value = Annotated[float, Meta(ge=-1000, le=1000, description="On the playbook's scale.")]
# A dollar sign alone would let a line break through at the end.
Version = Annotated[str, Meta(pattern=r"^[0-9]+(\.[0-9]+){0,2}$(?!\n)", description="In quotes: '1.0'.")]

Method = Literal["mean", "weighted_mean", "median", "sum", "minimum", "maximum", "cumulative_gate"]
EvidenceClass = Literal["document", "record", "data", "independent_check", "outcome", "testimony"]
Unit = Literal[
    "percent",
    "percentage_points",
    "points",
    "index",
    "ratio",
    "count",
    "per_thousand",
    "money",
    "hours",
    "days",
    "months",
]
Direction = Literal["up", "down", "to_zero", "within_limit"]
Cadence = Literal["week", "month", "quarter", "half_year", "year", "wave", "campaign"]
Effort = Literal["small", "medium", "large"]
Cost = Literal["time_only", "within_budget", "budget_line", "business_case"]
"""What it takes beside people's time: nothing, what a department may spend by itself, a line in the budget, or a
business case that finance has to approve. Bands of authority hold in every currency and size of organisation."""
Succession = Literal["replaces", "splits", "merges"]
"""One question for one; one of several that share out one; one for several."""


class Level(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of the maturity ladder."""

    value: Value
    name: Annotated[
        str, Meta(min_length=1, max_length=40, pattern=ONE_LINE, description="One word that a board accepts.")
    ]
    meaning: Text


class EvidenceKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of evidence, what it counts as and how long it stays fresh."""

    id: Id
    name: Line
    counts_as: EvidenceClass
    fresh_months: Annotated[int, Meta(ge=1, le=120, description="Months after its date in which it counts.")]


class Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of one class of evidence is needed."""

    of: EvidenceClass
    count: Annotated[int, Meta(ge=1, le=100)] = 1
    periods: Annotated[int, Meta(ge=1, le=100, description="Periods the data must show.")] = 1


class LevelNeeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an answer at this level needs, beside what the levels below it need."""

    level: Value
    needs: Annotated[tuple[Need, ...], Meta(min_length=1)]


class EvidenceRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table that turns an answer and its evidence into the level that is shown."""

    without: Annotated[float, Meta(description="The highest level an answer can show without sufficient evidence.")]
    kinds: Annotated[tuple[EvidenceKind, ...], Meta(min_length=1)]
    levels: Annotated[tuple[LevelNeeds, ...], Meta(min_length=1)]


class Policies(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a question without a number does to the score of its part."""

    not_applicable: Literal["left_out", "counts_as_lowest", "counts_as_target"] = "left_out"
    unanswered: Literal["left_out", "counts_as_lowest", "blocks"] = "left_out"


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the playbook: it holds parts of the next tier, or questions."""

    id: Id
    name: Line
    aim: Text
    good: Annotated[str, Meta(max_length=4000, description="What good looks like.")] = ""
    weight: Weight = 1
    method: Method | None = None
    target: Value | None = None
    parts: tuple[Part, ...] = ()


class Playbook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="playbook"):
    """What good looks like: a ladder of levels, a tree of parts and the rules of scoring."""

    id: Id
    version: Version
    name: Line
    summary: Text
    levels: Annotated[tuple[Level, ...], Meta(min_length=2)]
    tiers: Annotated[tuple[Line, ...], Meta(min_length=1, description="Names of the tiers, outermost first.")]
    method: Method = "mean"
    default_target: Value
    policies: Policies = Policies()
    evidence: EvidenceRule
    parts: Annotated[tuple[Part, ...], Meta(min_length=1)]

    def walk(self) -> Iterator[tuple[Part, tuple[Part, ...]]]:
        """Yield every part with the parts it stands in, outermost first, in the order of the file."""
        pending: list[tuple[Part, tuple[Part, ...]]] = [(part, ()) for part in reversed(self.parts)]
        while pending:
            part, above = pending.pop()
            yield part, above
            pending.extend((child, (*above, part)) for child in reversed(part.parts))


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a question is asked: one test of the profile or of an earlier answer, or a combination.

    One test names `profile` or `question` and one of `answered`, `equals`, `includes`, `at_least`.
    """

    profile: Annotated[str | None, Meta(description="A field of the organisation's profile.")] = None
    question: Annotated[Id | None, Meta(description="An earlier question.")] = None
    answered: Annotated[bool | None, Meta(description="Whether the question has a number.")] = None
    equals: str | float | bool | None = None
    includes: Annotated[str | None, Meta(description="The list in the profile holds this.")] = None
    at_least: float | None = None
    all_of: tuple[Condition, ...] | None = None
    any_of: tuple[Condition, ...] | None = None
    not_: Condition | None = msgspec.field(default=None, name="not")


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An answer other than the described levels."""

    id: Id
    text: Line
    value: Value


class Neighbour(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The question that this one is most easily mistaken for."""

    question: Id
    differs: Annotated[str, Meta(min_length=1, max_length=400, description="What separates the two, in a sentence.")]


class Succeeds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which earlier questions this one stands for, and whether their answers still count for it."""

    questions: Annotated[tuple[Id, ...], Meta(min_length=1, description="Ids that are no longer asked.")]
    by: Succession
    answers: Annotated[
        Literal["carry_over", "start_anew"],
        Meta(description="Whether a comparison takes the earlier answers for this question; of several the lowest."),
    ]
    reason: Line


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One practice, asked for: five described levels unless it brings options of its own."""

    id: Id
    part: Id
    practice: Annotated[
        str, Meta(min_length=1, max_length=90, pattern=ONE_LINE, description="The practice in a few words, for tables.")
    ]
    text: Text
    why: Annotated[str, Meta(min_length=1, max_length=600, description="Why it matters, in a sentence or two.")]
    proof: Annotated[str, Meta(min_length=1, max_length=600, description="What evidence proves it.")]
    ask: Annotated[tuple[Line, ...], Meta(min_length=1, description="Roles that know.")]
    levels: Annotated[tuple[Text, ...], Meta(description="One text for each level of the playbook, lowest first.")] = ()
    options: Annotated[tuple[Option, ...], Meta(description="Instead of levels.")] = ()
    weight: Weight = 1
    tests_level: Annotated[
        float | None, Meta(description="In a part with a cumulative gate: the one level this question belongs to.")
    ] = None
    when: Condition | None = None
    # Not said, these two are not written either: what closings kept before they came keeps its hash.
    neighbour: Neighbour | msgspec.UnsetType = msgspec.UNSET
    succeeds: Succeeds | msgspec.UnsetType = msgspec.UNSET


class Questionnaire(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="questionnaire"
):
    """What is asked, in the order it is asked."""

    id: Id
    version: Version
    playbook: Id
    name: Line
    summary: Text
    seconds_a_question: Annotated[int, Meta(ge=5, le=3600, description="For the estimate of time left.")] = 45
    questions: Annotated[tuple[Question, ...], Meta(min_length=1)]


class Kpi(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number to watch, with the one that keeps it honest."""

    id: Id
    name: Line
    definition: Text
    unit: Unit
    formula: Text
    direction: Direction
    cadence: Cadence
    counter: Annotated[Id, Meta(description="The KPI that shows whether this one is improved by harm elsewhere.")]
    source: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="Where the data usually comes from.")] = (
        ""
    )
    parts: tuple[Id, ...] = ()
    questions: tuple[Id, ...] = ()
    symbols: Annotated[
        str, Meta(max_length=200, pattern=ONE_LINE, description="The formula in symbols: 100 × C ÷ D.")
    ] = ""
    where: Annotated[dict[str, Line], Meta(description="What each symbol stands for.")] = {}
    pitfalls: Annotated[tuple[Text, ...], Meta(description="How the number usually goes wrong.")] = ()
    also: Annotated[tuple[Line, ...], Meta(description="Other names by which people look for it.")] = ()


class KpiLibrary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="kpis"):
    """The KPIs that plans choose from."""

    playbook: Id
    version: Version
    kpis: Annotated[tuple[Kpi, ...], Meta(min_length=1)]


class Requirement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part that must stand at a level first: base before shiny."""

    part: Id
    at: Value


class Produced(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Evidence that an action leaves behind."""

    kind: Annotated[Id, Meta(description="A kind of evidence that the playbook names.")]
    what: Line


class ActionTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A corrective action that closes one kind of gap."""

    id: Id
    title: Line
    question: Annotated[Id | None, Meta(description="The practice it lifts; or else `part`.")] = None
    part: Id | None = None
    from_level: Value
    to_level: Value
    what: Text
    steps: Annotated[tuple[Text, ...], Meta(min_length=3, max_length=7)]
    deliverable: Text
    owner_role: Line
    weeks: Annotated[int, Meta(ge=1, le=104)]
    effort: Effort
    requires: tuple[Requirement, ...] = ()
    kpis: Annotated[tuple[Id, ...], Meta(min_length=1)]
    check: Annotated[str, Meta(min_length=1, max_length=600, description="How its effect is checked with customers.")]
    supporting_roles: Annotated[tuple[Line, ...], Meta(description="Roles that work on it beside the owner.")] = ()
    cost: Annotated[Cost | None, Meta(description="What it takes beside people's time.")] = None
    preconditions: Annotated[
        tuple[Text, ...], Meta(description="What has to be there first, beside the parts that `requires` names.")
    ] = ()
    risk: Annotated[str, Meta(max_length=600, description="What most often goes wrong, and what prevents it.")] = ""
    evidence: Annotated[tuple[Produced, ...], Meta(description="The evidence it produces.")] = ()


class ActionLibrary(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="actions"
):
    """The action templates that plans are drafted from."""

    playbook: Id
    version: Version
    actions: Annotated[tuple[ActionTemplate, ...], Meta(min_length=1)]


Definition: TypeAlias = Playbook | Questionnaire | KpiLibrary | ActionLibrary
DEFINITIONS: Final[tuple[type[Definition], ...]] = (Playbook, Questionnaire, KpiLibrary, ActionLibrary)
"""The kinds of definition files."""
