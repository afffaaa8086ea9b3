"""An action is added: one of people's own, one of the library, or one that was dropped and comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.model import ActionTemplate
from cxdna.definitions.wording import meant, number, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import plain
from cxdna.plan.check import asked_elsewhere
from cxdna.plan.draft import Sources
from cxdna.plan.draft_one import DraftedOne, Place, draft_one
from cxdna.plan.follow import STATUS_WORDS, id_order
from cxdna.plan.model import Action, KpiFigure, PlanHead
from cxdna.plan.numbering import ACTIONS, next_ids
from cxdna.plan.texts import quoted
from cxdna.statistics.display import listed, long_date, rounded, shown
from cxdna.statistics.exact import exact
from cxdna.store.model import ActionKept, Following, KpiKept
from cxdna.workflows.current import figures_may_be_seen
from cxdna.workflows.planning.apply import Set, applied, read_pairs
from cxdna.workflows.planning.change import Signed, as_problem, ground_of, new_flaws, record, refuse_wrong_words
from cxdna.workflows.planning.keep import States, keep_together
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.standing import Standing, finding_now
from cxdna.workflows.targets import scores_so_far
from cxdna.worktime.working_days import WorkingDays

_FEWEST_WORDS = 2


class Wish(NamedTuple):
    """What is to be added: the words given for it, and FIELD VALUE pairs as people type them."""

    name: str
    pairs: Sequence[str] = ()


class Addition(NamedTuple):
    """The action that was added; `back` where it had been dropped, `without` the needs that it lost by that.

    `figures` are those of its KPI that were noted with it, `told` is what somebody should know of it.
    """

    action: Action
    back: bool
    without: tuple[str, ...] = ()
    figures: tuple[KpiFigure, ...] = ()
    told: tuple[str, ...] = ()


def add_action(here: Planned, library: Library, wish: Wish, signed: Signed) -> Addition:
    """Add an action, or bring a dropped one back, and return it. Raises `Problems` with all that keeps it from being.

    The name is an id or title of the library, the id of a dropped action, or else the title of an action of one's own,
    which names the gap it closes. One of the library gets its days around those of the plan.
    """
    refuse_wrong_words(signed)
    ground = ground_of(here, library)
    template = _template(library, wish.name, here.kept)
    _refuse_nameless(wish, template, here.kept)
    own = template or _there(here.kept, wish.name, None)
    changes = read_pairs((*(() if own else ("title", wish.name)), *wish.pairs), ground) if not own or wish.pairs else ()
    added: list[Addition] = []

    def make(now: Planned) -> Sequence[Following]:
        there = _there(now.kept, wish.name, template)
        if there and not there.dropped:
            do = f"look at it with: cxdna plan show {there.action.id}"
            raise UserError(f"the plan has that action: {there.action.id} ({there.action.title})", do)
        figures: tuple[KpiFigure, ...] = ()
        told: tuple[str, ...] = ()
        if there:
            start = there.action
        elif template:
            start, figures, told = _of_library(now, library, template, changes)
        else:
            start = Action(id=_next_id(now), title=" ".join(wish.name.split()), priority=_next_rank(now))
        others = now.plan.actions
        without = tuple(name for name in start.needs if name not in {one.id for one in others})
        start = msgspec.structs.replace(start, needs=tuple(name for name in start.needs if name not in without))
        action, found = applied(start, changes)
        problems = [*found, *(new_flaws(now, library, others, [*others, action]) if action else ())]
        if problems or action is None:
            raise Problems(as_problem(one) for one in problems)
        added[:] = [Addition(action, there is not None, without, figures, told)]
        name = now.now.assessment.id
        kept = there or ActionKept(assessment=name, action=action, at=signed.at)
        return (record(kept, action, signed), *(KpiKept(assessment=name, figure=one) for one in figures))

    keep_together(here, make)
    return added[0]


def _next_id(here: Planned) -> str:
    return next_ids(ACTIONS, here.kept, 1)[0]


def _next_rank(here: Planned) -> int:
    return min(max((one.priority for one in here.plan.actions), default=0) + 1, 10_000)


def _template(library: Library, name: str, kept: Mapping[str, ActionKept]) -> ActionTemplate | None:
    """Return the template that is meant; None for a title of one's own. Raises `UserError` for a near miss of an id."""
    wanted = plain(name)
    for template in library.actions:
        if wanted in {plain(template.id), plain(template.title)}:
            return template
    if len(name.split()) < _FEWEST_WORDS and name.casefold() not in {one.casefold() for one in kept}:
        near = meant(name, [one.id for one in library.actions])
        if near.startswith("did you mean") or "_" in name:
            do = near if near.startswith("did you mean") else "a title of your own has several words"
            raise UserError(f"the library has no action '{shortened(name)}'", do)
    return None


def _refuse_nameless(wish: Wish, template: ActionTemplate | None, kept: Mapping[str, ActionKept]) -> None:
    if template or _there(kept, wish.name, None):
        return
    problems = []
    if not wish.name.strip():
        problems.append(Problem("", 0, "the action has no title", "say in a few words what is done"))
    if not any(name == "closes" for name in wish.pairs[::2]):
        what = "nothing says which gap it closes"
        problems.append(Problem("", 0, what, "name a question or component: --closes q7.2 or --closes governance"))
    if problems:
        raise Problems(problems)


def _there(states: States, name: str, template: ActionTemplate | None) -> ActionKept | None:
    """Return the action that is meant where the plan has it or had it."""
    wanted = " ".join(name.split()).casefold()
    for one in sorted(states.values(), key=lambda kept: (kept.dropped, id_order(kept.action.id))):
        same = template is not None and one.action.template == template.id
        if same or wanted in {one.action.id.casefold(), one.action.title.casefold()}:
            return one
    return None


def _of_library(
    here: Planned, library: Library, template: ActionTemplate, changes: Sequence[Set]
) -> tuple[Action, tuple[KpiFigure, ...], tuple[str, ...]]:
    """Return the action of a template, the figures of KPIs to be noted, and what somebody should know of it.

    One for a question that this assessment does not ask is for its component, and nothing is foreseen of it: it is for
    one practice that nobody was asked about.
    """
    other = asked_elsewhere(library, here.now.questionnaire).get(template.question or "")
    parts = {part.id: part.name for part, _ in here.now.playbook.walk()}
    if other is None or other.part not in parts:
        made = _drafted(here, library, template, changes)
        return made.action, made.figures, tuple(_out_of_place(here, template, early=made.early))
    made = _drafted(here, library, msgspec.structs.replace(template, question=None, part=other.part), changes)
    action = _standing_now(here, msgspec.structs.replace(made.action, closes=(other.part,)))
    said = f"It is for {quoted(other.practice)} ({other.id}), which this assessment does not ask."
    foreseen = f"It stands for {parts[other.part]}, and no score is foreseen of it."
    return msgspec.structs.replace(action, to_level=None), made.figures, (said, foreseen)


def _drafted(here: Planned, library: Library, template: ActionTemplate, changes: Sequence[Set]) -> DraftedOne:
    """Return the action of a template with its days; an owner, a start and a deadline that were given count in them."""
    said: dict[str, Any] = {one.place.field: one.value for one in changes if not one.place.number}
    now, head = here.now, here.plan.head or PlanHead(start=here.today)
    organisation = now.workspace.settings.organisation
    sources = Sources(
        scores=scores_so_far(now, here.today),
        with_counts=now.assessment.mode == "named",
        playbook=now.playbook,
        questionnaire=now.questionnaire,
        templates=(template,),
        kpis=library.kpis,
        days=WorkingDays(organisation.country, organisation.region),
    )
    head = msgspec.structs.replace(head, start=max(head.start, here.today))
    place = Place(
        head=head,
        id=_next_id(here),
        priority=_next_rank(here),
        owner=said.get("owner") or "",
        start=said.get("start"),
        due=said.get("due"),
    )
    made = draft_one(sources, here.plan, template, place, seen=figures_may_be_seen(now))
    return made if made.fits else msgspec.structs.replace(made, action=_standing_now(here, made.action))


def _standing_now(here: Planned, made: Action) -> Action:
    """Return an action with where its gap stands, as far as that may be seen: where a template begins is no finding."""
    standing = finding_now(here, made.closes[0]) if made.closes else None
    if standing is None or standing.score is None:
        return msgspec.structs.replace(made, from_level=None)
    below = made.to_level is not None and standing.score < exact(made.to_level)
    return msgspec.structs.replace(
        made,
        from_level=float(rounded(standing.score, 2)) if below else None,
        problem=_problem(standing),
    )


def _out_of_place(here: Planned, template: ActionTemplate, *, early: bool) -> Iterator[str]:
    """Yield that a template begins higher than its gap stands, or leads no further."""
    subject = template.question or template.part
    standing = finding_now(here, subject) if subject else None
    if standing is None or standing.score is None:
        return
    if early:
        stands = f"{subject} stands at {shown(standing.score)}"
        begins = number(template.from_level)
        yield f"Take care: it is meant from level {begins} on, {stands}, and no action of the plan brings it there."
    elif standing.score >= exact(template.to_level):
        yield f"Take care: it leads to level {number(template.to_level)}, and {subject} stands there already."


def _problem(standing: Standing) -> str:
    """Return the gap that an action of the library answers, in a sentence."""
    name = standing.name if standing.id == standing.part else f"{quoted(standing.name)} ({standing.id})"
    where = f"{name} stands at {shown(standing.score)}"
    if not standing.gap:
        return f"{where}; the target of {shown(standing.target)} is reached."
    return f"{where}; the target is {shown(standing.target)}."


def _days(action: Action) -> Iterator[str]:
    if action.start and action.due:
        after = f", after {listed(action.needs)}" if action.needs else ""
        yield f"  From {long_date(action.start)} to {long_date(action.due)}{after}."


def added_lines(addition: Addition, kept: ActionKept | None) -> Iterator[str]:
    """Yield what was added, what it lost on the way, and what comes next; `kept` is its state before it came back."""
    action = addition.action
    if addition.back and kept:
        why = f", {kept.why}" if kept.why else ""
        yield f"Back in the plan: {action.id} ({action.title}), {STATUS_WORDS[action.status]}."
        yield f"  It had been dropped on {long_date(kept.at.date())}{why}."
    else:
        yield f"Added: {action.id} ({action.title}), proposed, for {listed(action.closes)}."
        yield from _days(action)
        for figure in addition.figures:
            yield f"  Its KPI has no baseline yet: to be measured by {long_date(figure.on)}."
        yield from (f"  {one}" for one in addition.told)
        for one in action.waits_for:
            yield f"  It builds on {one.part} at level {number(one.at)}, and no action of the plan brings that yet."
    if addition.without:
        yield f"  It needed {listed(addition.without)}, not in the plan any more: taken out of its needs."
    yield f"Next:  cxdna plan agree {action.id} --check   what it lacks to be agreed"
