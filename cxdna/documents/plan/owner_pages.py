"""A page for each person, a strip for who has parts alone, to be handed out: what is promised, by when, who waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cxdna.documents.material import Material
from cxdna.documents.plan import said
from cxdna.documents.plan.model import Line, OwnerPage, OwnerTask, Promise, Unnamed, UnnamedPage
from cxdna.documents.plan.people import People, Share
from cxdna.documents.wording import plan_pages as words
from cxdna.documents.wording.outlook import cut
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action, Task
from cxdna.statistics.display import counted, listed, short_date

LISTED = 48
DATE_TEXT = 84
PROOF = 500


def owner_pages(material: Material, found: People) -> tuple[OwnerPage, ...]:
    """Return a page for each person that the plan names."""
    return tuple(_page(material, at, name, share) for at, (name, share) in enumerate(found.named.items(), 1))


def _page(material: Material, at: int, name: str, share: Share) -> OwnerPage:
    own = sorted(share.own, key=lambda one: (one.due or dt.date.max, one.priority))
    elsewhere = list(share.tasks)
    role = said.own_role(material, name)
    roles = [role] if role else list(dict.fromkeys(one.owner_role for one in own if one.owner_role))
    return OwnerPage(
        anchor=f"owner-{at}",
        name=name,
        eyebrow=_eyebrow(name, own),
        role=listed(roles),
        headline=words.owner(material, name, own, list(dict.fromkeys(action.id for action, _ in elsewhere))),
        promises=tuple(_promise(material, one) for one in own),
        tasks=tuple(_task(material, action, task) for action, task in elsewhere),
        dates=tuple(_dates(material, share)),
        waiting=tuple(_waiting(material, own)),
        load=_load(material, own),
        signature=cut(name, 60),
    )


def _eyebrow(name: str, own: Sequence[Action]) -> str:
    if any(is_agreed(one) for one in own):
        return f"What {name} has promised"
    return f"What {name} is asked for" if own else f"The part of {name}"


def _promise(material: Material, one: Action) -> Promise:
    return Promise(
        ref=said.refs([one])[0],
        title=one.title,
        status=f"{said.SIGNS[one.status]} {said.status(one, material.today)}",
        start=said.on_day(one.start),
        due=said.on_day(one.due),
        levels=said.levels(one),
        proof=said.stated(cut(one.proof, PROOF)),
    )


def _task(material: Material, action: Action, task: Task) -> OwnerTask:
    late = ("task", action.tasks.index(task) + 1) in said.overdue(action, material.today)
    return OwnerTask(
        ref=said.refs([action])[0],
        title=cut(action.title, LISTED),
        what=task.what,
        why=said.stated(task.why),
        due=said.on_day(task.due),
        owner=said.owner(action).text,
        state=said.mark(task.done, late=late),
    )


def _dates(material: Material, share: Share) -> Iterator[Line]:
    """Yield every day on which something of somebody's is still due, in order: their actions, and tasks of theirs."""
    found: list[tuple[dt.date, str, Action, bool]] = []
    for one in share.own:
        if one.review:
            found.append((one.review, f"Review of the effect: {one.title}", one, False))
        late = said.overdue(one, material.today)
        found += [
            (each.due, f"Milestone: {each.what}", one, ("milestone", at) in late)
            for at, each in enumerate(one.milestones, 1)
            if not each.done
        ]
        if one.due and one.status != "done":
            found.append((one.due, f"Due: {one.title}", one, ("action", 0) in late))
    for one, number in share.mine:
        task = one.tasks[number - 1]
        if task.due and not task.done:
            found.append((task.due, task.what, one, ("task", number) in said.overdue(one, material.today)))
    for day, what, one, is_late in sorted(found, key=lambda entry: (entry[0], entry[2].priority)):
        mark = said.OVERDUE if is_late else ""
        yield Line(cut(what, DATE_TEXT), ref=said.refs([one])[0], lead=short_date(day), late=mark)


def _waiting(material: Material, own: Sequence[Action]) -> Iterator[Line]:
    mine = {one.id for one in own}
    for other in material.plan.actions:
        needed = [need for need in other.needs if need in mine]
        if needed and other.id not in mine:
            start = f"to start {short_date(other.start)}" if other.start else "no start day yet"
            yield Line(
                cut(other.title, 90), f"{said.owner(other)}, {start}, waits for {listed(needed)}", said.refs([other])[0]
            )


def _load(material: Material, own: Sequence[Action]) -> str:
    """Say how many of somebody's actions run at once, where that is more than the plan allows."""
    running = [(one.start, one.due) for one in own if one.start and one.due and one.status != "done"]
    most = max((sum(a <= start <= b for a, b in running) for start, _ in running), default=0)
    allowed = material.plan.head.at_once if material.plan.head else 0
    if allowed and most > allowed:
        return f"{counted(most, 'action')} run at the same time; the plan was drafted for at most {allowed} at once."
    return ""


def unnamed_page(material: Material, found: People) -> UnnamedPage | None:
    """Return the page of what nobody has been named for; None where there is nothing."""
    if not found.roles:
        return None
    actions = [one for share in found.roles.values() for one in share.own]
    tasks = sum(len(share.tasks) for share in found.roles.values())
    return UnnamedPage(
        headline=words.unnamed(material, actions, tasks),
        roles=tuple(
            Unnamed(
                role=role or "No role stated",
                promises=tuple(_promise(material, one) for one in share.own),
                tasks=tuple(_task(material, action, task) for action, task in share.tasks),
            )
            for role, share in found.roles.items()
        ),
    )
