"""One action that people want from the library: drafted as a plan is, with its days around what is planned already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from cxdna.definitions.model import ActionTemplate, Requirement
from cxdna.plan.base import Base, Needs
from cxdna.plan.choose import Choice
from cxdna.plan.date_action import date_action
from cxdna.plan.draft import Sources
from cxdna.plan.from_template import from_template
from cxdna.plan.lift import lifted_by
from cxdna.plan.model import Action, KpiFigure, Plan, PlanHead
from cxdna.plan.priority import below, candidates
from cxdna.plan.schedule import Item, owner_key, running, schedule
from cxdna.plan.write_action import Known, Noted, baselines, write_action
from cxdna.scores.suppose import Ground, ground
from cxdna.statistics.exact import exact


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the action goes: the plan's head, its id and rank; owner, `start` and `due` as far as people said them."""

    head: PlanHead
    id: str
    priority: int
    owner: str = ""
    start: dt.date | None = None
    due: dt.date | None = None


class DraftedOne(msgspec.Struct, frozen=True):
    """The action, the figures of KPIs to be noted with it, and whether its gap was found: else people say the rest.

    `early`: its gap stands lower than where the template begins, and no action of the plan brings it there.
    """

    action: Action
    figures: tuple[KpiFigure, ...]
    fits: bool
    early: bool


def draft_one(sources: Sources, plan: Plan, template: ActionTemplate, place: Place, *, seen: bool) -> DraftedOne:
    """Return the action of a template; where scores may not be `seen` it says nothing that rests on them.

    What it requires first and no action of the plan brings is what it waits for.
    """
    head = place.head
    given = ground(sources.scores, sources.playbook, sources.questionnaire) if seen else None
    required, waits = _base(given, template, plan.actions)
    step = _step(given, template, plan.actions)
    needs = tuple(dict.fromkeys((*required, *(step or ()))))
    item = Item(
        id=place.id,
        owner=owner_key(head.owners, template.owner_role, place.owner),
        weeks=template.weeks,
        needs=needs,
        start=place.start,
        due=place.due,
    )
    span = schedule([item], running(plan.actions, head.owners), sources.days, head.start, head.at_once)[item.id]
    kpi = next((one for one in template.kpis if one in sources.kpis), None)
    elsewhere = frozenset(one.kpi for one in plan.actions)
    noted = Noted(plan=plan, before=(), elsewhere=elsewhere, kpis=sources.kpis)
    measured = baselines({item.id: kpi}, {item.id: span}, noted, sources.days)
    found = next(iter(candidates(given, [template])), None) if given else None
    if found and given:
        closes = _closes(found.closes, template, given, plan.actions)
        known = Known(
            given=given,
            with_counts=sources.with_counts,
            asked={one.id: one for one in sources.questionnaire.questions},
            kpis=sources.kpis,
            days=sources.days,
            owners=head.owners,
            outcomes={item.id: kpi},
            measured=measured.milestones,
        )
        found = msgspec.structs.replace(found, closes=closes)
        action = write_action(Choice(found, needs, found.gain), item, span, place.priority, known)
    else:
        bare = from_template(template, item.id, place.priority, sources.kpis)
        bare = msgspec.structs.replace(bare, owner=head.owners.get(template.owner_role, ""), needs=needs)
        if given and template.part and template.part in given.targets:
            closes = (*bare.closes, *below(given, given.scores.part(template.part), template))
            bare = msgspec.structs.replace(bare, closes=_closes(closes, template, given, plan.actions))
        judged = sources.kpis[kpi] if kpi else None
        action = date_action(bare, span, sources.days, judged, measured.milestones.get(item.id))
    return DraftedOne(
        msgspec.structs.replace(action, waits_for=waits), measured.figures, found is not None, step is None
    )


def _closes(
    closes: tuple[str, ...], template: ActionTemplate, given: Ground, actions: Sequence[Action]
) -> tuple[str, ...]:
    """Return what an action closes; for a whole part without the questions that others take as far as it does."""
    if template.question:
        return closes
    level = exact(template.to_level)
    own = {
        name
        for one in actions
        if one.to_level is not None and exact(one.to_level) >= level
        for name in lifted_by(one, given)
        if given.is_question(name)
    }
    return tuple(name for name in closes if name not in own) or closes


def _step(given: Ground | None, template: ActionTemplate, actions: Sequence[Action]) -> Needs | None:
    """Return the actions that bring the gap of a template to where it begins: none where it stands there already.

    None where no action does.
    """
    subject = template.question or template.part
    if given is None or subject is None or subject not in given.above:
        return ()
    begins, standing = exact(template.from_level), given.standing(subject)
    if standing is None or standing >= begins:
        return ()
    found = tuple(
        one.id
        for one in actions
        if one.to_level is not None and exact(one.to_level) >= begins and subject in lifted_by(one, given)
    )
    return found or None


def _base(
    given: Ground | None, template: ActionTemplate, actions: Sequence[Action]
) -> tuple[Needs, tuple[Requirement, ...]]:
    """Return the actions of the plan that bring what a template requires, and what none of them brings."""
    if given is None:
        return (), template.requires
    base = Base(given, (), actions)
    needs: dict[str, None] = {}
    waits: list[Requirement] = []
    for one in template.requires:
        met = base.meets(one) if one.part in given.targets else None
        if met is None:
            waits.append(one)
        else:
            needs |= dict.fromkeys(met)
    return tuple(needs), tuple(waits)
