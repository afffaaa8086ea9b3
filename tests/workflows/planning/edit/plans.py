"""Workspaces in memory with a plan in them, small ones and any that may be."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import strategies as st

from cxdna.definitions.load import Library
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action, CustomersView, KpiFigure, Milestone, Plan, PlanHead, Task
from cxdna.store.model import ActionKept, DecisionKept, KpiKept, PlanKept
from cxdna.workflows.planning.edit.files import take_file, write_text, write_workbook
from cxdna.workflows.planning.edit.model import Taken
from cxdna.workflows.planning.edit.taking import Handling
from cxdna.workflows.planning.open import Planned, library_of, plan_of, planned
from tests.workflows.living import Living

MOMENT = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
TODAY = MOMENT.date()


class Planning(Living):
    """A workspace with a plan that can be written to a file, changed there and taken back."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.answered()
        (folder / "schema").mkdir(exist_ok=True)

    @property
    def here(self) -> Planned:
        return planned(self.now, MOMENT)

    @property
    def library(self) -> Library:
        return library_of(self.now)

    @property
    def plan(self) -> Plan:
        return plan_of(self.store, self.id)

    @property
    def records(self) -> int:
        store, name = self.store, self.id
        kept = (store.plans(name), store.actions(name), store.kpi_figures(name), store.decisions(name))
        return sum(map(len, kept))

    def hold(self, *actions: Action, head: PlanHead | None = None) -> "Planning":
        if head:
            self.store.add(PlanKept(assessment=self.id, head=head))
        for action in actions:
            self.store.add(ActionKept(assessment=self.id, action=action, at=MOMENT))
        return self

    def change(self, name: str, by: str = "Bo Ek", **fields: Any) -> "Planning":
        action = msgspec.structs.replace(self.plan.action(name), **fields)
        self.store.add(ActionKept(assessment=self.id, action=action, by=by, at=MOMENT))
        return self

    def drop(self, name: str) -> "Planning":
        self.store.add(
            ActionKept(assessment=self.id, action=self.plan.action(name), dropped=True, by="Bo Ek", at=MOMENT)
        )
        return self

    def note(self, *figures: KpiFigure) -> "Planning":
        self.store.add(*(KpiKept(assessment=self.id, figure=one) for one in figures))
        return self

    def ask_for(self, *decisions: Decision) -> "Planning":
        self.store.add(*(DecisionKept(assessment=self.id, decision=one) for one in decisions))
        return self

    def text(self) -> Path:
        path = self.workspace.folder / "plan-edit.yaml"
        write_text(self.here, path)
        return path

    def workbook(self) -> Path:
        path = self.workspace.folder / "plan-edit.xlsx"
        write_workbook(self.here, path, MOMENT)
        return path

    def take(self, path: Path, **handling: Any) -> Taken:
        return take_file(self.here, path, Handling(**handling), MOMENT)


def small(folder: Path) -> Planning:
    """Return a plan of three actions with something in every corner."""
    made = Planning(folder)
    kpis = list(made.library.kpis)
    parts = [part.id for part, _ in made.now.playbook.walk()]
    made.hold(
        Action(
            id="a1",
            title="One plan form with five gates",
            closes=(made.now.questionnaire.questions[0].id, parts[1]),
            from_level=1,
            to_level=3,
            problem="Plans stay on paper.\nNobody follows them: the board asks, and no one knows.",
            what="=SUM(A1:A9) is what the form must not be. Write it with Jan, try it with two teams, and keep it.",
            tasks=(
                Task(what="Write the form", assignee="Jan Smits", why="All see who does what", due=dt.date(2027, 2, 1)),
                Task(what="Try it", done=dt.date(2027, 2, 20)),
            ),
            milestones=(Milestone(what="Form is there", due=dt.date(2027, 2, 10)),),
            customers=CustomersView(problem="“They never call back”"),
            owner="Ruth Okafor",
            owner_role="Quality head",
            start=dt.date(2027, 1, 11),
            due=dt.date(2027, 3, 30),
            review=dt.date(2027, 6, 30),
            effort="small",
            cost=12500,
            kpi=kpis[0],
            more_kpis=(kpis[1],),
        ),
        Action(id="a2", title="Root-cause training", priority=2, needs=("a1",), due=dt.date(2027, 5, 3)),
        Action(id="a3", title="- Ask lost customers: why?", priority=3, risk="# none so far"),
        head=PlanHead(start=dt.date(2027, 1, 11), drafted=dt.date(2027, 1, 4), owners={"Quality head": "Ruth Okafor"}),
    )
    made.note(
        KpiFigure(kpi=kpis[0], figure="baseline", on=dt.date(2027, 2, 28)),
        KpiFigure(kpi=kpis[0], figure="target", value=12.5, on=dt.date(2027, 12, 31)),
    )
    return made.ask_for(Decision(id="d1", what="Name one executive", who="The board", by=dt.date(2027, 4, 1), cost=0.1))


READABLE = st.characters(
    exclude_categories=["Cs", "Cc", "Zl", "Zp"],
    exclude_characters="\ufeff\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
STARTS = st.sampled_from(
    ["", "=", "+1-", "@x ", "-", "'", '"', "# ", "- ", "a: ", "\u00a0", "_x000D_", "null", "~", "1e3"]
)


def lines(most: int, least: int = 0) -> st.SearchStrategy[str]:
    text = st.builds(str.__add__, STARTS, st.text(READABLE, max_size=40)) | st.text(READABLE, max_size=80)
    return text.map(lambda one: one[:most].strip()).filter(lambda one: len(one) >= least)


def words() -> st.SearchStrategy[str]:
    whole = st.lists(lines(200), max_size=4).map("\n".join) | st.integers(1, 5).map(lambda at: f"=long {at} " * 250)
    return whole.map(lambda one: one[:2000].strip())


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
AMOUNTS = st.floats(0, 1e15) | st.integers(0, 10**6).map(float)


STATES: list[dict[str, Any]] = [
    {},
    {"status": "agreed", "agreed": TODAY, "agreed_by": "The board"},
    {"status": "in_progress", "agreed": TODAY, "begun": TODAY, "progress": 40},
    {"status": "blocked", "agreed": TODAY, "blocked_by": "=IT"},
    {"status": "done", "agreed": TODAY, "begun": TODAY, "done": TODAY, "progress": 100},
]


@st.composite
def actions(draw: st.DrawFn, at: int, kpis: list[str], findings: list[str]) -> Action:
    day = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    own = draw(st.lists(st.sampled_from(kpis), max_size=3, unique=True))
    return Action(
        id=f"a{at}",
        title=draw(lines(200, least=1)),
        priority=draw(st.integers(1, 10_000)),
        closes=tuple(draw(st.lists(st.sampled_from(findings), max_size=3, unique=True))),
        from_level=draw(st.none() | st.sampled_from([1.0, 1.5, 2.0])),
        to_level=draw(st.none() | st.sampled_from([3.0, 3.5, 4.0])),
        kind=draw(st.sampled_from(["corrective", "preventive"])),
        trigger=draw(st.sampled_from(["assessment", "adverse_trend"])),
        cause_is=draw(st.sampled_from(["unknown", "assumed", "tested"])),
        problem=draw(words()),
        containment=draw(words()),
        what=draw(words()),
        proof=draw(words()),
        note=draw(words()),
        customers=CustomersView(problem=draw(words()), effect=draw(words())),
        tasks=tuple(
            Task(
                what=draw(lines(400, least=1)),
                assignee=draw(lines(200)),
                why=draw(lines(400)),
                due=draw(st.none() | st.just(day[1])),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
        milestones=tuple(Milestone(what=draw(lines(400, least=1)), due=day[1]) for _ in range(draw(st.integers(0, 2)))),
        owner=draw(lines(200)),
        owner_role=draw(lines(200)),
        start=day[0],
        due=day[1],
        review=day[2],
        effort=draw(st.none() | st.sampled_from(["small", "large"])),
        cost=draw(st.none() | AMOUNTS),
        needs=(f"a{at - 1}",) if at > 1 and draw(st.booleans()) else (),
        kpi=own[0] if own else None,
        more_kpis=tuple(own[1:]),
        **draw(st.sampled_from(STATES)),
    )
