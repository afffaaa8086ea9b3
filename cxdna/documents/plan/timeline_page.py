"""The timeline: a bar for each action over weeks or months, and the same dates as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence

from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.model import DatesRow, Said, Sign, TimelinePage
from cxdna.documents.timeline import Item, Timeline, timeline
from cxdna.documents.wording import plan_pages as words
from cxdna.documents.wording.outlook import cut
from cxdna.plan.follow import STATUS_WORDS, ItemKind, counts_by_status, is_overdue
from cxdna.plan.model import Action
from cxdna.statistics.display import counted, listed, short_date

FIRST_HEIGHT, NEXT_HEIGHT = 684.0, 846.0
"""Pixels that a piece may take on the page with the headline, and on the next, on the lower of the two papers."""
TITLE, OWNER = 70, 44
MOST_CLASHES = 6
KEY = (
    Sign("\N{LOZENGE}", "milestone", "filled once it is reached"),
    Sign("\N{WHITE UP-POINTING TRIANGLE}", "review", "when the effect is looked at"),
    Sign("\N{RIGHTWARDS ARROW}", "needs first", "from the action that comes first; heavy where dates do not fit"),
    Sign("|", "today", "a broken upright line"),
    Sign("!", "overdue", "in the table: agreed, not done, and its day has gone by"),
)


def timeline_page(material: Material) -> TimelinePage | None:
    """Return the timeline; None where no action has a day to stand on."""
    actions = sorted(material.plan.actions, key=lambda one: (_first(one), one.due or dt.date.max, one.priority))
    if not any(one.start or one.due for one in actions):
        return None
    items = [_item(material, one) for one in actions]
    pieces = timeline(items, material.today, first_height=FIRST_HEIGHT, next_height=NEXT_HEIGHT)
    by_id = {one.id: one for one in actions}
    return TimelinePage(
        headline=words.timeline(material, actions),
        pieces=tuple((piece, _alt(piece, [by_id[row.id] for row in piece.rows])) for piece in pieces),
        key=KEY,
        clashes=_told(list(_clashes(actions))),
        rows=tuple(dates_row(material, one, by_id) for one in actions),
    )


def _first(one: Action) -> dt.date:
    return one.start or one.due or dt.date.max


def _item(material: Material, one: Action) -> Item:
    after = f" \N{MIDDLE DOT} after {listed(one.needs)}" if one.needs else ""
    return Item(
        id=one.id,
        title=one.title,
        note=f"{said.owner(one)}{after}",
        states=tuple(_states(material, one)),
        look=one.status,
        start=one.start,
        due=one.due,
        review=one.review,
        progress=one.progress,
        milestones=tuple((each.due, each.done is not None) for each in one.milestones),
        needs=one.needs,
    )


def _states(material: Material, one: Action) -> Iterator[str]:
    yield f"{said.SIGNS[one.status]} {STATUS_WORDS[one.status]}"
    if one.due is None:
        yield "no due day yet"
    else:
        yield f"due {short_date(one.due)}"
    if material.today and is_overdue(one, material.today):
        yield "overdue"
    elif one.status == "in_progress" and one.progress:
        yield f"{one.progress}%"


def _alt(piece: Timeline, actions: Sequence[Action]) -> str:
    counts = [f"{count} {STATUS_WORDS[name]}" for name, count in counts_by_status(actions).items() if count]
    days = [day for one in actions for day in (one.start, one.due) if day]
    span = f" from {short_date(min(days))} to {short_date(max(days))}" if days else ", none with a day yet"
    arrows = counted(len(piece.arrows), "dependency", "dependencies")
    return (
        f"Timeline of {counted(len(actions), 'action')}{span}: {listed(counts)}; {arrows} drawn. "
        "The dates stand in the table of dates"
    )


def _told(clashes: list[str]) -> tuple[str, ...]:
    """Return the first of many; all of them are drawn."""
    more = len(clashes) - MOST_CLASHES
    return (*clashes[:MOST_CLASHES], *((f"And {more} more, drawn heavy above",) if more > 0 else ()))


def _clashes(actions: Sequence[Action]) -> Iterator[str]:
    """Say which actions start before one that they need is due."""
    by_id = {one.id: one for one in actions}
    for one in actions:
        for need in one.needs:
            other = by_id.get(need)
            if other and one.start and other.due and one.start < other.due:
                starts, due = short_date(one.start), short_date(other.due)
                yield f"{one.id} starts on {starts}, and needs {need}, which is due on {due}"


def dates_row(material: Material, one: Action, by_id: Mapping[str, Action]) -> DatesRow:
    """Return the dates of an action as a table has them; `by_id` are the actions of the plan."""
    late = said.overdue(one, material.today)
    tasks, stops = (sum(of == kind for of, _ in late) for kind in ("task", "milestone"))
    pieces = ["the action"] if ("action", 0) in late else []
    pieces += [counted(tasks, "task")] if tasks else []
    pieces += [counted(stops, "milestone")] if stops else []
    return DatesRow(
        ref=said.refs([one])[0],
        title=cut(one.title, TITLE),
        owner=Said(cut(str(said.owner_or_role(one)), OWNER), missing=not said.has_owner(one)),
        start=said.on_day(one.start),
        milestones=_stops(one, late),
        due=said.on_day(one.due),
        review=said.on_day(one.review),
        needs=said.refs([by_id[need] for need in one.needs if need in by_id]),
        late=f"{said.OVERDUE}: {listed(pieces)}" if pieces else "",
    )


def _stops(one: Action, late: Collection[tuple[ItemKind, int]]) -> Said:
    """Return the days of the milestones, each year said once: 15 Feb, 22 Mar 2027; 3 Jan 2028."""
    if not one.milestones:
        return said.stated("")
    years: dict[int, list[str]] = {}
    for at, each in sorted(enumerate(one.milestones, 1), key=lambda entry: entry[1].due):
        reached = f" {said.SIGNS['done']}" if each.done else " !" if ("milestone", at) in late else ""
        years.setdefault(each.due.year, []).append(short_date(each.due).removesuffix(f" {each.due.year}") + reached)
    return Said("; ".join(f"{', '.join(days)} {year}" for year, days in years.items()), missing=False)
