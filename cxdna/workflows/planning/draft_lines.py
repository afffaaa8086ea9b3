"""A draft in the words of whoever asked for it: the actions, what changed, what was held back, and who has how much."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.plan.capacity import Load
from cxdna.plan.date_action import BASELINE
from cxdna.plan.follow import STATUS_WORDS
from cxdna.plan.gap_now import Moved, Spent, gap_lines
from cxdna.plan.keep_places import Unserved
from cxdna.plan.model import Action, Forecast, KpiFigure
from cxdna.plan.redraft import After, Became
from cxdna.statistics.display import counted, listed, long_date, short_date
from cxdna.workflows.planning.draft import Outcome
from cxdna.workflows.planning.draft_rest import (
    HeldBackAction,
    ahead_lines,
    held_back_actions,
    parts_before,
    unserved_lines,
)
from cxdna.workflows.planning.earlier import Waiting, waiting_lines
from cxdna.workflows.planning.owners import idle_roles, unknown_roles
from cxdna.workflows.score import as_json
from cxdna.worktime.working_days import holidays_between

FORMAT: Final = "cxdna-plan-draft/1"
"""Name and number of the shape that `cxdna plan draft --json` prints: `DraftReport`."""
MOST_HELD: Final = 5
_EASTER: Final = ("Good Friday", "Easter Monday")
_FEW: Final = 2


class DraftedAction(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one action: fields that people changed and that stay, and fields that the draft moved."""

    became: Became
    changed_by_people: tuple[str, ...]
    updated: tuple[str, ...]
    action: Action


class DraftReport(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints. `forecast` counts what is agreed, or all where nothing is; `with_proposed` all actions."""

    format: str
    assessment: str
    start: dt.date
    drafted: dt.date | None
    at_once: int
    most: int
    owners: Mapping[str, str]
    actions: tuple[DraftedAction, ...]
    baselines: tuple[KpiFigure, ...]
    held_back: tuple[HeldBackAction, ...]
    later: tuple[str, ...]
    without_action: tuple[str, ...]
    unserved: tuple[Unserved, ...]
    loads: tuple[Load, ...]
    without_person: tuple[str, ...]
    notes: tuple[str, ...]
    moved: tuple[Moved, ...]
    spent: tuple[Spent, ...]
    waiting: Waiting | None
    forecast: Forecast | None
    with_proposed: Forecast | None


def draft_json(found: Outcome) -> str:
    """Return the draft as JSON, for other programs."""
    drafted, head = found.drafted, found.drafted.head
    return as_json(
        DraftReport(
            format=FORMAT,
            assessment=found.desk.here.now.assessment.id,
            start=head.start,
            drafted=head.drafted,
            at_once=head.at_once,
            most=head.most,
            owners=head.owners,
            actions=tuple(
                DraftedAction(became=one.became, changed_by_people=one.mine, updated=one.updated, action=one.action)
                for one in drafted.actions
            ),
            baselines=drafted.figures,
            held_back=tuple(held_back_actions(found)),
            later=tuple(one.id for one in drafted.chosen.later),
            without_action=drafted.chosen.bare,
            unserved=drafted.chosen.unserved,
            loads=found.loads,
            without_person=_nobody(found),
            notes=tuple(_notes(found)),
            moved=found.moved,
            spent=found.spent,
            waiting=found.desk.waiting,
            forecast=found.forecast,
            with_proposed=found.proposed,
        )
    )


def heading_lines(found: Outcome) -> Iterator[str]:
    """Yield what was drafted, from which day on."""
    head, now = found.drafted.head, found.desk.here.now
    name = now.workspace.settings.organisation.name
    yield f"{name}: plan of {now.assessment.title}, from {long_date(head.start)}"
    if not found.drafted.plan:
        yield "Nothing was drafted."


def action_rows(found: Outcome) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """Return the heads and the rows of the list of actions; the second column takes what room is left."""
    rows = [
        (one.id, one.title, one.owner or one.owner_role, _day(one.due), _remarks(found, one))
        for one in found.drafted.plan
    ]
    return ("", "Action", "Owner", "Due", ""), rows


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else "no date"


def _remarks(found: Outcome, action: Action) -> str:
    """Return what is special about an action: how far it is, what it comes after, what else it closes, holidays."""
    remarks = [] if action.status == "proposed" else [STATUS_WORDS[action.status]]
    if action.needs:
        remarks.append(f"after {listed(action.needs)}")
    if len(action.closes) > 1:
        remarks.append(f"closes {len(action.closes)} gaps")
    if action.start and action.due and action.status == "proposed":
        remarks += _holidays(holidays_between(found.desk.sources.days, action.start, action.due))
    return "; ".join(remarks)


def _holidays(names: Sequence[str]) -> Iterator[str]:
    """Yield which public holidays were left out of an action's days, in as many words as fit a line.

    `names` has one for each day: where they are counted it is the days that count, as several may go by one name.
    """
    easter = _EASTER if set(_EASTER) <= set(names) else ()
    called = [*dict.fromkeys("Easter" if one in easter else one for one in names)]
    if called:
        yield f"{listed(called) if len(called) <= _FEW else f'{len(names)} holidays'} allowed for"


def draft_lines(found: Outcome) -> Iterator[str]:
    """Yield everything below the list of actions, and what comes next."""
    if not found.first:
        yield from _changes(found)
        yield from gap_lines(found.moved, found.spent)
    yield from ahead_lines(found)
    yield from _baselines(found)
    yield from _left_out(found)
    yield from _capacity(found)
    yield from _notes(found)
    yield from _waiting(found)
    if found.drafted.plan:
        yield "Next:  cxdna plan edit    your own words, dates and names"
        yield "       cxdna plan agree   what each action still lacks"
        yield "       cxdna plan pdf     the plan as PDF"
    else:
        yield "Next:  cxdna target list"


def _changes(found: Outcome) -> Iterator[str]:
    since = f" of {long_date(found.before)}" if found.before else ""
    yield f"What changed since the last draft{since}:"
    same = [one.action.id for one in found.drafted.actions if one.became == "kept" and not one.mine]
    if same:
        yield f"  {listed(same)} {'stays as it was' if len(same) == 1 else 'stay as they were'}"
    for one in found.drafted.actions:
        if one.became != "kept" or one.mine:
            yield f"  {one.action.id}  {_became(one)}"


def _became(one: After) -> str:
    mine, updated = (listed(_field(name) for name in names) for names in (one.mine, one.updated))
    because = f"people changed it ({mine})" if mine else "people brought it back, or what stays needs it"
    kept = f"kept what people changed ({mine}); " if mine else ""
    said: dict[Became, str] = {
        "added": f"added: {one.action.title}",
        "updated": f"{kept}updated: {updated}",
        "kept": f"kept, with what people changed ({mine})",
        "agreed": f"{STATUS_WORDS[one.action.status]}: not touched",
        "own": "people's own: not touched",
        "stays": f"kept although no longer proposed, because {because}{f'; updated: {updated}' if updated else ''}",
        "gone": f"gone: no longer proposed, and nobody had changed it ({one.action.title})",
        "dropped": "dropped, and stays so",
    }
    return said[one.became]


def _field(name: str) -> str:
    return {"kpi": "KPI", "more_kpis": "more KPIs", "waits_for": "what it waits for"}.get(name, name.replace("_", " "))


def _baselines(found: Outcome) -> Iterator[str]:
    count = sum(
        any(one.what.startswith(BASELINE) and one.done is None for one in action.milestones)
        for action in found.drafted.plan
    )
    if count:
        yield f"{counted(count, 'KPI starts', 'KPIs start')} with measuring the baseline."


def _left_out(found: Outcome) -> Iterator[str]:
    held = list(held_back_actions(found))
    for one in held[:MOST_HELD]:
        yield f"Held back: {one.title}, because {one.why}."
    if len(held) > MOST_HELD:
        yield f"{len(held) - MOST_HELD} more are held back; --json lists them all."
    chosen, scores = found.drafted.chosen, found.desk.assessed.scores
    if chosen.later:
        more = counted(len(chosen.later), "more action fits", "more actions fit")
        yield f"{more} and can wait: draft more with --most {found.drafted.head.most + len(chosen.later)}."
    yield from unserved_lines(found)
    told = {one.part for one in chosen.unserved}
    if bare := [one for one in chosen.bare if one not in parts_before(found) | told]:
        names = listed(scores.part(one).name for one in bare)
        yield f"The library has no action for: {names}. Add your own with: cxdna plan add"
    if not found.drafted.plan and not held and not chosen.bare:
        yield "Every component that has a score is at its target."


def _waiting(found: Outcome) -> Iterator[str]:
    """Yield what the plan before has left to do, and that none of it was drafted once more."""
    left = found.desk.waiting
    yield from waiting_lines(left)
    if left and any(one.template for one in left.actions):
        yield "What is still open there was not drafted once more."


def _capacity(found: Outcome) -> Iterator[str]:
    if found.loads:
        busy = (f"{one.owner} {_day(one.until)} ({', '.join(one.actions)})" for one in found.loads)
        yield f"Last action ends: {'; '.join(busy)}."
    scores = found.desk.assessed.scores
    for one in found.loads:
        if one.late:
            late = (
                f"{action}, while {scores.part(part).name} is to be at its target by {_day(by)}"
                for action, part, by in one.late
            )
            yield f"Too much for {one.owner} before the target's date: {'; '.join(late)}."
        if one.crowded:
            yield (
                f"Too much at once for {one.owner}: {len(one.crowd)} actions from {_day(one.crowded)} on "
                f"({', '.join(one.crowd)}), where at most {found.drafted.head.at_once} are meant. "
                f"Move one with: cxdna plan set {one.crowd[-1]} start DATE due DATE"
            )
    if nobody := _nobody(found):
        yield f"Nobody is named yet for: {listed(nobody)}. Name them with: cxdna plan draft --owners FILE"
        people = found.desk.people
        known = [f"{people[role.casefold()]} ({role})" for role in nobody if role.casefold() in people]
        if known:
            yield f"In the plan before it was: {listed(known)}."


def _nobody(found: Outcome) -> tuple[str, ...]:
    open_ones = (one for one in found.drafted.plan if not one.owner and one.owner_role and one.status != "done")
    return tuple(dict.fromkeys(one.owner_role for one in open_ones))


def _notes(found: Outcome) -> Iterator[str]:
    if note := found.desk.sources.days.note:
        yield note
    yield from unknown_roles(found.desk.unknown, tuple(found.desk.roles.values()))
    yield from idle_roles(found.drafted.head.owners, found.drafted.plan)
