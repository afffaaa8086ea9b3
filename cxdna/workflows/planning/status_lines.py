"""How far the plan is, in the lines that a terminal shows: what is late stands first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from cxdna.definitions.wording import shortened
from cxdna.plan.follow import STATUS_WORDS, Dated
from cxdna.plan.gap_now import gap_lines
from cxdna.statistics.display import counted, listed, long_date, percent
from cxdna.workflows.planning.action_name import EMPTY
from cxdna.workflows.planning.decisions import ListedDecision
from cxdna.workflows.planning.earlier import waiting_lines
from cxdna.workflows.planning.status import OwnerShare, PlanStatus, Unfinished

MOST_REVIEWS = 5
MOST_WORDS = 60


def status_lines(status: PlanStatus) -> Iterator[str]:
    """Yield how far the plan is."""
    total = sum(one.actions for one in status.counts)
    yield f"{status.organisation}: plan of {status.title}, {long_date(status.today)}"
    if not total:
        yield f"{EMPTY[:1].upper()}{EMPTY[1:]}"
    else:
        counts = (f"{one.actions} {STATUS_WORDS[one.status]}" for one in status.counts if one.actions)
        yield f"{counted(total, 'action')}: {', '.join(counts)}"
        yield _progress(status)
    yield from _overdue(status)
    yield from _soon(status)
    yield from _block("Done, though parts of it are open", map(_unfinished, status.unfinished))
    yield from _block("Blocked", (_blocked(one.id, one.title, one.owner, one.by) for one in status.blocked))
    yield from _block("Baselines to measure", _baselines(status))
    yield from _block("Reviews", _reviews(status))
    yield from _block("By owner, of what is agreed", (_owner(one) for one in status.owners))
    yield from _block("Decisions asked for", (_decision(one) for one in status.decisions))
    if status.stale:
        yield from _block(
            "Proposed, though their day to begin or end has gone by", [f"{listed(status.stale)}: agree or date them"]
        )
    yield from _block("To look at again", gap_lines(status.moved, status.spent))
    yield from _block("From the plan before", waiting_lines(status.waiting))
    yield ""
    yield f"Next:  {_next(status)}"


def _progress(status: PlanStatus) -> str:
    if status.progress is None:
        return "None is agreed yet, so nobody owes anything yet."
    done = next(one.actions for one in status.counts if one.status == "done")
    text = f"Progress of what is agreed: {percent(status.progress / 100)}, each action counting alike"
    return text + ("; done is not verified yet" if done else "")


def _block(heading: str, lines: Iterable[str]) -> Iterator[str]:
    given = list(lines)
    if given:
        yield ""
        yield heading
        yield from (f"  {line}" for line in given)


def _overdue(status: PlanStatus) -> Iterator[str]:
    """Yield actions that are late, then those that are not due yet and have late tasks or milestones."""
    by_action: dict[str, list[Dated]] = {}
    for one in status.overdue:
        by_action.setdefault(one.action, []).append(one)
    late, behind = [], []
    unfinished = {one.id for one in status.unfinished}
    behind_hand = any(one in unfinished for one in by_action)
    for items in by_action.values():
        own = next((one for one in items if one.of == "action"), None)
        parts = [one for one in items if one.of != "action"]
        if own:
            beside = f", with {_parts(parts)}" if parts else ""
            late.append((own.due, f"{_dated(own)}: {counted(own.days_late, 'day')} late{beside}"))
        elif items[0].action not in unfinished:
            first = parts[0]
            by = f"{'up to ' if len(parts) > 1 else ''}{counted(first.days_late, 'day')}"
            owner = f" ({first.owner})" if first.owner else ""
            behind.append((first.due, f"{first.action} {first.title}{owner}: {_parts(parts)} late by {by}"))
    yield from _block("Late", (line for _, line in sorted(late)))
    yield from _block("Behind, though not due yet", (line for _, line in sorted(behind)))
    if not late and status.progress is not None:
        yield ""
        yield "Nothing is late." if not behind and not behind_hand else "No action as a whole is late."


def _parts(parts: Sequence[Dated]) -> str:
    counts = (
        counted(sum(one.of == kind for one in parts), kind) for kind in ("task", "milestone") if _any(parts, kind)
    )
    return listed(counts)


def _unfinished(one: Unfinished) -> str:
    counts = [counted(len(own), word) for own, word in ((one.tasks, "task"), (one.milestones, "milestone")) if own]
    is_one = len(one.tasks) + len(one.milestones) == 1
    still = f"{listed(counts)} {'is' if is_one else 'are'} still open"
    how = f"if {'it is' if is_one else 'they are'} done too: cxdna plan set {one.id} status done --yes"
    return f"{one.id} {one.title}{f' ({one.owner})' if one.owner else ''}: {still}; {how}"


def _any(parts: Sequence[Dated], kind: str) -> bool:
    return any(one.of == kind for one in parts)


def _soon(status: PlanStatus) -> Iterator[str]:
    lines = (
        f"{_dated(one) if one.of == 'action' else f'{one.action} {_part(one)}'}: {_when(one.due, status.today)}"
        for one in status.due_soon
    )
    yield from _block(f"Due within {status.soon_days} days", lines)


def _dated(one: Dated) -> str:
    return f"{one.action} {one.what}{f' ({one.who})' if one.who else ''}"


def _part(one: Dated) -> str:
    """Return a task or milestone with its number, shortened: all of it is in `cxdna plan show`."""
    who = f" ({one.who})" if one.who else ""
    return f"{one.of} {one.number}, {shortened(one.what.rstrip('.'), MOST_WORDS)}{who}"


def _when(day: dt.date, today: dt.date) -> str:
    days = (day - today).days
    return "today" if days == 0 else "tomorrow" if days == 1 else f"{long_date(day)}, in {days} days"


def _blocked(action_id: str, title: str, owner: str, by: str) -> str:
    return f"{action_id} {title}{f' ({owner})' if owner else ''}: {by}"


def _baselines(status: PlanStatus) -> Iterator[str]:
    for one in status.baselines:
        late = f", {counted(one.days_late, 'day')} late" if one.days_late else ""
        yield f"{one.name} ({one.kpi}), by {long_date(one.by)}{late}, for {listed(one.actions)}"


def _reviews(status: PlanStatus) -> Iterator[str]:
    past = [one for one in status.reviews if one.days_late]
    ahead = [one for one in status.reviews if not one.days_late]
    for one in past:
        yield f"{one.id} {one.title}: was due {long_date(one.on)}, and no figure shows the effect yet"
    for one in ahead[:MOST_REVIEWS]:
        yield f"{one.id} {one.title}: {long_date(one.on)}"
    if len(ahead) > MOST_REVIEWS:
        yield f"and {len(ahead) - MOST_REVIEWS} later"


def _owner(one: OwnerShare) -> str:
    late = f", {one.overdue} late" if one.overdue else ""
    due = f", next due {long_date(one.next_due)}" if one.next_due else ""
    owner = one.owner or "Nobody"
    done = f", {one.done} done" if one.done else ""
    return f"{owner}: {counted(one.actions, 'action')}{done}{late}, progress {percent(one.progress / 100)}{due}"


def _decision(one: ListedDecision) -> str:
    decision = one.decision
    where = f" in {one.assessment}" if one.earlier else ""
    who = decision.who or "nobody named"
    by = f", by {long_date(decision.by)}" if decision.by else ""
    late = f", {counted(one.days_late, 'day')} late" if one.days_late else ""
    return f"{decision.id}{where} {decision.what} ({who}{by}{late})"


def _next(status: PlanStatus) -> str:
    proposed = next(one.actions for one in status.counts if one.status == "proposed")
    late = next((one for one in status.overdue if one.of == "action"), None)
    measured = next((one for one in status.baselines if one.days_late), None)
    if not sum(one.actions for one in status.counts):
        return "cxdna plan draft"
    if late:
        return f"cxdna plan set {late.action} status done, or give it another day: due DATE"
    if measured:
        return f"cxdna kpi set {measured.kpi} --baseline VALUE --on DATE"
    if proposed:
        return "cxdna plan agree   what each lacks to be agreed"
    return "cxdna plan pdf"
