"""Small assessments with libraries to draft plans from, as short as tests can read them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from hypothesis import strategies as st

from cxdna.definitions.model import ActionTemplate, Kpi, Playbook, Questionnaire, Requirement
from cxdna.organisation.model import Target
from cxdna.plan.draft import Drafted, Sources, draft
from cxdna.plan.model import KpiFigure, Plan, PlanHead
from cxdna.plan.redraft import Before
from cxdna.scores.model import Scores
from cxdna.scores.score import score
from cxdna.worktime.working_days import WorkingDays
from tests.scores.building import answers, part, playbook, question, questionnaire

START = dt.date(2027, 1, 11)
DAYS = WorkingDays("GB", "ENG")
PARTS = ("a", "b", "c")
BOOK: Playbook = playbook(part("p", part("a"), part("b")), part("c"))
ASKED: Questionnaire = questionnaire(*(question(f"{name}{number}", name) for name in PARTS for number in (1, 2, 3)))
EVERYTHING = {f"{name}{number}": 1.0 for name in PARTS for number in (1, 2, 3)}


def kpi(kpi_id: str, counter: str = "k2") -> Kpi:
    return Kpi(
        id=kpi_id,
        name=f"Figure {kpi_id}",
        definition="What it is.",
        unit="percent",
        formula="this over that",
        direction="up",
        cadence="month",
        counter=counter,
    )


KPIS = {"k1": kpi("k1"), "k2": kpi("k2", "k1"), "k3": kpi("k3")}


def template(name: str, subject: str, *requires: tuple[str, float], **fields: Any) -> ActionTemplate:
    """Return a template that lifts a question, or a part where the subject is one, from level 1 to 3."""
    whole: dict[str, Any] = {
        "title": f"Do {name}",
        "from_level": 1,
        "to_level": 3,
        "what": "Something is done.",
        "steps": ("Begin.", "Go on.", "End."),
        "deliverable": "A paper.",
        "owner_role": "Head",
        "weeks": 4,
        "effort": "small",
        "kpis": ("k1", "k2"),
        "check": "Ask twenty customers.",
        "part" if subject in {*PARTS, "p"} else "question": subject,
    }
    needs = tuple(Requirement(part=one, at=at) for one, at in requires)
    return ActionTemplate(id=name, requires=needs, **(whole | fields))


def scored(said: Mapping[str, float] | None = None, targets: Sequence[Target] = (), people: int = 1) -> Scores:
    sheet = {**EVERYTHING, **(said or {})}
    return score(BOOK, ASKED, answers(*[sheet] * people, targets=targets))


def sources(*templates: ActionTemplate, scores: Scores | None = None, days: WorkingDays = DAYS) -> Sources:
    return Sources(
        scores=scores or scored(),
        with_counts=True,
        playbook=BOOK,
        questionnaire=ASKED,
        templates=templates,
        kpis=KPIS,
        days=days,
    )


def head(**fields: Any) -> PlanHead:
    return PlanHead(**{"start": START, **fields})


def drafted(*templates: ActionTemplate, scores: Scores | None = None, **fields: Any) -> Drafted:
    return draft(sources(*templates, scores=scores), head(**fields))


def kept(found: Drafted) -> list[Before]:
    """Return the actions of a draft as they are before another one; those that went stay known."""
    return [
        Before(
            action=one.action,
            drafted=one.drafted,
            dropped=one.became == "dropped",
            gone=one.became == "gone",
        )
        for one in found.actions
    ]


def plan(found: Drafted, *figures: KpiFigure) -> Plan:
    return Plan(head=found.head, actions=found.plan, figures=(*figures, *found.figures))


SUBJECTS = (*EVERYTHING, *PARTS)
templates = st.lists(
    st.builds(
        lambda name, subject, needs, weeks, effort, role, to: template(
            name, subject, *needs, weeks=weeks, effort=effort, owner_role=role, to_level=to
        ),
        st.sampled_from([f"t{number}" for number in range(12)]),
        st.sampled_from(SUBJECTS),
        st.lists(st.tuples(st.sampled_from((*PARTS, "p")), st.sampled_from([1.5, 2, 3])), max_size=2),
        st.integers(1, 12),
        st.sampled_from(["small", "medium", "large"]),
        st.sampled_from(["Head", "Boss", "Lead"]),
        st.sampled_from([2, 3, 4]),
    ),
    max_size=10,
    unique_by=lambda one: one.id,
)
said = st.lists(st.sampled_from([1.0, 1.0, 2.0, 3.0, 4.0]), min_size=9, max_size=9).map(
    lambda levels: dict(zip(EVERYTHING, levels, strict=True))
)


def with_fields(before: Before, **fields: Any) -> Before:
    """Return an action as people changed it."""
    return msgspec.structs.replace(before, action=msgspec.structs.replace(before.action, **fields))
