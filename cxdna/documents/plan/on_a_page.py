"""The plan on a page: one view for the plan, the report's part 8 and the second page of the summary.

What those who print it rely on: `on_a_page(material)` returns None where there is no action; the template
plan/on_a_page.html reads it as `page` (`{% with page = view.plan %}{% include "plan/on_a_page.html" %}{% endwith %}`),
is one section with the id `plan` and an `h2.chapter`, gives every action the id `action_anchor(action.id)` once,
whether it has a row or is named in a line of those that have none, and fits one page of A4 and Letter whatever the plan
holds. Question ids are text or lead to `#at-...` only where `page.links` is true: the summary and the plan hold no page
of a question. Where the document has a page for each action (`pages`), ids lead there and are no places themselves.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import msgspec
from msgspec.structs import replace

from cxdna.documents import charts
from cxdna.documents.breaking import lines_in, lines_of
from cxdna.documents.material import Material, anchor, question_number
from cxdna.documents.plan import said
from cxdna.documents.plan.model import DecisionRow, OnAPage, OwnerRow, PageAction, PeriodRow, Said, StatusCount
from cxdna.documents.plan.periods import Period, periods
from cxdna.documents.wording import plan as words
from cxdna.documents.wording.outlook import cut, outlook
from cxdna.plan.follow import STATUS_WORDS, ItemKind, counts_by_status, overdue_items
from cxdna.plan.forecast import as_agreed, change_words, changes, condition, forecast, is_mixed
from cxdna.plan.model import Action, Forecast
from cxdna.statistics.display import counted, listed, long_month, money, short_date, shown

ROOM = 672.0
"""Points between the margins of the lower of the two papers, US Letter, less what rounding may take."""
LINE, ROW, HEAD = 11.7, 17.0, 36.5
"""Points a further line, a row of one line, and caption with head of a table take."""
TOP_HEAD, PERIOD = 26.0, 21.2
"""Points that the head of the quarters takes, and the row of one without the lines beneath it."""
TOP_LEAST, COUNT = 152.0, 14.5
"""Points that the number with the counts takes beside them, and one more line of these."""
BETWEEN, NOTE = 10.0, 20.0
"""Points before a table, and what the note takes with one line; it has another for each `NOTE_LINE` letters."""
NOTE_LINE = 135
COLUMN, DECIDED = 326.0, 250.0
"""Points that the texts of quarters and of decisions are wide, on A4, the narrower of the papers."""
HEADLINE = 468.0
"""Points that a line of the headline is wide, on A4, less what the face for headlines is wider than the other."""
OWNERS_LEAST = 3
MOST_ACTIONS, MOST_OWNERS, MOST_DECISIONS = 16, 7, 3
CLOSE_ROW = 13.5
"""Points that a row of one line takes where rows are set close."""
TRACK_WIDTH = 196.0
TITLE_PIXELS, OWNER_PIXELS, NAME_PIXELS = 326.0, 108.0, 106.0
MOST_LIFTED = 2
NO_LEVEL = "no level"
"""Of an action that does not say how far it lifts what it closes, such as one that alerts call for."""
DECISION_TEXT, IF_NOT = 96, 80


def on_a_page(material: Material, *, links: bool = False, pages: bool = False) -> OnAPage | None:
    """Return the page; None where the plan has no action."""
    plan, found = material.plan, outlook(material)
    if not plan.actions:
        return None
    head, deck = words.headline(material), words.deck(material)
    spans = periods(plan.actions)
    rows = tuple(_periods(material, spans, found))
    owners, decisions, note = _owners(material), _decisions(material), _note(material)
    late = _late(material)
    holds = condition(plan.actions).capitalize() if found and found.steps else ""
    also = tuple(_beside(material, found))
    beside = TOP_LEAST + COUNT * (sum(lines_of(one, 30) for one in (holds, *also)) - 1)
    beside += COUNT * bool(late) * lines_of(late, 28)
    room = ROOM - _above(head.printed, deck.printed) - max(beside, TOP_HEAD + sum(map(_height, rows)))
    room -= BETWEEN + NOTE + LINE * (len(note) // NOTE_LINE)
    plans = _fit(material, room, len(owners))
    room -= plans.height
    fit_owners = min(max(int((room - HEAD) / ROW) - 1, 1), MOST_OWNERS)
    shown_decisions = _shown(decisions, room - ROW)
    return OnAPage(
        headline=head,
        deck=deck,
        links=links,
        pages=pages,
        number=_number(found),
        reach=_reach(found),
        condition=holds,
        beside=also,
        statuses=_statuses(material),
        overdue=late,
        axis=_axis(material) if found and found.steps else None,
        period="Year" if any(one.is_year for one in spans) else "Quarter",
        periods=rows,
        total=said.total(plan.actions, material.currency),
        actions=plans.actions,
        more_actions=_more(len(plan.actions) - len(plans.actions), "more") if plans.actions else "",
        is_close=plans.is_close,
        owners=owners[:fit_owners],
        more_owners=_more(len(owners) - fit_owners, "more"),
        decisions=shown_decisions,
        more_decisions=_more_decisions(len(decisions) - len(shown_decisions), ", in the calendar" if pages else ""),
        note=note,
    )


class _Listing(msgspec.Struct, frozen=True):
    """The actions that have a row, whether rows are set close, and the points that all of it takes."""

    actions: tuple[PageAction, ...]
    is_close: bool
    height: float


def _fit(material: Material, room: float, owners: int) -> _Listing:
    """Return as many actions as fit above some of those who carry them: of too many those that come first."""
    room -= BETWEEN + HEAD + HEAD + ROW * (1 + min(owners, OWNERS_LEAST))
    count = len(material.plan.actions)
    if count <= MOST_ACTIONS and ROW * count <= room:
        return _Listing(_actions(material, count), is_close=False, height=BETWEEN + HEAD + ROW * count)
    fit = min(count, MOST_ACTIONS, max(int(room / CLOSE_ROW), 0))
    fit = min(fit, max(int((room - LINE) / CLOSE_ROW), 0)) if fit < count else fit
    if not fit:
        return _Listing((), is_close=False, height=0)
    height = BETWEEN + HEAD + CLOSE_ROW * fit + (LINE if fit < count else 0)
    return _Listing(_actions(material, fit), is_close=True, height=height)


def _late(material: Material) -> str:
    """Say how many actions, tasks and milestones are late; empty where none is."""
    found = overdue_items(material.plan.actions, material.today) if material.today else ()
    kinds: tuple[ItemKind, ...] = ("action", "task", "milestone")
    counts = {kind: sum(one.of == kind for one in found) for kind in kinds}
    pieces = [counted(count, kind) for kind, count in counts.items() if count]
    return f"{listed(pieces)} overdue" if pieces else ""


def _above(headline: str, deck: str) -> float:
    """Return about how many points eyebrow, headline and deck take."""
    lines = lines_in(headline, HEADLINE, 19)
    return 19 + 6 + 23 * lines + (10 + 15 * math.ceil(len(deck) / 88) if deck else 0)


def _height(row: PeriodRow) -> float:
    ids = ", ".join(one.id for one in row.ends) + ("; proposed: " if row.proposed else " ")
    text = f"{ids}{', '.join(one.id for one in row.proposed)} {row.lifts}"
    return PERIOD + LINE * lines_in(text, COLUMN, 8.7)


def _number(found: Forecast | None) -> str:
    if found is None:
        return ""
    return f"{shown(found.now)} \N{RIGHTWARDS ARROW} {shown(found.end)}" if found.steps else shown(found.now)


def _reach(found: Forecast | None) -> str:
    if found is None or not found.steps:
        return ""
    return f"by {long_month(found.steps[-1].until)}"


def _beside(material: Material, found: Forecast | None) -> Iterator[str]:
    """Yield what the number does not show: parts that rise while it seems to stay, and where all actions lead."""
    if found is None or not found.steps:
        return
    yield from _hidden(material, found)
    actions = material.plan.actions
    every = forecast(material.scores, material.playbook, material.questionnaire, as_agreed(actions))
    if is_mixed(actions) and every is not None and every.steps:
        count = sum(one.status == "proposed" for one in actions)
        yield f"With {counted(count, 'proposed one')} as well: {_number(every)} {_reach(every)}"
        if shown(found.now) != shown(found.end):
            yield from _hidden(material, every)


def _hidden(material: Material, found: Forecast) -> Iterator[str]:
    risen = changes(found, material.scores)
    if risen and shown(found.now) == shown(found.end):
        yield change_words([replace(one, name=cut(one.name, 40)) for one in risen], MOST_LIFTED)


def _axis(material: Material) -> charts.AxisHeader:
    return charts.axis_header(material.levels, material.level_names, width=TRACK_WIDTH)


def _statuses(material: Material) -> tuple[StatusCount, ...]:
    found = counts_by_status(material.plan.actions)
    return tuple(StatusCount(one, said.SIGNS[one], STATUS_WORDS[one], str(count)) for one, count in found.items())


def _periods(material: Material, spans: tuple[Period, ...], found: Forecast | None) -> list[PeriodRow]:
    rows, stands = [], found.now if found else None
    agreed = any(one.status != "proposed" for one in material.plan.actions)
    parts = {part.id: value for part in material.leaves if (value := material.value(part)) is not None}
    for span in spans:
        before = stands
        steps = [step for step in found.steps if span.until and step.until <= span.until] if found else []
        if steps:
            stands = steps[-1].whole
        after = parts | {name: value for name, value in steps[-1].parts if name in parts} if steps else parts
        rows.append(_period(material, span, before, stands, _lifts(material, parts, after), agreed=agreed))
        parts = after
    return rows


def _period(  # noqa: PLR0913 - a row has this many columns
    material: Material,
    span: Period,
    before: Fraction | None,
    after: Fraction | None,
    lifts: str,
    *,
    agreed: bool,
) -> PeriodRow:
    counts = [one for one in span.actions if not agreed or one.status != "proposed"]
    others = [one for one in span.actions if one not in counts]
    dated = span.until is not None and before is not None and after is not None
    return PeriodRow(
        label=span.label,
        ends=said.refs(counts),
        proposed=said.refs(others),
        track=charts.track(
            material.levels, before=before, now=after, target=material.scores.whole.target, width=TRACK_WIDTH
        )
        if dated
        else None,
        alt=f"{span.label}: from {shown(before)} to {shown(after)}, target {shown(material.scores.whole.target)}",
        score=shown(after) if dated else "",
        cost=said.total(span.actions, material.currency),
        lifts=lifts,
    )


def _lifts(material: Material, before: dict[str, Fraction], after: dict[str, Fraction]) -> str:
    """Say which parts rise most, and how many more do."""
    rising = sorted(
        (name for name in before if after[name] > before[name]), key=lambda name: before[name] - after[name]
    )
    named = [
        f"{cut(material.scores.part(name).name, 40)} {shown(before[name])} to {shown(after[name])}"
        for name in rising[:MOST_LIFTED]
    ]
    more = len(rising) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")


def _actions(material: Material, most: int) -> tuple[PageAction, ...]:
    """Return the actions that come first by their priority, in the order in which they end."""
    order = sorted(material.plan.actions[:most], key=lambda one: (one.due is None, one.due or 0, one.priority))
    return tuple(_action(material, one) for one in order)


def _action(material: Material, one: Action) -> PageAction:
    owner = said.owner_or_role(one)
    lifted = one.closes[0] if one.closes else ""
    level = said.levels(one)
    name = question_number(lifted) if lifted in material.questions else material.numbers.get(lifted, "")
    return PageAction(
        ref=said.refs([one])[0],
        title=charts.shortened(one.title, TITLE_PIXELS - charts.text_width(f"{one.id}  ", 11.2), 11.2),
        closes=f"{name}: {level or NO_LEVEL}" if name else level or said.DASH,
        closes_anchor=anchor(lifted) if lifted in material.questions or lifted in material.definitions else "",
        owner=Said(charts.shortened(owner.text, OWNER_PIXELS, 11.4), missing=owner.missing),
        sign=said.SIGNS[one.status],
        status=STATUS_WORDS[one.status],
        due=said.on_day(one.due),
        cost=said.cost(one, material.currency),
    )


def _owners(material: Material) -> tuple[OwnerRow, ...]:
    """Return who carries what, most actions first; last those that nobody carries."""
    held: dict[str, list[Action]] = {}
    nobody = []
    for one in material.plan.actions:
        if said.has_owner(one):
            held.setdefault(" ".join(one.owner.split()), []).append(one)
        else:
            nobody.append(one)
    rows = sorted(held.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
    named = [_owner(material, name, own, is_named=True) for name, own in rows]
    return (*([_owner(material, said.NOBODY, nobody, is_named=False)] if nobody else []), *named)


def _owner(material: Material, name: str, own: list[Action], *, is_named: bool) -> OwnerRow:
    return OwnerRow(
        name=charts.shortened(name, NAME_PIXELS, 11.4),
        is_named=is_named,
        actions=str(len(own)),
        agreed=str(sum(one.status != "proposed" for one in own)),
        cost=said.total(own, material.currency),
    )


def _decisions(material: Material) -> tuple[DecisionRow, ...]:
    """Return the decisions that are open, those with the earliest day first."""
    still = [one for one in material.plan.decisions if one.outcome is None]
    rows = []
    for one in sorted(still, key=lambda one: (one.by is None, one.by or 0)):
        terms = [
            cut(one.who, 60) or "who decides is not stated yet",
            f"by {short_date(one.by)}" if one.by else "no day yet",
            money(one.cost, material.currency) if one.cost is not None else "no cost stated",
        ]
        rows.append(
            DecisionRow(
                id=one.id,
                what=cut(one.what, DECISION_TEXT),
                terms=" \N{MIDDLE DOT} ".join(terms),
                if_not=cut(one.if_not, IF_NOT),
            )
        )
    return tuple(rows)


def _more(count: int, noun: str) -> str:
    return f"and {count} {noun}" if count > 0 else ""


def _more_decisions(count: int, where: str) -> str:
    return f"and {counted(count, 'more decision')}{where}" if count > 0 else ""


def _shown(decisions: tuple[DecisionRow, ...], room: float) -> tuple[DecisionRow, ...]:
    """Return the decisions that fit; where more do without what happens if not, they stand without."""
    whole = decisions[: _fitting(decisions, room)]
    bare = tuple(msgspec.structs.replace(one, if_not="") for one in decisions)
    return whole if len(whole) == len(decisions) else max(whole, bare[: _fitting(bare, room)], key=len)


def _fitting(decisions: tuple[DecisionRow, ...], room: float) -> int:
    """Return how many decisions fit, at least one; where not all do, a line says how many more there are."""
    left = room
    for at, one in enumerate(decisions[:MOST_DECISIONS]):
        text = one.terms + (f". If not: {one.if_not}" if one.if_not else "")
        left -= 13.4 * lines_in(one.what, DECIDED * 0.95, 9.4) + 12.4 * lines_in(text, DECIDED, 8.7) + 7
        if left < (LINE if at + 1 < len(decisions) else 0):
            return max(at, 1)
    return min(len(decisions), MOST_DECISIONS)


def _note(material: Material) -> str:
    _, silent = said.cost_of(material.plan.actions)
    count = len(material.plan.actions)
    pieces = ["Score, if each action reaches its level on its day", "Cost where the action ends"]
    if silent == count:
        pieces[1] = "No action states what it costs"
    elif silent:
        pieces[1] += f"; {counted(silent, 'action')} {'states' if silent == 1 else 'state'} none"
    pieces.append("Done is not yet verified")
    return ". ".join(pieces) + "."
