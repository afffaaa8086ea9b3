"""The assessment report as data: every text and number as it is printed; the templates only loop and print."""

from __future__ import annotations

import msgspec

from cxdna.documents.charts import AxisHeader, Ladder, Radar, Slope, Strip, Track
from cxdna.documents.colophon import Colophon
from cxdna.documents.draft import Draft
from cxdna.documents.frame import Frame
from cxdna.documents.plan.model import OnAPage
from cxdna.documents.whiskers import Trio, Whisker


class Fact(msgspec.Struct, frozen=True):
    """A labelled value; `anchor` is where more about it stands, `link` the words that lead there."""

    label: str
    value: str
    anchor: str = ""
    link: str = "see the appendix"


class Cover(msgspec.Struct, frozen=True):
    """The first page; `sketch` says that so few answered that it is one, "" where they are enough."""

    kind: str
    organisation: str
    answer: Draft
    sketch: str
    facts: tuple[Fact, ...]


class PhaseRow(msgspec.Struct, frozen=True):
    """One phase on the answer page."""

    name: str
    track: Track
    alt: str
    now: str
    change: str
    fell: bool


class Point(msgspec.Struct, frozen=True):
    """Something that holds or holds back; `rests_on` says on how few people's answers, "" where they are enough."""

    title: Draft
    rests_on: str
    text: Draft
    anchor: str


class Move(msgspec.Struct, frozen=True):
    """A decision drafted from the plan, or from the action library while there is none."""

    title: Draft
    who: str
    takes: str
    lifts: str
    needs: str
    because: Draft
    anchor: str


class DecisionRow(msgspec.Struct, frozen=True):
    """A decision that is asked for, as short as its row is wide; `anchor` is where it stands in full."""

    what: str
    who: str
    by: str
    cost: str
    if_not: str
    anchor: str


class StripCell(msgspec.Struct, frozen=True):
    """One cell of the strip at the foot of the answer page."""

    label: str
    says: Draft


class AnswerPage(msgspec.Struct, frozen=True):
    """The answer on one page; `ground` says how many answered, `setting` how close it is set for what it has to say."""

    headline: Draft
    number: str
    scale: str
    level: str
    ground: str
    lines: tuple[Draft, ...]
    axis: AxisHeader
    tier: str
    before: str
    now: str
    phases: tuple[PhaseRow, ...]
    holds: tuple[Point, ...]
    holds_rule: str
    holds_back: tuple[Point, ...]
    holds_back_rule: str
    moves: tuple[Move, ...]
    moves_from: str
    decisions: tuple[DecisionRow, ...]
    decisions_note: str
    strip: tuple[StripCell, ...]
    setting: str


class LevelWords(msgspec.Struct, frozen=True):
    """A level of the ladder with its colours."""

    label: str
    name: str
    meaning: str
    fill: str
    ink: str


class Reading(msgspec.Struct, frozen=True):
    """How to read the report, beside its contents."""

    levels: tuple[LevelWords, ...]
    notes: tuple[Fact, ...]


class ProfileRow(msgspec.Struct, frozen=True):
    """One part in the profile table."""

    anchor: str
    name: str
    is_group: bool
    shaded: bool
    track: Track | None
    alt: str
    as_answered: str
    as_shown: str
    before: str
    target: str
    gap: str
    share: str
    customers: str = ""


class Profile(msgspec.Struct, frozen=True):
    """The profile of all parts in one table."""

    headline: Draft
    deck: Draft
    first_column: str
    axis: AxisHeader
    before: str
    now: str
    rows: tuple[ProfileRow, ...]
    note: str


class HeatCell(msgspec.Struct, frozen=True):
    """A cell of the heatmap: number, colour and ink; a sign that stands for words has them."""

    text: str
    fill: str
    ink: str
    words: str = ""


class HeatRow(msgspec.Struct, frozen=True):
    """One part as each role group sees it."""

    name: str
    is_group: bool
    cells: tuple[HeatCell, ...]
    span: str
    wide: bool


class DisputedRow(msgspec.Struct, frozen=True):
    """A disputed question."""

    anchor: str
    number: str
    practice: str
    strip: Strip
    alt: str
    spread: str
    reason: str


class Disagreement(msgspec.Struct, frozen=True):
    """Where people disagree; `no_groups` says why no role group is shown."""

    headline: Draft
    deck: Draft
    no_groups: str
    groups: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    disputed: tuple[DisputedRow, ...]
    note: str


class ChangeRow(msgspec.Struct, frozen=True):
    """One part before and now, among all and among those who answered both times."""

    anchor: str
    name: str
    is_group: bool
    before: str
    now: str
    change: str
    panel_before: str
    panel_now: str
    panel_change: str
    direction: str


class ChangePage(msgspec.Struct, frozen=True):
    """What changed."""

    headline: Draft
    deck: Draft
    before: str
    now: str
    slope: Slope | None
    slope_alt: str
    rows: tuple[ChangeRow, ...]
    panel: Draft
    panel_shown: bool
    notes: tuple[str, ...]


class IndexRow(msgspec.Struct, frozen=True, kw_only=True):
    """What customers say to one question, or one group of them; `value` is in words where there is no index.

    `heading` names the survey where its first question stands below others.
    """

    name: str
    about: str
    chart: Whisker | None
    alt: str
    value: str
    interval: str = ""
    n: str = ""
    word: str = ""
    is_below: bool = False
    top: str = ""
    bottom: str = ""
    trend: str = ""
    heading: str = ""


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing as customers, staff and the assessment see it; `is_clear` marks what is made a finding of."""

    text: str
    which: str
    anchor: str
    chart: Trio
    alt: str
    level: str
    proved: str
    staff: str
    staff_n: str
    customers: str
    customers_n: str
    gap: str
    gap_interval: str
    is_clear: bool


class CustomersPage(msgspec.Struct, frozen=True, kw_only=True):
    """What customers say; `level_drawn` tells that levels stand in the picture, which takes a ladder from 1 to 5."""

    headline: Draft
    deck: Draft
    axis: AxisHeader
    rows: tuple[IndexRow, ...]
    category_of: str
    categories: tuple[IndexRow, ...]
    item_axis: AxisHeader
    items: tuple[ItemRow, ...]
    with_staff: bool
    level_drawn: bool
    notes: tuple[str, ...]
    index_note: str
    items_note: str


class CustomerBox(msgspec.Struct, frozen=True):
    """What customers say of a component: its value, the index that should move with it, and what is not backed."""

    says: Draft | None
    axis: AxisHeader
    rows: tuple[IndexRow, ...]
    flag: Draft | None


class PracticeRow(msgspec.Struct, frozen=True):
    """One question of a component; `shown` is what evidence shows, `is_short` where that is less than the answer."""

    anchor: str
    number: str
    practice: str
    strip: Strip | None
    alt: str
    before: str
    median: str
    said: str
    shown: str
    is_short: bool
    evidence: str
    flag: str


class NextStep(msgspec.Struct, frozen=True):
    """What the next level of a practice looks like."""

    number: str
    practice: str
    here_label: str
    here: str
    next_label: str
    next: str
    proof: str


class KpiRow(msgspec.Struct, frozen=True):
    """A KPI to watch: where it stands, what that rests on, and where it is to be; `id` is that of the library."""

    id: str
    name: str
    direction: str
    cadence: str
    counter: str
    value: str
    about: str
    target: str
    target_by: str


class PlannedRow(msgspec.Struct, frozen=True):
    """An action of the plan that closes a gap of the component; `anchor` is its place in part 8.

    `template` is its id in the library, "" where people added it.
    """

    template: str
    anchor: str
    number: str
    title: str
    owner: str
    due: str
    status: str


class ActionRow(msgspec.Struct, frozen=True):
    """An action that the library offers for the gap."""

    id: str
    title: str
    lifts: str
    owner: str
    takes: str
    needs: str


class ComponentPage(msgspec.Struct, frozen=True):
    """One component; `rests_on` says on how few people's answers, "" where they are enough."""

    anchor: str
    eyebrow: str
    name: str
    headline: Draft
    deck: Draft
    rests_on: str
    ladder: Ladder
    ladder_alt: str
    rows: tuple[PracticeRow, ...]
    answers_label: str
    before: str
    why: tuple[Draft, ...]
    steps: tuple[NextStep, ...]
    kpis: tuple[KpiRow, ...]
    planned: tuple[PlannedRow, ...]
    actions: tuple[ActionRow, ...]
    customers: CustomerBox | None = None


class PhasePart(msgspec.Struct, frozen=True):
    """One component on the opener of its phase."""

    anchor: str
    number: str
    name: str
    aim: str
    score: str
    level: str
    rests_on: str
    track: Track
    alt: str
    good: str
    strongest: Draft
    weakest: Draft


class PhasePage(msgspec.Struct, frozen=True):
    """A phase opener and the pages of its components."""

    anchor: str
    eyebrow: str
    name: str
    headline: Draft
    deck: Draft
    aim: str
    good: str
    axis: AxisHeader
    parts: tuple[PhasePart, ...]
    components: tuple[ComponentPage, ...]


class GroupRow(msgspec.Struct, frozen=True):
    """Who answered, by role group; where answers are kept confidential, people alone are counted."""

    group: str
    people: str
    answers: str
    dont_know: str
    not_applicable: str


class Method(msgspec.Struct, frozen=True):
    """How the scores were made."""

    headline: str
    rules: tuple[Fact, ...]
    worked_title: str
    worked: tuple[str, ...]
    evidence_kinds: tuple[tuple[str, str, str], ...]
    evidence_levels: tuple[tuple[str, str], ...]
    groups: tuple[GroupRow, ...]
    counts_answers: bool
    coverage: tuple[Fact, ...]
    left_out: tuple[str, ...]
    limits: tuple[str, ...]
    verify: tuple[str, ...]


class AnswerCell(msgspec.Struct, frozen=True):
    """What one person said, as a sign and in full."""

    sign: str
    words: str


class MatrixRow(msgspec.Struct, frozen=True):
    """The answers to one question."""

    anchor: str
    number: str
    practice: str
    cells: tuple[AnswerCell, ...]
    median: str


class Matrix(msgspec.Struct, frozen=True):
    """The answers of up to a page's width of respondents."""

    caption: str
    heads: tuple[AnswerCell, ...]
    rows: tuple[MatrixRow, ...]


class CommentRow(msgspec.Struct, frozen=True):
    """A remark, or the reason of a not applicable; `who` is "" where nobody is to know."""

    number: str
    who: str
    text: str


class EvidenceRow(msgspec.Struct, frozen=True):
    """One evidence record and the questions it was looked at for."""

    id: str
    title: str
    kind: str
    date: str
    age: str
    where: str
    link: str
    covers: str
    state: str


class StepText(msgspec.Struct, frozen=True):
    """A level of a question; `is_reached` marks the last one that its score has completed."""

    label: str
    text: str
    is_reached: bool


class QuestionText(msgspec.Struct, frozen=True):
    """A question as it was asked."""

    anchor: str
    number: str
    text: str
    why: str
    proof: str
    levels: tuple[StepText, ...]


class Derived(msgspec.Struct, frozen=True):
    """How both scores of a part come from those of what it is made of."""

    name: str
    as_answered: str
    as_shown: str


class ClosingRow(msgspec.Struct, frozen=True):
    """One closing of the assessment and what became of it."""

    closed: str
    fingerprint: str
    then: str


class RestatementRow(msgspec.Struct, frozen=True):
    """A correction after closing."""

    number: str
    what: str
    old: str
    new: str
    why: str
    who: str


class DecisionRecord(msgspec.Struct, frozen=True):
    """A decision in full, with what became of it; `asked` is where it was asked for."""

    anchor: str
    number: str
    asked: str
    what: str
    who: str
    by: str
    cost: str
    if_not: str
    outcome: str


class Cited(msgspec.Struct, frozen=True):
    """Where the report has something from: the ids and names of what it names from one library.

    `formulas` are those of KPIs, by their place among the entries; empty for what has none.
    """

    library: str
    entries: tuple[tuple[str, str], ...]
    formulas: tuple[str, ...] = ()


class Appendix(msgspec.Struct, frozen=True):
    """Everything that an auditor needs. Answers that are kept confidential are counted in groups and by level."""

    people: tuple[tuple[str, str, str], ...]
    groups: tuple[tuple[str, str], ...]
    matrices: tuple[Matrix, ...]
    counts_note: str
    comments: tuple[CommentRow, ...]
    evidence: tuple[EvidenceRow, ...]
    questions: tuple[tuple[str, tuple[QuestionText, ...]], ...]
    radar: Radar | None
    radar_alt: str
    decisions: tuple[DecisionRecord, ...]
    fingerprints: tuple[Fact, ...]
    closings: tuple[ClosingRow, ...]
    restatements: tuple[RestatementRow, ...]
    cited: tuple[Cited, ...]
    derived: tuple[Derived, ...]


class ReportView(Frame, frozen=True, kw_only=True):
    """The whole report; `linked`: what its pages point to stands in it."""

    linked: bool = True
    cover: Cover
    answer: AnswerPage
    reading: Reading
    profile: Profile
    disagreement: Disagreement | None
    change: ChangePage | None
    customers: CustomersPage | None = None
    phases: tuple[PhasePage, ...]
    plan: OnAPage | None
    method: Method
    appendix: Appendix
    colophon: Colophon = Colophon()
