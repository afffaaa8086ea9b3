"""A page for each action: what it closes, what is done, whose part is what, what proves it, what it still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cxdna.definitions.model import Kpi
from cxdna.documents.material import Material, question_number
from cxdna.documents.milestone_bar import MilestoneBar, milestone_bar
from cxdna.documents.plan import kpi_box, said
from cxdna.documents.plan.model import ActionPage, Fact, Field, GateLine, Line, Said
from cxdna.documents.plan.room import aside_height, setting
from cxdna.documents.survey_names import NAMES, in_blanks
from cxdna.documents.wording.outlook import cut
from cxdna.plan.cadence import PERIOD_WORDS
from cxdna.plan.date_action import effect_shows
from cxdna.plan.effect_now import EffectNow, effect_months, effect_words, effects_now
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.gap_now import moved, moved_words, spent
from cxdna.plan.gates import gates
from cxdna.plan.look_up import LibraryEntry, look_up
from cxdna.plan.model import Action, Milestone, Plan
from cxdna.statistics.display import counted, listed, percent, short_date, shown
from cxdna.voice.indices.months import months_in_words

TRIGGERS = {
    "assessment": "this assessment",
    "complaint": "a complaint",
    "nonconformity": "a nonconformity",
    "audit": "an audit",
    "adverse_trend": "an adverse trend",
    "unstable_trend": "an unstable trend",
    "potential_source": "a potential source of trouble",
}
CAUSES = {"unknown": "Cause", "assumed": "Cause (assumed)", "tested": "Cause (tested)"}
SHORT_NOTE = 160
"""A note of so many characters stands in the narrow column."""
LONG_TITLE = 70
"""A longer title is set in a smaller size."""


def action_pages(material: Material) -> tuple[ActionPage, ...]:
    """Return a page for each action, in the order of priority."""
    kpis = {one.id: one for one in material.kpis}
    return tuple(_page(material, one, kpis) for one in material.plan.actions)


def _page(material: Material, one: Action, kpis: dict[str, Kpi]) -> ActionPage:
    checked = gates(one, material.plan, kpis)
    passed = tuple(GateLine("\N{CHECK MARK}", gate.name, "") for gate in checked if gate.passed)
    missing = tuple(GateLine("\N{BALLOT X}", gate.name, gate.says) for gate in checked if not gate.passed)
    bar, fields = _bar(material, one), tuple(_fields(material, one))
    lacks = listed([gate.name if gate.name.isupper() else gate.name.lower() for gate in missing])
    is_long = len(one.title) > LONG_TITLE
    box = kpi_box.kpi_box(material, one, kpis)
    note, reviewed = one.note if _is_short(one.note) else "", _reviewed(one, kpis.get(one.kpi or ""))
    agreed = f"{short_date(one.agreed)}{f', by {one.agreed_by}' if one.agreed_by else ''}" if one.agreed else ""
    return ActionPage(
        ref=said.refs([one])[0],
        eyebrow=_eyebrow(material, one),
        title=one.title,
        is_long=is_long,
        setting=setting(
            one.title,
            is_long=is_long,
            bar=bar,
            fields=fields,
            beneath=aside_height(box, missing, (f"Still lacks: {lacks}", *_below(one, reviewed, agreed, note))),
        ),
        strip=_strip(material, one),
        bar=bar,
        bar_alt=_bar_alt(material, one),
        numbered=tuple(_milestones(material, one)) if bar is None or bar.numbered else (),
        fields=fields,
        kpi=box,
        no_kpi="" if one.kpi in kpis else "No KPI is chosen yet that would show the outcome",
        passed=passed,
        open=missing,
        lacks=lacks,
        review=said.on_day(one.review),
        reviewed=reviewed,
        note=note,
        source=one.template or "",
        agreed=Said(agreed, missing=False) if agreed else Said("not agreed yet", missing=True),
        signature=cut(one.owner, 60) if said.has_owner(one) else "the owner, once named",
    )


def _below(one: Action, reviewed: str, agreed: str, note: str) -> Iterator[str]:
    """Yield the lines that stand beneath the gates."""
    yield f"Next review  {said.on_day(one.review)}"
    if reviewed:
        yield f"Over by then  {reviewed}"
    yield f"Agreed  {agreed or 'not agreed yet'}"
    if one.template:
        yield f"In the action library  {one.template}"
    if note:
        yield f"Note  {note}"


def _reviewed(one: Action, kpi: Kpi | None) -> str:
    """Say whether a full period of the KPI is over at the review, as an effect shows no sooner."""
    if kpi is None or one.review is None or one.due is None:
        return ""
    period = PERIOD_WORDS[kpi.cadence]
    if one.review >= effect_shows(one.done or one.due, kpi):
        return f"a full {period} after its end"
    return f"not yet a full {period} after its end"


def _eyebrow(material: Material, one: Action) -> str:
    closes = [question_number(name) if name in material.questions else _part(material, name) for name in one.closes]
    pieces = [f"Action {one.id}", f"closes {cut(listed(closes), 90)}" if closes else "", said.levels(one)]
    return " \N{MIDDLE DOT} ".join(piece for piece in pieces if piece)


def _part(material: Material, name: str) -> str:
    return material.label(name) if name in material.definitions else name


def _strip(material: Material, one: Action) -> tuple[Fact, ...]:
    words = f"{said.SIGNS[one.status]} {said.status(one, material.today)}"
    level = said.levels(one)
    return (
        Fact("Status", Said(words, missing=False)),
        Fact("Owner", said.owner_or_role(one)),
        Fact("Start", said.on_day(one.start)),
        Fact("Due", said.on_day(one.due)),
        Fact("Effort", said.stated(one.effort or "")),
        Fact("Cost", _cost(material, one)),
        Fact("Lifts", Said(level[:1].upper() + level[1:] or said.DASH, missing=False)),
    )


def _cost(material: Material, one: Action) -> Said:
    """Return the amount that the plan states, or else what the library says that it takes."""
    entry = _library(material, one)
    if one.cost is None and entry and entry.cost:
        return Said(entry.cost, missing=False)
    return said.cost(one, material.currency)


def _library(material: Material, one: Action) -> LibraryEntry | None:
    return look_up(one, material.actions, material.playbook.evidence.kinds)


def _bar(material: Material, one: Action) -> MilestoneBar | None:
    if one.start is None or one.due is None or not one.milestones:
        return None
    stops = [
        (each.due, each.done is not None, f"{mark}: {each.what}" if mark else each.what)
        for each, mark in _marked(material, one)
    ]
    return milestone_bar(one.start, one.due, stops, material.today)


def _bar_alt(material: Material, one: Action) -> str:
    reached = sum(each.done is not None for each in one.milestones)
    stops = "; ".join(_stop(each, mark) for each, mark in _marked(material, one))
    return f"{counted(len(one.milestones), 'milestone')} of {one.id}, {reached} reached: {stops}"


def _stop(each: Milestone, mark: str) -> str:
    return f"{each.due} {each.what}{' (reached)' if each.done else ' (overdue)' if mark else ''}"


def _marked(material: Material, one: Action) -> list[tuple[Milestone, str]]:
    """Return the milestones in the order of their days, with a mark at those that are late."""
    late = said.overdue(one, material.today)
    marked = [(each, said.OVERDUE if ("milestone", at) in late else "") for at, each in enumerate(one.milestones, 1)]
    return sorted(marked, key=lambda entry: entry[0].due)


def _milestones(material: Material, one: Action) -> Iterator[Line]:
    for at, (each, mark) in enumerate(_marked(material, one), 1):
        reached = f", reached {short_date(each.done)}" if each.done else ""
        yield Line(each.what, f"{short_date(each.due)}{reached}", lead=str(at), late=mark)


def _fields(material: Material, one: Action) -> Iterator[Field]:
    yield Field("What happens", said.stated(one.problem), tuple(_changed(material, one)))
    yield Field("Against", None if one.closes else said.stated(""), tuple(_against(material, one)))
    yield Field("Until then", said.stated(one.containment))
    yield Field(CAUSES[one.cause_is], said.stated(one.cause))
    if one.status == "blocked":
        yield Field("Blocked by", said.stated(one.blocked_by))
    yield Field(
        "What is done",
        said.stated(one.what),
        (Line(one.deliverable, lead="At the end there is: "),) if one.deliverable else (),
    )
    entry = _library(material, one)
    together = (Line(listed(entry.supporting_roles), lead="Works with: "),) if entry and entry.supporting_roles else ()
    yield Field("Whose part", None if one.tasks else said.stated(""), (*_tasks(material, one), *together), steps=True)
    yield Field("Customers say", *_customers(material, one))
    needs = (*_needs(material, one), *(Line(text) for text in (entry.preconditions if entry else ())))
    yield Field("Needs first", None if needs else Said("nothing", missing=False), needs)
    yield Field("Risk", said.stated(one.risk))
    yield Field("What proves it", said.stated(one.proof))
    if entry and entry.evidence:
        yield Field("Leaves behind", None, tuple(Line(each.what, each.kind_name) for each in entry.evidence))
    if not _is_short(one.note):
        yield Field("Note", said.stated(one.note))


def _changed(material: Material, one: Action) -> Iterator[Line]:
    """Yield that the problem was put into words when its gap stood elsewhere, and that nothing is left of the gap."""
    if found := moved(one, material.scores):
        called = partial(said.about, material)
        yield Line(f"This {moved_words(found, called)}.")
    if spent(one, material.scores):
        yield Line("Nothing is left to close: what it is against is reached.")


def _is_short(note: str) -> bool:
    return len(note) <= SHORT_NOTE


def _against(material: Material, one: Action) -> Iterator[Line]:
    gaps = {gap.part: gap for gap in material.findings.gaps}
    for name in one.closes:
        if name in material.questions:
            asked = material.questions[name]
            found = next((each for each in material.scores.questions if each.id == name), None)
            value = material.value(found) if found else None
            part = material.scores.part(asked.part)
            stands = f"stands at {shown(value)}" if value is not None else "has no score"
            yield Line(
                said.about(material, name),
                f"{stands}; {part.name} {shown(material.value(part))}, target {shown(part.target)}",
            )
        elif name in material.definitions:
            part = material.scores.part(name)
            numbers = f"stands at {shown(material.value(part))}, target {shown(part.target)}"
            if name in gaps:
                numbers += f", gap {shown(gaps[name].gap)}: {percent(gaps[name].share)} of all gaps"
            yield Line(material.label(name), numbers)
        else:
            yield Line(name, "not asked in this assessment")
    kind = "Corrective" if one.kind == "corrective" else "Preventive"
    if one.closes:
        yield Line(f"{kind}; called for by {TRIGGERS[one.trigger]}")


def _tasks(material: Material, one: Action) -> Iterator[Line]:
    """Yield the tasks in their order, each person named once, before the first of theirs."""
    before, late = "", said.overdue(one, material.today)
    for at, task in enumerate(one.tasks, 1):
        who = task.assignee or said.owner(one).text
        lead = f"{who}: " if who != before else ""
        before = who
        due = f"by {short_date(task.due)}" if task.due else ""
        done = f"done {short_date(task.done)}" if task.done else ""
        when = ", ".join(piece for piece in (due, done) if piece)
        mark = said.OVERDUE if ("task", at) in late else ""
        yield Line(task.what, "; ".join(piece for piece in (task.why.rstrip("."), when) if piece), lead=lead, late=mark)


def _customers(material: Material, one: Action) -> tuple[Said | None, tuple[Line, ...]]:
    view = one.customers
    lines = tuple(
        Line(" ".join(text.split()), lead=f"{label}: ")
        for label, text in (
            ("Of the problem", view.problem),
            ("Of the solution", view.solution),
            ("Of the effect", view.effect),
        )
        if text
    )
    measured = effects_now(material.voice, material.answers.assessment.id, one.id)
    lines += tuple(Line(effect_words(each), _compared(material, each), lead="Measured: ") for each in measured)
    return (None, lines) if lines else (said.stated(""), ())


def _compared(material: Material, one: EffectNow) -> str:
    """Return which index it is and which months are compared, by the names that readers know."""
    fielded = next((each for each in material.voice.surveys if each.survey.id == one.effect.survey), None)
    if fielded is None:
        return effect_months(one)
    asked = next((each for each in fielded.survey.questions if each.id == one.effect.question), None)
    name = NAMES.get(asked.about, "") if asked else ""
    group = "".join(f", {value}" for _, value in one.effect.cut)
    before, after = months_in_words(*one.effect.before), months_in_words(*one.effect.after)
    name = name.lower() or in_blanks(one.effect.question)
    return f"{fielded.survey.title}, {name}{group}; {before} with {after}"


def _needs(material: Material, one: Action) -> Iterator[Line]:
    for need in one.needs:
        other = _of(material.plan, need)
        if other is None:
            yield Line(need, "not in the plan any more")
            continue
        due = f"due {short_date(other.due)}" if other.due else "no due day yet"
        yield Line(other.title, f"{due}, {STATUS_WORDS[other.status]}", said.refs([other])[0])
    for wait in one.waits_for:
        part = next((each for each in material.scores.parts if each.id == wait.part), None)
        stands = f"stands at {shown(material.value(part))}" if part else "not in this assessment"
        yield Line(f"{said.about(material, wait.part)} at level {wait.at:g}", stands)


def _of(plan: Plan, action_id: str) -> Action | None:
    try:
        return plan.action(action_id)
    except KeyError:
        return None
