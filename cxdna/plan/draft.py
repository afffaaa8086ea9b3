"""Findings and library become a plan: which actions, in which order, by whom, from when to when.

The same inputs give the same plan, whatever the order of templates, roles or respondents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from cxdna.definitions.model import ActionTemplate, Kpi, Playbook, Questionnaire
from cxdna.plan.choose import Choice, Chosen, Room, choose
from cxdna.plan.gap_now import moved, standing
from cxdna.plan.model import Action, KpiFigure, Plan, PlanHead
from cxdna.plan.numbering import ACTIONS, next_ids
from cxdna.plan.redraft import After, Before, free_priorities, left, merge
from cxdna.plan.schedule import Item, owner_key, running, schedule
from cxdna.plan.texts import problem_now
from cxdna.plan.write_action import Known, Noted, baselines, write_action
from cxdna.scores.model import Scores
from cxdna.scores.suppose import Ground, ground
from cxdna.statistics.display import rounded
from cxdna.statistics.exact import exact
from cxdna.worktime.working_days import WorkingDays


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is drafted from: the assessment, the library, and the calendar of the organisation.

    `with_counts`: it may be said how many people chose which level; never in confidential and anonymous assessments.
    """

    scores: Scores
    with_counts: bool
    playbook: Playbook
    questionnaire: Questionnaire
    templates: Sequence[ActionTemplate]
    kpis: Mapping[str, Kpi]
    days: WorkingDays


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """A new draft: what became of every action, in the order of the plan, and figures of KPIs to be noted with it."""

    head: PlanHead
    actions: tuple[After, ...]
    figures: tuple[KpiFigure, ...]
    chosen: Chosen

    @property
    def plan(self) -> tuple[Action, ...]:
        """The actions that are in the plan."""
        return tuple(one.action for one in self.actions if one.became not in {"gone", "dropped"})


class _Run(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one draft is made of."""

    given: Ground
    sources: Sources
    head: PlanHead
    before: Sequence[Before]
    plan: Plan

    @property
    def returning(self) -> dict[str | None, Before]:
        """The actions that a draft may bring up to date or back, by their template."""
        return {one.template: one for one in self.before if one.open or one.gone}


def draft(sources: Sources, head: PlanHead, before: Sequence[Before] = (), plan: Plan = Plan()) -> Drafted:  # noqa: B008 - frozen
    """Return a plan drafted with `head`; `before` are all actions there ever were, `plan` has the figures of KPIs."""
    given = ground(sources.scores, sources.playbook, sources.questionnaire)
    run = _Run(given=given, sources=sources, head=head, before=before, plan=plan)
    chosen, staying = _choose(run)
    proposals, figures = _propose(run, chosen, staying)
    made = [_merged(run.returning.get(one.template), one) for one in proposals]
    named = {one.action.id for one in made}
    others = [
        left(one, stays=one in staying, anew=_anew(run, one))
        for one in before
        if one.action.id not in named and not one.gone
    ]
    ordered = sorted([*made, *others], key=lambda one: one.action.priority)
    return Drafted(head=head, actions=tuple(ordered), figures=figures, chosen=chosen)


def _merged(before: Before | None, proposal: Action) -> After:
    if before is None:
        return After(became="added", action=proposal, drafted=proposal)
    return merge(before, proposal)


def _anew(run: _Run, before: Before) -> Action | None:
    """Return what the last draft said with the gap as it stands by now; None where nothing about that changed."""
    said, scores = before.drafted, run.given.scores
    if said is None or not before.open or "problem" in before.changed or said.closes[:1] != before.action.closes[:1]:
        return None
    now, _ = standing(scores, said.closes[0]) if said.closes else (None, None)
    if now is None or (said.from_level is not None and moved(said, scores) is None):
        return None
    below = said.to_level is None or now < exact(said.to_level)
    asked = {one.id: one for one in run.sources.questionnaire.questions}
    return msgspec.structs.replace(
        said,
        problem=problem_now(run.given, said.closes[0], asked),
        from_level=float(rounded(now, 2)) if below else None,
    )


def _choose(run: _Run) -> tuple[Chosen, tuple[Before, ...]]:
    """Return what is proposed and which actions are in the plan beside it.

    What people changed or what these need stays in the plan though the draft no longer wants it, so the draft is made
    anew around it.
    """
    staying = [one for one in run.before if one.fixed]
    dropped = {one.template for one in run.before if one.dropped and one.template}
    while True:
        taken = dropped | {one.template for one in staying if one.template}
        room = run.head.most - sum(one.template is not None for one in staying)
        chosen = choose(
            run.given, run.sources.templates, [one.action for one in staying], taken, Room(room, run.head.most)
        )
        proposed = {one.candidate.id for one in chosen.choices}
        needed = {name for one in staying for name in one.action.needs}
        free = [one for one in run.before if one.open and one.template not in proposed | taken]
        more = [one for one in free if one.stays or one.action.id in needed]
        if not more:
            return chosen, tuple(staying)
        staying += more


def _propose(run: _Run, chosen: Chosen, staying: Sequence[Before]) -> tuple[list[Action], tuple[KpiFigure, ...]]:
    templates, known, sources = [one.candidate.template for one in chosen.choices], run.returning, run.sources
    new = [one.id for one in templates if one.id not in known]
    ids = dict(zip(new, next_ids(ACTIONS, (one.action.id for one in run.before), len(new)), strict=True))
    ids |= {one.id: known[one.id].action.id for one in templates if one.id in known}
    numbers = free_priorities([one.action.priority for one in staying], len(templates))
    items = [_item(one, ids, known.get(one.candidate.id), run.head) for one in chosen.choices]
    there = running((one.action for one in staying), run.head.owners)
    spans = schedule(items, there, sources.days, run.head.start, run.head.at_once)
    outcomes = {ids[one.id]: _outcome(one, known.get(one.id), sources.kpis) for one in templates}
    elsewhere = frozenset(one.action.kpi for one in staying)
    noted = Noted(plan=run.plan, before=run.before, elsewhere=elsewhere, kpis=sources.kpis)
    measured = baselines(outcomes, spans, noted, sources.days)
    context = Known(
        given=run.given,
        with_counts=sources.with_counts,
        asked={one.id: one for one in sources.questionnaire.questions},
        kpis=sources.kpis,
        days=sources.days,
        owners=run.head.owners,
        outcomes=outcomes,
        measured=measured.milestones,
    )
    actions = [
        write_action(one, item, spans[item.id], number, context)
        for one, item, number in zip(chosen.choices, items, numbers, strict=True)
    ]
    return actions, measured.figures


def _outcome(template: ActionTemplate, before: Before | None, kpis: Mapping[str, Kpi]) -> str | None:
    """Return the KPI by which an action is judged: what people chose, or the first of its template."""
    first: str | None = next((one for one in template.kpis if one in kpis), None)
    if before is None or before.gone:
        return first
    chosen: str | None = before.chosen("kpi", first)
    return chosen if chosen in kpis else first


def _item(choice: Choice, ids: Mapping[str, str], before: Before | None, head: PlanHead) -> Item:
    """Return what is to be scheduled: what people changed about owner, days and order counts."""
    template = choice.candidate.template
    needs = tuple(ids.get(name, name) for name in choice.needs)
    if before is None or before.gone:
        return Item(
            id=ids[template.id], owner=owner_key(head.owners, template.owner_role), weeks=template.weeks, needs=needs
        )
    role = before.chosen("owner_role", template.owner_role)
    return Item(
        id=ids[template.id],
        owner=owner_key(head.owners, role, before.chosen("owner", "")),
        weeks=template.weeks,
        needs=before.chosen("needs", needs),
        start=before.chosen("start", None),
        due=before.chosen("due", None),
    )
