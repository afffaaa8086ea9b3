"""The five gates: passed when what they ask for is there, and never else."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.plan.gates import NAMES, gates, passes, remedy
from cxdna.plan.model import KpiFigure, Milestone
from tests.plan.acting import DUE, FIGURES, KPIS, REVIEW, action, plan

DAY = dt.date(2027, 2, 1)
BASELINE, TARGET = FIGURES
NOBODY = ["", " ", "tbd", "The team", "quality head", "Head of sales", "Ann and Bo", "CEO", "IT department"]
MILESTONES = (Milestone(what="Half of it", due=DAY),)


@st.composite
def filled(draw: st.DrawFn) -> tuple[list[bool], dict[str, Any], tuple[KpiFigure, ...]]:
    """Return which gates are filled, in many ways of filling them and of leaving them out."""
    there = [draw(st.booleans()) for _ in NAMES]
    fields: dict[str, Any] = {
        "problem": draw(st.sampled_from(["It leaks.", " x "] if there[0] else ["", " ", "\n", "tbd", "?"])),
        "owner": draw(st.sampled_from(["Ann Lee", "Bo"] if there[1] else NOBODY)),
        "review": REVIEW if there[4] else None,
    }
    deadlines = [(DUE, MILESTONES)] if there[3] else [(None, ()), (DUE, ()), (None, MILESTONES)]
    fields["due"], fields["milestones"] = draw(st.sampled_from(deadlines))
    later = KpiFigure(kpi="on_time", figure="baseline", on=DAY)
    whole = [(BASELINE, TARGET), (later, TARGET)]
    part = [(), (BASELINE,), (TARGET,), (later,), (BASELINE, KpiFigure(kpi="on_time", figure="target", on=DAY))]
    figures = draw(st.sampled_from(whole if there[2] else part))
    fields["kpi"] = "on_time" if there[2] else draw(st.sampled_from([None, "on_time", "elsewhere"]))
    return there, fields, figures


@given(filled())
def test_a_gate_is_passed_when_it_is_filled_and_never_else(
    case: tuple[list[bool], dict[str, Any], tuple[KpiFigure, ...]],
) -> None:
    there, fields, figures = case
    one, its_plan = action(**fields), plan(figures=figures)
    found = gates(one, its_plan, KPIS)
    assert [gate.number for gate in found] == [1, 2, 3, 4, 5]
    assert [gate.name for gate in found] == list(NAMES)
    assert [gate.passed for gate in found] == there
    assert passes(one, its_plan, KPIS) == all(there)
    assert all(gate.says for gate in found)
    assert [remedy(one, gate, its_plan, KPIS).startswith("cxdna ") for gate in found] == [not one for one in there]


@pytest.mark.parametrize(
    ("fields", "figures", "commands"),
    [
        ({"owner": ""}, FIGURES, ['cxdna plan set a1 owner "NAME"']),
        ({"kpi": None}, FIGURES, ["cxdna plan set a1 kpi KPI"]),
        ({}, (), ["cxdna kpi set on_time --baseline-by DATE --target VALUE --by DATE"]),
        ({}, (BASELINE,), ["cxdna kpi set on_time --target VALUE --by DATE"]),
        ({"due": None}, FIGURES, ["cxdna plan set a1 due DATE"]),
        (
            {"milestones": (), "review": None},
            FIGURES,
            [
                'cxdna plan set a1 milestone.1 "WHAT IS THERE BY THEN" milestone.1.due DATE',
                "cxdna plan set a1 review DATE",
            ],
        ),
    ],
)
def test_what_mends_a_gate(fields: dict[str, Any], figures: tuple[KpiFigure, ...], commands: list[str]) -> None:
    one, its_plan = action(**fields), plan(figures=figures)
    told = [remedy(one, gate, its_plan, KPIS) for gate in gates(one, its_plan, KPIS)]
    assert [command for command in told if command] == commands


def test_the_role_of_another_action_is_no_person() -> None:
    one = action(owner="Sales lead")
    assert gates(one, plan(one), KPIS)[1].passed
    told = gates(one, plan(one, action("a2", owner_role="sales lead")), KPIS)[1]
    assert (told.passed, told.says) == (False, "no person is named, only 'Sales lead'")


def test_several_owners_are_told_to_share_the_tasks() -> None:
    told = gates(action(owner="Ann Lee & Bo Ek"), plan(), KPIS)[1].says
    assert told == "one person answers for an action, and 'Ann Lee & Bo Ek' are several: the others can have its tasks"


def test_what_stands_behind_a_gate_is_said() -> None:
    said = [gate.says for gate in gates(action(), plan(), KPIS)]
    assert said == [
        "Nobody follows up.",
        "Ann Lee, Quality head",
        "Closed on time: baseline 40%, target 80% by 31 December 2027",
        "due 30 March 2027, 1 milestone",
        "its effect is looked at on 1 June 2027",
    ]
