"""Report, plan, summary, workbook and data of one assessment say the same numbers and dates."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from cxdna.answers.model import Mode
from cxdna.store.model import ActionKept, DecisionKept, KpiKept
from cxdna.workflows.printing.beside import at_desk
from cxdna.workflows.printing.data import data
from cxdna.workflows.printing.model import Desk, Request
from cxdna.workflows.printing.plan import plan
from cxdna.workflows.printing.press import screen
from cxdna.workflows.printing.report import report
from cxdna.workflows.printing.summary import summary
from cxdna.workflows.printing.workbook import workbook
from tests.documents.planned import EXAMPLE, a_plan
from tests.documents.report.markup import read_text
from tests.journeys import numbers
from tests.journeys.numbers import Facts
from tests.workflows.dwelling import MOMENT, Dwelling

NAMES = ("report", "plan", "summary", "workbook", "data")


class Said(NamedTuple):
    """What the documents say, and what they were made of."""

    facts: dict[str, Facts]
    desk: Desk


def said_by(desk: Desk) -> Said:
    """Make all documents as they are for the screen, with the files beside them, and read them back."""
    material = desk.material
    planned = plan(desk)
    assert planned is not None
    pages = {one.name: read_text(screen(desk, one)) for one in (report(desk), planned, summary(desk))}
    facts = {
        "report": numbers.of_report(pages["report"], material.now),
        "plan": numbers.of_plan(pages["plan"]),
        "summary": numbers.of_answer(pages["summary"], material.now) | numbers.of_plan_page(pages["summary"]),
        "workbook": numbers.of_workbook(workbook(desk)["workbook.xlsx"], material.before),
        "data": numbers.of_data(json.loads(data(desk)["data.json"])),
    }
    return Said(facts, desk)


@pytest.fixture(scope="module")
def example() -> Said:
    request = Request(
        answers=EXAMPLE / "answers-2026.yaml",
        previous=EXAMPLE / "answers-2025.yaml",
        plan=EXAMPLE / "plan-2026.yaml",
        previous_plan=EXAMPLE / "plan-2025.yaml",
        words=EXAMPLE / "words-2026.yaml",
    )
    return said_by(at_desk(request))


def lived_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: Mode) -> Said:
    """Return what the documents of a workspace say, whose plan is in its store."""
    home = Dwelling(tmp_path / "alder", monkeypatch, mode).said_by_all()
    home.close()
    drawn = a_plan()
    home.store.add(
        *(ActionKept(assessment=home.id, action=one, at=MOMENT) for one in drawn.actions),
        *(KpiKept(assessment=home.id, figure=one) for one in drawn.figures),
        *(DecisionKept(assessment=home.id, decision=one) for one in drawn.decisions),
    )
    return said_by(at_desk(Request(where=home.where, moment=MOMENT)))


def test_the_example_says_one_thing_everywhere(example: Said) -> None:
    assert not numbers.disagreements(example.facts)


def test_every_score_target_gap_and_change_was_compared(example: Said) -> None:
    material = example.desk.material
    parts = [part.name for part in material.scores.parts]
    wanted = {("part", name, head) for name in parts for head in ("As answered", "As shown", "Target", "change")}
    wanted |= {("part", part.name, head) for part in material.leaves for head in ("Gap", "Share")}
    wanted |= {("part", "Overall", head) for head in ("score", "change")}
    wanted |= {("question", one.id[1:], "median") for one in material.scores.questions if one.state == "scored"}
    assert wanted <= numbers.shared(example.facts, "report", "workbook", "data")
    phases = {("part", part.name, head) for part in material.top for head in ("score", "change")}
    assert phases <= numbers.shared(example.facts, "report", "summary", "workbook", "data")


def test_every_cost_date_count_and_quarter_was_compared(example: Said) -> None:
    ids = [one.id for one in example.desk.material.plan.actions]
    heads = ("Owner", "Start", "Due", "Review", "Effort", "Cost")
    assert {("action", one, head) for one in ids for head in heads} <= numbers.shared(
        example.facts, "plan", "workbook", "data"
    )
    everywhere = numbers.shared(example.facts, *NAMES)
    counts = {("status", word) for word in ("proposed", "agreed", "in progress", "blocked", "done")}
    assert counts | {("forecast", "now"), ("forecast", "end"), ("plan", "cost")} <= everywhere
    assert {("action", one, "Status") for one in ids} <= everywhere
    steps = [key for key in example.facts["data"] if key[0] == "quarter"]
    assert len(steps) > 1
    assert set(steps) <= everywhere
    assert len([key for key in everywhere if key[0] == "owner"]) >= 4
    decided = {key for key in example.facts["report"] if key[0] == "decision"}
    assert len(decided) >= 3
    assert decided <= numbers.shared(example.facts, "report", "workbook", "data")
    assert len([key for key in numbers.shared(example.facts, "workbook", "data") if key[0] == "kpi"]) > 20


def test_a_workspace_says_one_thing_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived_in(tmp_path, monkeypatch, "confidential")
    assert not numbers.disagreements(found.facts)
    assert len(numbers.shared(found.facts, *NAMES)) >= 15
    assert len(numbers.shared(found.facts, "report", "workbook", "data")) >= 60


@pytest.mark.parametrize(
    "key",
    [
        ("part", "Governance", "Target"),
        ("part", "Overall", "change"),
        ("question", "7.2", "median"),
        ("action", "a1", "Due"),
        ("plan", "cost"),
        ("forecast", "end"),
    ],
)
def test_one_number_that_differs_is_named(example: Said, key: numbers.Key) -> None:
    for name, facts in example.facts.items():
        if key in facts:
            other = {**example.facts, name: {**facts, key: "another"}}
            (told,) = numbers.disagreements(other)
            assert told.startswith(" ".join(key))


def test_what_is_read_changes_with_the_plan(example: Said) -> None:
    """The documents are read, not only their maker: another day and another cost show in each of them."""
    material = example.desk.material
    first, *rest = material.plan.actions
    later = msgspec.structs.replace(first, due=dt.date(2029, 5, 4), cost=123456.0)
    planned = msgspec.structs.replace(material.plan, actions=(later, *rest))
    desk = msgspec.structs.replace(example.desk, material=msgspec.structs.replace(material, plan=planned))
    other = said_by(desk)
    assert not numbers.disagreements(other.facts)
    for name in ("plan", "workbook", "data"):
        assert other.facts[name]["action", first.id, "Due"] == "4 May 2029"
        assert other.facts[name]["action", first.id, "Cost"] == "GBP 123,456"
    for name in NAMES:
        assert other.facts[name]["plan", "cost"] != example.facts[name]["plan", "cost"]
