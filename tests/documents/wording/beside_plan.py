"""The numbers that follow from the plan: decisions, actions and KPIs of components, the plan on a page."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from cxdna.documents.plan.model import OnAPage
from cxdna.documents.report.model import ComponentPage, Move, ReportView
from tests.documents.wording.ahead import Ahead, quarter_end
from tests.documents.wording.beside import Pair
from tests.documents.wording.display import (
    DASH,
    MONTHS,
    counted,
    long_date,
    month_and_year,
    number_of,
    short,
    shown,
    worded,
)
from tests.documents.wording.facts import Facts
from tests.documents.wording.recompute import Yaml, exact
from tests.documents.wording.sets import PLAYBOOK

MOST_DECISIONS, MOST_MOVES = 4, 3
WORDS = {"in_progress": "in progress", "done": "done, not yet verified"}


def short_date(date: dt.date) -> str:
    return f"{date.day} {month_and_year(date)}"


def amount(value: float | None, facts: Facts) -> str:
    if value is None:
        return DASH
    exactly = exact(value)
    whole = exactly.denominator == 1 or exactly >= 1000
    units, point, cents = shown(exactly, 0 if whole else 2).partition(".")
    return f"{facts.answers['organisation']['currency']} {int(units):,}{point}{cents}"


def _move(move: Move) -> tuple[str, ...]:
    title, why = ((said.instead_of or said).text for said in (move.title, move.because))
    return title, move.who, move.takes, move.lifts, move.needs, why, move.anchor


def _waiting(action: Yaml, facts: Facts) -> tuple[str, ...]:
    """Return what is printed of an action that nobody agreed to."""
    closes, main, why = action["closes"], "", ""
    if closes:
        asked, parts = facts.scored.questions, facts.book.nodes
        if closes[0] in asked:
            main = f": {number_of(closes[0])}"
        else:
            number = f"{facts.leaves.index(closes[0]) + 1} " if closes[0] in facts.leaves else ""
            main = f": {number}{facts.name(closes[0])}"
        why = next((asked[one].why if one in asked else parts[one].aim for one in closes), "")
        main += f" to level {short(exact(action['to_level']))}" if "to_level" in action else ""
    return (
        action["title"],
        action.get("owner") or action.get("owner_role") or "nobody yet",
        amount(action.get("cost"), facts),
        action["id"] + main,
        f"due {short_date(action['due'])}" if "due" in action else "no date",
        why,
        f"action-{action['id']}",
    )


def answer(view: ReportView, facts: Facts) -> Iterator[Pair]:
    """Yield what the answer page and the appendix say of decisions."""
    page = view.answer
    recorded = facts.decisions
    still = sorted(
        (one for one in recorded if "outcome" not in one), key=lambda one: (one.get("by", dt.date.max), one["id"])
    )
    expected = [
        (
            one["what"],
            one.get("who", ""),
            short_date(one["by"]) if "by" in one else "",
            amount(one.get("cost"), facts),
            one.get("if_not", ""),
            f"decision-{one['id']}",
        )
        for one in still[:MOST_DECISIONS]
    ]
    printed = [(row.what, row.who, row.by, row.cost, row.if_not, row.anchor) for row in page.decisions]
    yield "decisions asked", printed, expected
    note = ""
    if recorded and not still:
        note = f"No decision is asked: {counted(len(recorded), 'decision')} recorded, none of them open."
    elif more := len(still[MOST_DECISIONS:]):
        note = f"{worded(more).capitalize()} more {'is' if more == 1 else 'are'} asked."
    yield "decisions beside", page.decisions_note, note
    yield "moves or decisions", bool(recorded and page.moves), False
    if (actions := facts.assessment.plan.get("actions")) and not recorded:
        waiting = [one for one in actions if one.get("status", "proposed") == "proposed"]
        waiting.sort(key=lambda one: (one.get("priority", 1), actions.index(one)))
        yield "moves from", page.moves_from, "the plan"
        yield "moves", [_move(move) for move in page.moves], [_waiting(one, facts) for one in waiting[:MOST_MOVES]]
    labels = ("Decisions asked last time", "Forecast", "Customer index", "Benchmark")
    yield "strip", tuple(cell.label for cell in page.strip), labels
    yield "every decision", [row.anchor for row in view.appendix.decisions], _anchors(facts)
    for row, one in zip(view.appendix.decisions, [*recorded, *facts.decided], strict=True):
        by = long_date(one["by"]) if "by" in one else ""
        printed_row = (row.number, row.what, row.who, row.by, row.cost, row.if_not, row.outcome)
        yield (
            f"decision {row.anchor}",
            printed_row,
            (
                one["id"],
                one["what"],
                one.get("who", ""),
                by,
                amount(one.get("cost"), facts),
                one.get("if_not", ""),
                _outcome(one),
            ),
        )
        of = facts.earlier if row.anchor.startswith("decision-before") else facts.assessment
        yield f"decision {row.anchor} was asked in", row.asked, of and of.answers["assessment"]["title"]


def _anchors(facts: Facts) -> list[str]:
    return [f"decision-{one['id']}" for one in facts.decisions] + [
        f"decision-before-{one['id']}" for one in facts.decided
    ]


def _outcome(one: Yaml) -> str:
    text = str(one.get("outcome", "open"))
    text += f", {long_date(one['closed'])}" if "closed" in one else ""
    return f"{text}: {one['note']}" if "note" in one else text


def cover(view: ReportView, facts: Facts) -> Iterator[Pair]:
    said = {fact.label: fact.value for fact in view.cover.facts}
    statuses = Counter(one.get("status", "proposed") for one in facts.ahead.actions)
    agreed, done = statuses.total() - statuses["proposed"], statuses["done"]
    expected = f"{counted(statuses.total(), 'action')}, {agreed or 'none'} of them agreed"
    expected += f", {done} done" if done else ""
    yield "plan on the cover", said.get("Plan"), expected if facts.ahead.actions else None


def component(page: ComponentPage, part: str, facts: Facts) -> Iterator[Pair]:
    """Yield the actions of the plan and the KPIs of one component."""
    own = {part, *facts.scored.inside(part)}
    actions = [one for one in facts.ahead.actions if own & set(one.get("closes", ()))]
    expected = [
        (
            f"action-{one['id']}",
            one["id"],
            one["title"],
            _owner(one),
            short_date(one["due"]) if "due" in one else "not stated yet",
            _status(one),
        )
        for one in actions
    ]
    printed = [(row.anchor, row.number, row.title, row.owner, row.due, row.status) for row in page.planned]
    yield f"{part} actions of the plan", printed, expected
    yield f"{part} actions of the library beside those", bool(actions and page.actions), False
    by_name = {str(one["name"]): one for one in facts.kpis}
    of_plan = dict.fromkeys(name for one in actions for name in (one.get("kpi"), *one.get("more_kpis", ())) if name)
    shown_ones = [by_name[row.name] for row in page.kpis]
    here = {part, *facts.scored.inside(part)}
    # The KPIs of the library belong to its playbook: one of another id has none.
    kpis = facts.kpis if facts.assessment.playbook == PLAYBOOK["id"] else []
    at_home = [one for one in kpis if one.get("parts", [""])[0] == part or here & set(one.get("questions", ()))]
    of_own = [name for name in of_plan if any(one["id"] == name for one in at_home)]
    yield f"{part} own KPIs of its actions", [one["id"] for one in shown_ones][: len(of_own)], of_own[:4]
    home = [one in at_home for one in shown_ones]
    yield f"{part} own KPIs first", home, sorted(home, reverse=True)
    yield f"{part} own KPIs", sum(home), max(len(of_own[:4]), min(2, len(at_home)))
    others = [one["id"] for one in shown_ones if one not in at_home]
    elsewhere = [name for name in of_plan if name not in of_own][: 4 - sum(home)]
    yield f"{part} other KPIs of its actions", others[: len(elsewhere)], elsewhere
    yield f"{part} room for KPIs", len(shown_ones) <= max(2, sum(home) + len(elsewhere)), True
    for row in page.kpis:
        kpi = by_name[row.name]
        yield f"KPI {row.name}", (row.value, row.about), _stands(kpi, facts)
        targets = [one for one in _figures(kpi, facts) if one["figure"] == "target"]
        by = f"by {short_date(targets[-1]['on'])}" if targets else ""
        yield (
            f"KPI {row.name} target",
            (row.target, row.target_by),
            (_value(targets[-1], kpi, facts) if targets else DASH, by),
        )


def _owner(one: Yaml) -> str:
    if "owner" in one:
        return str(one["owner"])
    return f"{one['owner_role']}, nobody named yet" if "owner_role" in one else "nobody named yet"


def _status(one: Yaml) -> str:
    status = str(one.get("status", "proposed"))
    words = WORDS.get(status, status)
    return f"{words} {one['progress']}%" if status == "in_progress" and one.get("progress") else words


def _figures(kpi: Yaml, facts: Facts) -> list[Yaml]:
    return [one for one in facts.assessment.plan.get("kpis", ()) if one["kpi"] == kpi["id"]]


def _stands(kpi: Yaml, facts: Facts) -> tuple[str, str]:
    found = _figures(kpi, facts)
    measured = sorted((one for one in found if one["figure"] == "actual"), key=lambda one: one["on"])
    started = [one for one in found if one["figure"] == "baseline"]
    if not measured and not started:
        return "no figure yet", ""
    one = (measured or started)[-1]
    if "value" not in one:
        return "no figure yet", f"to be measured by {short_date(one['on'])}"
    about = one.get("period") or f"to {short_date(one['on'])}"
    about += f"; {one['source']}" if "source" in one else ""
    return _value(one, kpi, facts), about if measured else f"baseline, {about}"


def _value(one: Yaml, kpi: Yaml, facts: Facts) -> str:
    if kpi["unit"] == "money":
        return amount(one["value"], facts)
    number = exact(one["value"])
    text = shown(number, 0) if number.denominator == 1 else shown(number)
    units = {"percent": "%", "per_thousand": " per thousand"}
    spelled = {"points", "percentage_points", "hours", "days", "months"}
    if kpi["unit"] in spelled:
        return f"{text} {str(kpi['unit']).replace('_', ' ')}"
    assert kpi["unit"] in {*units, "index", "count", "ratio"}, f"{kpi['unit']} is not recomputed here"
    return text + units.get(kpi["unit"], "")


def on_a_page(page: OnAPage | None, facts: Facts, *, view_linked: bool) -> Iterator[Pair]:
    """Yield what the plan on a page says: counts, quarters with cost and score, owners."""
    actions = facts.ahead.actions
    yield "a page for the plan", page is not None, bool(actions)
    if page is None:
        return
    statuses = Counter(one.get("status", "proposed") for one in actions)
    yield (
        "counts by status",
        {one.status: one.count for one in page.statuses},
        {status: str(statuses[status]) for status in ("proposed", "agreed", "in_progress", "blocked", "done")},
    )
    yield "cost of all", page.total, _cost(actions, facts)
    now, quarters = facts.value(facts.book.whole.id), facts.ahead.quarters
    number, reach = "" if now is None else shown(now), ""
    if now is not None and quarters:
        number += f" \u2192 {shown(facts.ahead.whole(quarters[-1]))}"
        reach = f"by {MONTHS[quarters[-1].month - 1]} {quarters[-1].year}"
    yield "where the plan leads", (page.number, page.reach), (number, reach)
    yield "what the number counts", (page.condition, page.beside), (_condition(facts), tuple(_beside(facts)))
    if page.period == "Quarter":
        yield from _quarters(page, facts)
    yield "what the page leads to", (page.links, page.pages, view_linked), (True, False, True)
    yield from _rows(page, facts)
    yield from _asked(page, facts)
    owners = Counter(str(one["owner"]) for one in actions if "owner" in one)
    for row in page.owners:
        own = [one for one in actions if one.get("owner") == (row.name if row.is_named else None)]
        agreed = sum(one.get("status", "proposed") != "proposed" for one in own)
        yield (
            f"owner {row.name}",
            (row.actions, row.agreed, row.cost),
            (
                str(len(own)),
                str(agreed),
                _cost(own, facts),
            ),
        )
    if not page.more_owners:
        yield "all owners", {row.name for row in page.owners if row.is_named}, set(owners)


def _condition(facts: Facts) -> str:
    count = len(facts.ahead.counting)
    if not facts.ahead.quarters or facts.value(facts.book.whole.id) is None:
        return ""
    if facts.ahead.any_agreed:
        return "If the one agreed action holds" if count == 1 else f"If the {count} agreed actions hold"
    if count == 1:
        return "If the one proposed action is agreed and holds"
    return f"If the {count} proposed actions are agreed and hold"


def _beside(facts: Facts) -> Iterator[str]:
    """Yield which components rise where the whole seems to stay, and where all actions lead if only some are agreed."""
    whole, ahead = facts.book.whole.id, facts.ahead
    now = facts.value(whole)
    if now is None or not ahead.quarters:
        return
    stays = shown(ahead.whole(ahead.quarters[-1])) == shown(now)
    yield from _hidden(facts, ahead)
    others = len(ahead.actions) - len(ahead.counting)
    if not others:
        return
    every = {**ahead.plan, "actions": [{**one, "status": "agreed"} for one in ahead.actions]}
    all_of_it = Ahead(every, ahead.scored, ahead.basis, ahead.questions)
    last = all_of_it.quarters[-1]
    by = f"by {MONTHS[last.month - 1]} {last.year}"
    yield f"With {counted(others, 'proposed one')} as well: {shown(now)} \u2192 {shown(all_of_it.whole(last))} {by}"
    if not stays:
        yield from _hidden(facts, all_of_it)


def _hidden(facts: Facts, ahead: Ahead) -> Iterator[str]:
    last = ahead.quarters[-1]
    rising = _rising(facts.known(facts.leaves), ahead.by(last).values[facts.basis], facts)
    if rising and shown(ahead.whole(last)) == shown(facts.value(facts.book.whole.id) or Fraction(0)):
        yield rising


def _quarters(page: OnAPage, facts: Facts) -> Iterator[Pair]:
    dated = [one for one in facts.ahead.actions if "due" in one]
    ends = sorted({quarter_end(one["due"]) for one in dated})
    labels = [f"{MONTHS[end.month - 3][:3]} to {MONTHS[end.month - 1][:3]} {end.year}" for end in ends]
    without = len(dated) < len(facts.ahead.actions)
    yield "quarters", [row.label for row in page.periods], labels + ["No due day yet"] * without
    for row, end in zip(page.periods, ends, strict=False):
        own = [one for one in dated if quarter_end(one["due"]) == end]
        counting = {one["id"] for one in facts.ahead.counting}
        yield (
            f"ends in {row.label}",
            sorted(ref.id for ref in row.ends),
            sorted(one["id"] for one in own if one["id"] in counting),
        )
        yield f"cost of {row.label}", row.cost, _cost(own, facts)
        whole = facts.value(facts.book.whole.id)
        yield f"score of {row.label}", row.score, shown(facts.ahead.whole(end)) if whole is not None else ""
        if row.track:
            before = [whole, *(facts.ahead.whole(one) for one in facts.ahead.quarters if one < end)]
            after = [whole, *(facts.ahead.whole(one) for one in facts.ahead.quarters if one <= end)]
            said = f"{row.label}: from {shown(before[-1])} to {shown(after[-1])}"
            yield f"chart of {row.label}", row.alt, f"{said}, target {shown(facts.target(facts.book.whole.id))}"
        yield f"what rises in {row.label}", row.lifts, _lifts(end, facts)


def _lifts(end: dt.date, facts: Facts) -> str:
    """Return which components rise most in a quarter, and how many more do."""
    quarters = [one for one in facts.ahead.quarters if one <= end]
    if end not in quarters:
        return ""
    last = facts.ahead.by(quarters[-2]).values[facts.basis] if len(quarters) > 1 else facts.known(facts.leaves)
    return _rising(last, facts.ahead.by(end).values[facts.basis], facts)


def _rising(last: Mapping[str, Fraction | None], now: Mapping[str, Fraction | None], facts: Facts) -> str:
    stands = facts.known(facts.leaves)
    rises = {part: (last[part] or Fraction(0), now[part] or Fraction(0)) for part in stands}
    rising = sorted(
        (part for part in stands if rises[part][1] > rises[part][0]), key=lambda one: rises[one][0] - rises[one][1]
    )
    named = [f"{facts.name(one)} {shown(rises[one][0])} to {shown(rises[one][1])}" for one in rising[:2]]
    return ", ".join(named) + (f" and {len(rising) - 2} more" if len(rising) > 2 else "")


def _rows(page: OnAPage, facts: Facts) -> Iterator[Pair]:
    """Yield the actions of the page, those that end first at the top, and the note."""
    actions = facts.ahead.actions
    ordered = sorted(actions, key=lambda one: (one.get("due", dt.date.max), one["priority"]))
    first = {str(one["id"]) for one in sorted(actions, key=lambda one: one["priority"])[: len(page.actions)]}
    ordered = [one for one in ordered if str(one["id"]) in first] if page.actions else ordered
    if page.actions:
        yield "actions", [row.ref.id for row in page.actions], [one["id"] for one in ordered]
        left = len(actions) - len(page.actions)
        yield "actions beside", page.more_actions, f"and {left} more" if left else ""
    for row, one in zip(page.actions, ordered, strict=False):
        closes = str(one["closes"][0]) if one.get("closes") else ""
        numbered = {part: str(number) for number, part in enumerate(facts.leaves, 1)}
        name = numbered.get(closes, "") if closes in facts.book.nodes else number_of(closes)
        low, high = (short(exact(one[key])) if key in one else "" for key in ("from_level", "to_level"))
        level = f"level {low} to {high}" if low and high else f"to level {high}" if high else f"from level {low}"
        level = level if low or high else ""
        printed = (
            row.ref.anchor,
            row.title,
            row.closes,
            row.closes_anchor,
            row.owner.text,
            row.owner.missing,
            row.status,
        )
        yield (
            f"{one['id']} on the page",
            printed,
            (
                f"action-{one['id']}",
                one["title"],
                f"{name}: {level or 'no level'}" if name else level or "\u2013",
                f"at-{closes}" if closes else "",
                one.get("owner") or one.get("owner_role", "nobody named yet"),
                "owner" not in one,
                str(one.get("status", "proposed")).replace("_", " "),
            ),
        )
        due, cost = one.get("due"), one.get("cost")
        yield (
            f"{one['id']} due and cost",
            (row.due.text, row.due.missing, row.cost.text, row.cost.missing),
            (
                short_date(due) if due else "not stated yet",
                not due,
                "not stated yet" if cost is None else amount(cost, facts),
                cost is None,
            ),
        )
    silent = sum("cost" not in one for one in actions)
    said = "Cost where the action ends"
    if silent == len(actions):
        said = "No action states what it costs"
    elif silent:
        said += f"; {counted(silent, 'action')} {'states' if silent == 1 else 'state'} none"
    yield "note", said in page.note, True
    yield "numbers in the note", re.findall("[0-9]+", page.note), re.findall("[0-9]+", said)


def _asked(page: OnAPage, facts: Facts) -> Iterator[Pair]:
    """Yield the decisions that the page has room for, those due first at the top."""
    still = sorted(
        (one for one in facts.decisions if "outcome" not in one), key=lambda one: ("by" not in one, one.get("by", 0))
    )
    rows = page.decisions
    for row, one in zip(rows, still, strict=False):
        by = f"by {short_date(one['by'])}" if "by" in one else "no day yet"
        cost = amount(one["cost"], facts) if "cost" in one else "no cost stated"
        terms = f"{one.get('who') or 'who decides is not stated yet'} \u00b7 {by} \u00b7 {cost}"
        yield (
            f"{one['id']} on the page",
            (row.id, row.what, row.terms, row.if_not),
            (
                one["id"],
                one["what"],
                terms,
                # Where more decisions fit without it, none of them has it.
                one.get("if_not", "") if any(each.if_not for each in rows) else "",
            ),
        )
    more = len(still) - len(rows)
    yield "more decisions", page.more_decisions, f"and {counted(more, 'more decision')}" if more else ""


def _cost(actions: list[Yaml], facts: Facts) -> str:
    given = [exact(one["cost"]) for one in actions if "cost" in one]
    return amount(float(sum(given, Fraction(0))), facts) if given else DASH
