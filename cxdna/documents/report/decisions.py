"""The decisions that are asked for, what became of last time's, and the strip at the foot of the answer page."""

from __future__ import annotations

import datetime as dt
from typing import Final

from cxdna.documents.draft import in_words
from cxdna.documents.material import Material, action_anchor, level_label, question_number
from cxdna.documents.report.model import DecisionRecord, DecisionRow, Move, StripCell
from cxdna.documents.wording import customers, outlook, whole
from cxdna.documents.wording.outlook import cut
from cxdna.organisation.model import Decision
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action
from cxdna.statistics.display import NO_NUMBER, counted, listed, long_date, money, short_date
from cxdna.statistics.exact import exact

MOST: Final = 4
"""How many decisions the answer page names."""
MOST_DRAFTED: Final = 3
"""How many it drafts where nobody recorded any."""
LONGEST: Final = 110
LONGEST_NAME: Final = 50
"""How much of a text a row of the answer page has room for; the appendix has it whole."""


def asked(material: Material) -> tuple[DecisionRow, ...]:
    """Return the decisions that are open, those due first before the others; no more than are read at a glance."""
    rows = sorted(_open(material), key=lambda one: (one.by or dt.date.max, one.id))
    return tuple(
        DecisionRow(
            what=cut(one.what, LONGEST),
            who=cut(one.who, LONGEST_NAME),
            by=short_date(one.by) if one.by else "",
            cost=_cost(material, one),
            if_not=cut(one.if_not, LONGEST),
            anchor=_anchor(one, ""),
        )
        for one in rows[:MOST]
    )


def note(material: Material, printed: int) -> str:
    """Say how many more decisions are open than are printed, or that none of those recorded is."""
    recorded, open_ = material.plan.decisions, _open(material)
    if recorded and not open_:
        return f"No decision is asked: {counted(len(recorded), 'decision')} recorded, none of them open."
    more = len(open_) - printed
    return f"{in_words(more).capitalize()} more {'is' if more == 1 else 'are'} asked." if more > 0 else ""


def of_plan(material: Material) -> tuple[Move, ...]:
    """Draft the decisions that a plan waits for: on the first of its actions, by priority, that nobody agreed to."""
    waiting = [one for one in material.plan.actions if not is_agreed(one)]
    return tuple(_move(material, one) for one in waiting[:MOST_DRAFTED])


def _move(material: Material, one: Action) -> Move:
    title, because = whole.planned_decision(material, one)
    waits = [f"{material.scores.part(need.part).name} at {level_label(exact(need.at))}" for need in one.waits_for]
    first = f"first {listed([*one.needs, *waits])}" if one.needs or waits else ""
    return Move(
        title=material.say(f"answer.decision.{one.id}.title", title),
        who=cut(one.owner or one.owner_role, LONGEST_NAME) or "nobody yet",
        takes=NO_NUMBER if one.cost is None else money(one.cost, material.currency),
        lifts=_lifts(material, one),
        needs="; ".join(text for text in (f"due {short_date(one.due)}" if one.due else "no date", first) if text),
        because=material.say(f"answer.decision.{one.id}.why", because),
        anchor=action_anchor(one.id),
    )


def _lifts(material: Material, one: Action) -> str:
    """Say what an action lifts and to which level, as far as it says so itself."""
    main = next(iter(one.closes), "")
    what = material.label(main) if main in material.definitions else question_number(main)
    to = "" if one.to_level is None else f" to level {level_label(exact(one.to_level))}"
    return f"{one.id}: {what}{to}" if what else one.id


def strip(material: Material) -> tuple[StripCell, ...]:
    """Return what else belongs to the answer: last time's decisions, the forecast, and what nobody knows yet."""
    return (
        StripCell("Decisions asked last time", material.say("answer.decided", outlook.decided(material))),
        StripCell("Forecast", material.say("answer.forecast", outlook.expected(material))),
        StripCell("Customer index", material.say("answer.index", customers.in_the_strip(material))),
        StripCell("Benchmark", material.say("answer.benchmark", outlook.no_benchmark())),
    )


def register(material: Material) -> tuple[DecisionRecord, ...]:
    """Return every decision of this assessment in full, and those asked for in the earlier one."""
    before, change = material.before_plan, material.findings.change
    earlier = before.decisions if before and change else ()
    now = material.answers.assessment.title
    return (
        *(_record(material, one, now, "") for one in material.plan.decisions),
        *(_record(material, one, change.earlier_title if change else "", "before-") for one in earlier),
    )


def _open(material: Material) -> list[Decision]:
    return [one for one in material.plan.decisions if one.outcome is None]


def _anchor(one: Decision, which: str) -> str:
    return f"decision-{which}{one.id.lower()}"


def _cost(material: Material, one: Decision) -> str:
    return NO_NUMBER if one.cost is None else money(one.cost, material.currency)


def _record(material: Material, one: Decision, asked_in: str, which: str) -> DecisionRecord:
    outcome = (one.outcome or "open") + (f", {long_date(one.closed)}" if one.closed else "")
    return DecisionRecord(
        anchor=_anchor(one, which),
        number=one.id,
        asked=asked_in,
        what=one.what,
        who=one.who,
        by=long_date(one.by) if one.by else "",
        cost=_cost(material, one),
        if_not=one.if_not,
        outcome=f"{outcome}: {one.note}" if one.note else outcome,
    )
