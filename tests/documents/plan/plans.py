"""Plans for the example's assessment, made in code: one that is worked on, and those at the edge of the possible."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from cxdna.definitions.load import load_library
from cxdna.definitions.model import ActionTemplate
from cxdna.documents.material import Material
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, CustomersView, KpiFigure, Milestone, Plan, PlanHead, Task
from cxdna.resources import roots
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from tests.documents.report.variants import EXAMPLE, INJECTED, JAPANESE, LONG_WORD

replace = msgspec.structs.replace
START = dt.date(2027, 1, 11)
TODAY = dt.date(2027, 5, 17)
NAMES = ("Dana Okafor", "Ruth Okafor", "", "Sven Adler", "Tom Becker", "Priya Raman")
"""Who is behind the roles of the plan, in the order in which they come up: nobody behind the third and the last."""
WEEK = dt.timedelta(7)


@functools.cache
def material() -> Material:
    """Return the example's assessment of 2026, compared with the one before, without a plan."""
    return assemble(Request(answers=EXAMPLE / "answers-2026.yaml", previous=EXAMPLE / "answers-2025.yaml"))


@functools.cache
def library() -> tuple[ActionTemplate, ...]:
    """Return the templates of the library."""
    return load_library(roots(), "cxdna").actions


@functools.cache
def owners() -> dict[str, str]:
    """Return who is behind which role of the plan with something of everything."""
    roles = dict.fromkeys(one.owner_role for one in _chosen(8))
    return {role: name for role, name in zip(roles, NAMES, strict=False) if name}


def with_plan(plan: Plan, today: dt.date | None = TODAY) -> Material:
    """Return the example's assessment with a plan, looked at on a day."""
    return replace(material(), plan=plan, today=today)


def drafted(number: int, template: ActionTemplate, start: dt.date, **fields: Any) -> Action:
    """Return an action as it is drafted from a template: three milestones, and steps as tasks."""
    due = start + WEEK * template.weeks
    closes = template.question or template.part or ""
    steps = len(template.steps)
    made = Action(
        id=f"a{number}",
        title=template.title,
        template=template.id,
        closes=(closes,),
        from_level=template.from_level,
        to_level=template.to_level,
        priority=number,
        problem="Customers meet the same problem again, as nobody looks at what became of the fix.",
        what=template.what,
        tasks=tuple(
            Task(what=step, due=start + (due - start) * at // steps) for at, step in enumerate(template.steps, 1)
        ),
        deliverable=template.deliverable,
        proof=template.check,
        owner=owners().get(template.owner_role, ""),
        owner_role=template.owner_role,
        start=start,
        due=due,
        milestones=(
            Milestone(what="Baseline measured", due=start + (due - start) // 4),
            Milestone(what="First results looked at", due=start + (due - start) * 2 // 3),
            Milestone(what=template.deliverable[:80], due=due),
        ),
        review=due + WEEK * 12,
        effort=template.effort,
        waits_for=template.requires,
        kpi=template.kpis[0],
        more_kpis=template.kpis[1:],
    )
    return replace(made, **fields)


def agreed(action: Action, **fields: Any) -> Action:
    """Return an action that was agreed, with what that takes."""
    given = {
        "status": "agreed",
        "progress": 0,
        "begun": None,
        "done": None,
        "agreed": dt.date(2027, 1, 8),
        "agreed_by": "Priya Raman",
        "owner": action.owner or "Lena Marsh",
        "containment": "Team leads call the ten customers who were hit most, every Friday.",
        "cause": "Closing is counted, effects are not: none of the 118 actions closed in 2026 was looked at again.",
        "cause_is": "tested",
        "risk": "People are asked too often; at most one question a quarter.",
        "cost": 9000.0,
        "customers": CustomersView(problem="Twelve of twenty say they had to call again."),
    }
    return replace(action, **(given | fields))


def figures(*actions: Action) -> tuple[KpiFigure, ...]:
    """Return baseline and target of the KPIs of actions."""
    known = [one for one in actions if one.kpi and one.due]
    return tuple(
        figure
        for one in known
        for figure in (
            KpiFigure(
                kpi=one.kpi or "", figure="baseline", value=22.0, on=dt.date(2026, 12, 31), source="Service desk"
            ),
            KpiFigure(kpi=one.kpi or "", figure="target", value=8.0, on=one.due or TODAY, by="Ruth Okafor"),
        )
    )


DECISIONS = (
    Decision(
        id="d1",
        what="Name one owner for corrective action",
        who="Chief executive",
        by=dt.date(2027, 6, 15),
        cost=0,
        if_not="Actions go on being closed without a look at their effect",
    ),
    Decision(
        id="d2",
        what="Free two days a week for the people who check effects",
        who="Chief operating officer",
        by=dt.date(2027, 7, 1),
        cost=41000,
        if_not="Closures stay unproved",
    ),
    Decision(
        id="d3", what="Close the second complaint mailbox", who="Board", outcome="taken", closed=dt.date(2027, 2, 1)
    ),
)


def _chosen(count: int) -> Sequence[ActionTemplate]:
    """Return templates of the questions that are asked: the first step of each, then the next ones."""
    wanted = ("q7", "q8", "q9", "q10", "q11", "q12", "q1", "q5", "q6", "q3", "q4", "q2")
    asked = sorted(
        (one.id for one in material().questionnaire.questions), key=lambda one: wanted.index(one.split(".")[0])
    )
    steps = [
        sorted((one for one in library() if one.question == name), key=lambda one: one.from_level) for name in asked
    ]
    own = [each for at in range(max(map(len, steps))) for one in steps for each in one[at : at + 1]]
    return [own[at % len(own)] for at in range(count)]


@functools.cache
def worked_on() -> Plan:
    """Eight actions: one done, one under way, one blocked, one agreed, four proposed; with figures and decisions."""
    one, two, three, four, *others = _chosen(8)
    actions = (
        agreed(
            drafted(1, one, START),
            status="done",
            progress=100,
            begun=START,
            done=dt.date(2027, 4, 16),
            milestones=tuple(replace(m, done=m.due) for m in drafted(1, one, START).milestones),
        ),
        agreed(
            drafted(2, two, START + WEEK * 4), status="in_progress", progress=40, begun=START + WEEK * 4, needs=("a1",)
        ),
        agreed(
            drafted(3, three, START + WEEK), status="blocked", blocked_by="The survey tool is not bought", cost=12500
        ),
        agreed(drafted(4, four, START + WEEK * 14), needs=("a2", "a3"), cost=None),
        *(
            drafted(number, template, START + WEEK * (number * 3), needs=("a4",) if number in {6, 8} else ())
            for number, template in enumerate(others, 5)
        ),
    )
    said = replace(
        actions[3],
        tasks=(
            Task(
                what="Send the list every Monday",
                assignee="Sven Adler",
                why="Without it nobody is asked",
                due=START + WEEK * 16,
            ),
            Task(what="Report failed checks", assignee="Analyst", why="That reopens the action", due=START + WEEK * 20),
        ),
    )
    kpi = actions[0].kpi or ""
    measured = tuple(
        KpiFigure(kpi=kpi, figure="actual", value=value, on=on, period=period, source="Service desk")
        for value, on, period in (
            (19.0, dt.date(2027, 3, 31), "first quarter of 2027"),
            (15.5, dt.date(2027, 4, 30), "April 2027"),
        )
    )
    made = (*actions[:3], said, *actions[4:])
    return Plan(
        head=PlanHead(start=START, drafted=dt.date(2026, 11, 28), owners=owners()),
        actions=made,
        figures=(*figures(*made[:4]), *measured),
        decisions=DECISIONS,
    )


@functools.cache
def only_drafted() -> Plan:
    """Three actions as drafted: nothing is agreed, some roles have no person, no figures."""
    return Plan(
        head=PlanHead(start=START, drafted=dt.date(2026, 11, 28), owners=owners()),
        actions=tuple(
            drafted(number, template, START + WEEK * number * 2) for number, template in enumerate(_chosen(3), 1)
        ),
    )


def no_actions() -> Plan:
    """A plan of which everything was dropped."""
    return Plan(head=PlanHead(start=START))


def one_action() -> Plan:
    """One action of which only the title is known."""
    return Plan(actions=(Action(id="a1", title="Ask customers whether the fix worked"),))


def named_at_length(text: str, most: int) -> str:
    """Return a text made as long as it may be."""
    return " ".join([text, *["and what follows from it for everybody who is concerned"] * (most // 50 + 1)])[
        :most
    ].strip()


def forty() -> Plan:
    """Forty actions with names of 120 characters over three years, each after the one before the last."""
    actions = []
    for number, template in enumerate(_chosen(40), 1):
        start = START + dt.timedelta(days=24 * number)
        made = drafted(
            number,
            template,
            start,
            title=named_at_length(template.title, 120),
            owner=("Dana Okafor", "Maximiliane Featherstonehaugh-Cholmondeley")[number % 2],
            needs=(f"a{number - 2}",) if number > 2 else (),
            cost=float(1000 * number) if number % 3 else None,
            what="One method is taught and required.",
            proof="Ask forty customers.",
            tasks=(),
            deliverable="",
            milestones=(Milestone(what="First results looked at", due=start + WEEK * 2),),
            review=None,
            kpi=None,
            more_kpis=(),
        )
        kinds = ("proposed", "agreed", "in_progress", "blocked", "done")
        actions.append(agreed(made, status=kinds[number % 5], cost=made.cost) if number % 5 else made)
    return Plan(head=PlanHead(start=START, owners=owners(), most=40), actions=tuple(actions), figures=figures(*actions))


def in_three_weeks() -> Plan:
    """Three actions within three weeks."""
    return Plan(
        head=PlanHead(start=START),
        actions=tuple(
            replace(
                drafted(number, template, START + dt.timedelta(days=2 * number)),
                due=START + dt.timedelta(days=2 * number + 6),
                milestones=(
                    Milestone(what="Looked at", due=START + dt.timedelta(days=2 * number + 3)),
                    Milestone(what="There", due=START + dt.timedelta(days=2 * number + 6)),
                ),
                tasks=(),
                review=START + dt.timedelta(days=21),
            )
            for number, template in enumerate(_chosen(3), 1)
        ),
    )


def _cut(plan: Plan, most: int) -> Plan:
    return replace(plan, actions=plan.actions[:most])


def all_done() -> Plan:
    """Three actions, everything done in time."""
    plan = _cut(worked_on(), 3)
    return replace(
        plan,
        actions=tuple(
            agreed(one, status="done", progress=100, begun=one.start, done=one.due, cost=1500.5) for one in plan.actions
        ),
    )


def all_overdue() -> Plan:
    """Three actions, everything agreed and nothing done; looked at years later."""
    plan = _cut(worked_on(), 3)
    return replace(plan, actions=tuple(agreed(one) for one in plan.actions))


def no_owner() -> Plan:
    """Nobody is named for anything, not even a role for some."""
    plan = only_drafted()
    return replace(
        plan,
        head=replace(plan.head or PlanHead(start=START), owners={}),
        actions=tuple(
            replace(one, owner="", owner_role=one.owner_role if at % 2 else "") for at, one in enumerate(plan.actions)
        ),
    )


def _with_text(text: str, action: Action) -> Action:
    return replace(
        agreed(action),
        title=text,
        problem=text,
        containment=text,
        cause=text,
        what=text,
        tasks=tuple(Task(what=text, assignee=text, why=text, due=one.due) for one in action.tasks[:3]),
        deliverable=text,
        proof=text,
        customers=CustomersView(problem=text, solution=text, effect=text),
        owner=text,
        owner_role=f"Role {text}",
        milestones=tuple(replace(one, what=text) for one in action.milestones),
        risk=text,
        blocked_by=text,
        agreed_by=text,
        note=text,
    )


def everywhere(text: str) -> Plan:
    """One text in every place of a plan that takes free text."""
    plan = worked_on()
    return replace(
        plan,
        head=PlanHead(start=START, owners={text: text}),
        actions=tuple(_with_text(text, one) for one in plan.actions[:1]),
        figures=tuple(replace(one, period=text, source=text, by=text) for one in plan.figures),
        decisions=tuple(replace(one, what=text, who=text, if_not=text, note=text) for one in plan.decisions),
    )


def as_long_as_may_be() -> Plan:
    """One action with every text as long as it may be, most of it long words."""

    def long(most: int) -> str:
        return " ".join([LONG_WORD] * (most // 60 + 1))[:most].strip()

    plan = worked_on()
    actions = []
    for one in plan.actions[:1]:
        words = dict.fromkeys(
            ("problem", "containment", "cause", "what", "deliverable", "proof", "risk", "note"), long(2000)
        )
        lines = dict.fromkeys(("title", "owner", "agreed_by"), long(200)) | {"owner_role": "Role " + long(195)}
        tasks = tuple(Task(what=long(400), assignee=long(200), why=long(400), due=task.due) for task in one.tasks)
        milestones = tuple(replace(each, what=long(400)) for each in one.milestones)
        view = CustomersView(problem=long(2000), solution=long(2000), effect=long(2000))
        actions.append(
            replace(
                agreed(one), tasks=tasks, milestones=milestones, customers=view, blocked_by=long(400), **(words | lines)
            )
        )
    return replace(plan, actions=tuple(actions))


CASES: dict[str, tuple[Callable[[], Plan], dt.date | None]] = {
    "worked on": (worked_on, TODAY),
    "only drafted": (only_drafted, dt.date(2026, 11, 28)),
    "no actions": (no_actions, TODAY),
    "one action": (one_action, None),
    "forty actions with long names": (forty, dt.date(2028, 6, 1)),
    "three weeks": (in_three_weeks, dt.date(2027, 1, 20)),
    "all done": (all_done, dt.date(2029, 1, 1)),
    "all overdue": (all_overdue, dt.date(2030, 1, 1)),
    "no owner": (no_owner, TODAY),
    "what looks like code": (lambda: everywhere(INJECTED), TODAY),
    "Japanese": (lambda: everywhere(JAPANESE), TODAY),
    "as long as may be": (as_long_as_may_be, TODAY),
}
"""Plans and the day they are looked at, by what is special about them."""
