"""Fields of one action are set on the state that holds, with what follows; everything that is wrong is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, NamedTuple, TypeAlias

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.model import Kpi
from cxdna.definitions.wording import shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.read_date import read_date
from cxdna.plan.change import WHOLE, changed_fields, settle
from cxdna.plan.check import Flaw, flaws
from cxdna.plan.date_action import baseline_words
from cxdna.plan.figures import far_from
from cxdna.plan.follow import STATUS_WORDS, OpenParts, is_agreed, open_parts
from cxdna.plan.gates import FIELDS, gates, remedy
from cxdna.plan.model import Action, Plan
from cxdna.statistics.display import counted, listed, long_date, rounded
from cxdna.statistics.exact import exact
from cxdna.store.model import ActionKept
from cxdna.workflows.one_line import wrong_text
from cxdna.workflows.planning.action_name import find_action
from cxdna.workflows.planning.apply import Set, applied, read_pairs
from cxdna.workflows.planning.field_names import Place
from cxdna.workflows.planning.fields import SENTENCE, SHORT, Ground
from cxdna.workflows.planning.keep import States, keep
from cxdna.workflows.planning.naming import told_of_decisions
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.owners import role_with_owner
from cxdna.workflows.planning.standing import findings_now
from cxdna.workflows.planning.words import differences, said

TERMS: Final = {
    "owner": "owner",
    "due": "deadline",
    "cost": "cost",
    "kpi": "KPI",
    "to_level": "level to reach",
    "milestones": "milestones",
    "review": "review date",
}
"""What people agreed to when they agreed, and what it is called: a change of it is worth telling them."""


Close: TypeAlias = Callable[[Action, OpenParts], bool]
"""Says whether what is open of an action that is done is done too."""


class Signed(NamedTuple):
    """When a change is made, by whom and why, as far as that is said."""

    at: dt.datetime
    by: str = ""
    why: str = ""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """An action before and after a change; `told` is what somebody should know of it."""

    before: Action
    after: Action
    told: tuple[str, ...]


def ground_of(here: Planned, library: Library) -> Ground:
    """Return what names in fields may mean."""
    return Ground(here.now, library, here.kept, here.today)


def set_fields(  # noqa: PLR0913, PLR0917 - what is set where, by whom, and who is asked
    here: Planned,
    library: Library,
    name: str,
    pairs: Sequence[str],
    signed: Signed,
    close: Close | None = None,
) -> Outcome:
    """Set fields of an action and return how it was and is. Raises `Problems` with everything that keeps it from being.

    Nothing is kept where it says all that already. Where it is set done, `close` says whether what is open of it is.
    """
    ground = ground_of(here, library)
    held = find_action(here.kept, name)
    refuse_wrong_words(signed)
    changes = read_pairs(pairs, ground)
    states: list[ActionKept] = []

    def make(now: States) -> Sequence[ActionKept]:
        before = find_action(now, held.action.id)
        after = changed(here, library, now, before.action, changes)
        sets_done = any(one.place == Place("status") and one.value == "done" for one in changes)
        if close and after.status == "done" and (sets_done or before.action.status != "done"):
            after = closed_with(after, here, library, close)
        states[:] = [before, record(before, after, signed)]
        return () if after == before.action else states[1:]

    keep(here.now.store, here.now.assessment.id, make)
    before, after = (one.action for one in states)
    told = (
        *told_of(before, after, here.plan.actions),
        *told_of_decisions(before, after, here.plan.decisions),
        *told_of_open(before, after, here.plan, library.kpis),
    )
    return Outcome(before=before, after=after, told=told)


def record(before: ActionKept, after: Action, signed: Signed, *, dropped: bool = False) -> ActionKept:
    """Return the next state of an action."""
    return msgspec.structs.replace(
        before, action=after, dropped=dropped, by=signed.by, why=signed.why, at=signed.at, seq=0
    )


def refuse_wrong_words(signed: Signed) -> None:
    """Raise `Problems` for a name or reason that no record can hold."""
    wrong = [
        *wrong_text("the name of who does it", signed.by, SHORT),
        *no_day(signed.by),
        *wrong_text("the reason", signed.why, SENTENCE),
    ]
    if wrong:
        raise Problems(Problem("", 0, what, do) for what, do in wrong)


def no_day(name: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a name that is a day: elsewhere `--by` takes one."""
    with suppress(UserError):
        read_date(name)
        do = "give a name; days go into fields: due, start, review"
        yield f"'{name}' is a day, and here --by is the person who says so", do


def changed(here: Planned, library: Library, states: States, before: Action, changes: Sequence[Set]) -> Action:
    """Return an action with its changes and what follows from them. Raises `Problems`."""
    wished, found = applied(before, changes)
    if wished is None:
        raise Problems(as_problem(one) for one in found)
    if not any(one.place.field == "owner_role" for one in changes):
        wished = msgspec.structs.replace(wished, owner_role=role_with_owner(here, before, wished))
    if not any(one.place == Place("from_level") for one in changes):
        wished = against(here, before, wished)
    after, moves = settle(before, wished, here.today)
    if not any(one.place.field == "progress" for one in changes):
        after = taken_up(here, before, after)
    others = [one.action for one in states.values() if not one.dropped and one.action.id != before.id]
    found += [*moves, *new_flaws(here, library, [*others, before], [*others, after])]
    found += lost_gates(before, here.plan, after, here.plan, library.kpis)
    if found:
        raise Problems(as_problem(one) for one in found)
    return after


def against(here: Planned, before: Action, after: Action) -> Action:
    """Return an action whose level to start from is that of the gap it names now, or that its problem tells of now.

    Nothing changes where the same gap and problem stay. There is none while the score may not be seen or is no lower.
    """
    other_gap = before.closes[:1] != after.closes[:1]
    same_words = before.problem == after.problem or before.from_level is None
    if after.from_level != before.from_level or (not other_gap and same_words):
        return after
    now = findings_now(here, after.closes[:1])
    score = now[0].score if now else None
    if score is None:
        return msgspec.structs.replace(after, from_level=None) if other_gap else after
    below = after.to_level is None or score < exact(after.to_level)
    return msgspec.structs.replace(after, from_level=float(rounded(score, 2)) if below else None)


def closed_with(action: Action, here: Planned, library: Library, close: Close) -> Action:
    """Return an action that is done with what is open of it done on the same day, where `close` says so.

    A baseline without a figure was not measured, whatever anybody says: its milestone stays open.
    """
    missing = {baseline_words(library.kpis[one]) for one in unmeasured(action, here.plan, library.kpis)}
    parts = open_parts(action)
    reached = tuple(at for at in parts.milestones if action.milestones[at - 1].what not in missing)
    parts, day = OpenParts(parts.tasks, reached), action.done or here.today
    if not parts or not close(action, parts):
        return action
    change = msgspec.structs.replace
    return change(
        action,
        tasks=tuple(change(one, done=day) if at in parts.tasks else one for at, one in enumerate(action.tasks, 1)),
        milestones=tuple(
            change(one, done=day) if at in parts.milestones else one for at, one in enumerate(action.milestones, 1)
        ),
    )


def unmeasured(action: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> tuple[str, ...]:
    """Return the KPIs of an action whose baseline is still to be measured."""
    own = dict.fromkeys(one for one in (action.kpi, *action.more_kpis) if one in kpis)
    figures = {one: plan.figure(one, "baseline") for one in own if one}
    return tuple(one for one, figure in figures.items() if figure is not None and figure.value is None)


def as_problem(flaw: Flaw) -> Problem:
    """Return a flaw as an error that names its action."""
    return Problem("", 0, f"{flaw.action}: {flaw.what}", flaw.do)


def new_flaws(here: Planned, library: Library, before: Sequence[Action], after: Sequence[Action]) -> Iterator[Flaw]:
    """Yield what a change breaks; what was wrong before keeps nobody from setting something else right."""
    asked = (library, here.now.playbook, here.now.questionnaire)
    known = set(flaws(before, *asked))
    yield from (one for one in flaws(after, *asked) if one not in known)


def taken_up(here: Planned, before: Action, after: Action) -> Action:
    """Return an action that was done and is taken up again with the progress it had before it was done."""
    if before.status != "done" or after.status == "done" or after.progress != before.progress:
        return after
    earlier = [
        one.action.progress
        for one in here.now.store.actions(here.now.assessment.id)
        if one.action.id == before.id and one.action.status != "done" and one.action.progress < WHOLE
    ]
    return msgspec.structs.replace(after, progress=earlier[-1] if earlier else 0)


def lost_gates(before: Action, plan: Plan, after: Action, plan_after: Plan, kpis: Mapping[str, Kpi]) -> Iterator[Flaw]:
    """Yield gates that an agreed action passed and would not pass any more; the plans have the figures of KPIs."""
    if not is_agreed(before) or not is_agreed(after):
        return
    for was, gate in zip(gates(before, plan, kpis), gates(after, plan_after, kpis), strict=True):
        if was.passed and not gate.passed:
            back = ""
            if before.status == "agreed":
                back = f", or take the agreement back: cxdna plan set {after.id} status proposed"
            what = f"it is agreed, and would fail gate {gate.number}, {gate.name.casefold()}: {gate.says}"
            mend = remedy(after, gate, plan_after, kpis)
            yield Flaw(after.id, FIELDS[gate.number], what, f"give another in its place ({mend}){back}")


def told_of_open(before: Action, after: Action, plan: Plan, kpis: Mapping[str, Kpi]) -> Iterator[str]:
    """Yield what is still open of an action that is done now: tasks, milestones, and baselines without a figure."""
    if after.status != "done" or before.status == "done":
        return
    if parts := open_parts(after):
        they = "it is" if len(parts.tasks) + len(parts.milestones) == 1 else "they are"
        yield f"{open_words(after, parts)}. If {they} done too: cxdna plan set {after.id} status done --yes"
    for one in unmeasured(after, plan, kpis):
        how = f"cxdna kpi set {one} --baseline VALUE --on DATE"
        yield f"Take care: the baseline of {kpis[one].name} was never measured. Note it with: {how}"


def open_words(action: Action, parts: OpenParts) -> str:
    """Return how many tasks and milestones are open, and which."""
    counts = [counted(len(own), word) for own, word in ((parts.tasks, "task"), (parts.milestones, "milestone")) if own]
    named = [f"task {at}, {shortened(action.tasks[at - 1].what.rstrip('.'))}" for at in parts.tasks]
    named += [f"milestone {at}, {shortened(action.milestones[at - 1].what.rstrip('.'))}" for at in parts.milestones]
    is_one = len(named) == 1
    return f"{listed(counts)} {'is' if is_one else 'are'} still open: {'; '.join(named)}"


def told_of(before: Action, after: Action, others: Iterable[Action]) -> Iterator[str]:
    """Yield what somebody should know of a change of an action; `others` are those of the plan."""
    by_id = {one.id: one for one in others}
    started = after.status in {"in_progress", "done"} and before.status not in {"in_progress", "done"}
    if started:
        for need in (by_id[name] for name in after.needs if name in by_id):
            if need.status != "done":
                stands = STATUS_WORDS[need.status]
                yield f"Take care: it needs {need.id} first ({need.title}), which is {stands} and not done."
    if {"start", "needs"} & {one.field for one in changed_fields(before, after)}:
        yield from _too_early(after, by_id)
    if before.owner_role and not after.owner_role and after.owner != before.owner:
        yield f"'{before.owner_role}' is not the role of {after.owner}. Say theirs: cxdna plan set {after.id} role ROLE"
    yield from _far_cost(before, after)
    terms = _other_terms(before, after)
    if is_agreed(before) and is_agreed(after) and terms and before.agreed:
        by = f" by {before.agreed_by}" if before.agreed_by else ""
        other = "" if terms == ["milestones"] else "another "
        yield f"It was agreed{by} on {long_date(before.agreed)} with {other or 'other '}{listed(terms)}: let them know."
    if after.status == "done" and before.status != "done":
        if after.start and after.done and after.done < after.start and not before.begun:
            days = f"Done on {long_date(after.done)}, before its start on {long_date(after.start)}"
            yield f"{days}: it counts as begun on the day it was done."
            yield f"If that was not meant: cxdna plan set {after.id} begun DATE done DATE"
        looked = f"its effect is looked at on {long_date(after.review)}" if after.review else "no review is set yet"
        yield f"Done, not yet verified: {looked}."
    if after.progress == WHOLE and after.status == "in_progress":
        yield f"If that was all of it: cxdna plan set {after.id} status done"


def _far_cost(before: Action, after: Action) -> Iterator[str]:
    if far := far_from(before.cost, after.cost):
        yield f"Take care: the cost is {far}."


def _other_terms(before: Action, after: Action) -> list[str]:
    """Return which terms of an agreement are others now; that a milestone was reached is none."""
    agreed = [[(one.what, one.due) for one in each.milestones] for each in (before, after)]
    return [
        words
        for field, words in TERMS.items()
        if getattr(before, field) != getattr(after, field) and (field != "milestones" or agreed[0] != agreed[1])
    ]


def _too_early(action: Action, by_id: Mapping[str, Action]) -> Iterator[str]:
    for need in (by_id[name] for name in action.needs if name in by_id):
        if action.start and need.due and need.status != "done" and action.start <= need.due:
            ends = f"{need.id}, which it needs, is due on {long_date(need.due)}"
            yield f"Take care: it starts on {long_date(action.start)}, and {ends}."


def set_lines(outcome: Outcome, currency: str) -> Iterator[str]:
    """Yield what was changed, what to know of it, and what comes next."""
    before, after = outcome.before, outcome.after
    if before == after:
        yield f"{after.id} says so already: nothing was changed."
        yield f"Next:  cxdna plan show {after.id}"
        return
    yield f"{after.id}: {after.title}"
    for one in differences(before, after, currency):
        yield f"  {said(one)}"
    yield from outcome.told
    following = "cxdna plan status" if is_agreed(after) else f"cxdna plan agree {after.id} --check"
    yield f"Next:  {following}"
