"""The actions of a plan that was handed back: what people changed, added and left out, and whether all of it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problems
from cxdna.plan.change import NOT_SET, changed_fields, settle
from cxdna.plan.model import Action
from cxdna.plan.three_way import three_way
from cxdna.statistics.display import listed
from cxdna.store.model import ActionKept, KpiKept
from cxdna.workflows.planning.change import against, lost_gates, new_flaws, taken_up, told_of, told_of_open
from cxdna.workflows.planning.drop import let_know, resting_on
from cxdna.workflows.planning.edit.model import Added, Change
from cxdna.workflows.planning.edit.taking import LEAVE, Taking
from cxdna.workflows.planning.naming import told_of_decisions
from cxdna.workflows.planning.plan_file import Spot
from cxdna.workflows.planning.words import differences, said

MOST_SHOWN: Final = 80
"""Characters of an old or a new text that are shown."""


def take_actions(taking: Taking) -> None:
    """Note every action that people changed or added."""
    ids = [one.id for one in taking.edited.actions]
    twice = [name for name in dict.fromkeys(ids) if ids.count(name) > 1]
    for name in twice:
        do = "delete the id of the new one: it gets its own"
        taking.wrong(Spot("action", name, "id"), f"there are two actions '{name}'", do)
    if twice:
        return
    base = {action.id: action for action in taking.base.actions}
    changed: list[Change] = []
    added: list[Added] = []
    for given in taking.edited.actions:
        # A block that was copied is not the action of the library that the other one is.
        wrote = msgspec.structs.replace(given, template=None) if given.id in taking.edited.new else given
        if wrote.id in base:
            change = _changed(taking, base[wrote.id], wrote)
            if change.fields:
                changed.append(change)
        elif _may_be_new(taking, wrote) and not _there_already(taking, wrote):
            added.append(Added(wrote.id, wrote.title))
            _new(taking, wrote)
    taking.told |= {"changed": tuple(changed), "added": tuple(added)}


def _may_be_new(taking: Taking, wrote: Action) -> bool:
    """Tell whether an id that the file was not written with may stand there; in a file of people's own it may."""
    if wrote.id in taking.edited.new:
        return True
    spot = Spot("action", wrote.id, "id")
    if wrote.id in taking.here.kept and (taking.edited.after is None or wrote.id not in taking.stands):
        taking.wrong(spot, f"'{wrote.id}' was dropped", "delete its id to have it as a new action")
        return False
    if taking.edited.after is not None:
        near = meant(wrote.id, [action.id for action in taking.base.actions])
        do = f"{near}; a new action has no id: cxdna gives it" if near else "a new action has no id: cxdna gives it"
        taking.wrong(spot, f"there was no action '{wrote.id}' when the file was written", do)
        return False
    return True


def _there_already(taking: Taking, wrote: Action) -> bool:
    """Tell whether an action without an id came in before, from this file; one that was changed since is told."""
    base = {action.id for action in taking.base.actions}
    since = [one for one in taking.here.plan.actions if one.id not in base and one.title == wrote.title]
    if wrote.id not in taking.edited.new or not since:
        return False
    if not any(msgspec.structs.replace(one, id=wrote.id) == wrote for one in since):
        what = f"since the file was written an action of this title came in: {since[-1].id}"
        taking.wrong(Spot("action", wrote.id), what, "delete it here, or give it another title")
    return True


def _new(taking: Taking, wrote: Action) -> None:
    begin = msgspec.structs.replace(
        wrote, status="proposed", agreed=None, agreed_by="", begun=None, done=None, progress=0, blocked_by=""
    )
    _settled(taking, begin, wrote)


def _changed(taking: Taking, base: Action, wrote: Action) -> Change:
    """Keep what people changed in an action, and return what differs from what stands."""
    nothing = Change(wrote.id, wrote.title, ())
    kept = taking.here.kept[wrote.id]
    unsaid = {field: getattr(base, field) for field in taking.edited.unsaid.get(wrote.id, ())}
    merged = three_way(base, msgspec.structs.replace(wrote, **unsaid), kept.action)
    if not merged.changed:
        return nothing
    if kept.dropped and taking.handling.on_conflict != "file":
        if taking.handling.on_conflict is None:
            by = f" by {kept.by}" if kept.by else ""
            do = "delete it here as well, or have it back with: --on-conflict file"
            taking.wrong(Spot("action", wrote.id), f"you changed '{wrote.id}', and since then it was dropped{by}", do)
        return nothing
    value: Action | None = taking.settled(Spot("action", wrote.id), merged.value, merged.clashes)
    if value is None or (value == kept.action and not kept.dropped):
        return nothing
    return _settled(taking, kept.action, value)


def _settled(taking: Taking, before: Action, wrote: Action) -> Change:
    """Keep an action with all that follows from its change; return what differs."""
    for one in changed_fields(before, wrote):
        if one.field in NOT_SET:
            do = LEAVE if wrote.id in taking.here.kept else "leave it empty"
            taking.wrong(Spot("action", wrote.id, one.field), "this is not for people to write", do)
    value, found = settle(before, against(taking.here, before, wrote), taking.here.today)
    value = taken_up(taking.here, before, value)
    for flaw in found:
        taking.wrong(Spot("action", flaw.action, flaw.field), flaw.what, flaw.do)
    taking.keep(value)
    taking.stands[value.id] = value
    fields = tuple(one.field for one in changed_fields(before, value))
    return Change(value.id, value.title, fields, tuple(_words(before, value, taking.currency)))


def _words(before: Action, after: Action, currency: str) -> Iterator[str]:
    """Yield what differs in words, each on one line."""
    for one in differences(before, after, currency):
        yield said(one._replace(old=shortened(one.old, MOST_SHOWN), new=shortened(one.new, MOST_SHOWN)))


def look_at_actions(taking: Taking) -> None:
    """Look at the plan as it would be, and at agreed actions that would not pass their gates any more.

    What was wrong before keeps nobody from changing something else.
    """
    here, actions = taking.here, tuple(taking.stands.values())
    for flaw in new_flaws(here, taking.library, here.plan.actions, actions):
        taking.wrong(Spot("action", flaw.action, flaw.field), flaw.what, flaw.do)
    figures = (*here.plan.figures, *(one.figure for one in taking.records if isinstance(one, KpiKept)))
    plan = msgspec.structs.replace(here.plan, actions=actions, figures=figures)
    notes: list[str] = []
    for one in taking.records:
        if not isinstance(one, ActionKept):
            continue
        before = here.kept.get(one.action.id)
        if before is None:
            continue
        for flaw in lost_gates(before.action, here.plan, one.action, plan, taking.library.kpis):
            taking.wrong(Spot("action", flaw.action, flaw.field), flaw.what, flaw.do)
        said = (
            *told_of(before.action, one.action, actions),
            *told_of_decisions(before.action, one.action, here.plan.decisions),
            *told_of_open(before.action, one.action, plan, taking.library.kpis),
        )
        notes += (f"{one.action.id}: {told}" for told in said)
    taking.told["notes"] = (*notes, *taking.told.get("notes", ()))


def drop_left_out(taking: Taking) -> None:
    """Drop actions that the file leaves out, where that is meant. Raises `Problems` where nobody can be asked."""
    there = {one.id for one in taking.edited.actions}
    own = {one.id: one for one in taking.here.plan.actions}
    left_out = {one.id: one for one in taking.base.actions if one.id not in there and one.id in own}
    missing = [own[name] for name in left_out]
    if taking.handling.on_conflict == "plan":
        missing = [one for one in missing if one == left_out[one.id]]
    if not missing:
        return
    if taking.handling.drop is None:
        do = "put it back, or say that what is missing is dropped: --drop-missing --why TEXT"
        raise Problems(
            taking.edited.tell(Spot("action", one.id), f"'{one.id}' is missing in the file: {one.title}", do)
            for one in missing
        )
    gone = tuple(Added(one.id, one.title) for one in missing)
    why = taking.handling.drop(missing)
    if not why:
        taking.told["kept"] = gone
        return
    _refuse_done_and_changed(taking, missing, left_out)
    _refuse_needed(taking, {one.id for one in missing})
    for one in missing:
        taking.keep(one, dropped=True, why=why)
    taking.told["dropped"] = gone
    told = (f"{one.id}: {text}" for one in missing for text in let_know(one))
    taking.told["notes"] = (*taking.told["notes"], *told, *resting_on(taking.here, missing))


def _refuse_done_and_changed(taking: Taking, missing: Sequence[Action], left_out: Mapping[str, Action]) -> None:
    """Note what is done and so stays, and what somebody else changed since the file was written."""
    for one in missing:
        spot = Spot("action", one.id)
        if one.status == "done":
            what = f"'{one.id}' is missing in the file, and what was done stays in the plan: {one.title}"
            taking.wrong(spot, what, "put it back, and say what became of it in its note")
        elif one != left_out[one.id] and taking.handling.on_conflict is None:
            by = f" by {kept.by}" if (kept := taking.here.kept[one.id]).by else ""
            do = "put it back, or drop it all the same with: --on-conflict file"
            taking.wrong(spot, f"you left out '{one.id}', and since then it was changed{by}: {one.title}", do)


def _refuse_needed(taking: Taking, gone: set[str]) -> None:
    """Raise `Problems` where an action that stays needs one that goes."""
    for action in taking.stands.values():
        lacking = [name for name in action.needs if name in gone]
        if action.id not in gone and lacking:
            what = f"'{action.id}' needs {listed(lacking)}, and the file leaves that out"
            taking.wrong(Spot("action", action.id, "needs"), what, "name what it needs instead, or put that back")
    if taking.problems:
        raise Problems(taking.problems)
